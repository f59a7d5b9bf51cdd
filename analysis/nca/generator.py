"""Random data under known ceilings, for power and for teaching.

Dul (2020): cases are spread over a scope of 0 to 1, and none lies beyond the ceiling
lines.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.nca.corners import CORNERS, mirror_of
from analysis.nca.scope import Floats
from analysis.nca.validation import check_choice, option_error

DISTRIBUTIONS = ("uniform", "normal")
# Draws tried before lines are declared to leave no room for cases.
TRIES = 200


def random_cases(
    n: int,
    intercepts: Sequence[float],
    slopes: Sequence[float],
    corner: int = 1,
    distribution: str = "uniform",
    mean: float = 0.5,
    spread: float = 0.2,
    seed: int | None = None,
) -> pd.DataFrame:
    """Frame of n cases with conditions X1, X2, … and outcome Y in [0, 1], none beyond a line.

    One line y = intercept + slope * x per condition; cases are drawn anew until they lie within
    all lines. `normal` is truncated to [0, 1] with the given mean and spread (before truncation).
    Raises InputError when the lines leave too little room, and for bad options.

    >>> cases = random_cases(100, intercepts=[0.2], slopes=[1.0], seed=1)
    >>> bool((cases["Y"] <= 0.2 + cases["X1"]).all())
    True
    """
    check_choice("corner", corner, CORNERS)
    check_choice("distribution", distribution, DISTRIBUTIONS)
    if n < 1:
        raise option_error("n", n, "is less than 1", "ask for at least one case")
    if not (math.isfinite(mean) and 0 < spread < math.inf):
        remedy = "give a mean and a positive spread"
        raise option_error("spread", (mean, spread), "spreads no cases", remedy)
    if len(intercepts) != len(slopes) or not slopes:
        raise option_error("slopes", slopes, "do not pair with intercepts", "give one of each")
    rng = np.random.default_rng(seed)
    kept = np.empty((0, len(slopes) + 1))
    for _ in range(TRIES):
        drawn = _draw(rng, (4 * n, len(slopes) + 1), distribution, mean, spread)
        kept = np.vstack([kept, drawn[_within(drawn, intercepts, slopes, corner)]])
        if len(kept) >= n:
            names = [f"X{i + 1}" for i in range(len(slopes))]
            return pd.DataFrame(kept[:n], columns=[*names, "Y"])
    raise option_error("intercepts", list(intercepts), "leave no room for cases", "move the lines")


def _within(
    drawn: Floats, intercepts: Sequence[float], slopes: Sequence[float], corner: int
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    heights = np.asarray(intercepts) + np.asarray(slopes) * drawn[:, :-1]
    side = mirror_of(corner).y_sign
    return np.asarray(np.all(side * drawn[:, -1:] <= side * heights, axis=1))


def _draw(
    rng: np.random.Generator, shape: tuple[int, int], distribution: str, mean: float, spread: float
) -> Floats:
    if distribution == "uniform":
        return rng.random(shape)
    low, high = (0 - mean) / spread, (1 - mean) / spread
    from scipy.stats import truncnorm  # half a second that no other caller should wait for

    drawn = truncnorm.rvs(low, high, loc=mean, scale=spread, size=shape, random_state=rng)
    return np.asarray(drawn, dtype=np.float64)
