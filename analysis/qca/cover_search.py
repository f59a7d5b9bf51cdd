"""The search for every cover of a given size, pruned by a dual of the linear relaxation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BoolMatrix = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Cover = tuple[int, ...]
SLACK = 1e-6


@dataclass(slots=True)
class CoverSearch:
    """The search for every cover of ``size`` implicants; it ends after ``effort`` cells.

    Rows carry weights of which no implicant holds more than 1 in all (a feasible dual solution).
    With weight W uncovered and ``left`` implicants to go, each of them must hold at least W less
    what the ``left`` - 1 heaviest hold: whatever falls short leaves the pool for good.
    """

    chart: BoolMatrix
    size: int
    weights: FloatArray
    effort: int

    @property
    def ended(self) -> bool:
        """Whether the effort was spent before the search was over."""
        return self.effort < 0

    def covers(self) -> Iterator[Cover]:
        """Yield every cover once: branch on the scarcest uncovered row."""
        rows = np.ones(self.chart.shape[1], dtype=bool)
        return self._extend((), rows, np.arange(len(self.chart)))

    def _extend(self, chosen: Cover, uncovered: BoolMatrix, pool: IntArray) -> Iterator[Cover]:
        left = self.size - len(chosen)
        self.effort -= len(pool) * int(uncovered.sum())
        if self.ended:
            return
        held = self.chart[pool][:, uncovered]
        useful = _useful(held, self.weights[uncovered], left)
        pool, held = pool[useful], held[useful]
        if left == 1:
            for i in pool.tolist():
                yield (*chosen, i)
            return
        if not held.any(axis=0).all():
            return
        options = np.flatnonzero(held[:, held.sum(axis=0).argmin()])
        open_ones = np.ones(len(pool), dtype=bool)
        for place in options.tolist():
            if self.ended:
                return
            open_ones[place] = False
            i = int(pool[place])
            rest = uncovered & ~self.chart[i]
            if rest.any():
                yield from self._extend((*chosen, i), rest, pool[open_ones])


def _useful(held: BoolMatrix, weight: FloatArray, left: int) -> BoolMatrix:
    """Return which lines can still be one of ``left`` that cover everything."""
    gains = held @ weight
    needed = weight.sum() - _largest(gains, left - 1)
    covers = held.all(axis=1) if left == 1 else held.any(axis=1)
    return np.asarray((gains >= needed - SLACK) & covers)


def _largest(gains: FloatArray, count: int) -> float:
    """Return the sum of the ``count`` largest gains."""
    if count <= 0:
        return 0.0
    largest = np.partition(gains, -count)[-count:] if count < len(gains) else gains
    return float(largest.sum())
