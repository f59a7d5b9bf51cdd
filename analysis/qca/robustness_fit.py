"""How far alternative solutions and the initial one agree, in fit and in cases.

Oana and Schneider (2021); Oana, Schneider and Thomann (2021, chapter 5): the robust core is the
intersection of the initial solution with every test solution. Every tied model of a test takes
part as a set of its own; the order of the tests changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal as Choice

import numpy as np
import pandas as pd

from analysis.data.terminal import Labels, Result
from analysis.qca._inputs import FloatArray, fail
from analysis.qca.expressions import Expression
from analysis.qca.fit import SufficiencyFit, sufficiency_of

CaseGroup = Choice[
    "robust typical",
    "robust deviant",
    "shaky typical",
    "shaky deviant",
    "possible typical",
    "possible deviant",
    "outside",
]


@dataclass(frozen=True, slots=True)
class FitRobustness(Result):
    """Parameters of fit of the robust core against the initial solution.

    - ``coverage_ratio``: coverage of the core / of the initial solution (RF_cov)
    - ``consistency_ratio``: consistency of the initial solution / of the core (RF_cons)
    - ``overlap_minimum`` and ``overlap_maximum``: fuzzy Jaccard overlap of the initial solution
      with the intersection and with the union of the tests (RF_SC_minTS, RF_SC_maxTS)
    - ``core``: the robust core's fit; one is perfect agreement in each ratio
    """

    core: SufficiencyFit
    initial: SufficiencyFit
    coverage_ratio: float
    consistency_ratio: float
    overlap_minimum: float
    overlap_maximum: float
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def to_dict(self) -> dict[str, object]:
        """Return the parameters as plain data."""
        ratios = ("coverage_ratio", "consistency_ratio", "overlap_minimum", "overlap_maximum")
        fits = {"core": self.core.to_dict(), "initial": self.initial.to_dict()}
        return {**fits, **{name: getattr(self, name) for name in ratios}}

    def to_frame(self) -> pd.DataFrame:
        """Return the four ratios as one line."""
        return pd.DataFrame([{k: v for k, v in self.to_dict().items() if not isinstance(v, dict)}])


@dataclass(frozen=True, slots=True)
class CaseRobustness(Result):
    """Which cases keep their membership whatever the test.

    ``groups`` pairs each case with its group: robust (in the initial solution and in every test),
    shaky (in the initial one, not in every test), possible (in some test only); typical inside the
    outcome, deviant at or below 0.5; a case of no solution is outside. These groups are those of
    Oana and Schneider (2021). The numbers are by definition of ours: each share is the robust
    members of all members of the initial solution, among the typical and among the deviant cases;
    ``rank`` orders the overlap: 1 no shaky and no possible case, 2 possible ones only, 3 shaky ones
    only, 4 both. They answer the same questions as the case ratios and the rank published there,
    with which they need not agree.
    """

    groups: tuple[tuple[str, CaseGroup], ...]
    typical_share: float
    deviant_share: float
    rank: int
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def of(self, group: CaseGroup) -> tuple[str, ...]:
        """Return the cases of one group."""
        return tuple(case for case, found in self.groups if found == group)

    def to_frame(self) -> pd.DataFrame:
        """Return one line per case."""
        return pd.DataFrame(self.groups, columns=["case", "group"])

    def to_dict(self) -> dict[str, object]:
        """Return groups, shares and rank as plain data."""
        shares = {"typical_share": self.typical_share, "deviant_share": self.deviant_share}
        return {"groups": dict(self.groups), **shares, "rank": self.rank}


def robust_core(solutions: Sequence[Expression]) -> Expression:
    """Return the intersection of all solutions, multiplied out.

    Terms with a condition and its negation go, so its memberships may lie below the minimum of the
    solutions, never across 0.5. Raises InputError for no solution.

    >>> print(robust_core([Expression.parse("A + B*C"), Expression.parse("A*B")]))
    A*B
    """
    if not solutions:
        fail("there is no solution to intersect", "give the initial and the test solutions")
    return reduce(Expression.__and__, solutions)


def fit_robustness(
    data: pd.DataFrame,
    outcome: str,
    initial: Expression | str,
    tests: Sequence[Expression | str],
    *,
    labels: Labels | None = None,
) -> FitRobustness:
    """Return how the fit of ``initial`` stands to the robust core with ``tests``.

    ``data`` holds memberships, one row per case; ``outcome`` may be negated. The core's membership
    is the minimum over the solutions. Raises InputError without a test solution.
    """
    y, first, others = _memberships(data, outcome, initial, tests)
    core = np.minimum(first, others.min(axis=0))
    core_fit, first_fit = sufficiency_of(core, y), sufficiency_of(first, y)
    return FitRobustness(
        core=core_fit,
        initial=first_fit,
        coverage_ratio=_ratio(core_fit.coverage, first_fit.coverage),
        consistency_ratio=_ratio(first_fit.consistency, core_fit.consistency),
        overlap_minimum=_jaccard(first, others.min(axis=0)),
        overlap_maximum=_jaccard(first, others.max(axis=0)),
        labels=labels or {},
    )


def case_robustness(
    data: pd.DataFrame,
    outcome: str,
    initial: Expression | str,
    tests: Sequence[Expression | str],
    *,
    labels: Labels | None = None,
) -> CaseRobustness:
    """Return each case's group under ``initial`` and ``tests``.

    ``data`` holds memberships, one row per case; ``outcome`` may be negated. Raises InputError
    without a test solution.
    """
    y, first, others = _memberships(data, outcome, initial, tests)
    inside, every, some = first > 0.5, (others > 0.5).all(axis=0), (others > 0.5).any(axis=0)
    kinds = np.where(y > 0.5, "typical", "deviant")
    standing = np.select([inside & every, inside, some], ["robust", "shaky", "possible"], "")
    groups = tuple(
        (str(case), _group(stand, kind))
        for case, stand, kind in zip(data.index, standing, kinds, strict=True)
    )
    found = {group for _, group in groups}
    shaky = bool(found & {"shaky typical", "shaky deviant"})
    possible = bool(found & {"possible typical", "possible deviant"})
    typical = inside & (y > 0.5)
    deviant = inside & ~(y > 0.5)
    return CaseRobustness(
        groups=groups,
        typical_share=_ratio(float((typical & every).sum()), float(typical.sum())),
        deviant_share=_ratio(float((deviant & every).sum()), float(deviant.sum())),
        rank=1 + possible + 2 * shaky,
        labels=labels or {},
    )


def _memberships(
    data: pd.DataFrame,
    outcome: str,
    initial: Expression | str,
    tests: Sequence[Expression | str],
) -> tuple[FloatArray, FloatArray, FloatArray]:
    if not tests:
        fail("there is no test solution", "give at least one", column="tests")
    first, *others = (
        Expression.parse(stated) if isinstance(stated, str) else stated
        for stated in (initial, *tests)
    )
    y = Expression.parse(outcome).membership(data)
    return y, first.membership(data), np.array([other.membership(data) for other in others])


GROUPS: dict[str, CaseGroup] = {
    "robust typical": "robust typical",
    "robust deviant": "robust deviant",
    "shaky typical": "shaky typical",
    "shaky deviant": "shaky deviant",
    "possible typical": "possible typical",
    "possible deviant": "possible deviant",
}


def _group(standing: str, kind: str) -> CaseGroup:
    return GROUPS.get(f"{standing} {kind}", "outside")


def _jaccard(a: FloatArray, b: FloatArray) -> float:
    return _ratio(float(np.minimum(a, b).sum()), float(np.maximum(a, b).sum()))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else float("nan")
