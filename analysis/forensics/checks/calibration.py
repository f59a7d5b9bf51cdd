"""Checks of a calibration: anchors, memberships at the ends, and public columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd
from scipy.special import logit

from analysis.data import Words
from analysis.data.labels import NONE
from analysis.forensics.authentic import Luck, Variant, luck, try_variants
from analysis.forensics.checks import lines
from analysis.forensics.checks.descriptive import DescriptiveRow, left_to
from analysis.forensics.checks.finding import Finding, Place, compared, on_number, on_relation
from analysis.forensics.crossovers import FSQCA_LOG_ODDS, middle_counts
from analysis.forensics.intervals import Interval, exact
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.quantiles import QUARTILES, position
from analysis.forensics.scopes import ANCHORS, EXTREMES, ExtremeMemberships, extreme_memberships
from analysis.forensics.verdicts import Basis, judge
from analysis.study.settings import CalibrationRule

# The least membership beyond full inclusion; one less it is the greatest beyond full exclusion.
INCLUDED = Fraction(95, 100)
HALF_CELL = Fraction(1, 200)
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """Anchors and extremes of one fuzzy set, calibrated by the direct method.

    ``row`` holds the anchors as ``exclusion``, ``crossover``, ``inclusion`` beside ``minimum`` and
    ``maximum``, as far as printed. ``scope`` is the printed NCA scope of the set with ``outcome``,
    whose memberships at the ends are known; ``scope_place`` its place. ``at_half`` is the number
    of cases at the crossover that a necessity table counts.
    """

    row: DescriptiveRow
    scope: PrintedNumber | None = None
    outcome: ExtremeMemberships | None = None
    scope_place: Place = ("scope", "")
    at_half: int | None = None


def anchor_order(table: CalibrationRow) -> Iterator[Finding]:
    """Yield whether the anchors rise, or fall throughout for a reversed set.

    Formula: exclusion < crossover < inclusion, or exclusion > crossover > inclusion
    Source: Ragin (2008), Redesigning Social Inquiry, chapter 5
    """
    row = table.row
    if not row.has(*ANCHORS):
        return
    spans = [row.numbers[name].hull for name in ANCHORS]
    rises = spans[0].low < spans[1].high and spans[1].low < spans[2].high
    falls = spans[0].high > spans[1].low and spans[1].high > spans[2].low
    both = (spans[0].low < spans[2].high) if rises else (spans[0].high > spans[2].low)
    line = Words(" < ", " < ").join(_valued(row, name) for name in ANCHORS)
    places = [row.place(name) for name in ANCHORS]
    yield on_relation("calibration.anchor_order", places, (rises or falls) and both, line)


def _valued(row: DescriptiveRow, name: str) -> Words:
    return lines.RISING.format(name=lines.STATISTICS[name], value=row.numbers[name])


def end_memberships(table: CalibrationRow) -> Iterator[Finding]:
    """Yield whether the least and the greatest case lie beyond the outer anchors.

    Formula: m(min) <= 0.05, m(max) >= 0.95 for anchors inside the range, m = expit(3 z)
    Source: Ragin (2008), Redesigning Social Inquiry, chapter 5
    """
    row = table.row
    if not row.has(*ANCHORS, *EXTREMES) or not _rises(row):
        return
    ends = extreme_memberships(row.numbers, counts=has_exact_quartiles(row))
    for name, span, limit, holds in (
        ("minimum", ends.least, 1 - INCLUDED, ends.least.low <= 1 - INCLUDED),
        ("maximum", ends.greatest, INCLUDED, ends.greatest.high >= INCLUDED),
    ):
        line = lines.END_MEMBERSHIP.format(
            name=lines.STATISTICS[name], span=span.words(2), limit=f"{float(limit):.2f}"
        )
        places = [row.place(each) for each in (name, *ANCHORS)]
        yield on_relation("calibration.end_memberships", places, holds, line, left=span)


def ends_of_scope(table: CalibrationRow) -> Iterator[Finding]:
    """Yield the values that the printed scope leaves to extremes and outer anchors.

    Formula: m(max) = scope / (y_max - y_min) + m(min), and back, solved for each raw value
    Source: Dul (2016) for the scope; Ragin (2008), chapter 5, for m(x) = expit(3 z)
    """
    row = table.row
    if table.scope is None or table.outcome is None or not row.has(*ANCHORS, *EXTREMES, "mean"):
        return
    if not _rises(row) or table.outcome.range.low <= 0:
        return
    width = table.scope.interval() / table.outcome.range
    for name, span in _by_scope(row, width).items():
        around = left_to(row, name)
        printed, place = row.numbers[name], row.place(name)
        evidence = [table.scope_place, *(row.place(n) for n in (*ANCHORS, *EXTREMES) if n != name)]
        both = None if around is None else _common(span, around)
        if both is None or not both.meets(printed.hull):
            line = lines.AGAINST_SCOPE.format(
                name=lines.STATISTICS[name], printed=printed, scope=table.scope
            )
            yield on_relation(
                "calibration.ends_of_scope", [place, *evidence], False, line, left=both
            )
            continue
        judged = judge(printed, both, Basis.PRINTED_ONLY, independent=False)
        line = compared(judged, lines.SCOPE_AND_REST.format(scope=table.scope))
        yield on_number("calibration.ends_of_scope", place, judged, line, evidence)


Ends = tuple[Fraction | None, Fraction | None]


def _common(ends: Ends, other: Interval) -> Interval | None:
    low = other.low if ends[0] is None else max(ends[0], other.low)
    high = other.high if ends[1] is None else min(ends[1], other.high)
    return Interval(low, high) if low <= high else None


def _by_scope(row: DescriptiveRow, width: Interval) -> dict[str, Ends]:
    """Ends of each number, by the range of memberships that the scope asks for."""
    held = extreme_memberships(row.numbers, counts=has_exact_quartiles(row))
    spans = {name: row.numbers[name].hull for name in (*ANCHORS, *EXTREMES)}
    middle, inclusion, exclusion = spans["crossover"], spans["inclusion"], spans["exclusion"]
    top = _odds(held.least + width)
    bottom = _odds(held.greatest - width)
    up, down = inclusion - middle, middle - exclusion
    over, under = spans["maximum"] - middle, middle - spans["minimum"]
    return {
        "maximum": _around(middle, (top[0], up), (top[1], up)),
        "inclusion": _around(middle, _inverse(top[1], over, 1), _inverse(top[0], over, 1)),
        "minimum": _around(middle, (bottom[0], down), (bottom[1], down)),
        "exclusion": _around(
            middle, _inverse(bottom[1], under, -1), _inverse(bottom[0], under, -1)
        ),
    }


Product = tuple[Interval | None, Interval]


def _around(middle: Interval, low: Product, high: Product) -> Ends:
    """Ends of the crossover plus a product; None where a factor is unbounded."""
    below, above = (None if one is None else middle + one * two for one, two in (low, high))
    return None if below is None else below.low, None if above is None else above.high


def _inverse(odds: Interval | None, distance: Interval, sign: int) -> Product:
    """One over log odds of a sure sign, and the distance it divides; None where it is not sure."""
    if odds is None or (odds.low <= 0 if sign > 0 else odds.high >= 0):
        return None, distance
    return Interval.of(1) / odds, distance


def _odds(memberships: Interval) -> tuple[Interval | None, Interval | None]:
    """Log odds in thirds at both ends of rounded memberships; None beyond 0 or 1."""
    low, high = memberships.low - HALF_CELL, memberships.high + HALF_CELL
    return _third(low), _third(high)


def _third(membership: Fraction) -> Interval | None:
    if not 0 < membership < 1:
        return None
    value = float(logit(float(membership))) / FSQCA_LOG_ODDS
    slack = 1e-12 * max(1.0, abs(value))
    return Interval(exact(value - slack), exact(value + slack))


def has_exact_quartiles(row: DescriptiveRow) -> bool:
    """Return whether the printed quartiles of whole numbers are exact, the median a middle.

    They are where every quantile definition in question gives halves or quarters.
    """
    if not row.counts or not row.has(*ANCHORS):
        return False
    shares = [position(m, row.n, p).share for m in row.methods for p in QUARTILES.values()]
    middles = [position(m, row.n, QUARTILES["crossover"]).share for m in row.methods]
    fine = all(row.numbers[name].decimals > 1 for name in ANCHORS)
    halves = row.n % 2 == 1 or all(share == HALF for share in middles)
    return fine and halves and all(4 % share.denominator == 0 for share in shares)


def _rises(row: DescriptiveRow) -> bool:
    spans = [row.numbers[name].hull for name in ANCHORS]
    return spans[0].high < spans[1].low and spans[1].high < spans[2].low


def middle_values(table: CalibrationRow) -> Iterator[Finding]:
    """Yield whether some pair of middle counts gives the cases counted at the crossover.

    Formula: median = (a + b) / 2 for whole a, b; the cases that round to 0.50 are among these two
    Source: own derivation from Ragin (2008), chapter 5, and the third decimal of hidden sums
    """
    row = table.row
    if not (has_exact_quartiles(row) and table.at_half) or row.n % 2:
        return
    exclusion, crossover, inclusion = (row.numbers[name].number for name in ANCHORS)
    if not exclusion < crossover < inclusion or table.at_half not in (1, 2):
        return
    pairs = middle_counts(exclusion, crossover, inclusion, table.at_half)
    listed = lines.OR.join(lines.PAIR.format(low=low, high=high) for low, high in pairs)
    line = lines.MIDDLE_COUNTS.format(count=table.at_half, pairs=listed if pairs else NONE)
    places = [row.place(name) for name in ANCHORS]
    yield on_relation("calibration.middle_values", places, bool(pairs), line)


@dataclass(frozen=True, slots=True)
class PublicColumn:
    """A public raw column beside the sum of memberships that printed tables imply.

    ``values`` (n,) named after the variable, in its unit; ``target`` the implied sum; ``family``
    every way to calibrate that is tried, ``rule`` what they leave open. ``draws`` random columns
    from ``seed`` estimate the chance of a hit by luck (0: none).
    """

    values: pd.Series[float] = field(repr=False, compare=False)
    target: Fraction
    family: tuple[Variant, ...]
    rule: CalibrationRule
    draws: int = 0
    seed: int = 0


def column_luck(table: PublicColumn) -> Luck:
    """Return how often a random column like this one meets its sum under the family."""
    return luck(table.values, table.target, table.family, table.rule, table.draws, table.seed)


def authenticity(table: PublicColumn) -> Iterator[Finding]:
    """Yield whether some calibration of a declared family gives the implied sum of memberships.

    Formula: S m(x) = implied sum for some rounding, quantile definition and form of the method
    Source: own derivation; chance of a hit by luck on random columns (Monte Carlo)
    """
    report = try_variants(table.values, table.target, table.family, table.rule)
    sums, total = report.distinct_sums, f"{float(table.target):.3f}"
    line = lines.WAYS.format(hits=len(report.hits), total=len(table.family), target=total)
    if table.draws:
        chance = column_luck(table)
        line = lines.BY_LUCK.format(line=line, share=f"{chance.share:.1%}", draws=chance.draws)
    left = Interval(sums[0], sums[-1]) if sums else None
    places = [(report.variable, "sum of memberships")]
    right = Interval.of(table.target)
    yield on_relation(
        "calibration.authenticity", places, bool(report.hits), line, left=left, right=right
    )
