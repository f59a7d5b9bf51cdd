"""Checks of a row of descriptive statistics: what n, extremes and quartiles leave to the rest."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import pandas as pd

from analysis.data import Words
from analysis.data.labels import COMMA, NONE, SEMICOLON, words
from analysis.forensics.checks import lines
from analysis.forensics.checks.finding import (
    Finding,
    Place,
    compared,
    on_number,
    on_relation,
)
from analysis.forensics.crossovers import implied_total
from analysis.forensics.descriptives import moment_bounds, sorted_boxes
from analysis.forensics.intervals import Interval, exact
from analysis.forensics.printed import PrintedNumber, Rounding
from analysis.forensics.quantiles import QUANTILE_METHODS, QUARTILES, position
from analysis.forensics.verdicts import Basis, Verdict, judge
from analysis.qca.calibration import QuantileMethod
from analysis.study.statistics import variable_statistics

ORDER = ("minimum", "exclusion", "crossover", "inclusion", "maximum")
# The relative loss of a few operations in double precision.
FLOAT_LOSS = Fraction(1, 10**13)


@dataclass(frozen=True, slots=True)
class DescriptiveRow:
    """One variable of a table of descriptive statistics, over ``n`` cases.

    ``numbers`` holds any of ``minimum``, ``exclusion``, ``crossover``, ``inclusion`` (lower
    quartile, median, upper quartile), ``maximum``, ``mean``, ``sd``. ``counts``: the values are
    whole numbers. ``ddofs`` and ``methods`` are the standard deviations and quantile definitions
    that come into question, ``rules`` the rounding rules; ``values`` (n,) the public raw values,
    None where there are none.
    """

    variable: str
    n: int
    numbers: Mapping[str, PrintedNumber]
    counts: bool = False
    ddofs: tuple[int, ...] = (0, 1)
    methods: tuple[QuantileMethod, ...] = QUANTILE_METHODS
    rules: tuple[Rounding, ...] = tuple(Rounding)
    values: tuple[float, ...] | None = None

    def place(self, name: str) -> Place:
        """Return the place of one statistic."""
        return self.variable, name

    def has(self, *names: str) -> bool:
        """Return whether all of these statistics are printed."""
        return all(name in self.numbers for name in names)


def grim(row: DescriptiveRow) -> Iterator[Finding]:
    """Yield whether n whole numbers can have the printed mean.

    Formula: mean = T / n for a whole total T
    Source: Brown and Heathers (2017), The GRIM test, Social Psychological and Personality Science
    """
    if not (row.counts and row.has("mean")):
        return
    mean = row.numbers["mean"]
    totals = implied_total(mean, row.n, row.rules)
    nearest = Fraction(round(mean.number * row.n), row.n)
    values = Interval(Fraction(totals[0], row.n), Fraction(totals[-1], row.n)) if totals else None
    judged = judge(mean, values or nearest, Basis.PRINTED_ONLY, independent=False, rules=row.rules)
    listed = lines.OR.join(map(str, totals[:4])) if totals else lines.NO_TOTAL
    line = lines.TOTALS.format(totals=listed, compared=compared(judged, lines.TOTAL_OVER_N))
    yield on_number("descriptive.grim", row.place("mean"), judged, line)


def grimmer(row: DescriptiveRow) -> Iterator[Finding]:
    """Yield whether whole numbers with the printed mean can have the printed spread.

    Formula: sd^2 (n - ddof) + T^2 / n = Q for a whole Q of the parity of T, T / n the mean
    Source: Anaya (2016), The GRIMMER test, PeerJ Preprints 4: e2400v1
    """
    if not (row.counts and row.has("mean", "sd")):
        return
    sd = row.numbers["sd"].hull_under(row.rules)
    squares = Interval(max(sd.low, Fraction(0)) ** 2, sd.high**2)
    found: dict[int, list[tuple[int, int]]] = {}
    for ddof in row.ddofs:
        for total in implied_total(row.numbers["mean"], row.n, row.rules):
            whole = squares * Interval.of(row.n - ddof) + Interval.of(Fraction(total**2, row.n))
            fitting = [q for q in whole.multiples(1)[:2] if (q - total) % 2 == 0]
            found.setdefault(ddof, []).extend((total, q) for q in fitting)
    fits = {ddof: pairs for ddof, pairs in found.items() if pairs}
    told = SEMICOLON.join(
        lines.SQUARES.format(kind=_spread(ddof), total=pairs[0][0], squares=pairs[0][1])
        for ddof, pairs in fits.items()
    )
    line = told if fits else lines.NO_SQUARES
    places = [row.place("sd"), row.place("mean")]
    printed = row.numbers["sd"].interval()
    yield on_relation("descriptive.grimmer", places, bool(fits), line, right=printed)


def _spread(ddof: int) -> Words:
    return lines.DDOFS.get(ddof) or words(str(ddof))


def order(row: DescriptiveRow) -> Iterator[Finding]:
    """Yield whether extremes, quartiles and mean can stand in their order.

    Formula: min <= Q1 <= median <= Q3 <= max; min <= mean <= max
    Source: definition
    """
    held = [name for name in ORDER if name in row.numbers]
    pairs = list(pairwise(held))
    if row.has("minimum", "mean", "maximum"):
        pairs += [("minimum", "mean"), ("mean", "maximum")]
    for low, high in pairs:
        left, right = row.numbers[low].hull, row.numbers[high].hull
        yield on_relation(
            "descriptive.order",
            [row.place(low), row.place(high)],
            left.low <= right.high,
            lines.ORDERED.format(
                low=lines.STATISTICS[low],
                one=row.numbers[low],
                high=lines.STATISTICS[high],
                two=row.numbers[high],
            ),
            left=left,
            right=right,
        )


def mean_bounds(row: DescriptiveRow) -> Iterator[Finding]:
    """Yield whether the mean lies between the means of the least and of the greatest values.

    Formula: S a_r <= n mean <= S b_r, where rank r lies in [a_r, b_r] by extremes and quartiles
    Source: own derivation from the definition of quantiles (Hyndman and Fan 1996)
    """
    if not row.has("minimum", "maximum", "mean"):
        return
    bounds = moment_bounds(row.numbers, row.n, row.methods)
    judged = judge(row.numbers["mean"], bounds.mean, Basis.PRINTED_ONLY, rules=row.rules)
    line = compared(judged, lines.MEAN_BOUNDS)
    evidence = [row.place(name) for name in ORDER if name in row.numbers]
    yield on_number("descriptive.mean_bounds", row.place("mean"), judged, line, evidence)


def sd_bounds(row: DescriptiveRow) -> Iterator[Finding]:
    """Yield whether the standard deviation lies between the least and greatest possible spread.

    Formula: least and greatest S x_r^2 for a_r <= x_r <= b_r and S x_r = n mean
    Source: own derivation; the greatest by Lagrangian relaxation (Boyd and Vandenberghe 2004, 5.1)
    """
    if not row.has("minimum", "maximum", "mean", "sd"):
        return
    spans = {
        ddof: moment_bounds(row.numbers, row.n, row.methods, ddof).sd
        for ddof in row.ddofs
        if row.n > ddof
    }
    possible = [span for span in spans.values() if span is not None]
    if not possible:
        return
    hull = Interval(min(span.low for span in possible), max(span.high for span in possible))
    judged = judge(row.numbers["sd"], hull, Basis.PRINTED_ONLY, rules=row.rules)
    meets = [
        _spread(ddof)
        for ddof, span in spans.items()
        if span is not None and span.meets(row.numbers["sd"].hull)
    ]
    line = compared(judged, lines.SD_BOUNDS)
    kinds = lines.OR.join(meets) if meets else lines.NEITHER
    told = lines.SD_POSSIBLE.format(line=line, kinds=kinds)
    evidence = [row.place(name) for name in (*ORDER, "mean") if name in row.numbers]
    yield on_number("descriptive.sd_bounds", row.place("sd"), judged, told, evidence)


def implied_bounds(row: DescriptiveRow) -> Iterator[Finding]:
    """Yield the values that all other numbers of the row leave to each extreme and quartile.

    Formula: neighbours in order; S a_r <= n mean <= S b_r solved for one number; for the extremes
        also |x - mean| <= sd sqrt(n - 1) (sample: sd (n - 1) / sqrt(n))
    Source: own derivation; Samuelson (1968), How deviant can you be?, JASA 63: 1522-1525
    """
    if not row.has("minimum", "maximum", "mean"):
        return
    for name in (each for each in ORDER if each in row.numbers):
        printed, span = row.numbers[name], left_to(row, name)
        others = [row.place(each) for each in row.numbers if each != name]
        if span is None or not span.meets(printed.hull_under(row.rules)):
            left = lines.NOTHING_LEFT if span is None else span.words(printed.decimals + 2)
            line = lines.LEFT_BY_ROW.format(left=left, name=lines.STATISTICS[name], printed=printed)
            places = [row.place(name), *others]
            right = printed.interval()
            yield on_relation(
                "descriptive.implied_bounds", places, False, line, left=span, right=right
            )
            continue
        judged = judge(printed, span, Basis.PRINTED_ONLY, rules=row.rules, independent=False)
        line = compared(judged, lines.REST_OF_ROW)
        yield on_number("descriptive.implied_bounds", row.place(name), judged, line, others)


def left_to(row: DescriptiveRow, name: str) -> Interval | None:
    """Return what the other numbers of a row leave to one of its extremes or quartiles.

    None when they leave nothing. ``row`` has minimum, maximum and mean.
    """
    ends = [*_by_order(row, name), _by_mean(row, name)]
    if name in ("minimum", "maximum"):
        ends.append(_by_spread(row))
    lows, highs = zip(*ends, strict=True)
    low = max(end for end in lows if end is not None)
    high = min(end for end in highs if end is not None)
    return Interval(low, high) if low <= high else None


Ends = tuple[Fraction | None, Fraction | None]


def _by_order(row: DescriptiveRow, name: str) -> Iterator[Ends]:
    place, mean = ORDER.index(name), row.numbers["mean"].hull
    yield from ((row.numbers[o].hull.low, None) for o in ORDER[:place] if o in row.numbers)
    yield from ((None, row.numbers[o].hull.high) for o in ORDER[place + 1 :] if o in row.numbers)
    if name == "minimum":
        yield None, mean.high
    if name == "maximum":
        yield mean.low, None


def _by_mean(row: DescriptiveRow, name: str) -> Ends:
    """Solve the bounds of the mean for one number, which is an end of the boxes of some ranks."""
    boxes, n = sorted_boxes(row.numbers, row.n, row.methods), row.n
    total = row.numbers["mean"].hull * Interval.of(n)
    lower, upper = _ranks(row, name)
    rest_low = sum((boxes[rank][0] for rank in range(n) if rank not in lower), Fraction(0))
    rest_high = sum((boxes[rank][1] for rank in range(n) if rank not in upper), Fraction(0))
    return (
        (total.low - rest_high) / len(upper) if upper else None,
        (total.high - rest_low) / len(lower) if lower else None,
    )


def _ranks(row: DescriptiveRow, name: str) -> tuple[set[int], set[int]]:
    """Return the ranks whose lower, and those whose upper end is this number."""
    spots = {"minimum": (0, 0), "maximum": (row.n - 1, row.n - 1)}
    for each, p in QUARTILES.items():
        if each in row.numbers:
            held = [position(method, row.n, p) for method in row.methods]
            spots[each] = (min(p.below for p in held), max(p.above for p in held))
    names = [each for each in ORDER if each in spots]
    here = names.index(name)
    starts, ends = spots[name][1], spots[name][0]
    next_start = spots[names[here + 1]][1] if here + 1 < len(names) else row.n
    last_end = spots[names[here - 1]][0] if here else -1
    lower = set(range(starts, max(starts, next_start)))
    return lower, set(range(min(last_end, ends) + 1, ends + 1))


def _by_spread(row: DescriptiveRow) -> Ends:
    if "sd" not in row.numbers or row.n < 2:
        return None, None
    sd, mean, n = row.numbers["sd"].hull.high, row.numbers["mean"].hull, row.n
    reach = max(_root(Fraction((n - 1) * (n - ddof), n)) for ddof in row.ddofs)
    return mean.low - sd * reach, mean.high + sd * reach


def _root(value: Fraction) -> Fraction:
    """A square root, rounded up to twelve decimals."""
    return Fraction(math.isqrt(math.ceil(value * 10**24)) + 1, 10**12)


def quartile_grid(row: DescriptiveRow) -> Iterator[Finding]:
    """Yield whether extremes and quartiles of whole numbers lie on the grid that n leaves them.

    Formula: Q = x_k + g (x_(k+1) - x_k), a multiple of 1 / q for g = p / q; extremes are whole
    Source: Hyndman and Fan (1996), Sample quantiles in statistical packages
    """
    if not row.counts:
        return
    for name in (each for each in ORDER if each in row.numbers):
        printed = row.numbers[name]
        nearest = min(
            (Fraction(round(printed.number * parts), parts) for parts in _parts(row, name)),
            key=lambda value: abs(value - printed.number),
        )
        judged = judge(printed, nearest, Basis.PRINTED_ONLY, independent=False, rules=row.rules)
        line = compared(judged, lines.NEAREST_QUARTILE.format(n=row.n))
        yield on_number("descriptive.quartile_grid", row.place(name), judged, line)


def _parts(row: DescriptiveRow, name: str) -> set[int]:
    if name not in QUARTILES:
        return {1}
    return {position(m, row.n, QUARTILES[name]).share.denominator for m in row.methods}


def quartile_methods(row: DescriptiveRow) -> Iterator[Finding]:
    """Yield which quantile definitions can give the printed quartiles.

    Formula: Q = (1 - g) x_k + g x_(k+1), k and g by each of nine definitions
    Source: Hyndman and Fan (1996), Sample quantiles in statistical packages
    """
    names = [name for name in QUARTILES if name in row.numbers]
    if not names or not (row.counts or row.values):
        return
    fitting = [m for m in QUANTILE_METHODS if all(_can_give(row, m, name) for name in names)]
    ruled_out = [m for m in QUANTILE_METHODS if m not in fitting]
    holds = any(method in row.methods for method in fitting)
    line = lines.QUARTILES.format(
        fitting=COMMA.join(fitting) if fitting else NONE,
        others=COMMA.join(ruled_out) if ruled_out else NONE,
    )
    yield on_relation("descriptive.quartile_methods", map(row.place, names), holds, line)


def _can_give(row: DescriptiveRow, method: QuantileMethod, name: str) -> bool:
    printed, place = row.numbers[name], position(method, row.n, QUARTILES[name])
    if row.values is None:
        parts = place.share.denominator
        return any(
            set(printed.agrees(Fraction(k, parts))).intersection(row.rules)
            for k in printed.hull_under(row.rules).multiples(Fraction(1, parts))
        )
    ranked = sorted(map(exact, row.values))
    value = (1 - place.share) * ranked[place.below] + place.share * ranked[place.above]
    span = around(value)
    agreeing = {rule for each in (value, span.low, span.high) for rule in printed.agrees(each)}
    return bool(agreeing.intersection(row.rules))


def around(value: Fraction) -> Interval:
    """Return a value with the little that floating point may lose."""
    loss = abs(value) * FLOAT_LOSS
    return Interval(value - loss, value + loss)


def public_values(row: DescriptiveRow) -> Iterator[Finding]:
    """Yield every statistic of a public column beside its recomputation from the raw values.

    Formula: mean = S x / n; sd = sqrt(S (x - mean)^2 / (n - ddof)); Q = (1 - g) x_k + g x_(k+1)
    Source: definition; quartiles by Hyndman and Fan (1996)
    """
    if row.values is None:
        return
    method, ddof = row.methods[0], row.ddofs[0]
    found = variable_statistics(pd.Series(row.values, name=row.variable), ddof, method)
    for name, printed in row.numbers.items():
        value = exact(float(getattr(found, name)))
        judged = judge(printed, value, Basis.AUTHENTIC, rules=row.rules)
        if judged.verdict is Verdict.CONTRADICTED:
            judged = judge(printed, around(value), Basis.AUTHENTIC, rules=row.rules)
        line = compared(judged, lines.PUBLIC_SERIES)
        yield on_number("descriptive.public_values", row.place(name), judged, line)
