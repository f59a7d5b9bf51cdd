"""Results of a necessary condition analysis."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.data.terminal import Labels, Result
from analysis.nca.effects import Inefficiency
from analysis.nca.permutation import PermutationTest
from analysis.nca.scope import Floats, Scope
from analysis.nca.validation import check_choice, option_error


@dataclass(frozen=True, slots=True)
class Peer(Result):
    """A case on which a ceiling rests, with its condition (x) and outcome (y)."""

    case: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class CeilingResult(Result):
    """Everything about one condition under one ceiling.

    `ceiling_zone` is an area in units of condition times outcome, `effect_size` is in [0, 1],
    `accuracy` and `fit` are percentages, `above` counts cases beyond the ceiling. `intercept` and
    `slope` are in own units (NaN without a line). `path` lists the (x, y) corners of the ceiling
    inside the scope, for plots. NaN and None mean not defined.
    """

    condition: str
    outcome: str
    ceiling: str
    corner: int
    observations: int
    observed: Scope
    scope: Scope
    ceiling_zone: float
    effect_size: float
    above: int | None
    accuracy: float
    fit: float
    complexity: int
    intercept: float
    slope: float
    inefficiency: Inefficiency
    peers: tuple[Peer, ...]
    path: tuple[tuple[float, float], ...]
    test: PermutationTest | None = None
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def to_frame(self) -> pd.DataFrame:
        """One row with the numbers of this result."""
        return pd.DataFrame([self.to_dict()])

    def to_dict(self) -> dict[str, object]:
        """Numbers of this result as one flat row."""
        test = self.test
        return {
            "condition": self.condition,
            "ceiling": self.ceiling,
            "observations": self.observations,
            "scope": self.scope.area,
            "ceiling_zone": self.ceiling_zone,
            "effect_size": self.effect_size,
            "p_value": np.nan if test is None else test.p_value,
            "p_accuracy": np.nan if test is None else test.p_accuracy,
            "threshold": np.nan if test is None else test.threshold,
            "above": self.above,
            "accuracy": self.accuracy,
            "fit": self.fit,
            "complexity": self.complexity,
            "intercept": self.intercept,
            "slope": self.slope,
            "condition_inefficiency": self.inefficiency.condition,
            "outcome_inefficiency": self.inefficiency.outcome,
            "relative_inefficiency": self.inefficiency.relative,
            "absolute_inefficiency": self.inefficiency.absolute,
        }


@dataclass(frozen=True, slots=True)
class NcaResult(Result):
    """Results for every condition (in order) under every ceiling (in order).

    `data` holds the analysed columns, indexed by case. `seed` reproduces the permutations. `labels`
    of conditions, outcome and cases are by language and key.
    """

    outcome: str
    conditions: tuple[str, ...]
    ceilings: tuple[str, ...]
    corner: int
    permutations: int
    seed: int | None
    results: tuple[CeilingResult, ...]
    data: pd.DataFrame = field(repr=False, compare=False)
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def get(self, condition: str, ceiling: str) -> CeilingResult:
        """Result of one condition under one ceiling."""
        check_choice("condition", condition, self.conditions)
        check_choice("ceiling", ceiling, self.ceilings)
        place = self.conditions.index(condition) * len(self.ceilings)
        return self.results[place + self.ceilings.index(ceiling)]

    def to_frame(self) -> pd.DataFrame:
        """One row per condition and ceiling, numbers unrounded."""
        rows = pd.DataFrame([result.to_dict() for result in self.results])
        return rows.set_index(["condition", "ceiling"])

    def to_dict(self) -> dict[str, object]:
        """Whole analysis as plain values."""
        return {
            "outcome": self.outcome,
            "corner": self.corner,
            "permutations": self.permutations,
            "seed": self.seed,
            "results": [
                {
                    **result.to_dict(),
                    "peers": [[peer.case, peer.x, peer.y] for peer in result.peers],
                    "path": [list(map(float, point)) for point in result.path],
                }
                for result in self.results
            ],
        }


def complete_pairs(
    data: pd.DataFrame, condition: str, outcome: str
) -> tuple[Floats, Floats, pd.Index]:
    """Condition and outcome, shape (n,), and the names of the n cases that have both.

    Raises InputError when either has no range over these cases: there is no scope then.
    """
    x = data[condition].to_numpy(dtype=np.float64)
    y = data[outcome].to_numpy(dtype=np.float64)
    is_complete = ~(np.isnan(x) | np.isnan(y))
    x, y = x[is_complete], y[is_complete]
    for name, values in ((condition, x), (outcome, y)):
        if values.size < 2 or np.ptp(values) == 0:
            message = f"has no range over the {values.size} complete cases"
            raise option_error(name, condition, message, "leave this condition out")
    return x, y, data.index[is_complete]
