"""The frontier of permuted outcomes: the FDH peers of many permutations at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.nca.cloud import Cloud
from analysis.nca.peers import SAME, Indices, tie_groups
from analysis.nca.scope import Floats, Scope

Booleans = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Frontier:
    """Permuted cases by rising condition, with one column per permutation.

    `x` (n,) and `y` (n, rows); `starts` (groups,) begins each group of tied x, `group` (n,) is its
    number; `tops` (groups, rows) is the highest outcome within a group, `highest` the one up to
    it; `is_step` (groups, rows) marks groups whose top is higher than all before.
    """

    scope: Scope
    x: Floats
    y: Floats
    starts: Indices
    group: Indices
    tops: Floats
    highest: Floats

    @property
    def x_groups(self) -> Floats:
        """Condition of each group, shape (groups,)."""
        groups: Floats = self.x[self.starts]
        return groups

    @property
    def is_step(self) -> Booleans:
        """Groups that hold an FDH peer, shape (groups, rows)."""
        marks = np.ones(self.highest.shape, dtype=bool)
        later, earlier = self.highest[1:], self.highest[:-1]
        marks[1:] = later - earlier > SAME * np.minimum(np.abs(later), np.abs(earlier))
        return marks

    def weights(self, is_peer: Booleans) -> Floats:
        """1 for each case on top of a marked group, else 0; shape (n, rows)."""
        if self.starts.size == self.x.size:
            return is_peer.astype(np.float64)
        on_top = is_peer[self.group] & (self.y == self.tops[self.group])
        marks: Floats = on_top.astype(np.float64)
        return marks


def frontier_of(cloud: Cloud, orders: Indices) -> Frontier:
    """Frontier of a cloud's outcomes in each of the given orders, shape (rows, n)."""
    by_x = np.argsort(cloud.x, kind="stable")
    x, y = cloud.x[by_x], cloud.y[orders[:, by_x].T]
    starts = tie_groups(x)
    group = np.repeat(np.arange(starts.size), np.diff(np.append(starts, x.size)))
    tops = y if starts.size == x.size else np.maximum.reduceat(y, starts, axis=0)
    return Frontier(cloud.scope, x, y, starts, group, tops, np.maximum.accumulate(tops, axis=0))
