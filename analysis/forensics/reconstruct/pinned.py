"""Which hidden memberships the ensemble leaves no or little room for."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.forensics.reconstruct.store import HIDDEN, Stored

CROSSOVER = 0.5


@dataclass(frozen=True, slots=True)
class ValueRange:
    """Least and greatest membership of a province in one hidden set over the members.

    The range is one of the members found, not a proof that no other value is possible.
    """

    province: str
    variable: str
    low: float
    high: float

    @property
    def side(self) -> str:
        """Return ``in``, ``out``, or ``open`` when members lie on both sides of the crossover."""
        if self.low > CROSSOVER:
            return "in"
        return "out" if self.high < CROSSOVER else "open"


@dataclass(frozen=True, slots=True)
class PinnedValues:
    """The range of every hidden membership over ``members`` reconstructions."""

    members: int
    all: tuple[ValueRange, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per province and variable."""
        return pd.DataFrame(
            {
                "province": each.province,
                "variable": each.variable,
                "low": each.low,
                "high": each.high,
                "side": each.side,
            }
            for each in self.all
        )


def pinned_values(stored: Stored) -> PinnedValues:
    """Return the range of every hidden membership over the stored members."""
    by_case = stored.values[list(HIDDEN)].groupby(level="province_zh", sort=False)
    low, high = by_case.min(), by_case.max()
    found = [
        ValueRange(str(case), name, float(low.loc[case, name]), float(high.loc[case, name]))
        for case in low.index
        for name in HIDDEN
    ]
    return PinnedValues(len(stored.seeds), tuple(found))
