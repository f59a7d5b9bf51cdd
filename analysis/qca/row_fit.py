"""Sums of memberships for many configurations at once.

Two exact ways, chosen by cost. With few observed rows the rows share the minimum over a common
beginning. With many cases, each case spreads over at most k + 1 cubes: in a row that differs from
the case's own in some conditions, its membership is the least of the minor sides min(x, 1 - x) of
those conditions, so ordering the minor sides cuts the property space into cubes of equal
membership, whose values are added up once for all rows.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analysis.qca._inputs import FloatArray

CACHE_NUMBERS = 65_536
CASES_AT_ONCE = 8_192
Values = npt.NDArray[np.uint8]
IntArray = npt.NDArray[np.int64]


def row_sums(
    x: FloatArray, y: FloatArray, values: Values
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return S m, S min(m, y), S min(m, y, 1 - y) for each of r sorted rows; m = membership in it.

    ``x`` (n, k), ``y`` (n,), ``values`` (r, k) in lexicographic order.
    """
    n, k = x.shape
    by_cubes = k < 16 and n * k + 3**k < 2 * n * len(values)
    totals = cube_sums(x, y, values) if by_cubes else prefix_sums(x, y, values)
    return totals[0], totals[1], totals[2]


def cube_sums(x: FloatArray, y: FloatArray, values: Values) -> FloatArray:
    """Return the (3, r) sums in time n k log k + 3^k, whatever the number of rows."""
    k = x.shape[1]
    sums = np.zeros((3, 3**k))
    for start in range(0, len(x), CASES_AT_ONCE):
        part = slice(start, start + CASES_AT_ONCE)
        cubes, m = _cubes_of_cases(x[part])
        own = y[part, None]
        for j, weight in enumerate(
            (m, np.minimum(m, own), np.minimum(m, np.minimum(own, 1 - own)))
        ):
            sums[j] += np.bincount(cubes.ravel(), weights=weight.ravel(), minlength=3**k)
    rows = values.astype(np.int64) @ (1 << np.arange(k - 1, -1, -1))
    return np.array([_over_rows(line, k)[rows] for line in sums])


def _cubes_of_cases(x: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return (n, k + 1) ternary cube codes (2 = any value) and the memberships inside them."""
    n, k = x.shape
    power = 3 ** np.arange(k - 1, -1, -1, dtype=np.int64)
    minor = np.minimum(x, 1 - x)
    order = np.argsort(minor, axis=1)
    side = np.take_along_axis((x > 0.5).astype(np.int64), order, axis=1)
    place = power[order]
    fixed = np.cumsum((side - 2) * place, axis=1)
    codes = np.empty((n, k + 1), dtype=np.int64)
    codes[:, 0] = 0
    codes[:, 1:] = fixed
    codes[:, :k] += (-1 - side) * place
    m = np.empty((n, k + 1))
    m[:, :k] = np.take_along_axis(minor, order, axis=1)
    m[:, k] = np.maximum(x, 1 - x).min(axis=1)
    return codes + (3**k - 1), m


def _over_rows(cubes: FloatArray, k: int) -> FloatArray:
    """Return, per row, the sum over the cubes that hold it."""
    for done in range(k):
        split = cubes.reshape(2**done, 3, -1)
        cubes = split[:, :2] + split[:, 2:]
    return cubes.ravel()


def prefix_sums(x: FloatArray, y: FloatArray, values: Values) -> FloatArray:
    """Return the (3, r) sums in time 2 n r; cases are taken in blocks that stay in cache."""
    totals = np.zeros((3, len(values)))
    if not len(values):
        return totals
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
    return totals


Level = tuple[IntArray, Values]


def _prefixes(values: Values) -> list[Level]:
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
