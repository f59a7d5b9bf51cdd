"""Sums of memberships for many configurations at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analysis.qca._inputs import FloatArray

CACHE_NUMBERS = 65_536


def row_sums(
    x: FloatArray, y: FloatArray, values: npt.NDArray[np.uint8]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return S m, S min(m, y), S min(m, y, 1 - y) for each of r sorted rows; m = membership in it.

    ``x`` (n, k), ``y`` (n,), ``values`` (r, k) in lexicographic order. Rows share the minimum over
    a common beginning, so the work is about 2 n r and not k n r; cases are taken in blocks that
    stay in cache.
    """
    totals = np.zeros((3, len(values)))
    if not len(values):
        return totals[0], totals[1], totals[2]
    levels = _prefixes(values)
    block = max(64, CACHE_NUMBERS // len(values))
    for start in range(0, len(x), block):
        part = slice(start, start + block)
        m = _memberships(np.ascontiguousarray(x[part].T), levels)
        totals[0] += m.sum(axis=1)
        np.minimum(m, y[part], out=m)
        totals[1] += m.sum(axis=1)
        np.minimum(m, 1 - y[part], out=m)
        totals[2] += m.sum(axis=1)
    return totals[0], totals[1], totals[2]


Level = tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]


def _prefixes(values: npt.NDArray[np.uint8]) -> list[Level]:
    """Return, per condition, each distinct prefix's parent and own value."""
    levels: list[Level] = []
    parent_of_row = np.zeros(len(values), dtype=np.int64)
    for column in values.T:
        key = parent_of_row * 2 + column
        distinct, parent_of_row = np.unique(key, return_inverse=True)
        levels.append((distinct // 2, (distinct % 2).astype(np.uint8)))
    return levels


def _memberships(columns: FloatArray, levels: list[Level]) -> FloatArray:
    m = np.ones((1, columns.shape[1]))
    for column, (parent, value) in zip(columns, levels, strict=True):
        sides = np.stack([1 - column, column])
        m = np.minimum(m[parent], sides[value])
    return m
