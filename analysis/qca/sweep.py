"""Many thresholds at once: the solutions over a grid, each distinct truth table solved once.

Sensitivity to thresholds is what Oana and Schneider (2021) ask robust solutions to survive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pandas as pd

from analysis.data.terminal import Labels, Result
from analysis.qca.expressions import Term
from analysis.qca.intermediate import Expectations, StandardAnalysis, standard_analysis
from analysis.qca.minimization import CoverOptions
from analysis.qca.truth_table import Thresholds, TruthTable

Models = frozenset[frozenset[Term]]


class AnalysisCache:
    """Standard analyses by the output of the truth table: other thresholds often change none."""

    def __init__(
        self, expectations: Expectations = (), options: CoverOptions | None = None
    ) -> None:
        self._expectations = expectations
        self._options = options
        self._known: dict[tuple[object, ...], StandardAnalysis | None] = {}

    def __len__(self) -> int:
        return len(self._known)

    def analysis(self, table: TruthTable) -> StandardAnalysis | None:
        """Return the analysis of ``table``, or None where no row is sufficient.

        Between tables of the same rows and output the minimization is the same, whatever the
        memberships; do not read fit from a cached analysis, describe its models anew.
        """
        key = (table.conditions, table.numbers.tobytes(), table.output, table.excluded)
        if key not in self._known:
            positive = "1" in table.output
            self._known[key] = (
                standard_analysis(table, self._expectations, self._options) if positive else None
            )
        return self._known[key]


@dataclass(frozen=True, slots=True)
class SweepPoint(Result):
    """The intermediate models (as sets of terms) under one setting of the thresholds."""

    thresholds: Thresholds
    analysis: StandardAnalysis | None

    @property
    def models(self) -> Models:
        """The distinct intermediate models; empty where no row is sufficient."""
        return intermediate_set(self.analysis)

    def to_frame(self) -> pd.DataFrame:
        """Return one line: thresholds, number of models, the first as text."""
        return Sweep((self,), distinct=1).to_frame()

    def to_dict(self) -> dict[str, object]:
        """Return the thresholds and all models as plain data."""
        models = self.analysis.intermediate_models if self.analysis else ()
        return {
            "thresholds": self.thresholds.to_dict(),
            "models": [[str(term) for term in model.terms] for model in models],
        }


@dataclass(frozen=True, slots=True)
class Sweep(Result):
    """The settings tried, in order, and how many different truth tables they made."""

    points: tuple[SweepPoint, ...]
    distinct: int
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def to_frame(self) -> pd.DataFrame:
        """Return one line per setting: thresholds, number of models, the first as text."""
        lines = []
        for point in self.points:
            limits, analysis = point.thresholds, point.analysis
            models = analysis.intermediate_models if analysis else ()
            lines.append(
                {
                    "consistency": limits.consistency,
                    "pri": limits.pri,
                    "frequency": limits.frequency,
                    "models": len(models),
                    "first": str(models[0].expression) if models else "",
                }
            )
        return pd.DataFrame(lines)

    def to_dict(self) -> dict[str, object]:
        """Return the settings and their models as plain data."""
        return {"points": self.to_frame().to_dict("records"), "distinct": self.distinct}


def sweep_thresholds(
    table: TruthTable,
    settings: Iterable[Thresholds],
    expectations: Expectations = (),
    options: CoverOptions | None = None,
) -> Sweep:
    """Return the three solutions of ``table`` under every setting of the thresholds."""
    cache = AnalysisCache(expectations, options)
    points = tuple(_points(table, settings, cache))
    return Sweep(points, len(cache), table.labels)


def intermediate_set(analysis: StandardAnalysis | None) -> Models:
    """Return the distinct intermediate models as sets of terms."""
    if analysis is None:
        return frozenset()
    return frozenset(frozenset(model.terms) for model in analysis.intermediate_models)


def _points(
    table: TruthTable, settings: Iterable[Thresholds], cache: AnalysisCache
) -> Iterator[SweepPoint]:
    for limits in settings:
        yield SweepPoint(limits, cache.analysis(table.with_thresholds(limits)))
