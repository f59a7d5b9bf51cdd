"""Edges of the concave frontier (VRS) of many permutations at once, from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.nca.frontier import Frontier
from analysis.nca.peers import STRAIGHT, Indices
from analysis.nca.scope import Floats


@dataclass(frozen=True, slots=True)
class Edges:
    """The next edge of each permutation in `rows`; all arrays of shape (rows,)."""

    rows: Indices
    group_to: Indices
    x_from: Floats
    y_from: Floats
    x_to: Floats
    y_to: Floats


def hull_edges(frontier: Frontier) -> Iterator[Edges]:
    """Edges in turn, each for the permutations whose frontier still rises.

    Gift wrapping (Jarvis 1973): the next peer is the one in the steepest direction, the farthest
    of several in a line.
    """
    x, tops, is_step = frontier.x_groups, frontier.tops, frontier.is_step
    rows = np.arange(tops.shape[1])
    here = np.zeros(rows.size, dtype=np.intp)
    while True:
        ahead = (np.arange(x.size)[:, None] > here) & is_step[:, rows]
        rows_left = ahead.any(axis=0)
        rows, here, ahead = rows[rows_left], here[rows_left], ahead[:, rows_left]
        if rows.size == 0:
            return
        x_from, y_from = x[here], tops[here, rows]
        run = np.where(ahead, x[:, None] - x_from, 1.0)
        slopes = np.where(ahead, (tops[:, rows] - y_from) / run, -np.inf)
        is_best = slopes >= slopes.max(axis=0) * STRAIGHT
        there = x.size - 1 - np.argmax(is_best[::-1], axis=0)
        yield Edges(rows, there, x_from, y_from, x[there], tops[there, rows])
        here = there
