"""Cases at the crossover, counted from the third decimal of hidden sums.

fsQCA's memberships have two decimals; users move a membership of exactly 0.5 to 0.501 so that the
case belongs to a corner of the property space. Each such case leaves 0.001 in a sum, and 0.499 in
the sum of the negation, so the third decimal counts them (modulo ten).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from itertools import product
from typing import Literal

import pandas as pd
from scipy.special import expit

from analysis.forensics.hidden_sums import STEP, HiddenSums
from analysis.forensics.intervals import Interval
from analysis.forensics.literals import SetLiteral
from analysis.forensics.printed import NEAREST, PrintedNumber, Rounding

Side = Literal["low", "high"]

# Memberships in thousandths; low and high stand for any two-decimal value off the crossover.
LOW, CROSS, HIGH = 250, 501, 750
FSQCA_LOG_ODDS = 3.0
ROUNDS_TO_HALF = (Fraction(495, 1000), Fraction(505, 1000))


@dataclass(frozen=True, slots=True)
class CrossoverPattern:
    """How many cases sit at the crossover of a condition (X) or of the outcome (Y), and where.

    ``x_with_high_y`` counts cases at the crossover of X with Y above its own, and so on;
    ``both`` sits at the crossover of X and Y.
    """

    x_with_low_y: int
    x_with_high_y: int
    both: int
    y_with_low_x: int
    y_with_high_x: int


@dataclass(frozen=True, slots=True)
class CrossoverCount:
    """Cases at the crossover of one column (None: the outcome), and the patterns that fit.

    ``count`` is modulo ten; None when a sum is off the 0.001 grid. Patterns with ten cases or more,
    their parts modulo ten, are listed only where none with fewer fits.
    """

    condition: str | None
    count: int | None
    patterns: tuple[CrossoverPattern, ...]

    @property
    def outcome_case(self) -> frozenset[Side]:
        """Return the sides of X on which the outcome's crossover cases can lie."""
        sides: set[Side] = set()
        for pattern in self.patterns:
            if pattern.y_with_low_x:
                sides.add("low")
            if pattern.y_with_high_x:
                sides.add("high")
        return frozenset(sides)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per pattern that fits."""
        frame = pd.DataFrame([asdict(pattern) for pattern in self.patterns])
        frame.insert(0, "condition", self.condition or "outcome")
        return frame


def crossover_counts(sums: HiddenSums) -> tuple[CrossoverCount, ...]:
    """Return the crossover cases of the outcome and of each condition, with the patterns that fit.

    A pattern fits when it leaves the third decimals of all four sums of minima (X or ~X with
    Y or ~Y).
    """
    of_outcome = _residue(sums, None, True)
    found = [CrossoverCount(None, of_outcome, ())]
    for condition in sums.conditions:
        count = _residue(sums, SetLiteral(condition), None)
        fitting = tuple(_fitting(sums, condition, count, of_outcome))
        found.append(CrossoverCount(condition, count, fitting))
    return tuple(found)


def _residue(sums: HiddenSums, literal: SetLiteral | None, side: bool | None) -> int | None:
    value = sums.of(literal, side).value
    return None if value is None else int(value / STEP) % 10


def _fitting(
    sums: HiddenSums, condition: str, of_x: int | None, of_y: int | None
) -> Iterator[CrossoverPattern]:
    if of_x is None or of_y is None:
        return
    sides = [(SetLiteral(condition, present), side) for present, side in SIDES]
    wanted = [_residue(sums, literal, side) for literal, side in sides]
    few = [each for each in _few(of_x, of_y) if _leaves(each, wanted)]
    yield from few or (each for each in _many(of_x, of_y) if _leaves(each, wanted))


def _few(of_x: int, of_y: int) -> Iterator[CrossoverPattern]:
    for both in range(min(of_x, of_y) + 1):
        for high_y, high_x in product(range(of_x - both + 1), range(of_y - both + 1)):
            yield CrossoverPattern(of_x - both - high_y, high_y, both, of_y - both - high_x, high_x)


def _many(of_x: int, of_y: int) -> Iterator[CrossoverPattern]:
    """Patterns with ten cases or more at a crossover, their parts modulo ten."""
    for both, high_y, high_x in product(range(10), repeat=3):
        low_y, low_x = (of_x - both - high_y) % 10, (of_y - both - high_x) % 10
        yield CrossoverPattern(low_y, high_y, both, low_x, high_x)


def _leaves(pattern: CrossoverPattern, wanted: Sequence[int | None]) -> bool:
    return [_left_over(pattern, *side) for side in SIDES] == wanted


SIDES = tuple(product((True, False), repeat=2))


def _left_over(pattern: CrossoverPattern, x_present: bool, y_present: bool) -> int:
    places = {
        (CROSS, LOW): pattern.x_with_low_y,
        (CROSS, HIGH): pattern.x_with_high_y,
        (CROSS, CROSS): pattern.both,
        (LOW, CROSS): pattern.y_with_low_x,
        (HIGH, CROSS): pattern.y_with_high_x,
    }
    left = sum(
        count * _third_decimal(min(_side(x, x_present), _side(y, y_present)))
        for (x, y), count in places.items()
    )
    return left % 10


def _side(membership: int, present: bool) -> int:
    return membership if present else 1000 - membership


def _third_decimal(membership: int) -> int:
    return {CROSS: 1, 1000 - CROSS: -1}.get(membership, 0)


def middle_counts(
    exclusion: Fraction, crossover: Fraction, inclusion: Fraction, cases_at_half: int
) -> tuple[tuple[int, int], ...]:
    """Return the pairs of middle counts whose mean is the crossover and that fit the count at 0.5.

    For an even number of cases the median is the mean of the two middle values. With count data
    these are whole numbers, crossover - k and crossover + k; each k says how many of the two
    round to a membership of 0.50 by fsQCA's direct method (log odds of 3 at the anchors). No
    other case can round to 0.50 unless both middle ones do. ``cases_at_half`` is the number of
    memberships of 0.50 to explain, one or two.
    """
    if (2 * crossover).denominator != 1 or cases_at_half not in (1, 2):
        return ()
    found: list[tuple[int, int]] = []
    offset = Fraction(int(2 * crossover) % 2, 2)
    while True:
        low, high = crossover - offset, crossover + offset
        at_half = _at_half(low, exclusion, crossover, inclusion) + (
            _at_half(high, exclusion, crossover, inclusion)
        )
        if not at_half:
            return tuple(found)
        if at_half == cases_at_half:
            found.append((int(low), int(high)))
        offset += 1


def _at_half(x: Fraction, exclusion: Fraction, crossover: Fraction, inclusion: Fraction) -> bool:
    reach = inclusion - crossover if x >= crossover else crossover - exclusion
    membership = float(expit(FSQCA_LOG_ODDS * float((x - crossover) / reach)))
    low, high = ROUNDS_TO_HALF
    return float(low) <= membership < float(high)


def implied_total(
    mean: PrintedNumber, n: int, rules: Sequence[Rounding] = NEAREST
) -> tuple[int, ...]:
    """Return the whole totals of n counts whose mean prints as given (the GRIM test).

    Brown and Heathers (2017), "The GRIM Test". One total: the printed mean gives the sum away;
    none: no counts have this mean under any of the rounding ``rules``.
    """
    totals = (mean.hull_under(rules) * Interval.of(n)).multiples(1)
    return tuple(k for k in totals if set(mean.agrees(Fraction(k, n))).intersection(rules))


def crossover_candidates(
    counts: Sequence[CrossoverCount],
    memberships: pd.DataFrame,
    named: Mapping[str, Iterable[SetLiteral]] | None = None,
) -> tuple[str, ...]:
    """Return the cases that can be the one at the crossover of the outcome.

    ``memberships``: one row per case, one column per condition whose memberships are public.
    ``named``: literals that a case is said to be a member of, for the other conditions. A case
    stays when every side that is known of it is one that the third decimals allow.
    """
    allowed = {count.condition: count.outcome_case for count in counts if count.condition}
    said = named or {}
    return tuple(
        str(case)
        for case, row in memberships.iterrows()
        if all(_side_of(value) in allowed[str(name)] for name, value in row.items())
        and all(
            ("high" if literal.present else "low") in allowed[literal.condition]
            for literal in said.get(str(case), ())
        )
    )


def _side_of(membership: float) -> Side:
    return "high" if membership > 0.5 else "low"
