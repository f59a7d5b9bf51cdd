"""Effect sizes of permuted outcomes, all permutations of a chunk at once for CE-FDH and CR-FDH."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from analysis.nca.ceilings import CeilingOptions, ceiling_zone, draw_ceiling
from analysis.nca.cloud import Cloud, make_cloud
from analysis.nca.peers import SAME, Indices, tie_groups
from analysis.nca.scope import Floats
from analysis.nca.zones import line_zones


def null_effects(
    name: str, cloud: Cloud, orders: Iterable[Indices], options: CeilingOptions | None = None
) -> Floats:
    """Effect sizes of a ceiling for permuted outcomes; one per order, NaN where undefined.

    `orders` are arrays of shape (rows, n): row r pairs condition i with outcome orders[r, i].
    """
    if name == "ce_fdh":
        zones = [_step_zones(cloud, chunk) for chunk in orders]
    elif name == "cr_fdh":
        zones = [_regression_zones(cloud, chunk) for chunk in orders]
    else:
        zones = [_zones_one_by_one(name, cloud, chunk, options) for chunk in orders]
    return np.concatenate(zones) / cloud.scope.area


def _sorted_outcomes(cloud: Cloud, orders: Indices) -> tuple[Floats, Floats, Indices]:
    """Condition (n,) and permuted outcomes (n, rows) by rising condition; starts of its ties."""
    by_x = np.argsort(cloud.x, kind="stable")
    x = cloud.x[by_x]
    return x, cloud.y[orders[:, by_x].T], tie_groups(x)


def _frontier(y: Floats, starts: Indices) -> tuple[Floats, Floats]:
    """Highest outcome within each tie group, and up to it; both of shape (groups, rows)."""
    tops = y if starts.size == y.shape[0] else np.maximum.reduceat(y, starts, axis=0)
    return tops, np.maximum.accumulate(tops, axis=0)


def _step_zones(cloud: Cloud, orders: Indices) -> Floats:
    x, y, starts = _sorted_outcomes(cloud, orders)
    _, highest = _frontier(y, starts)
    scope = cloud.scope
    widths = np.diff(np.append(x[starts], scope.xmax))
    under_top = scope.area - (x[0] - scope.xmin) * scope.height
    filled = widths @ (highest - scope.ymin)
    return np.asarray((x[0] - scope.xmin) * scope.height + under_top - filled)


def _regression_zones(cloud: Cloud, orders: Indices) -> Floats:
    """CR-FDH zones: weighted sums over the peers give each permutation's least squares line."""
    x, y, starts = _sorted_outcomes(cloud, orders)
    tops, highest = _frontier(y, starts)
    is_step = np.ones(highest.shape, dtype=bool)
    tolerance = SAME * np.minimum(np.abs(highest[1:]), np.abs(highest[:-1]))
    is_step[1:] = highest[1:] - highest[:-1] > tolerance
    if starts.size < x.size:
        group = np.repeat(np.arange(starts.size), np.diff(np.append(starts, x.size)))
        is_peer = is_step[group] & (y == tops[group])
    else:
        is_peer = is_step
    intercept, slope = _lines(x, y, is_peer.astype(np.float64))
    has_line = np.count_nonzero(is_step, axis=0) > 1
    zones = np.zeros(orders.shape[0])
    zones[has_line] = line_zones(intercept[has_line], slope[has_line], cloud.scope)
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


def _zones_one_by_one(
    name: str, cloud: Cloud, orders: Indices, options: CeilingOptions | None
) -> Floats:
    zones = np.empty(orders.shape[0])
    for row, order in enumerate(orders):
        permuted = make_cloud(cloud.x, cloud.y[order], scope=cloud.scope)
        permuted = replace(permuted, mirror=cloud.mirror)
        zones[row] = ceiling_zone(draw_ceiling(name, permuted, options), permuted)
    return zones
