"""Is there a cover of a given size? A search for charts too wide for integer programming.

Branch on an implicant: it is in the cover, or it is not. The linear relaxation cuts a branch where
its bound exceeds the size, and its reduced costs rule implicants out (Dantzig, Fulkerson and
Johnson 1954); each relaxation goes on from that of the branch before (see ``cover_simplex``).

What bounds the time is the number of relaxations, which grows exponentially with the distance
between the first of them and the size in question; one takes some 3 ms for a chart of 100 rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

import numpy as np
import numpy.typing as npt

from analysis.qca.cover_simplex import Basis, Relaxed, first_basis, relaxed

BoolMatrix = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]
MARGIN = 1e-6
STEEPNESS = 6.0


class OutOfTimeError(Exception):
    """The deadline passed before the question was settled."""


def cover_of_size(
    chart: BoolMatrix, size: int, deadline: float | None = None
) -> tuple[int, ...] | None:
    """Return some cover of at most ``size`` implicants, rising, or None: there is none.

    ``chart`` is (implicants, rows). Raises OutOfTimeError once ``monotonic()`` exceeds
    ``deadline``.
    """
    bare = np.ones(chart.shape[1], dtype=bool)
    node = _Node(chart, np.arange(len(chart)), bare, first_basis(chart), size)
    found = _solve(node, deadline)
    return None if found is None else tuple(sorted(found))


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """The rows still bare, the implicants open to cover them, of which ``left`` may be taken."""

    chart: BoolMatrix
    open_ones: IntArray
    bare: BoolMatrix
    basis: Basis
    left: int

    def held(self) -> BoolMatrix:
        return self.chart[self.open_ones][:, self.bare]

    def without(self, place: int, basis: Basis) -> _Node:
        rest = np.delete(self.open_ones, place)
        return _Node(self.chart, rest, self.bare, basis, self.left)

    def taking(self, place: int, basis: Basis) -> _Node:
        bare = self.bare & ~self.chart[self.open_ones[place]]
        useful = self.open_ones[self.chart[self.open_ones][:, bare].any(axis=1)]
        return _Node(self.chart, useful, bare, basis, self.left - 1)


def _solve(node: _Node, deadline: float | None) -> tuple[int, ...] | None:
    """Return some cover of the node: with its most promising implicant, or else without it."""
    while True:
        if deadline is not None and monotonic() > deadline:
            raise OutOfTimeError
        if node.left <= 1 or not node.bare.any():
            return _at_once(node)
        if not node.held().any(axis=0).all():
            return None
        limit = node.left + MARGIN
        found = relaxed(node.chart, node.open_ones, node.bare, node.basis, limit)
        if found.bound > limit:
            return None
        kept = found.costs <= limit - found.bound
        node = _Node(node.chart, node.open_ones[kept], node.bare, found.basis, node.left)
        place = _promising(node, found, kept)
        if place is None:
            return None
        rest = _solve(node.taking(place, found.basis), deadline)
        if rest is not None:
            return (int(node.open_ones[place]), *rest)
        node = node.without(place, found.basis)


def _at_once(node: _Node) -> tuple[int, ...] | None:
    """Return a cover of no or one implicant, or None."""
    if not node.bare.any():
        return ()
    whole = node.open_ones[node.held().all(axis=1)][: node.left]
    return tuple(whole.tolist()) or None


def _promising(node: _Node, found: Relaxed, kept: BoolMatrix) -> int | None:
    """Return the place of the implicant with the largest share of the row that has fewest.

    An implicant counts the less towards a row, the more it costs. None: that row has none.
    """
    worth = np.exp(-STEEPNESS * found.costs[kept])
    rows = np.flatnonzero(node.bare)
    row = rows[np.einsum("i,ij->j", worth, node.held()).argmin()]
    options = np.flatnonzero(node.chart[node.open_ones, row])
    if not len(options):
        return None
    return int(options[found.shares[kept][options].argmax()])
