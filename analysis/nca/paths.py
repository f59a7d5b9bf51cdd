"""The drawn course of a ceiling: its corner points inside the scope, in own units."""

from __future__ import annotations

import numpy as np

from analysis.nca.ceilings import Ceiling
from analysis.nca.cloud import Cloud

Points = tuple[tuple[float, float], ...]


def ceiling_path(ceiling: Ceiling, cloud: Cloud) -> Points:
    """Points (x, y) to join by straight lines; empty when there is nothing inside the scope."""
    points = (
        _line_points(ceiling, cloud) if ceiling.shape == "line" else _peer_points(ceiling, cloud)
    )
    x_sign, y_sign = cloud.mirror.x_sign, cloud.mirror.y_sign
    return tuple((x_sign * x + 0.0, y_sign * y + 0.0) for x, y in points)


def _peer_points(ceiling: Ceiling, cloud: Cloud) -> Points:
    xs, ys = (list(map(float, values)) for values in cloud.distinct(ceiling.peers))
    scope = cloud.scope
    points = [(xs[0], scope.ymin)]
    for x, y in zip(xs, ys, strict=True):
        if ceiling.shape == "step" and len(points) > 1:
            points.append((x, points[-1][1]))
        points.append((x, y))
    points.append((scope.xmax, ys[-1]))
    return tuple(dict.fromkeys(points))


def _line_points(ceiling: Ceiling, cloud: Cloud) -> Points:
    if not ceiling.has_line:
        return ()
    scope = cloud.scope
    xs = [scope.xmin, scope.xmax]
    if ceiling.slope != 0:
        xs += [(end - ceiling.intercept) / ceiling.slope for end in (scope.ymin, scope.ymax)]
    inside = sorted({x for x in xs if scope.xmin <= x <= scope.xmax})
    slack = 1e-9 * scope.height
    heights = [(x, ceiling.intercept + ceiling.slope * x) for x in inside]
    return tuple(
        (float(x), float(np.clip(y, scope.ymin, scope.ymax)))
        for x, y in heights
        if scope.ymin - slack <= y <= scope.ymax + slack
    )
