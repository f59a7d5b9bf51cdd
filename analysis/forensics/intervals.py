"""Closed intervals of exact fractions, and the multiples of a step inside them.

What a printed number allows is an interval; sums and quotients of such numbers are intervals
again. Fractions keep the ends exact, so that "outside" is a proof and not a rounding error.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from analysis.data import Words
from analysis.data.labels import ranged

Number = int | float | Decimal | Fraction


def exact(value: Number) -> Fraction:
    """Return a number as a fraction; a float counts as its shortest decimal form."""
    return Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value)


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from ``low`` to ``high``, both included. Raises ValueError if low > high."""

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"the interval is empty: {float(self.low)} > {float(self.high)}")

    @classmethod
    def of(cls, low: Number, high: Number | None = None) -> Interval:
        """Return the interval between two numbers, or the one that holds a single number."""
        return cls(exact(low), exact(low if high is None else high))

    @property
    def width(self) -> Fraction:
        """Return high - low."""
        return self.high - self.low

    @property
    def middle(self) -> float:
        """Return the midpoint as a float, for display."""
        return float((self.low + self.high) / 2)

    @property
    def is_point(self) -> bool:
        """Return whether the interval holds one number only."""
        return self.low == self.high

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        products = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(products), max(products))

    def __truediv__(self, other: Interval) -> Interval:
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor may be zero")
        return self * Interval(1 / other.high, 1 / other.low)

    def holds(self, value: Number) -> bool:
        """Return whether the number lies inside."""
        return self.low <= exact(value) <= self.high

    def meets(self, other: Interval) -> bool:
        """Return whether the two intervals share a number."""
        return self.low <= other.high and other.low <= self.high

    def common(self, *others: Interval) -> Interval | None:
        """Return the numbers shared with all others, or None when there are none."""
        low = max(self.low, *(other.low for other in others))
        high = min(self.high, *(other.high for other in others))
        return Interval(low, high) if low <= high else None

    def multiples(self, step: Number) -> range:
        """Return the whole numbers k for which k x step lies inside."""
        unit = exact(step)
        return range(math.ceil(self.low / unit), math.floor(self.high / unit) + 1)

    def shown(self, decimals: int = 4) -> str:
        """Return the interval as text, its ends rounded outwards to a number of decimals."""
        if self.is_point:
            return f"{float(self.low):.{decimals}f}"
        scale = 10**decimals
        low, high = math.floor(self.low * scale), math.ceil(self.high * scale)
        return f"{low / scale:.{decimals}f} to {high / scale:.{decimals}f}"

    def words(self, decimals: int = 4) -> Words:
        """Return what `shown` does in both languages."""
        text = self.shown(decimals)
        low, to, high = text.partition(" to ")
        return ranged(low, high) if to else Words(text, text)
