"""Power of the permutation test: how often it finds an effect that is there.

Dul, van der Laan & Kuik (2020): the test is tried on random data under a ceiling line of known
effect size, in a scope of 0 to 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from analysis.data.terminal import Result
from analysis.nca.ceilings import CEILINGS, ceiling_zone, draw_ceiling
from analysis.nca.cloud import make_cloud
from analysis.nca.corners import CORNERS, mirror_of
from analysis.nca.generator import random_cases
from analysis.nca.null_effects import null_effects
from analysis.nca.permutation import permutation_orders, permutation_test
from analysis.nca.scope import Scope
from analysis.nca.validation import check_choice, option_error
from analysis.nca.zones import line_zones

UNIT_SCOPE = Scope(0.0, 1.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Power(Result):
    """Share of data sets with p <= alpha, and its standard error sqrt(s (1 - s) / repetitions)."""

    n: int
    effect: float
    slope: float
    ceiling: str
    alpha: float
    repetitions: int
    power: float
    standard_error: float


def ceiling_line(effect: float, slope: float = 1.0) -> tuple[float, float]:
    """Intercept and slope of the upper left ceiling line with this effect in the unit scope.

    >>> [round(number, 6) for number in ceiling_line(0.5)]
    [0.0, 1.0]
    """
    if not 0 <= effect < 1:
        raise option_error("effect", effect, "is not in [0, 1)", "use for instance 0.1")
    if not slope > 0:
        raise option_error("slope", slope, "is not positive", "use for instance 1")

    def excess(intercept: float) -> float:
        return float(line_zones(np.array([intercept]), np.array([slope]), UNIT_SCOPE)[0]) - effect

    return (1.0 if effect == 0 else float(brentq(excess, -slope, 1.0))), slope


def power(
    n: int,
    effect: float = 0.1,
    slope: float = 1.0,
    ceiling: str = "ce_fdh",
    corner: int = 1,
    repetitions: int = 100,
    permutations: int = 200,
    alpha: float = 0.05,
    distribution: str = "uniform",
    seed: int = 0,
) -> Power:
    """Power of the permutation test for n cases and a true effect size.

    `slope` is that of the line in the upper left corner; other corners mirror it. Power is the
    share of `repetitions` data sets with p <= `alpha`, its standard error that of a share. Raises
    InputError for an effect outside [0, 1), a slope that is not positive, or too few cases,
    repetitions or permutations.
    """
    check_choice("ceiling", ceiling, [name for name in CEILINGS if name != "custom"])
    check_choice("corner", corner, CORNERS)
    if n < 3 or repetitions < 1 or permutations < 1:
        raise option_error("n", n, "is too small, or there are no repetitions", "use more")
    if not 0 < alpha < 1:
        raise option_error("alpha", alpha, "is not between 0 and 1", "use for instance 0.05")
    line = _mirrored(*ceiling_line(effect, slope), corner)
    seeds = np.random.SeedSequence(seed).generate_state(2 * repetitions)
    hits = 0
    for data_seed, order_seed in seeds.reshape(repetitions, 2):
        cases = random_cases(
            n, [line[0]], [line[1]], corner, distribution, seed=int(data_seed)
        ).to_numpy()
        cloud = make_cloud(cases[:, 0], cases[:, 1], corner, UNIT_SCOPE)
        observed = ceiling_zone(draw_ceiling(ceiling, cloud), cloud) / cloud.scope.area
        orders = permutation_orders(n, permutations, int(order_seed))
        effects = null_effects([ceiling], cloud, orders)[ceiling]
        hits += permutation_test(observed, effects, n).p_value <= alpha
    share = hits / repetitions
    error = math.sqrt(share * (1 - share) / repetitions)
    return Power(n, effect, slope, ceiling, alpha, repetitions, share, error)


def _mirrored(intercept: float, slope: float, corner: int) -> tuple[float, float]:
    """Line of the unit scope turned into another corner: x to 1 - x, y to 1 - y."""
    mirror = mirror_of(corner)
    if mirror.x_sign < 0:
        intercept, slope = intercept + slope, -slope
    if mirror.y_sign < 0:
        intercept, slope = 1 - intercept, -slope
    return intercept, slope
