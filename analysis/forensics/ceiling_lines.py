"""The ceiling line behind a column of a bottleneck table, with nothing but the printed levels.

A CR-FDH ceiling is a straight line (Dul 2016), so the level of a condition required for an outcome
level p is a + b p, both in percent of their observed ranges. Two printed rows bound (a, b) by a
parallelogram; every further row cuts it. What is left are all the lines that print the column:
nothing left means that the rows do not lie on one line. The effect size is the area beyond the
line, as a share of the scope; the outcome level -a / b is where the condition starts to bind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

import pandas as pd

from analysis.forensics.intervals import Interval
from analysis.forensics.printed import PrintedNumber

Line = tuple[Fraction, Fraction]
Row = tuple[Fraction, PrintedNumber]


@dataclass(frozen=True, slots=True)
class CeilingLines:
    """All lines that print one column; ``corners`` are the extreme (a, b), in percent.

    No corners: the printed rows do not lie on a line. ``levels`` are outcome levels in percent,
    ``printed`` the required levels of the condition.
    """

    condition: str
    levels: tuple[int, ...]
    printed: tuple[PrintedNumber, ...]
    corners: tuple[Line, ...]

    @property
    def is_line(self) -> bool:
        """Return whether all printed rows lie on one line within rounding."""
        return bool(self.corners)

    def required(self, level: int | Fraction) -> Interval:
        """Return the levels that the lines require for an outcome level. Needs ``is_line``."""
        values = [a + b * Fraction(level) for a, b in self.corners]
        return Interval(min(values), max(values))

    @property
    def has_triangle(self) -> bool:
        """Return whether there are lines and all cut a triangle off the scope."""
        return self.is_line and all(a <= 0 < b and a + 100 * b <= 100 for a, b in self.corners)

    @property
    def onset(self) -> Interval:
        """Return the outcome level (percent) from which the condition binds. Needs ``is_line``."""
        values = [-a / b for a, b in self.corners]
        return Interval(min(values), max(values))

    @property
    def effect_size(self) -> Interval:
        """Return the effect sizes of the lines. Raises ValueError unless the zone is a triangle.

        With the line inside the scope at the top (u = a + b <= 1) and starting below it (a <= 0),
        the ceiling zone is a triangle and d = u^2 / 2b.
        """
        if not self.has_triangle:
            raise ValueError(f"{self.condition}: the ceiling zone is no triangle inside the scope")
        low, high = _triangle_bounds([(a / 100 + b, b) for a, b in self.corners])
        return Interval(low, high)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per outcome level: printed level and the ends the lines allow."""
        spans = [self.required(level) for level in self.levels]
        return pd.DataFrame(
            {
                "outcome_level": self.levels,
                "printed": [number.text for number in self.printed],
                "low": [float(span.low) for span in spans],
                "high": [float(span.high) for span in spans],
            }
        )


def ceiling_lines(
    condition: str, levels: Sequence[int], printed: Sequence[PrintedNumber]
) -> CeilingLines:
    """Return all lines through the printed rows of one column of a bottleneck table.

    Rounding is half up; ``NN`` (not necessary) allows any level up to 0. Raises ValueError with
    fewer than two rows that print a number.
    """
    rows = [(Fraction(level), number) for level, number in zip(levels, printed, strict=True)]
    return CeilingLines(condition, tuple(levels), tuple(printed), _corners(rows))


def predicted(lines: CeilingLines) -> tuple[Interval | None, ...]:
    """Return, per row, the levels required by the lines through all the *other* rows.

    None where the other rows do not lie on one line.
    """
    rows = [(Fraction(p), x) for p, x in zip(lines.levels, lines.printed, strict=True)]
    found: list[Interval | None] = []
    for place, (level, _) in enumerate(rows):
        values = [a + b * level for a, b in _corners(rows[:place] + rows[place + 1 :])]
        found.append(Interval(min(values), max(values)) if values else None)
    return tuple(found)


def column_area(levels: Sequence[int], printed: Sequence[PrintedNumber]) -> Interval | None:
    """Return the effect sizes that a column of any ceiling allows, by lower and upper sums.

    The effect size is the area of required levels over outcome levels, both as shares of their
    ranges; a ceiling never falls, so between two outcome levels the required level lies between
    the two printed ones. None unless the column rises and runs from 0 to 100 percent.
    """
    spans = [_clipped(number) for number in printed]
    rises = all(one.low <= two.high for one, two in pairwise(spans))
    if (levels[0], levels[-1]) != (0, 100) or not rises:
        return None
    widths = [Fraction(high - low) for low, high in pairwise(levels)]
    low = sum((w * one.low for w, one in zip(widths, spans[:-1], strict=True)), Fraction(0))
    high = sum((w * two.high for w, two in zip(widths, spans[1:], strict=True)), Fraction(0))
    return Interval(low / 100**2, high / 100**2)


def _clipped(number: PrintedNumber) -> Interval:
    span = number.interval()
    low, high = (min(max(end, Fraction(0)), Fraction(100)) for end in (span.low, span.high))
    return Interval(low, high)


def _corners(rows: Sequence[Row]) -> tuple[Line, ...]:
    numbers = [row for row in rows if row[1].kind == "number"]
    if len(numbers) < 2:
        raise ValueError("a line needs two rows that print a number")
    first, last = numbers[0], numbers[-1]
    polygon = _parallelogram(first, last)
    for level, number in rows:
        span = number.interval()
        polygon = _cut(polygon, level, span.high, 1)
        if number.kind == "number":
            polygon = _cut(polygon, level, span.low, -1)
    return tuple(dict.fromkeys(polygon))


def _parallelogram(first: Row, last: Row) -> list[Line]:
    (p, x), (q, z) = first, last
    xs, zs = x.interval(), z.interval()
    ends = product((xs.low, xs.high), (zs.low, zs.high))
    lines = [(low - (high - low) / (q - p) * p, (high - low) / (q - p)) for low, high in ends]
    return [lines[0], lines[1], lines[3], lines[2]]


def _cut(polygon: list[Line], level: Fraction, limit: Fraction, sign: int) -> list[Line]:
    """Keep the part of a convex polygon of lines with sign x (a + b level - limit) <= 0."""
    kept: list[Line] = []
    excess = [sign * (a + b * level - limit) for a, b in polygon]
    for here, (line, over) in enumerate(zip(polygon, excess, strict=True)):
        before, over_before = polygon[here - 1], excess[here - 1]
        if over * over_before < 0:
            share = over / (over - over_before)
            a, b = (line[i] + share * (before[i] - line[i]) for i in (0, 1))
            kept.append((a, b))
        if over <= 0:
            kept.append(line)
    return kept


def _triangle_bounds(polygon: Sequence[Line]) -> tuple[Fraction, Fraction]:
    """Least and greatest u^2 / 2b over a polygon of (u, b): convex, so the greatest is at a corner.

    The function grows in u and falls in b, so the least lies on an edge, at a corner or where the
    derivative along the edge vanishes.
    """
    corners = [u**2 / (2 * b) for u, b in polygon]
    inner = []
    for here, (u, b) in enumerate(polygon):
        du, db = polygon[here - 1][0] - u, polygon[here - 1][1] - b
        if du and db:
            share = (u * db - 2 * du * b) / (du * db)
            if 0 < share < 1:
                inner.append((u + share * du) ** 2 / (2 * (b + share * db)))
    return min(corners + inner), max(corners)
