"""Skewed sets, and relations that look sufficient for the outcome and its negation at once.

Oana, Schneider and Thomann (2021, chapters 2 and 4): where few cases are in a set, or few are out,
consistency comes easily and PRI and RoN must be read first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.data.terminal import Labels, Result
from analysis.qca._inputs import fail, membership_frame, require_names, require_share
from analysis.qca.fit import sufficiency_of

USUAL_LIMIT = 0.2


@dataclass(frozen=True, slots=True)
class SetSkewness(Result):
    """How the n cases spread over one set; ``share`` is of cases above 0.5."""

    name: str
    above: int
    at_crossover: int
    below: int
    share: float
    is_skewed: bool


@dataclass(frozen=True, slots=True)
class Skewness(Result):
    """The spread over every set."""

    limit: float
    sets: tuple[SetSkewness, ...]
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    @property
    def skewed(self) -> tuple[str, ...]:
        """The sets with fewer than ``limit`` of the cases on one side of 0.5."""
        return tuple(item.name for item in self.sets if item.is_skewed)

    def to_frame(self) -> pd.DataFrame:
        """Return one line per set."""
        lines = [
            {"set": s.name, "above": s.above, "at_crossover": s.at_crossover, "below": s.below,
             "share": s.share, "is_skewed": s.is_skewed}
            for s in self.sets
        ]  # fmt: skip
        return pd.DataFrame(lines).set_index("set")

    def to_dict(self) -> dict[str, object]:
        """Return the limit and the sets as plain data."""
        return {"limit": self.limit, "sets": self.to_frame().reset_index().to_dict("records")}


def check_skewness(
    data: pd.DataFrame,
    columns: Sequence[str],
    *,
    limit: float = USUAL_LIMIT,
    labels: Labels | None = None,
) -> Skewness:
    """Return how the cases spread over each column of memberships.

    A set is skewed with fewer than ``limit`` of the cases on one side of 0.5. Raises InputError for
    a limit outside [0, 0.5], missing columns and values that are no membership.
    """
    if not 0 <= limit <= 0.5:
        fail("the limit is no share of a side", "choose 0 <= limit <= 0.5", value=limit)
    frame = membership_frame(data, require_names(columns, "columns"))
    found = []
    for name in columns:
        x = frame[name].to_numpy()
        above, below = int((x > 0.5).sum()), int((x < 0.5).sum())
        share = above / len(x) if len(x) else float("nan")
        is_skewed = min(above, below) < limit * len(x)
        found.append(SetSkewness(name, above, len(x) - above - below, below, share, is_skewed))
    return Skewness(limit, tuple(found), labels or {})


@dataclass(frozen=True, slots=True)
class SimultaneousSubset(Result):
    """A literal consistent with the outcome and with its negation beyond the threshold."""

    literal: str
    consistency: float
    pri: float
    consistency_negated: float
    pri_negated: float
    labels: Labels = field(default_factory=dict, repr=False, compare=False)


def simultaneous_literals(
    data: pd.DataFrame,
    outcome: str,
    conditions: Sequence[str],
    *,
    consistency: float = 0.8,
    labels: Labels | None = None,
) -> tuple[SimultaneousSubset, ...]:
    """Return the literals that pass ``consistency`` for ``outcome`` and for its negation.

    Raises InputError for missing columns and values that are no membership.
    """
    require_share("consistency", consistency)
    frame = membership_frame(data, [*require_names(conditions), outcome])
    y = frame[outcome].to_numpy()
    found = []
    for name in conditions:
        x = frame[name].to_numpy()
        for literal, values in ((name, x), (f"~{name}", 1 - x)):
            fit, negated = sufficiency_of(values, y), sufficiency_of(values, 1 - y)
            if np.minimum(fit.consistency, negated.consistency) >= consistency:
                found.append(
                    SimultaneousSubset(
                        literal,
                        fit.consistency,
                        fit.pri,
                        negated.consistency,
                        negated.pri,
                        labels or {},
                    )
                )
    return tuple(found)
