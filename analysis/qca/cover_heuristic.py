"""A short cover fast, by local search: an upper bound for the proof of a minimum cover."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

BoolMatrix = npt.NDArray[np.bool_]
FloatMatrix = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]
SEED = 20_111
TIE = 1e-3
STEPS = 10_000


def short_cover(chart: BoolMatrix, least: int = 1, steps: int = STEPS) -> tuple[int, ...]:
    """Return a cover of an (implicants, rows) chart, rising; no longer than the greedy one.

    Rows that stay uncovered gain weight, and one implicant is exchanged at a time (Gao, Weise and
    Li 2014). The search ends with a cover of ``least`` implicants or after ``steps`` exchanges,
    each of them one product of a row's implicants with the weights. Same chart, same cover.
    """
    numbers = chart.astype(np.float32)
    best = greedy_cover(chart)
    rng = np.random.default_rng(SEED)
    holders = [np.flatnonzero(column) for column in chart.T]
    weights = np.ones(chart.shape[1], dtype=np.float32)
    changed = np.zeros(len(chart), dtype=np.int64)
    chosen = list(best)
    for step in range(1, steps + 1):
        while (numbers[chosen].sum(axis=0) > 0).all():
            best = tuple(sorted(chosen))
            if len(best) <= max(least, 1):
                return best
            chosen.pop(_cheapest(numbers[chosen], weights, changed[chosen]))
        if chosen:
            out = chosen.pop(_cheapest(numbers[chosen], weights, changed[chosen]))
            changed[out] = step
        bare = numbers[chosen].sum(axis=0) == 0
        options = holders[int(rng.choice(np.flatnonzero(bare)))]
        gains = numbers[options] @ (weights * bare)
        gains[changed[options] == step] = 0
        ties = options[gains >= gains.max() - TIE]
        chosen.append(int(ties[changed[ties].argmin()]))
        changed[chosen[-1]] = step
        weights += bare & ~chart[chosen[-1]]
    return best


def greedy_cover(chart: BoolMatrix) -> tuple[int, ...]:
    """Return the cover that takes, again and again, what covers most rows not yet covered."""
    bare = np.ones(chart.shape[1], dtype=bool)
    chosen: list[int] = []
    while bare.any():
        chosen.append(int(chart[:, bare].sum(axis=1).argmax()))
        bare &= ~chart[chosen[-1]]
    return tuple(sorted(chosen))


def _cheapest(held: FloatMatrix, weights: FloatMatrix, changed: IntArray) -> int:
    """Return which chosen line would uncover the least weight; of equals, the longest there.

    The line that came last stays.
    """
    alone = held.sum(axis=0) == 1
    losses = held[:, alone] @ weights[alone]
    if len(losses) > 1:
        losses[changed.argmax()] = np.inf
    ties = np.flatnonzero(losses <= losses.min() + TIE)
    return int(ties[changed[ties].argmin()])
