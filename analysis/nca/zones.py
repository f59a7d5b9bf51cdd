"""Ceiling zones: the area of the empty upper left corner inside the scope.

Dul (2016): the ceiling zone C is the part of the scope in which no case is expected.
"""

from __future__ import annotations

import numpy as np

from analysis.nca.scope import Floats, Scope


def step_zone(x: Floats, y: Floats, scope: Scope) -> float:
    """Area above the step function through peers sorted by x (CE-FDH)."""
    right = np.append(x[1:], scope.xmax)
    left_strip = (x[0] - scope.xmin) * scope.height
    return float(left_strip + np.sum((right - x) * (scope.ymax - y)))


def polyline_zone(x: Floats, y: Floats, scope: Scope) -> float:
    """Area above the polyline through peers sorted by x, level after the last (CE-VRS)."""
    depth = scope.ymax - y
    left_strip = (x[0] - scope.xmin) * scope.height
    right_strip = (scope.xmax - x[-1]) * depth[-1]
    return float(left_strip + right_strip + np.sum(np.diff(x) * (depth[1:] + depth[:-1]) / 2))


def line_zones(intercept: Floats, slope: Floats, scope: Scope) -> Floats:
    """Areas above lines that rise or are level, inside the scope, one per line; shape of `slope`.

    From left to right such a line is first below, then inside, then above the scope: a rectangle,
    a trapezoid and nothing.
    """
    enters = _x_at(scope.ymin, intercept, slope, scope)
    leaves = _x_at(scope.ymax, intercept, slope, scope)
    depth_in = np.clip(scope.ymax - intercept - slope * enters, 0.0, scope.height)
    depth_out = np.clip(scope.ymax - intercept - slope * leaves, 0.0, scope.height)
    rectangle: Floats = (enters - scope.xmin) * scope.height
    return rectangle + (leaves - enters) * (depth_in + depth_out) / 2


def _x_at(level: float, intercept: Floats, slope: Floats, scope: Scope) -> Floats:
    is_level = slope == 0.0
    crossing = (level - intercept) / np.where(is_level, 1.0, slope)
    beyond = np.where(intercept < level, scope.xmax, scope.xmin)
    return np.asarray(np.where(is_level, beyond, np.clip(crossing, scope.xmin, scope.xmax)))
