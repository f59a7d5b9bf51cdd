"""Peers: the cases on which a ceiling rests, for the upper left corner.

Free disposal hull (FDH): Deprins, Simar & Tulkens (1984); variable returns to scale (VRS): Banker,
Charnes & Cooper (1984); both as used by Dul (2016).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.nca.scope import Floats

Indices = NDArray[np.intp]

# Values closer than this, relative to the smaller magnitude, differ by rounding errors only: 0.1 +
# 0.2 and 0.3.
SAME = 1e-9

# Nor do values that differ by less than this: a slope between them could not be held.
NEAREST = 1e-290

# A slope that falls by less than this factor goes straight on: rounding errors are no bend.
STRAIGHT = 1 - 1e-10


def tie_groups(x_sorted: Floats) -> Indices:
    """Start of each group of tied values in an ascending array; a group spans at most `SAME`."""
    starts = np.flatnonzero(np.append(True, x_sorted[1:] != x_sorted[:-1]))
    values = x_sorted[starts]
    is_start = np.ones(values.size, dtype=bool)
    anchor = -1
    for position in np.flatnonzero(~_rises(values[1:], values[:-1])) + 1:
        if is_start[position - 1]:
            anchor = int(position) - 1
        is_start[position] = bool(_rises(values[position], values[anchor]))
    return np.asarray(starts[is_start])


def fdh_peers(x: Floats, y: Floats) -> Indices:
    """Positions of the FDH peers, by rising x; exact duplicates of a peer are all kept.

    A peer has a higher outcome than every case with a smaller or equal condition. Duplicates stay
    because each case weighs in the regression through the peers (CR-FDH).
    """
    order = np.argsort(x, kind="stable")
    xs, ys = x[order], y[order]
    starts = tie_groups(xs)
    tops = np.maximum.reduceat(ys, starts)
    highest = np.maximum.accumulate(tops)
    is_step = np.ones(starts.size, dtype=bool)
    is_step[1:] = _rises(highest[1:], highest[:-1])
    group = np.repeat(np.arange(starts.size), np.diff(np.append(starts, xs.size)))
    on_top = is_step[group] & (ys == tops[group])
    peers: Indices = order[on_top]
    return peers


def distinct_points(x: Floats, y: Floats) -> Indices:
    """Start of each run of equal points, for points that rise in x and y."""
    if x.size == 0:
        return np.zeros(0, dtype=np.intp)
    is_new = np.ones(x.size, dtype=bool)
    is_new[1:] = _rises(x[1:], x[:-1]) | _rises(y[1:], y[:-1])
    return np.flatnonzero(is_new)


def vrs_peers(x: Floats, y: Floats, fdh: Indices) -> Indices:
    """Positions of the VRS peers: those FDH peers between which the slope strictly falls."""
    starts = distinct_points(x[fdh], y[fdh])
    runs = np.split(fdh, starts[1:])
    px, py = x[fdh[starts]], y[fdh[starts]]
    hull: list[int] = []
    for run in range(starts.size):
        while len(hull) > 1 and not _bends_down(px, py, hull[-2], hull[-1], run):
            hull.pop()
        hull.append(run)
    return np.concatenate([runs[run] for run in hull])


def _bends_down(x: Floats, y: Floats, first: int, middle: int, last: int) -> bool:
    before = (y[middle] - y[first]) / (x[middle] - x[first])
    after = (y[last] - y[middle]) / (x[last] - x[middle])
    return bool(after < before * STRAIGHT)


def _rises(later: Floats | np.float64, earlier: Floats | np.float64) -> NDArray[np.bool_]:
    tolerance = SAME * np.minimum(np.abs(later), np.abs(earlier))
    return np.asarray(later - earlier > np.maximum(tolerance, NEAREST))
