"""Effect sizes of permuted outcomes, all permutations of a chunk at once where that is possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from analysis.nca.ceilings import CeilingOptions, ceiling_zone, draw_ceiling
from analysis.nca.cloud import Cloud, make_cloud
from analysis.nca.frontier import Booleans, Frontier, frontier_of
from analysis.nca.lines import MEETING
from analysis.nca.null_hull import hull_edges
from analysis.nca.peers import Indices
from analysis.nca.scope import Floats
from analysis.nca.zones import line_zones


def null_effects(
    names: Sequence[str],
    cloud: Cloud,
    orders: Iterable[Indices],
    options: CeilingOptions | None = None,
) -> dict[str, Floats]:
    """Effect sizes of each ceiling for permuted outcomes; one per order, NaN where undefined.

    `orders` are arrays of shape (rows, n): row r pairs condition i with outcome orders[r, i].
    """
    zones: dict[str, list[Floats]] = {name: [] for name in names}
    for chunk in orders:
        frontier = frontier_of(cloud, chunk)
        for name in zones:
            if name in _AT_ONCE:
                zones[name].append(_AT_ONCE[name](frontier))
            else:
                zones[name].append(_one_by_one(name, cloud, chunk, options))
    return {name: np.concatenate(parts) / cloud.scope.area for name, parts in zones.items()}


def _ce_fdh(frontier: Frontier) -> Floats:
    scope, x = frontier.scope, frontier.x_groups
    widths = np.diff(np.append(x, scope.xmax))
    left_strip = (x[0] - scope.xmin) * scope.height
    return np.asarray(left_strip + widths @ (scope.ymax - frontier.highest))


def _cr_fdh(frontier: Frontier) -> Floats:
    return _regression_zones(frontier, frontier.is_step)


def _ce_vrs(frontier: Frontier) -> Floats:
    scope = frontier.scope
    zones = np.full(frontier.y.shape[1], (frontier.x[0] - scope.xmin) * scope.height)
    x_end, y_end = np.full_like(zones, frontier.x[0]), frontier.tops[0].copy()
    for edge in hull_edges(frontier):
        depths = 2 * scope.ymax - edge.y_from - edge.y_to
        zones[edge.rows] += (edge.x_to - edge.x_from) * depths / 2
        x_end[edge.rows], y_end[edge.rows] = edge.x_to, edge.y_to
    return np.asarray(zones + (scope.xmax - x_end) * (scope.ymax - y_end))


def _cr_vrs(frontier: Frontier) -> Floats:
    is_peer = np.zeros(frontier.tops.shape, dtype=bool)
    is_peer[0] = True
    for edge in hull_edges(frontier):
        is_peer[edge.group_to, edge.rows] = True
    return _regression_zones(frontier, is_peer)


def _c_lp(frontier: Frontier) -> Floats:
    weight = frontier.weights(frontier.is_step)
    mean = frontier.x @ weight / weight.sum(axis=0) - MEETING * np.ptp(frontier.x)
    zones = np.zeros(frontier.y.shape[1])
    for edge in hull_edges(frontier):
        here = (edge.x_from < mean[edge.rows]) & (mean[edge.rows] <= edge.x_to)
        slope = ((edge.y_to - edge.y_from) / (edge.x_to - edge.x_from))[here]
        intercept = edge.y_from[here] - slope * edge.x_from[here]
        zones[edge.rows[here]] = line_zones(intercept, slope, frontier.scope)
    return zones


_AT_ONCE: dict[str, Callable[[Frontier], Floats]] = {
    "ce_fdh": _ce_fdh,
    "cr_fdh": _cr_fdh,
    "ce_vrs": _ce_vrs,
    "cr_vrs": _cr_vrs,
    "c_lp": _c_lp,
}


def _regression_zones(frontier: Frontier, is_peer: Booleans) -> Floats:
    """Zones under the least squares lines through the marked peers; 0 with one distinct peer."""
    intercept, slope = _lines(frontier.x, frontier.y, frontier.weights(is_peer))
    has_line = np.count_nonzero(is_peer, axis=0) > 1
    zones = np.zeros(has_line.size)
    zones[has_line] = line_zones(intercept[has_line], slope[has_line], frontier.scope)
    return zones


def _lines(x: Floats, y: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Weighted least squares lines; x (n,), y and weight (n, rows), results (rows,)."""
    x_shift, y_shift = x.mean(), y[:, 0].mean()
    dx = x - x_shift
    dy = weight * (y - y_shift)
    total = weight.sum(axis=0)
    x_mean, y_mean = dx @ weight / total, dy.sum(axis=0) / total
    spread = (dx * dx) @ weight - total * x_mean**2
    joint = dx @ dy - total * x_mean * y_mean
    slope = np.divide(joint, spread, out=np.zeros_like(joint), where=spread > 0)
    return y_mean + y_shift - slope * (x_mean + x_shift), slope


def _one_by_one(name: str, cloud: Cloud, orders: Indices, options: CeilingOptions | None) -> Floats:
    zones = np.empty(orders.shape[0])
    for row, order in enumerate(orders):
        permuted = make_cloud(cloud.x, cloud.y[order], scope=cloud.scope)
        permuted = replace(permuted, mirror=cloud.mirror)
        zones[row] = ceiling_zone(draw_ceiling(name, permuted, options), permuted)
    return zones
