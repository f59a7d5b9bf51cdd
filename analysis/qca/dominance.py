"""Which lines of a 0/1 matrix are equal, and which lie inside another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

BoolMatrix = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]
WORD_BYTES = 8
PRODUCT_LIMIT = 512
PAIRWISE_LIMIT = 100_000


def maximal_lines(lines: BoolMatrix) -> IntArray:
    """Return the lines that are no subset of another; of equal lines the first.

    Beyond 100,000 distinct lines all of them are returned, subsets or not.
    """
    first, _ = distinct_lines(lines)
    first = np.sort(first)
    if len(first) > PAIRWISE_LIMIT:
        return first
    return np.asarray(first[~contained_lines(lines[first])], dtype=np.int64)


def distinct_lines(lines: BoolMatrix) -> tuple[IntArray, IntArray]:
    """Return where each distinct line first occurs, and which distinct line each line is."""
    if not lines.shape[1] or not len(lines):
        return np.arange(min(1, len(lines))), np.zeros(len(lines), dtype=np.int64)
    words = _words(lines)
    order = np.lexsort(words.T)
    ranked = words[order]
    new = np.r_[True, (ranked[1:] != ranked[:-1]).any(axis=1)]
    same_as = np.empty(len(lines), dtype=np.int64)
    same_as[order] = np.cumsum(new) - 1
    return order[new], same_as


def contained_lines(lines: BoolMatrix) -> BoolMatrix:
    """Return which of some distinct lines are a strict subset of another."""
    if len(lines) <= PRODUCT_LIMIT:
        numbers = lines.astype(np.float32)
        sizes = numbers.sum(axis=1)
        inside = (numbers @ numbers.T == sizes[:, None]) & (sizes[None, :] > sizes[:, None])
        return np.asarray(inside.any(axis=1))
    # Column j, packed: the lines that hold j. A line lies in all lines that hold its columns.
    holders = _words(lines.T)
    contained = np.ones(len(lines), dtype=bool)
    contained[0] = len(lines) > 1
    for i in np.flatnonzero(lines.any(axis=1)):
        above = np.bitwise_and.reduce(holders[lines[i]], axis=0)
        contained[i] = int(np.bitwise_count(above).sum()) > 1
    return contained


def _words(lines: BoolMatrix) -> npt.NDArray[np.uint64]:
    """Return the lines as 64-bit words, 64 columns to a word, the last one filled with zeros."""
    packed = np.packbits(lines, axis=1)
    padded = np.pad(packed, ((0, 0), (0, -packed.shape[1] % WORD_BYTES)))
    return np.ascontiguousarray(padded).view(np.uint64)
