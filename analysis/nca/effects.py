"""Effect size and quality of a ceiling, for one condition.

With C the ceiling zone, S the scope, n cases and C_FDH the zone of CE-FDH:

- effect size d = C / S, between 0 and 1 (Dul 2016)
- accuracy 100 (n - cases above the ceiling) / n; fit 100 C / C_FDH, not defined where C > C_FDH;
  complexity 1 for a line, else the number of distinct peers (Dul 2020; 2026, section 4.5)
- with x* the least condition at which the ceiling reaches the largest outcome (at most xmax), and
  y* the ceiling at the smallest condition (at least ymin): condition inefficiency
  c = (xmax - x*) / (xmax - xmin), outcome inefficiency o = (y* - ymin) / (ymax - ymin), relative
  inefficiency c + o - c o, absolute inefficiency S times that (Dul 2016)
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.data.terminal import Result
from analysis.nca.ceilings import Ceiling, ceiling_zone, count_above, draw_ceiling
from analysis.nca.cloud import Cloud

# Below this slope a line meets the scope's edges too far away for an inefficiency to be told.
FLATTEST = 1e-3
NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Inefficiency(Result):
    """Parts of the scope in which condition or outcome do not constrain each other, Dul (2016).

    `condition` 100 (xmax - x*) / (xmax - xmin) and `outcome` 100 (y* - ymin) / (ymax - ymin), where
    the ceiling leaves the scope at x* above and at y* on the left; `relative` c + o - c o, all in
    percent; `absolute` the area that is. NaN when undefined: a line that hardly rises, one peer.
    """

    condition: float
    outcome: float
    relative: float
    absolute: float


@dataclass(frozen=True, slots=True)
class Effect:
    """Size and quality of one ceiling: zone (area), d in [0, 1], accuracy and fit in percent."""

    ceiling_zone: float
    effect_size: float
    above: int | None
    accuracy: float
    fit: float
    complexity: int
    inefficiency: Inefficiency


def measure(ceiling: Ceiling, cloud: Cloud) -> Effect:
    """Effect of a ceiling over a cloud; a ceiling that cannot be judged has NaN throughout."""
    zone = ceiling_zone(ceiling, cloud)
    is_valid = zone == zone
    above = count_above(ceiling, cloud) if is_valid else None
    n = cloud.x.size
    return Effect(
        ceiling_zone=zone,
        effect_size=zone / cloud.scope.area,
        above=above,
        accuracy=NAN if above is None else 100.0 * (n - above) / n,
        fit=_fit(ceiling, zone, cloud),
        complexity=_complexity(ceiling, cloud),
        inefficiency=_inefficiency(ceiling, cloud) if is_valid else _UNDEFINED,
    )


def _fit(ceiling: Ceiling, zone: float, cloud: Cloud) -> float:
    """Closeness in percent to the CE-FDH zone; NaN when larger than it, or when that is empty."""
    if ceiling.name == "ce_fdh":
        return 100.0
    reference = ceiling_zone(draw_ceiling("ce_fdh", cloud), cloud)
    if reference == 0 or not zone <= reference:
        return NAN
    return 100.0 - 100.0 * (reference - zone) / reference


def _complexity(ceiling: Ceiling, cloud: Cloud) -> int:
    return 1 if ceiling.shape == "line" else int(cloud.distinct(ceiling.peers)[0].size)


_UNDEFINED = Inefficiency(NAN, NAN, NAN, NAN)


def _inefficiency(ceiling: Ceiling, cloud: Cloud) -> Inefficiency:
    """Dul (2016): shares of the ranges beyond the points where the ceiling leaves the scope."""
    ends = _line_ends(ceiling, cloud) if ceiling.shape == "line" else _peer_ends(ceiling, cloud)
    if ends is None:
        return _UNDEFINED
    scope = cloud.scope
    condition = (scope.xmax - ends[0]) / scope.width
    outcome = (ends[1] - scope.ymin) / scope.height
    relative = condition + outcome - condition * outcome
    return Inefficiency(100 * condition, 100 * outcome, 100 * relative, scope.area * relative)


def _line_ends(ceiling: Ceiling, cloud: Cloud) -> tuple[float, float] | None:
    if not ceiling.slope > FLATTEST:
        return None
    x_at_top = (cloud.scope.ymax - ceiling.intercept) / ceiling.slope
    y_at_left = ceiling.intercept + ceiling.slope * cloud.scope.xmin
    return min(x_at_top, cloud.scope.xmax), max(y_at_left, cloud.scope.ymin)


def _peer_ends(ceiling: Ceiling, cloud: Cloud) -> tuple[float, float] | None:
    x, y = cloud.distinct(ceiling.peers)
    return None if x.size < 2 else (float(x[-1]), float(y[0]))
