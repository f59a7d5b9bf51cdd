"""Cluster diagnostics: does a relation hold in every group of cases, and within every unit?

Garcia-Castro and Arino (2016); Oana, Schneider and Thomann (2021, chapter 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal as Choice

import numpy as np
import pandas as pd

from analysis.data.errors import InputError
from analysis.data.terminal import Labels, Result
from analysis.qca._inputs import FloatArray, fail, fault, require_choice
from analysis.qca.expressions import Expression

Relation = Choice["sufficiency", "necessity"]


@dataclass(frozen=True, slots=True)
class GroupFit(Result):
    """Consistency and coverage in one group of cases."""

    group: str
    cases: int
    consistency: float
    coverage: float


@dataclass(frozen=True, slots=True)
class ClusterDiagnostics(Result):
    """Pooled, between and within fit of one relation.

    ``between`` has one entry per cluster (BECOS), ``within`` one per unit (WICONS), empty without
    units. The distances are Euclidean, of the consistencies divided by their sum from 1 / J each:
    0 where all groups agree.
    """

    relation: Relation
    pooled: GroupFit
    between: tuple[GroupFit, ...]
    within: tuple[GroupFit, ...]
    between_distance: float
    within_distance: float
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def to_frame(self) -> pd.DataFrame:
        """Return one line per group with its level: pooled, between or within."""
        levels = {"pooled": (self.pooled,), "between": self.between, "within": self.within}
        return pd.DataFrame(
            [
                {"level": level, "group": fit.group, "cases": fit.cases,
                 "consistency": fit.consistency, "coverage": fit.coverage}
                for level, fits in levels.items()
                for fit in fits
            ]
        )  # fmt: skip

    def to_dict(self) -> dict[str, object]:
        """Return the fits and distances as plain data."""
        return {
            "relation": self.relation,
            "groups": self.to_frame().to_dict("records"),
            "between_distance": self.between_distance,
            "within_distance": self.within_distance,
        }


def cluster_diagnostics(
    data: pd.DataFrame,
    expression: Expression | str,
    outcome: str,
    clusters: Sequence[object] | pd.Series,
    units: Sequence[object] | pd.Series | None = None,
    relation: Relation = "sufficiency",
    *,
    labels: Labels | None = None,
) -> ClusterDiagnostics:
    """Return the fit of ``expression`` and ``outcome`` pooled, by cluster and by unit.

    ``clusters`` and ``units`` label the n rows of ``data``; ``outcome`` may be negated. Raises
    InputError for an unknown relation, labels of another length, missing labels, missing columns
    and values that are no membership.
    """
    require_choice("relation", relation, ("sufficiency", "necessity"))
    stated = Expression.parse(expression) if isinstance(expression, str) else expression
    x = stated.membership(data)
    y = Expression.parse(outcome).membership(data)
    first, second = (x, y) if relation == "sufficiency" else (y, x)
    between = _by_group(first, second, _labels(clusters, len(data), "clusters"))
    held = None if units is None else _labels(units, len(data), "units")
    within = () if held is None else _by_group(first, second, held)
    return ClusterDiagnostics(
        relation=relation,
        pooled=_fit("all", first, second),
        between=between,
        within=within,
        between_distance=_distance(between),
        within_distance=_distance(within),
        labels=labels or {},
    )


def _labels(labels: Sequence[object] | pd.Series, count: int, name: str) -> list[str]:
    if isinstance(labels, str) or not isinstance(labels, Iterable):
        fail("these are no labels", "give one label per case", column=name, value=str(labels))
    given = pd.Series(list(labels), dtype=object)
    problems = []
    if len(given) != count:
        remedy = "give one label per case"
        problems.append(fault(f"{len(given)} labels for {count} cases", remedy, column=name))
    problems += [
        fault(f"case {i + 1} has no label", "name its group", column=name)
        for i in np.flatnonzero(given.isna())
    ]
    if problems:
        raise InputError(problems)
    return [str(label) for label in given]


def _by_group(first: FloatArray, second: FloatArray, labels: list[str]) -> tuple[GroupFit, ...]:
    held = np.array(labels)
    return tuple(
        _fit(label, first[held == label], second[held == label]) for label in dict.fromkeys(labels)
    )


def _fit(group: str, first: FloatArray, second: FloatArray) -> GroupFit:
    overlap = float(np.minimum(first, second).sum())
    return GroupFit(group, len(first), _ratio(overlap, first.sum()), _ratio(overlap, second.sum()))


def _distance(fits: tuple[GroupFit, ...]) -> float:
    values = np.array([fit.consistency for fit in fits])
    values = values[np.isfinite(values)]
    if not len(values) or not values.sum():
        return float("nan")
    return float(np.linalg.norm(values / values.sum() - 1 / len(values)))


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else float("nan")
