"""Ceilings again, slowly and from their definitions alone: nothing here is taken from the engine.

Upper left corner, empirical scope, plain Python and two solvers of linear programs.
"""

from __future__ import annotations

import itertools

import numpy as np
from scipy.optimize import linprog

Points = list[tuple[float, float]]


def peers(points: Points) -> Points:
    """Cases that exceed every case with as little or less of the condition; twins included."""
    return sorted(p for p in points if all(q[1] < p[1] or q == p for q in points if q[0] <= p[0]))


def concave_peers(points: Points) -> Points:
    """Peers that lie above every segment between two other peers; twins included."""
    found = peers(points)
    distinct = sorted(set(found))

    def is_below(p: tuple[float, float]) -> bool:
        return any(
            a[0] < p[0] < b[0]
            and p[1] <= a[1] + (b[1] - a[1]) * (p[0] - a[0]) / (b[0] - a[0]) + 1e-12
            for a in distinct
            for b in distinct
        )

    return [p for p in found if not is_below(p)]


def regression(points: Points) -> tuple[float, float] | None:
    """Intercept and slope of least squares, by the normal equations."""
    if len(set(points)) < 2:
        return None
    x, y = (np.array(part) for part in zip(*points, strict=True))
    design = np.column_stack([np.ones_like(x), x])
    intercept, slope = np.linalg.solve(design.T @ design, design.T @ y)
    return float(intercept), float(slope)


def raised_regression(points: Points) -> tuple[float, float] | None:
    """Least squares line of all cases, lifted onto the highest."""
    intercept, slope = regression(points)  # type: ignore[misc]
    return intercept + max(y - intercept - slope * x for x, y in points), slope


def program(points: Points) -> tuple[float, float] | None:
    """The rising line on or above all peers with the least sum of heights at the peers."""
    held = sorted(set(peers(points)))
    if len(held) < 2:
        return None
    every = np.array(peers(points))
    solved = linprog(
        [len(every), every[:, 0].sum()],
        A_ub=[[-1.0, -x] for x, _ in held],
        b_ub=[-y for _, y in held],
        bounds=[(None, None), (0, None)],
    )
    return float(solved.x[0]), float(solved.x[1])


def quantile(points: Points, tau: float = 0.95) -> tuple[float, float] | None:
    """The line of least check loss, as the primal program over positive and negative residuals."""
    n = len(points)
    x, y = (np.array(part) for part in zip(*points, strict=True))
    equations = np.hstack([np.ones((n, 1)), x[:, None], np.eye(n), -np.eye(n)])
    cost = np.concatenate([[0, 0], np.full(n, tau), np.full(n, 1 - tau)])
    bounds = [(None, None)] * 2 + [(0, None)] * (2 * n)
    solved = linprog(cost, A_eq=equations, b_eq=y, bounds=bounds)
    return float(solved.x[0]), float(solved.x[1])


def check_loss(points: Points, line: tuple[float, float], tau: float = 0.95) -> float:
    """Loss that quantile regression makes least."""
    gaps = [y - line[0] - line[1] * x for x, y in points]
    return sum(tau * gap if gap > 0 else (tau - 1) * gap for gap in gaps)


def area_above(corners: Points, scope: tuple[float, float, float, float]) -> float:
    """Area of the scope above a course of corners that ends level: strips and trapezoids."""
    xmin, xmax, ymin, ymax = scope
    area = (corners[0][0] - xmin) * (ymax - ymin)
    area += (xmax - corners[-1][0]) * (ymax - corners[-1][1])
    for (x1, y1), (x2, y2) in itertools.pairwise(corners):
        area += (x2 - x1) * ((ymax - y1) + (ymax - y2)) / 2
    return area


def half_plane(line: tuple[float, float], scope: tuple[float, float, float, float]) -> float:
    """Area of the scope above a line: clip the rectangle, then the shoelace formula."""
    xmin, xmax, ymin, ymax = scope
    corners = [(xmin, ymin), (xmax, ymin), (xmax, ymax), (xmin, ymax)]
    kept: Points = []
    for here, there in zip(corners, corners[1:] + corners[:1], strict=True):
        a, b = (y - line[0] - line[1] * x for x, y in (here, there))
        if a >= 0:
            kept.append(here)
        if (a >= 0) != (b >= 0):
            part = a / (a - b)
            kept.append(
                (here[0] + part * (there[0] - here[0]), here[1] + part * (there[1] - here[1]))
            )
    pairs = zip(kept, kept[1:] + kept[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2 if kept else 0.0


LINES = {
    "cr_fdh": lambda points: regression(peers(points)),
    "cr_vrs": lambda points: regression(concave_peers(points)),
    "c_lp": program,
    "qr": quantile,
    "cols": raised_regression,
    "ols": regression,
}


def effect(name: str, points: Points) -> float:
    """Effect size; NaN for a line that falls, or that passes over or under the whole scope."""
    xs, ys = zip(*points, strict=True)
    scope = (min(xs), max(xs), min(ys), max(ys))
    whole = (scope[1] - scope[0]) * (scope[3] - scope[2])
    if name == "ce_fdh":
        held = sorted(set(peers(points)))
        steps = [p for a, b in itertools.pairwise(held) for p in (a, (b[0], a[1]))]
        return area_above([*steps, held[-1]], scope) / whole
    if name == "ce_vrs":
        return area_above(sorted(set(concave_peers(points))), scope) / whole
    line = LINES[name](points)
    if line is None:
        return 0.0
    intercept, slope = line
    top_left, bottom_right = intercept + slope * scope[0], intercept + slope * scope[1]
    if slope < -1e-12 or top_left >= scope[3] or bottom_right <= scope[2]:
        return float("nan")
    return half_plane(line, scope) / whole
