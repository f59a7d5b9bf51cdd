"""Checks of a necessary condition analysis: effect sizes, scopes, accuracies and bottlenecks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

from analysis.data import Words
from analysis.data.labels import COLON, COMMA, NONE, bracketed
from analysis.forensics.ceiling_lines import ceiling_lines, column_area, predicted
from analysis.forensics.checks import lines
from analysis.forensics.checks.finding import (
    UNIT_INTERVAL,
    Finding,
    Place,
    compared,
    inside,
    on_number,
    on_relation,
)
from analysis.forensics.grids import P_VALUE_RULES, p_value, p_value_counts, share_of_cases
from analysis.forensics.intervals import Interval
from analysis.forensics.printed import NEAREST, PrintedNumber
from analysis.forensics.scopes import ExtremeMemberships, effect_size, scope
from analysis.forensics.verdicts import Basis, Consequence, judge

LINE, ENVELOPE = "cr_fdh", "ce_fdh"
FORMS = {"nca_before_4_0_4": "k/r", "nca_since_4_0_4": "(k+1)/(r+1)"}
PERCENT = Interval.of(0, 100)


@dataclass(frozen=True, slots=True)
class NcaTable:
    """Effect sizes by ceiling and condition, and the bottleneck table of one ceiling.

    ``numbers``: (statistic, ceiling, condition) -> number, statistics ``effect_size``,
    ``p_value``, ``accuracy``, ``scope``, ``ceiling_zone``. ``levels`` are outcome levels in
    percent, ``bottlenecks``: condition -> one number per level, under ``bottleneck_ceiling``.
    ``extremes``: memberships at the ends of the sets that calibration leaves, by condition, and
    ``outcome`` those of the outcome; ``authentic`` names the conditions whose ends are public.
    ``permutations`` are the counts of permutations that come into question. ``effect`` and
    ``significance``: what the text asks of a necessary condition, ``named`` which it names,
    ``high`` those it calls highly effective.
    """

    n: int
    numbers: Mapping[tuple[str, str, str], PrintedNumber]
    levels: tuple[int, ...] = ()
    bottlenecks: Mapping[str, tuple[PrintedNumber, ...]] = field(default_factory=dict)
    bottleneck_ceiling: str = LINE
    outcome: ExtremeMemberships | None = None
    extremes: Mapping[str, ExtremeMemberships] = field(default_factory=dict)
    authentic: frozenset[str] = frozenset()
    permutations: tuple[int, ...] = ()
    effect: Fraction | None = None
    significance: Fraction | None = None
    named: frozenset[str] | None = None
    high: frozenset[str] | None = None

    @property
    def ceilings(self) -> tuple[str, ...]:
        """Return the ceilings in the order of the table."""
        return tuple(dict.fromkeys(ceiling for _, ceiling, _ in self.numbers))

    def of(self, statistic: str) -> Iterator[tuple[str, str, PrintedNumber]]:
        """Yield (ceiling, condition, number) of one statistic."""
        for (name, ceiling, condition), number in self.numbers.items():
            if name == statistic:
                yield ceiling, condition, number

    def scope_of(self, condition: str) -> Interval | None:
        """Return the scopes that calibration leaves a condition, None without extremes."""
        held = self.extremes.get(condition)
        return None if held is None or self.outcome is None else scope(held, self.outcome)


def place(statistic: str, ceiling: str, condition: str) -> Place:
    """Return the place of a number of the table of effect sizes."""
    return f"{statistic} {ceiling}", condition


def level_place(level: int, condition: str) -> Place:
    """Return the place of a number of the bottleneck table."""
    return f"{level}%", condition


def admissible(table: NcaTable) -> Iterator[Finding]:
    """Yield whether effect sizes, p-values, accuracies and levels lie in their ranges.

    Formula: 0 <= d, p <= 1; 0 <= accuracy, level <= 100 %
    Source: Dul (2016), Organizational Research Methods 19(1): 10-52
    """
    ranges = {"effect_size": UNIT_INTERVAL, "p_value": UNIT_INTERVAL, "accuracy": PERCENT}
    for (name, ceiling, condition), printed in table.numbers.items():
        if name in ranges:
            where = place(name, ceiling, condition)
            span = ranges[name]
            line = lines.WITHIN.format(printed=printed, range=span.words(0))
            yield inside("nca.admissible", where, printed, span, line)
    for condition, column in table.bottlenecks.items():
        for level, printed in zip(table.levels, column, strict=True):
            where = level_place(level, condition)
            line = lines.WITHIN.format(printed=printed, range=PERCENT.words(0))
            yield inside("nca.admissible", where, printed, PERCENT, line)


def scope_of_extremes(table: NcaTable) -> Iterator[Finding]:
    """Yield every scope from the memberships at the ends of condition and outcome.

    Formula: scope = (x_max - x_min) (y_max - y_min), memberships rounded to two decimals
    Source: Dul (2016), Organizational Research Methods 19(1): 10-52
    """
    for ceiling, condition, printed in table.of("scope"):
        possible = table.scope_of(condition)
        if possible is None:
            continue
        basis = Basis.AUTHENTIC if condition in table.authentic else Basis.PRINTED_ONLY
        judged = judge(printed, possible, basis)
        line = compared(judged, lines.RANGES_PRODUCT)
        yield on_number("nca.scope_of_extremes", place("scope", ceiling, condition), judged, line)


def effect_of_zone(table: NcaTable) -> Iterator[Finding]:
    """Yield every effect size from the ceiling zone and the scope beside it.

    Formula: d = ceiling zone / scope
    Source: Dul (2016), Organizational Research Methods 19(1): 10-52
    """
    limits = [] if table.effect is None else [table.effect]
    for ceiling, condition, printed in table.of("effect_size"):
        parts = _zone_and_scope(table, ceiling, condition)
        if parts is None or parts[1].interval().low <= 0:
            continue
        judged = judge(printed, effect_size(*parts), Basis.PRINTED_ONLY, thresholds=limits)
        evidence = [place(name, ceiling, condition) for name in ("ceiling_zone", "scope")]
        line = compared(judged, lines.ZONE_OVER_SCOPE)
        where = place("effect_size", ceiling, condition)
        yield on_number("nca.effect_of_zone", where, judged, line, evidence)


def zone_of_effect(table: NcaTable) -> Iterator[Finding]:
    """Yield every ceiling zone from the effect size and the scope beside it.

    Formula: ceiling zone = d x scope, d taken without padded zeros
    Source: Dul (2016), Organizational Research Methods 19(1): 10-52
    """
    for ceiling, condition, printed in table.of("ceiling_zone"):
        share = table.numbers.get(("effect_size", ceiling, condition))
        area = table.numbers.get(("scope", ceiling, condition))
        if share is None or area is None:
            continue
        possible = share.without_padding().interval() * area.interval()
        judged = judge(printed, possible, Basis.PRINTED_ONLY)
        evidence = [place(name, ceiling, condition) for name in ("effect_size", "scope")]
        line = compared(judged, lines.EFFECT_TIMES_SCOPE)
        where = place("ceiling_zone", ceiling, condition)
        yield on_number("nca.zone_of_effect", where, judged, line, evidence)


def _zone_and_scope(
    table: NcaTable, ceiling: str, condition: str
) -> tuple[PrintedNumber, PrintedNumber] | None:
    zone = table.numbers.get(("ceiling_zone", ceiling, condition))
    area = table.numbers.get(("scope", ceiling, condition))
    return None if zone is None or area is None else (zone, area)


def one_scope(table: NcaTable) -> Iterator[Finding]:
    """Yield whether the scope of a condition is the same under all ceilings.

    Formula: scope(CE) = scope(CR)
    Source: Dul (2016), Organizational Research Methods 19(1): 10-52
    """
    for condition in dict.fromkeys(condition for _, condition, _ in table.of("scope")):
        held = {c: number for c, name, number in table.of("scope") if name == condition}
        spans = [number.interval() for number in held.values()]
        listed = COMMA.join(bracketed(number.text, c) for c, number in held.items())
        line = COLON.join([condition, listed])
        places = [place("scope", ceiling, condition) for ceiling in held]
        yield on_relation("nca.one_scope", places, spans[0].common(*spans) is not None, line)


def bottleneck_line(table: NcaTable) -> Iterator[Finding]:
    """Yield every level of a bottleneck table from the line through all the others of its column.

    Formula: x = a + b y in percent of the ranges; all (a, b) that print the other rows
    Source: Dul (2016), Organizational Research Methods 19(1): 10-52; CR-FDH is a straight line
    """
    if table.bottleneck_ceiling != LINE:
        return
    for condition, column in table.bottlenecks.items():
        if sum(number.kind == "number" for number in column) < 3:
            continue
        values = predicted(ceiling_lines(condition, table.levels, column))
        evidence = [level_place(level, condition) for level in table.levels]
        for level, printed, span in zip(table.levels, column, values, strict=True):
            judged = judge(printed, span, Basis.PRINTED_ONLY, rules=NEAREST)
            line = compared(judged, lines.OTHER_ROWS) if span is not None else lines.NO_LINE
            where = level_place(level, condition)
            others = [each for each in evidence if each != where]
            yield on_number("nca.bottleneck_line", where, judged, line, others)


def bottleneck_steps(table: NcaTable) -> Iterator[Finding]:
    """Yield whether the required levels of each condition rise with the outcome.

    Formula: x(y) <= x(y') for y < y'; NN counts as no level
    Source: Dul (2016), Organizational Research Methods 19(1): 10-52; a ceiling never falls
    """
    for condition, column in table.bottlenecks.items():
        rows = list(zip(table.levels, column, strict=True))
        for (lower, one), (higher, two) in pairwise(rows):
            holds = one.interval().low <= two.interval().high
            line = lines.STEPS.format(
                condition=condition, lower=lower, one=one, higher=higher, two=two
            )
            places = [level_place(lower, condition), level_place(higher, condition)]
            yield on_relation(
                "nca.bottleneck_steps",
                places,
                holds,
                line,
                left=one.interval(),
                right=two.interval(),
            )


def effect_of_bottleneck(table: NcaTable) -> Iterator[Finding]:
    """Yield every effect size from the column of the bottleneck table.

    Formula: d = integral of x(y) over the outcome's range, between its lower and upper sums; for a
        line that cuts off a triangle d = (a + b)^2 / 2b
    Source: own derivation from Dul (2016): the zone is the area above the ceiling
    """
    limits = [] if table.effect is None else [table.effect]
    for condition in table.bottlenecks:
        printed = table.numbers.get(("effect_size", table.bottleneck_ceiling, condition))
        span = bottleneck_effect(table, condition)
        if printed is None or span is None:
            continue
        judged = judge(printed, span, Basis.PRINTED_ONLY, thresholds=limits)
        where = place("effect_size", table.bottleneck_ceiling, condition)
        line = compared(judged, lines.AREA_BEYOND)
        evidence = [level_place(level, condition) for level in table.levels]
        yield on_number("nca.effect_of_bottleneck", where, judged, line, evidence)


def zone_of_bottleneck(table: NcaTable) -> Iterator[Finding]:
    """Yield every ceiling zone from the column of the bottleneck table and the scope.

    Formula: ceiling zone = d scope, d by the bottleneck table, scope by calibration or as printed
    Source: own derivation from Dul (2016)
    """
    ceiling = table.bottleneck_ceiling
    for condition in table.bottlenecks:
        printed = table.numbers.get(("ceiling_zone", ceiling, condition))
        area = table.scope_of(condition)
        beside = table.numbers.get(("scope", ceiling, condition))
        span = bottleneck_effect(table, condition)
        area = area if area is not None else beside.interval() if beside else None
        if printed is None or area is None or span is None:
            continue
        judged = judge(printed, span * area, Basis.PRINTED_ONLY)
        line = compared(judged, lines.CEILING_TIMES_SCOPE)
        where = place("ceiling_zone", ceiling, condition)
        evidence = [level_place(level, condition) for level in table.levels]
        yield on_number("nca.zone_of_bottleneck", where, judged, line, evidence)


def bottleneck_effect(table: NcaTable, condition: str) -> Interval | None:
    """Return the effect sizes that a column of the bottleneck table allows, None where it cannot.

    By the line where the ceiling is one and cuts a triangle off the scope, else by lower and
    upper sums of the area, for columns that rise and run from 0 to 100 percent.
    """
    column = table.bottlenecks[condition]
    numbers = sum(number.kind == "number" for number in column)
    if table.bottleneck_ceiling == LINE and numbers >= 2:
        lines = ceiling_lines(condition, table.levels, column)
        if lines.has_triangle:
            return lines.effect_size
        if not lines.is_line:
            return None
    return column_area(table.levels, column)


def accuracy_grid(table: NcaTable) -> Iterator[Finding]:
    """Yield whether every ceiling accuracy is a share of the cases, and 100 % for an envelope.

    Formula: accuracy = 100 k / n for a whole k; k = n for CE-FDH
    Source: Dul (2020), Conducting Necessary Condition Analysis
    """
    for ceiling, condition, printed in table.of("accuracy"):
        where = place("accuracy", ceiling, condition)
        if ceiling == ENVELOPE:
            judged = judge(printed, 100, Basis.PRINTED_ONLY)
            line = compared(judged, lines.ENVELOPE)
            yield on_number("nca.accuracy_grid", where, judged, line)
            continue
        share = share_of_cases(printed, table.n)
        judged = judge(printed, share.nearest, Basis.PRINTED_ONLY, independent=False)
        counts = share.cases or share.cases_unpadded
        listed = lines.CASES.format(counts=lines.OR.join(map(str, counts)), cases=share.n)
        told = lines.NEAREST_SHARE.format(told=listed if counts else lines.NO_CASES)
        line = compared(judged, told)
        yield on_number("nca.accuracy_grid", where, judged, line)


def p_value_grid(table: NcaTable) -> Iterator[Finding]:
    """Yield whether every p-value is one that some number of permutations can give.

    Formula: p = k / r, or (k + 1) / (r + 1) at least 1 / r, for whole k and a usual r
    Source: Dul, van der Laan and Kuik (2020), ORM 23(2): 385-395; NCA package since 4.0.4
    """
    limits = [] if table.significance is None else [table.significance]
    for ceiling, condition, printed in table.of("p_value"):
        if not table.permutations:
            continue
        grids = {
            (count, rule): p_value_counts(printed, count, rule)
            for count in table.permutations
            for rule in P_VALUE_RULES
        }
        values = [
            p_value(k, count, rule)
            for (count, rule), ks in grids.items()
            for k in (*ks[:1], *ks[-1:])
        ]
        where = place("p_value", ceiling, condition)
        excluded = [
            lines.FORM.format(form=FORMS[rule], count=count)
            for (count, rule), k in grids.items()
            if not k
        ]
        if not values:
            counts = COMMA.join(map(str, table.permutations))
            line = lines.OFF_GRIDS.format(printed=printed, counts=counts)
            found = on_relation("nca.p_value_grid", [where], False, line, right=printed.interval())
            yield replace(found, judges_one=True)
            continue
        possible = Interval(min(values), max(values))
        judged = judge(printed, possible, Basis.PRINTED_ONLY, independent=False, thresholds=limits)
        line = compared(judged, lines.PERMUTATIONS)
        if excluded:
            line = lines.EXCLUDES.format(line=line, forms=COMMA.join(excluded))
        yield on_number("nca.p_value_grid", where, judged, line)


def named_conditions(table: NcaTable) -> Iterator[Finding]:
    """Yield whether each ceiling gives the conditions that the text calls necessary and strong.

    Formula: named = {X: d > threshold and p < significance}; high = the largest d of their number
    Source: Dul (2016); Dul, van der Laan and Kuik (2020); the thresholds are the text's
    """
    for ceiling in table.ceilings:
        effects = {x: number for c, x, number in table.of("effect_size") if c == ceiling}
        if table.named is not None:
            necessary = _names(table, ceiling, effects)
            holds = set(table.named) == necessary
            names = COMMA.join(sorted(necessary)) if necessary else NONE
            line = lines.NECESSARY.format(ceiling=ceiling, names=names)
            yield _classified(ceiling, effects, holds, line)
        if table.high is not None:
            ranked = sorted(effects, key=lambda x: effects[x].number, reverse=True)
            largest = COMMA.join(ranked[: len(table.high)])
            line = lines.LARGEST.format(ceiling=ceiling, names=largest)
            separate = _separated(effects, table.high)
            yield _classified(ceiling, effects, separate, line)


def _separated(effects: Mapping[str, PrintedNumber], high: frozenset[str]) -> bool | None:
    """Whether some limit puts the named effects above all others; None where digits decide."""
    top = [effects[x].interval() for x in high]
    rest = [effects[x].interval() for x in effects if x not in high]
    if not top or not rest or min(s.low for s in top) >= max(s.high for s in rest):
        return True
    return None if min(s.high for s in top) > max(s.low for s in rest) else False


def _names(table: NcaTable, ceiling: str, effects: Mapping[str, PrintedNumber]) -> set[str]:
    found = set()
    for x, size in effects.items():
        p = table.numbers.get(("p_value", ceiling, x))
        large = table.effect is None or size.interval().low > table.effect
        sure = table.significance is None or p is None or p.interval().high < table.significance
        if large and sure:
            found.add(x)
    return found


def _classified(
    ceiling: str,
    effects: Mapping[str, PrintedNumber],
    holds: bool | None,
    line: Words,
) -> Finding:
    places = [place(name, ceiling, x) for x in effects for name in ("effect_size", "p_value")]
    return on_relation(
        "nca.named_conditions", places, holds, line, consequence=Consequence.CONCLUSION
    )
