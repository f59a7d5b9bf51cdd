"""Ceiling techniques by name, and the ceiling each draws over a cloud of cases.

Dul (2016, 2020) describes CE-FDH, CR-FDH, CE-VRS, CR-VRS, C-LP, QR, COLS and OLS.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.nca import lines
from analysis.nca.cloud import Cloud
from analysis.nca.peers import Indices
from analysis.nca.zones import line_zones, polyline_zone, step_zone

Shape = Literal["step", "polyline", "line"]

CEILINGS: dict[str, Shape] = {
    "ce_fdh": "step",
    "cr_fdh": "line",
    "ce_vrs": "polyline",
    "cr_vrs": "line",
    "c_lp": "line",
    "qr": "line",
    "cols": "line",
    "ols": "line",
    "custom": "line",
}

# A case lies above a line when its outcome exceeds it by more than this.
ABOVE = 1e-7

# A line that rises over the scope by less than this share of its height is level.
LEVEL = 1e-12


@dataclass(frozen=True, slots=True)
class Ceiling:
    """One ceiling in mirrored coordinates.

    `peers` are positions in the cloud, by rising x; `intercept` and `slope` are NaN unless the
    shape is a line and the line exists.
    """

    name: str
    shape: Shape
    peers: Indices
    intercept: float
    slope: float

    @property
    def has_line(self) -> bool:
        """Whether intercept and slope are known."""
        return not np.isnan(self.slope)


@dataclass(frozen=True, slots=True)
class CeilingOptions:
    """Quantile of `qr` (for an upper corner), and (intercept, slope) of `custom` in own units."""

    tau: float = 0.95
    custom: tuple[float, float] | None = None


def draw_ceiling(name: str, cloud: Cloud, options: CeilingOptions | None = None) -> Ceiling:
    """Ceiling of the named technique; names are the keys of `CEILINGS`."""
    options = options or CeilingOptions()
    shape = CEILINGS[name]
    peers = peers_of(name, cloud)
    if shape != "line":
        return Ceiling(name, shape, peers, *lines.NO_LINE)
    intercept, slope = _levelled(_line_of(name, cloud, options), cloud)
    if name == "c_lp":
        peers = _touching(cloud, peers, intercept, slope)
    return Ceiling(name, shape, peers, intercept, slope)


def peers_of(name: str, cloud: Cloud) -> Indices:
    """Positions of the peers a technique starts from, by rising x; none for whole-cloud lines."""
    if name in ("ce_fdh", "cr_fdh", "c_lp"):
        return cloud.fdh
    if name in ("ce_vrs", "cr_vrs"):
        return cloud.vrs
    return np.zeros(0, dtype=np.intp)


def ceiling_zone(ceiling: Ceiling, cloud: Cloud) -> float:
    """Area of the empty corner inside the scope; NaN when the line falls or lies outside.

    A line technique that finds one distinct peer gives 0: nothing is empty beyond that case.
    """
    if ceiling.shape != "line":
        x, y = cloud.distinct(ceiling.peers)
        area = step_zone if ceiling.shape == "step" else polyline_zone
        return area(x, y, cloud.scope)
    if not ceiling.has_line:
        return 0.0
    if not _crosses_scope(ceiling, cloud):
        return float("nan")
    return float(
        line_zones(np.array([ceiling.intercept]), np.array([ceiling.slope]), cloud.scope)[0]
    )


def count_above(ceiling: Ceiling, cloud: Cloud) -> int:
    """Number of cases above the ceiling; no case lies above CE-FDH and CE-VRS."""
    if not ceiling.has_line:
        return 0
    heights = cloud.y - (ceiling.intercept + ceiling.slope * cloud.x)
    return int(np.count_nonzero(heights > ABOVE))


def _crosses_scope(ceiling: Ceiling, cloud: Cloud) -> bool:
    scope = cloud.scope
    top_left = ceiling.intercept + ceiling.slope * scope.xmin
    bottom_right = ceiling.intercept + ceiling.slope * scope.xmax
    return ceiling.slope >= 0 and top_left < scope.ymax and bottom_right > scope.ymin


def _line_of(name: str, cloud: Cloud, options: CeilingOptions) -> lines.Line:
    if name in ("cr_fdh", "cr_vrs"):
        return lines.through_peers(cloud, peers_of(name, cloud))
    if name == "c_lp":
        return lines.linear_program(cloud)
    if name == "qr":
        return lines.quantile_regression(cloud, options.tau)
    if name == "cols":
        return lines.corrected_least_squares(cloud)
    if name == "ols":
        return lines.least_squares(cloud.x, cloud.y)
    return _mirrored_custom(cloud, options)


def _levelled(line: lines.Line, cloud: Cloud) -> lines.Line:
    """Line with a slope that is zero but for rounding errors set to zero."""
    rise = abs(line[1]) * cloud.scope.width
    return (line[0], 0.0) if rise < LEVEL * cloud.scope.height else line


def _mirrored_custom(cloud: Cloud, options: CeilingOptions) -> lines.Line:
    if options.custom is None:
        raise ValueError("ceiling 'custom' needs custom=(intercept, slope)")
    intercept, slope = options.custom
    return cloud.mirror.y_sign * intercept, cloud.mirror.y_sign * cloud.mirror.x_sign * slope


def _touching(cloud: Cloud, peers: Indices, intercept: float, slope: float) -> Indices:
    if np.isnan(slope):
        return peers
    gaps = np.abs(cloud.y[peers] - intercept - slope * cloud.x[peers])
    return peers[gaps <= ABOVE * max(1.0, cloud.scope.height)]
