"""How many minimum covers a chart has, without listing them: exactly, or between two bounds.

The chart falls into parts that share no implicant; the numbers of their covers multiply. A part is
counted by the search for its covers over its distinct implicants. What bounds the time is the
number of covers of a part; past a stated effort, only bounds are given for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, prod

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from analysis.qca.cover_bound import SLACK, dual_weights
from analysis.qca.cover_search import CoverSearch
from analysis.qca.dominance import distinct_lines, maximal_lines

BoolMatrix = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]
COUNT_EFFORT = 20_000_000


@dataclass(frozen=True, slots=True)
class CoverCount:
    """How many covers there are: ``at_least`` <= number <= ``at_most``."""

    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of a chart: its own (implicants, rows) and which implicants of the whole these are.

    ``known`` is one minimum cover of it, as implicants of the part.
    """

    chart: BoolMatrix
    implicants: IntArray
    known: tuple[int, ...]

    @property
    def size(self) -> int:
        """The size of its minimum covers."""
        return len(self.known)

    def search(self, effort: int) -> CoverSearch:
        """Return the search for its minimum covers."""
        return CoverSearch(self.chart, self.size, dual_weights(self.chart), effort)

    def count(self, effort: int = COUNT_EFFORT) -> CoverCount:
        """Return how many minimum covers it has; ``effort`` is the number of cells looked at."""
        first, same_as = distinct_lines(self.chart)
        many = np.bincount(same_as).tolist()
        search = Part(self.chart[first], first, self.known).search(effort)
        found = sum(prod(many[i] for i in cover) for cover in search.covers())
        if search.ended:
            return CoverCount(max(found, 1), most_covers(self.chart, self.size))
        return CoverCount(found, found)


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """A chart cut up: the minimum covers are ``sole`` with one minimum cover of each part.

    ``sole`` are implicants that alone, of those a minimum cover can have, cover some row.
    """

    sole: tuple[int, ...]
    parts: tuple[Part, ...]

    def count(self, effort: int = COUNT_EFFORT) -> CoverCount:
        """Return how many minimum covers there are, with so much effort for each part."""
        counts = [part.count(effort) for part in self.parts]
        return CoverCount(prod(c.at_least for c in counts), prod(c.at_most for c in counts))


def separate(chart: BoolMatrix, known: tuple[int, ...]) -> Parts:
    """Return the parts of an (implicants, rows) chart of which ``known`` is a minimum cover."""
    weights = dual_weights(chart)
    # An implicant this far below 1 would make a cover longer than the known one.
    useful = np.flatnonzero(chart @ weights >= 1 - (len(known) - weights.sum()) - SLACK)
    pool = chart[useful]
    sole = pool[:, pool.sum(axis=0) == 1].any(axis=1)
    pool = pool[:, ~pool[sole].any(axis=0)]
    pool = pool[:, maximal_lines(~pool.T)]
    shared = csr_array(pool.T.astype(np.int32) @ pool.astype(np.int32))
    number, part_of = connected_components(shared) if pool.shape[1] else (0, np.zeros(0))
    parts = [_part(pool[:, part_of == part], useful, known) for part in range(number)]
    return Parts(tuple(useful[sole].tolist()), tuple(parts))


def _part(chart: BoolMatrix, implicants: IntArray, known: tuple[int, ...]) -> Part:
    held = chart.any(axis=1)
    own = implicants[held]
    return Part(chart[held], own, tuple(np.flatnonzero(np.isin(own, known)).tolist()))


def most_covers(chart: BoolMatrix, size: int) -> int:
    """Return a number that the minimum covers, of ``size``, cannot exceed.

    Take, again and again, an implicant for the scarcest row left bare. After j implicants, each on
    at most w rows, at most j w rows are covered, so that row has at most the (j w + 1)-th smallest
    number of implicants; the product bounds the covers, as does the number of subsets.
    """
    width = int(chart.sum(axis=1).max())
    holders: list[int] = np.sort(chart.sum(axis=0)).tolist()
    steps = (holders[min(j * width, len(holders) - 1)] for j in range(size))
    return min(prod(steps), comb(len(chart), size))
