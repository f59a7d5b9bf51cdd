"""One run of the search: from a seed to memberships that nearly meet every target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.forensics.reconstruct.cells import Cells, reach_of
from analysis.forensics.reconstruct.compiled import Floats, Ints
from analysis.forensics.reconstruct.kernel import anneal
from analysis.forensics.reconstruct.plan import Plan
from analysis.forensics.reconstruct.sides import CROSSOVER, Sides

HOT, COLD = 20.0, 0.2
# How far off a raw sum of squares and a raw sum may be before they count, as shares of the target.
SQUARE_SLACK, SUM_SLACK = 0.002, 0.001


@dataclass(frozen=True, slots=True)
class Space:
    """The values that entries can take, as arrays for the compiled search.

    ``values`` (7, k) lists the memberships of every hidden column, padded with zeros; ``reach``
    (7, 3, 101, 101) and ``moments`` (7, 7) are what quartiles, means and deviations allow;
    ``middle`` (7, 1001) is the raw value in the middle of every membership's cell.
    """

    values: Ints
    counts: Ints
    reach: Floats
    middle: Floats
    moments: Floats


def space_of(plan: Plan, cells: Mapping[str, Cells]) -> Space:
    """Return the space of the hidden columns."""
    values, counts = np.zeros((7, 101), dtype=np.int64), np.zeros(7, dtype=np.int64)
    reach, middle = np.zeros((7, 3, 101, 101)), np.zeros((7, 1001))
    moments = np.zeros((7, 7))
    n = len(plan.cases)
    for c in plan.hidden:
        each = cells[plan.columns[c]]
        counts[c] = len(each.values)
        values[c, : counts[c]] = each.values
        reach[c] = reach_of(each)
        for membership, (low, high) in each.spans.items():
            middle[c, membership] = (low + high) / 2 * each.unit
        total, square = n * each.mean, n * (each.sd**2 + each.mean**2)
        least = each.spans[1000][0] * each.unit
        slack = (SUM_SLACK * total, SQUARE_SLACK * square)
        moments[c] = (total, square, least, each.high * each.unit, *slack, int(each.values[0]))
    return Space(values, counts, reach, middle, moments)


def searched(
    plan: Plan, space: Space, sides: Sides, seed: int, *, steps: int, nca_weight: float
) -> tuple[float, Ints]:
    """Return the least cost that one run finds, and its memberships (7, 28) in thousandths."""
    rng = np.random.default_rng(seed)
    low, high = np.zeros_like(plan.fixed), np.zeros_like(plan.fixed)
    index, X = np.zeros_like(plan.fixed), plan.fixed.copy()
    for c in plan.hidden:
        values = space.values[c, : space.counts[c]]
        for i in range(X.shape[1]):
            allowed = _allowed(values, int(sides.low[c, i]), int(sides.high[c, i]))
            low[c, i], high[c, i] = allowed[0], allowed[-1]
            index[c, i] = rng.integers(low[c, i], high[c, i] + 1)
            X[c, i] = values[index[c, i]]
    return anneal(
        int(rng.integers(2**31)), X, index, space.values, low, high, plan.signs, plan.target,
        plan.weights, plan.wanted, plan.levels, nca_weight, space.reach, space.middle,
        space.moments, plan.hidden, steps, HOT, COLD,
    )  # fmt: skip


def _allowed(values: Ints, low: int, high: int) -> Ints:
    """Positions of the values between two ends; the crossover only where both ends are on it."""
    on = np.flatnonzero((values >= low) & (values <= high))
    at_crossover = low == high == CROSSOVER or low < CROSSOVER < high
    kept = on if at_crossover else on[values[on] != CROSSOVER]
    return kept.astype(np.int64)
