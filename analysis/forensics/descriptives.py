"""What quartiles, extremes and n leave to mean and standard deviation.

Sorted values lie in boxes: up to the lower quartile, from there to the median, and so on. The mean
and the sum of squares then have bounds, which a printed mean and standard deviation must respect.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.forensics.intervals import Interval, exact
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.quantiles import QUARTILES, position
from analysis.qca.calibration import QuantileMethod

Box = tuple[float, float]
# Outward rounding of what is computed in floating point, relative to the size of the numbers.
SLACK = 1e-11


@dataclass(frozen=True, slots=True)
class MomentBounds:
    """Bounds on mean and standard deviation, in the unit of the variable.

    ``sd`` holds for any mean that prints as the study's does; None when no values have that mean.
    """

    mean: Interval
    sd: Interval | None


def moment_bounds(
    statistics: Mapping[str, PrintedNumber],
    n: int,
    methods: Sequence[QuantileMethod] = ("linear",),
    ddof: int = 0,
) -> MomentBounds:
    """Return the means and standard deviations that the rest of a row of statistics allows.

    ``statistics`` holds ``minimum``, ``maximum``, ``mean`` and, where printed, the quartiles as
    ``exclusion``, ``crossover``, ``inclusion``, under one of the ``methods``; ``ddof`` is 0 for
    the population's standard deviation, 1 for the sample's. The bounds are outer bounds: values
    outside are impossible.
    """
    boxes = sorted_boxes(statistics, n, methods)
    mean = Interval(
        sum((low for low, _ in boxes), Fraction(0)) / n,
        sum((high for _, high in boxes), Fraction(0)) / n,
    )
    printed = mean.common(statistics["mean"].hull)
    if printed is None:
        return MomentBounds(mean, None)
    return MomentBounds(mean, _sd_bounds([(float(a), float(b)) for a, b in boxes], printed, ddof))


def sorted_boxes(
    statistics: Mapping[str, PrintedNumber], n: int, methods: Sequence[QuantileMethod]
) -> list[tuple[Fraction, Fraction]]:
    """Return least and greatest value of each rank that extremes and quartiles allow.

    A quantile lies between the values of the two ranks around its position, which are the outer
    ones of all ``methods``. A quartile that contradicts an extreme yields to it.
    """
    least, greatest = statistics["minimum"].hull, statistics["maximum"].hull
    low, high = [least.low] * n, [greatest.high] * n
    high[0], low[-1] = min(high[0], least.high), max(low[-1], greatest.low)
    for name, p in QUARTILES.items():
        if name not in statistics:
            continue
        span = statistics[name].hull
        places = [position(method, n, p) for method in methods]
        for rank in range(min(place.below for place in places) + 1):
            high[rank] = min(high[rank], span.high)
        for rank in range(max(place.above for place in places), n):
            low[rank] = max(low[rank], span.low)
    return [(min(a, b), max(a, b)) for a, b in zip(low, high, strict=True)]


def _sd_bounds(boxes: Sequence[Box], mean: Interval, ddof: int) -> Interval:
    n, low, high = len(boxes), float(mean.low), float(mean.high)
    sizes = [max(abs(a), abs(b)) for a, b in boxes]
    slack = SLACK * max(1e-30, *(size**2 for size in sizes))
    squares = max(low**2, high**2), 0.0 if low <= 0 <= high else min(low**2, high**2)
    totals = (low * n, high * n)
    lowest = sum(min(max(0.0, a), b) for a, b in boxes)
    turning = min(max(lowest, totals[0]), totals[1])
    smallest = min(_least_squares(boxes, total) for total in (*totals, turning))
    least = smallest / n - squares[0] - slack
    greatest = _greatest_squares(boxes, *totals) / n - squares[1] + slack
    scale = n / (n - ddof)
    ends = (math.sqrt(max(0.0, square) * scale) for square in (least, greatest))
    return Interval(*(exact(end) for end in ends))


def _least_squares(boxes: Sequence[Box], total: float) -> float:
    """Least sum of squares for a total: all values as near to one level as their boxes let them."""
    low, high = boxes[0][0], boxes[-1][1]
    for _ in range(100):
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
