"""Numbers as they were printed: their decimals, and the values that would print the same.

A printed number is a string. ``0.970`` and ``0.97`` differ: the first claims a third decimal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Literal

from analysis.forensics.intervals import Interval, Number, exact

Kind = Literal["number", "below", "not necessary"]

FORM = re.compile(r"(?P<below><(?!-))?(?P<digits>-?\d+(?:\.(?P<decimals>\d+))?)(?P<percent>%)?")
NOT_NECESSARY = "NN"
ANY_LOW_LEVEL = -(10**6)


class Rounding(Enum):
    """A way to shorten a number; ``label`` names it."""

    HALF_UP = "half up"
    HALF_EVEN = "half even"
    TRUNCATION = "truncation"

    @property
    def label(self) -> str:
        """Return the name of the rule."""
        return self.value


NEAREST = (Rounding.HALF_UP, Rounding.HALF_EVEN)


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A printed string, read as a number.

    ``value`` is in the printed unit (89.30 for ``89.30%``), None for ``NN``. ``kind`` is
    ``number``, ``below`` (``<0.001``) or ``not necessary`` (``NN``, a bottleneck table's mark for
    "no minimum level"). Raises ValueError for anything else.
    """

    text: str
    value: Decimal | None
    decimals: int
    percent: bool
    kind: Kind

    @classmethod
    def read(cls, text: str) -> PrintedNumber:
        """Return the printed string as a number, its decimals and its percent sign."""
        if text == NOT_NECESSARY:
            return cls(text, None, 0, False, "not necessary")
        match = FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"not a printed number: '{text}' (0.970, 89.30%, <0.001 and NN are)")
        kind: Kind = "below" if match["below"] else "number"
        decimals = len(match["decimals"] or "")
        return cls(text, Decimal(match["digits"]), decimals, bool(match["percent"]), kind)

    @classmethod
    def of(
        cls,
        value: Number,
        decimals: int,
        rule: Rounding = Rounding.HALF_UP,
        *,
        percent: bool = False,
    ) -> PrintedNumber:
        """Return a value as it would be printed with a number of decimals under a rounding rule."""
        blank = cls("", None, decimals, percent, "number")
        digits = f"{blank._shortened(exact(value), rule):.{decimals}f}"
        return cls.read(f"{digits}%" if percent else digits)

    @property
    def number(self) -> Fraction:
        """Return the printed value as a fraction. Raises ValueError for ``NN``."""
        if self.value is None:
            raise ValueError(f"'{self.text}' is no number")
        return Fraction(self.value)

    @property
    def unit(self) -> Fraction:
        """Return one step of the last printed decimal."""
        return Fraction(1, 10**self.decimals)

    def interval(self, rule: Rounding = Rounding.HALF_UP) -> Interval:
        """Return the closed hull of the values that print this string under a rounding rule.

        ``<0.001`` allows 0 to 0.001; ``NN`` allows any level up to 0.
        """
        if self.kind == "not necessary":
            return Interval.of(ANY_LOW_LEVEL, 0)
        if self.kind == "below":
            return Interval(Fraction(0), self.number)
        if rule is Rounding.TRUNCATION:
            below = self.unit if self.number <= 0 else Fraction(0)
            above = self.unit if self.number >= 0 else Fraction(0)
            return Interval(self.number - below, self.number + above)
        return Interval(self.number - self.unit / 2, self.number + self.unit / 2)

    @property
    def hull(self) -> Interval:
        """Return the closed hull of the values that print this string under any of the rules."""
        return self.hull_under(tuple(Rounding))

    def hull_under(self, rules: Sequence[Rounding]) -> Interval:
        """Return the closed hull of the values that print this string under one of some rules."""
        spans = [self.interval(rule) for rule in rules]
        return Interval(min(s.low for s in spans), max(s.high for s in spans))

    def agrees(self, value: Number) -> tuple[Rounding, ...]:
        """Return the rounding rules under which the value prints this string; empty if none."""
        if self.kind == "not necessary":
            return tuple(Rounding) if value <= 0 else ()
        if self.kind == "below":
            return tuple(Rounding) if 0 <= exact(value) < self.number else ()
        return tuple(rule for rule in Rounding if self._shortened(exact(value), rule) == self.value)

    def agrees_throughout(self, values: Interval) -> tuple[Rounding, ...]:
        """Return the rules under which every value of an interval prints this string."""
        low, high = self.agrees(values.low), self.agrees(values.high)
        return tuple(rule for rule in low if rule in high)

    def shown(self, value: Number) -> str:
        """Return the value printed the same way: same decimals, same percent sign, half up."""
        digits = f"{self._shortened(exact(value), Rounding.HALF_UP):.{self.decimals}f}"
        return f"{digits}%" if self.percent else digits

    def without_padding(self) -> PrintedNumber:
        """Return the number with its trailing zeros left out (``0.350`` becomes ``0.35``)."""
        if self.kind != "number" or not self.decimals:
            return self
        digits = self.text.removesuffix("%").rstrip("0").removesuffix(".")
        return PrintedNumber.read(f"{digits}%" if self.percent else digits)

    def _shortened(self, value: Fraction, rule: Rounding) -> Decimal:
        steps = value / self.unit
        whole = _whole(steps, rule)
        return Decimal(whole).scaleb(-self.decimals)

    def __str__(self) -> str:
        return self.text


def table_rules(numbers: Iterable[tuple[PrintedNumber, Number]]) -> tuple[Rounding, ...]:
    """Return the rounding rules under which most numbers of a table print as they do.

    ``numbers`` pairs printed numbers with the values behind them. A table follows one rule, so a
    number that agrees under another one only does not agree with its table.
    """
    counts = Counter(rule for printed, value in numbers for rule in printed.agrees(value))
    most = max(counts.values(), default=0)
    return tuple(rule for rule in Rounding if counts[rule] == most)


def _whole(steps: Fraction, rule: Rounding) -> int:
    size, sign = abs(steps), -1 if steps < 0 else 1
    down, rest = divmod(size, 1)
    if rule is Rounding.TRUNCATION:
        return sign * int(down)
    half = Fraction(1, 2)
    up = rest > half or (rest == half and (rule is Rounding.HALF_UP or int(down) % 2 == 1))
    return sign * (int(down) + up)
