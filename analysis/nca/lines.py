"""Straight ceilings, as (intercept, slope) for the upper left corner of mirrored data."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from analysis.nca.cloud import Cloud
from analysis.nca.peers import Indices
from analysis.nca.scope import Floats

Line = tuple[float, float]
NO_LINE: Line = (float("nan"), float("nan"))


# A vertex this close to the mean, as a share of the range, is at the mean.
MEETING = 1e-9


def least_squares(x: Floats, y: Floats) -> Line:
    """Ordinary least squares line of y on x; no line for fewer than two distinct x."""
    dx = x - x.mean()
    spread = float(dx @ dx)
    if spread == 0.0:
        return NO_LINE
    slope = float(dx @ (y - y.mean())) / spread
    return float(y.mean()) - slope * float(x.mean()), slope


def through_peers(cloud: Cloud, peers: Indices) -> Line:
    """Ceiling regression: least squares through the peers (CR-FDH, CR-VRS), Dul (2016).

    A peer shared by several cases counts once per case; with one distinct peer there is no line.
    """
    if cloud.distinct(peers)[0].size < 2:
        return NO_LINE
    return least_squares(cloud.x[peers], cloud.y[peers])


def linear_program(cloud: Cloud) -> Line:
    """C-LP: the line on or above all peers with the least sum of ceiling values at the peers.

    The sum is proportional to the height at the mean peer, so that the optimum is the edge of the
    concave hull (the VRS peers) above that mean: no solver is needed. Of two edges that meet above
    the mean, both optimal, the left one is taken.
    """
    x, y = cloud.distinct(cloud.vrs)
    if x.size < 2:
        return NO_LINE
    mean = float(cloud.x[cloud.fdh].mean()) - MEETING * cloud.observed.width
    edge = int(np.clip(np.searchsorted(x, mean, side="left") - 1, 0, x.size - 2))
    slope = float((y[edge + 1] - y[edge]) / (x[edge + 1] - x[edge]))
    return float(y[edge] - slope * x[edge]), slope


def quantile_regression(cloud: Cloud, tau: float) -> Line:
    """Quantile regression line of level tau in (0, 1) through all cases (Koenker & Bassett 1978).

    Solved as the dual linear program: maximise y'd with X'd = (1 - tau) X'1 and 0 <= d <= 1; the
    multipliers of its two equations are the intercept and the slope.
    """
    centre = float(cloud.x.mean())
    dx = cloud.x - centre
    equations = sparse.csr_array(np.vstack([np.ones_like(dx), dx]))
    totals = (1.0 - tau) * np.array([dx.size, dx.sum()])
    solved = linprog(-cloud.y, A_eq=equations, b_eq=totals, bounds=(0.0, 1.0), method="highs-ds")
    level, slope = (-float(m) for m in solved.eqlin.marginals)
    return level - slope * centre, slope


def corrected_least_squares(cloud: Cloud) -> Line:
    """COLS: the least squares line of all cases, raised by its largest residual."""
    intercept, slope = least_squares(cloud.x, cloud.y)
    return intercept + float((cloud.y - intercept - slope * cloud.x).max()), slope
