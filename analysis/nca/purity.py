"""How well cases near a ceiling bear it out: noise, exceptions, support, spread and sharpness.

Dul (2026, *Necessary Condition Analysis (NCA): Principles and Application*, sections 4.5.4 to
4.5.6). In the upper left corner, with C the ceiling zone and F the rest of the scope:

- purity of a case P above the ceiling: area of F in LR(P) / area of LR(P), the rectangle to the
  lower right of P (equation 4.37); 1 on or below the ceiling
- solidity of a case P below it: area of C in UL(P) / area of UL(P), the rectangle to the upper
  left (equation 4.39); 1 on or above the ceiling

A rectangle without area, of a case at an end of the scope, gives way to its side. Other corners are
mirrored first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from analysis.data.terminal import Labels, Result
from analysis.nca.bottleneck_study import redrawn
from analysis.nca.ceilings import ABOVE, Ceiling, ceiling_zone
from analysis.nca.cloud import Cloud, make_cloud
from analysis.nca.results import NcaResult, complete_pairs
from analysis.nca.scope import Floats
from analysis.nca.validation import option_error

# Shares of an area that differ by less are the same.
SAME_SHARE = 1e-9
NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Purity(Result):
    """Cases near one ceiling, as counts, with the percentages of all cases.

    - `noise` cases above the ceiling of at least the wanted purity, `exceptions` of less
    - `support` cases on the ceiling, or below it of at least the wanted solidity
    - `spread` 1 / (1 + sd / mean) of the condition over the supporting cases (equation 4.44), NaN
      with fewer than two or a mean of zero
    - `sharpness` close cases below / close cases on either side, those on the ceiling left out
      (equation 4.45), NaN without any
    """

    condition: str
    outcome: str
    ceiling: str
    observations: int
    noise: int
    exceptions: int
    support: int
    spread: float
    sharpness: float
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    @property
    def percentages(self) -> tuple[float, float, float]:
        """Noise, exceptions and support in percent of the cases."""
        shares = [100 * n / self.observations for n in (self.noise, self.exceptions, self.support)]
        return shares[0], shares[1], shares[2]


def ceiling_purity(
    study: NcaResult,
    condition: str,
    ceiling: str = "ce_fdh",
    least_purity: float = 0.9,
    least_solidity: float = 0.8,
) -> Purity:
    """Purity of one ceiling of an analysis, Dul (2026), with the limits proposed there.

    Raises InputError for an unknown condition or ceiling, limits outside [0, 1], and a ceiling
    that has no zone.

    >>> import pandas as pd
    >>> from analysis.nca import analyse
    >>> cases = pd.DataFrame({"x": [0, 1, 3, 4], "y": [0, 2, 1, 4]}, index=list("pqrs"))
    >>> found = ceiling_purity(analyse(cases, ["x"], "y"), "x")
    >>> found.noise, found.exceptions, found.support, round(found.spread, 3)
    (0, 0, 3, 0.445)
    """
    for name, limit in (("least_purity", least_purity), ("least_solidity", least_solidity)):
        if not 0 <= limit <= 1:
            raise option_error(name, limit, "is not between 0 and 1", "use for instance 0.9")
    result = study.get(condition, ceiling)
    x, y, _ = complete_pairs(study.data, condition, study.outcome)
    cloud = make_cloud(x, y, study.corner, result.scope)
    drawn = redrawn(result, cloud)
    if np.isnan(ceiling_zone(drawn, cloud)) or (drawn.shape == "line" and not drawn.has_line):
        raise option_error("ceiling", ceiling, "has no zone in these data", "choose another")
    purity, solidity = shares_of_cases(drawn, cloud)
    above, below = purity < 1 - SAME_SHARE, solidity < 1 - SAME_SHARE
    noise = above & (purity >= least_purity - SAME_SHARE)
    close = below & (solidity >= least_solidity - SAME_SHARE)
    supporting = (close | ~below) & ~above
    sides = int(close.sum() + noise.sum())
    return Purity(
        condition=condition,
        outcome=study.outcome,
        ceiling=ceiling,
        observations=cloud.x.size,
        noise=int(noise.sum()),
        exceptions=int((above & ~noise).sum()),
        support=int(supporting.sum()),
        spread=_spread(x[supporting]),
        sharpness=float(close.sum() / sides) if sides else NAN,
        labels=study.labels,
    )


def shares_of_cases(ceiling: Ceiling, cloud: Cloud) -> tuple[Floats, Floats]:
    """Purity and solidity of each case, both of shape (n,)."""
    scope = cloud.scope
    knots, heights = _course(ceiling, cloud)
    points = list(zip(cloud.x.tolist(), cloud.y.tolist(), strict=True))
    purity, solidity = np.ones(len(points)), np.ones(len(points))
    for i, (x, y) in enumerate(points):
        lower_right = _share_above(knots, heights, (x, scope.xmax), (scope.ymin, y))
        upper_left = _share_above(knots, heights, (scope.xmin, x), (y, scope.ymax))
        is_above = y - _height_at(knots, heights, x) > ABOVE
        purity[i] = 1 - lower_right if is_above else 1.0
        solidity[i] = 1.0 if is_above else upper_left
    return purity, solidity


def _course(ceiling: Ceiling, cloud: Cloud) -> tuple[Floats, Floats]:
    """Corners of the ceiling from end to end of the scope; a step has two at one condition."""
    scope = cloud.scope
    if ceiling.shape == "line":
        knots = np.array([scope.xmin, scope.xmax])
        return knots, ceiling.intercept + ceiling.slope * knots
    x, y = cloud.distinct(ceiling.peers)
    if ceiling.shape == "step":
        x, y = np.repeat(x, 2), np.concatenate([[scope.ymin], np.repeat(y, 2)[:-1]])
    else:
        x, y = np.concatenate([x[:1], x]), np.concatenate([[scope.ymin], y])
    knots = np.concatenate([[scope.xmin], x, [scope.xmax]])
    return knots, np.concatenate([[scope.ymin], y, y[-1:]])


def _height_at(knots: Floats, heights: Floats, x: float) -> float:
    """Highest point of the ceiling at a condition."""
    after = int(np.searchsorted(knots, x, side="right"))
    if after == knots.size:
        return float(heights[-1])
    left, right = knots[after - 1], knots[after]
    part = (x - left) / (right - left)
    return float(heights[after - 1] + part * (heights[after] - heights[after - 1]))


def _share_above(
    knots: Floats, heights: Floats, xs: tuple[float, float], ys: tuple[float, float]
) -> float:
    """Share of a rectangle, or of its side where it has no area, above the ceiling."""
    width, height = xs[1] - xs[0], ys[1] - ys[0]
    if height == 0 and width == 0:
        return 1.0 if _height_at(knots, heights, xs[0]) <= ys[0] + ABOVE else 0.0
    if width == 0:
        top = _height_at(knots, heights, xs[0])
        return float(np.clip((ys[1] - top) / height, 0, 1))
    if height == 0:
        return (_reach(knots, heights, ys[0], xs) - xs[0]) / width
    return _area_above(knots, heights, xs, ys) / (width * height)


def _reach(knots: Floats, heights: Floats, level: float, xs: tuple[float, float]) -> float:
    """Where a rising ceiling first exceeds the level, within the two conditions."""
    beyond = np.flatnonzero(heights > level + ABOVE)
    if not beyond.size:
        return xs[1]
    place = int(beyond[0])
    if place == 0:
        return xs[0]
    rise = heights[place] - heights[place - 1]
    part = (level - heights[place - 1]) / rise
    return float(np.clip(knots[place - 1] + part * (knots[place] - knots[place - 1]), *xs))


def _area_above(
    knots: Floats, heights: Floats, xs: tuple[float, float], ys: tuple[float, float]
) -> float:
    """Area of the rectangle above the ceiling, piece by piece, each a clipped trapezoid."""
    area = 0.0
    for left, right, low, high in zip(knots, knots[1:], heights, heights[1:], strict=False):
        start, end = max(left, xs[0]), min(right, xs[1])
        if end <= start:
            continue
        slope = (high - low) / (right - left)
        crossings = [left + (level - low) / slope for level in ys] if slope > 0 else []
        cuts = sorted({start, end, *(c for c in crossings if start < c < end)})
        depths = [ys[1] - np.clip(low + slope * (cut - left), *ys) for cut in cuts]
        area += float(np.trapezoid(depths, cuts))
    return area


def _spread(x: Floats) -> float:
    if x.size < 2 or x.mean() == 0:
        return NAN
    return float(1 / (1 + x.std(ddof=1) / x.mean()))
