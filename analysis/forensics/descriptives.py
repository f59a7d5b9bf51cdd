"""What quartiles, extremes and n leave to mean and standard deviation.

Sorted values lie in boxes: up to the lower quartile, from there to the median, and so on. The mean
and the sum of squares then have bounds, which a printed mean and standard deviation must respect.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.forensics.intervals import Interval
from analysis.forensics.printed import PrintedNumber

QUARTILES = {"exclusion": 0.25, "crossover": 0.5, "inclusion": 0.75}
Box = tuple[float, float]


@dataclass(frozen=True, slots=True)
class MomentBounds:
    """Bounds on mean and population standard deviation, in the unit of the variable.

    ``sd`` holds for any mean that prints as the study's does; None when no values have that mean.
    """

    mean: Interval
    sd: Interval | None


def moment_bounds(statistics: Mapping[str, PrintedNumber], n: int) -> MomentBounds:
    """Return the means and standard deviations that the rest of a Table 1 row allows.

    ``statistics`` holds ``minimum``, ``maximum``, ``mean`` and the quartiles (type 7) as
    ``exclusion``, ``crossover``, ``inclusion``. The bounds are outer bounds: values outside are
    impossible.
    """
    boxes = _boxes(statistics, n)
    mean = Interval.of(sum(low for low, _ in boxes) / n, sum(high for _, high in boxes) / n)
    printed = mean.common(statistics["mean"].interval())
    return MomentBounds(mean, None if printed is None else _sd_bounds(boxes, printed))


def _boxes(statistics: Mapping[str, PrintedNumber], n: int) -> list[Box]:
    """Box of each sorted value. Type 7 puts the quantile p between the ranks around p (n - 1)."""
    hulls = {name: statistics[name].interval() for name in (*QUARTILES, "minimum", "maximum")}
    low = [float(hulls["minimum"].low)] * n
    high = [float(hulls["maximum"].high)] * n
    high[0], low[-1] = float(hulls["minimum"].high), float(hulls["maximum"].low)
    for name, p in QUARTILES.items():
        last_below, first_above = math.floor(p * (n - 1)), math.ceil(p * (n - 1))
        for rank in range(last_below + 1):
            high[rank] = min(high[rank], float(hulls[name].high))
        for rank in range(first_above, n):
            low[rank] = max(low[rank], float(hulls[name].low))
    return list(zip(low, high, strict=True))


def _sd_bounds(boxes: Sequence[Box], mean: Interval) -> Interval:
    n, low, high = len(boxes), float(mean.low), float(mean.high)
    least = min(_least_squares(boxes, low * n), _least_squares(boxes, high * n)) / n - high**2
    greatest = _greatest_squares(boxes, low * n, high * n) / n - low**2
    return Interval.of(math.sqrt(max(0.0, least)), math.sqrt(max(0.0, greatest)))


def _least_squares(boxes: Sequence[Box], total: float) -> float:
    """Least sum of squares for a total: all values as near to one level as their boxes let them."""
    low, high = boxes[0][0], boxes[-1][1]
    for _ in range(200):
        level = (low + high) / 2
        if sum(min(max(level, a), b) for a, b in boxes) < total:
            low = level
        else:
            high = level
    return sum(min(max(low, a), b) ** 2 for a, b in boxes)


def _greatest_squares(boxes: Sequence[Box], least_total: float, greatest_total: float) -> float:
    """Upper bound on the sum of squares for a total, by Lagrangian relaxation of the total."""
    bounds = []
    for price in (a + b for a, b in boxes):
        free = sum(max(a * a - price * a, b * b - price * b) for a, b in boxes)
        bounds.append(free + max(price * least_total, price * greatest_total))
    return min(bounds)
