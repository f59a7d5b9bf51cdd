"""The nine named quantile definitions as weights of sorted values, in exact fractions.

Hyndman and Fan (1996), "Sample Quantiles in Statistical Packages", American Statistician 50(4):
361-365; the names are numpy's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from analysis.qca.calibration import QuantileMethod

QUANTILE_METHODS: tuple[QuantileMethod, ...] = get_args(QuantileMethod)
PLOTTING = {
    "interpolated_inverted_cdf": (Fraction(0), Fraction(1)),
    "hazen": (Fraction(1, 2), Fraction(1, 2)),
    "weibull": (Fraction(0), Fraction(0)),
    "linear": (Fraction(1), Fraction(1)),
    "median_unbiased": (Fraction(1, 3), Fraction(1, 3)),
    "normal_unbiased": (Fraction(3, 8), Fraction(3, 8)),
}
QUARTILES = {
    "exclusion": Fraction(1, 4),
    "crossover": Fraction(1, 2),
    "inclusion": Fraction(3, 4),
}


@dataclass(frozen=True, slots=True)
class Position:
    """A quantile as (1 - ``share``) of the value at rank ``below`` plus ``share`` of the next.

    Ranks start at 0.
    """

    below: int
    share: Fraction

    @property
    def above(self) -> int:
        """Return the rank of the value above, which is ``below`` when the share is 0."""
        return self.below + (self.share > 0)


def position(method: QuantileMethod, n: int, p: Fraction) -> Position:
    """Return where the quantile ``p`` of n sorted values lies under one definition."""
    if method in PLOTTING:
        alpha, beta = PLOTTING[method]
        place = n * p + alpha + p * (1 - alpha - beta) - 1
        place = min(max(place, Fraction(0)), Fraction(n - 1))
        return Position(math.floor(place), place - math.floor(place))
    if method == "closest_observation":
        rank = round(n * p) - 1  # halves go to the even rank
        return Position(min(max(rank, 0), n - 1), Fraction(0))
    rank = min(max(math.ceil(n * p) - 1, 0), n - 1)
    halves = method == "averaged_inverted_cdf" and (n * p).denominator == 1 and rank + 1 < n
    return Position(rank, Fraction(1, 2) if halves else Fraction(0))
