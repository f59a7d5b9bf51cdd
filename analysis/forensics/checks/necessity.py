"""Checks of a necessity table: the sums behind it, their grid, identities and ranges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from analysis.data import Words
from analysis.data.labels import COMMA, NONE
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
from analysis.forensics.crossovers import crossover_counts
from analysis.forensics.hidden_sums import (
    STEP,
    HiddenSum,
    HiddenSums,
    Key,
    hidden_sums,
    sibling_value,
)
from analysis.forensics.intervals import Interval
from analysis.forensics.literals import SetLiteral
from analysis.forensics.printed import NEAREST, PrintedNumber
from analysis.forensics.transcripts import NecessityCell
from analysis.forensics.verdicts import Basis, Consequence, Verdict, judge

SIDES = {True: "high", False: "nonhigh"}
PARAMETERS = ("consistency", "coverage")
# The relative step of a number held in single precision.
SINGLE_PRECISION = Fraction(1, 2**23)


@dataclass(frozen=True, slots=True)
class NecessityTable:
    """Consistencies and coverages of literals as necessary for an outcome and its negation.

    ``n`` cases. ``step`` is the grid of the sums (0.001 for memberships of two decimals with 0.5
    moved to 0.501), None where memberships have more decimals. ``threshold``: a literal above it
    counts as necessary; ``named`` are the literals that the text calls necessary, by outcome.
    Numbers are taken as rounded to the nearest.
    """

    cells: tuple[NecessityCell, ...]
    n: int
    step: Fraction | None = STEP
    threshold: Fraction | None = None
    named: Mapping[bool, frozenset[SetLiteral]] = field(default_factory=dict)

    @property
    def sums(self) -> HiddenSums | None:
        """Return the sums behind the table; None without all negations and both outcomes.

        None as well where a coverage may be zero.
        """
        held = {(cell.literal, cell.outcome_present) for cell in self.cells}
        whole = all((lit.negated, side) in held and (lit, not side) in held for lit, side in held)
        solid = all(
            number.interval().low > 0
            for cell in self.cells
            for number in (cell.coverage, cell.consistency)
        )
        return _sums(self.cells, self.n) if whole and solid and self.cells else None

    def numbers(self) -> Iterator[tuple[Place, NecessityCell, PrintedNumber]]:
        """Yield every printed number with its place and its cell."""
        for cell in self.cells:
            for parameter in PARAMETERS:
                yield place(cell, parameter), cell, getattr(cell, parameter)


@lru_cache(maxsize=4)
def _sums(cells: tuple[NecessityCell, ...], n: int) -> HiddenSums:
    return hidden_sums(cells, n)


def place(cell: NecessityCell, parameter: str) -> Place:
    """Return the place of a consistency or coverage: (``~literal``, ``coverage_high``)."""
    return cell.literal.text, f"{parameter}_{SIDES[cell.outcome_present]}"


def admissible(table: NecessityTable) -> Iterator[Finding]:
    """Yield whether every number lies in [0, 1] and every sum within the bounds of its parts.

    Formula: 0 <= consistency, coverage <= 1; S X + S Y - n <= S min(X, Y)
    Source: definition; Ragin (2008), Redesigning Social Inquiry, chapter 3
    """
    for where, _, printed in table.numbers():
        line = lines.WITHIN.format(printed=printed, range=UNIT_INTERVAL.words(0))
        yield inside("necessity.admissible", where, printed, UNIT_INTERVAL, line)
    sums = table.sums
    for cell in table.cells if sums else ():
        spans = _spans(sums, cell.literal, cell.outcome_present)
        if sums is None or spans is None:
            continue
        shared, own, total = spans
        least = own + total - Interval.of(table.n)
        line = lines.SMALLER.format(
            one="S X + S Y - n", left=least.words(), two="S min(X, Y)", right=shared.words()
        )
        places = [place(cell, parameter) for parameter in PARAMETERS]
        holds = least.low <= shared.high
        yield on_relation("necessity.admissible", places, holds, line, left=least, right=shared)


def sums_agree(table: NecessityTable) -> Iterator[Finding]:
    """Yield, per hidden sum, whether all rows of the table give the same.

    Formula: n / S Y = consistency(X) / coverage(X) + consistency(~X) / coverage(~X);
        S X = S Y consistency(X) / coverage(X); S min(X, Y) = consistency S Y = coverage S X
    Source: own derivation from Ragin (2008), Redesigning Social Inquiry, chapter 3
    """
    sums = table.sums
    for key, hidden in sums.sums.items() if sums else ():
        values = lines.NOTHING_LEFT if hidden.interval is None else hidden.interval.words(5)
        line = (lines.ROWS_AGREE if hidden.agreed else lines.ROWS_DISAGREE).format(
            name=_name(key), values=values
        )
        yield on_relation(
            "necessity.sums_agree", _evidence(table, key), hidden.agreed, line, left=hidden.interval
        )


def sibling_numbers(table: NecessityTable) -> Iterator[Finding]:
    """Yield every consistency and coverage from the number beside it and the sums of the table.

    Formula: consistency = coverage S X / S Y and back, sums as multiples of the step where known
    Source: own derivation from Ragin (2008), Redesigning Social Inquiry, chapter 3
    """
    sums = table.sums
    if sums is None:
        return
    for cell in table.cells:
        for parameter in PARAMETERS:
            yield _sibling(table, sums, cell, parameter)


def _sibling(
    table: NecessityTable, sums: HiddenSums, cell: NecessityCell, parameter: str
) -> Finding:
    printed: PrintedNumber = getattr(cell, parameter)
    where = [place(cell, parameter), *(place(cell, o) for o in PARAMETERS if o != parameter)]
    of_grid, free = sibling_value(cell, parameter, sums)
    limits = [table.threshold] if table.threshold and parameter == "consistency" else []
    if free is None:
        judged = judge(printed, None, Basis.PRINTED_ONLY)
        return on_number(
            "necessity.sibling_numbers", where[0], judged, lines.SUMS_AT_ODDS, where[1:]
        )
    grid = of_grid if table.step == STEP else None
    return grid_first("necessity.sibling_numbers", where, printed, grid, free, limits)


def grid_first(
    check: str,
    places: Sequence[Place],
    printed: PrintedNumber,
    of_grid: Interval | None,
    free: Interval,
    thresholds: Iterable[Fraction] = (),
) -> Finding:
    """Return the finding by the value on the grid, or by the free interval where that misses.

    ``of_grid`` is the value of sums on the 0.001 grid (None when the grid leaves a choice),
    ``free`` the interval without the grid. The line says how far the grid value lies outside.
    The grid is an inference, not a fact, so it proves a number but does not rule one out.
    """
    limits = list(thresholds)
    judged = judge(printed, free, Basis.PRINTED_ONLY, thresholds=limits, rules=NEAREST)
    line = compared(judged, lines.WITHOUT_GRID)
    if of_grid is not None:
        by_grid = judge(printed, of_grid, Basis.PRINTED_ONLY, thresholds=limits, rules=NEAREST)
        if by_grid.verdict is Verdict.EXACT:
            line = compared(by_grid, lines.ON_GRID)
            return on_number(check, places[0], by_grid, line, places[1:])
        span = printed.interval()
        outside = float(max(span.low - of_grid.low, of_grid.low - span.high))
        line = lines.OFF_GRID.format(value=f"{float(of_grid.low):.8f}", outside=f"{outside:.0e}")
    if judged.verdict is Verdict.CONTRADICTED:
        line = lines.AT_ODDS.format(line=line)
    return on_number(check, places[0], judged, line, places[1:])


def two_decimals(table: NecessityTable) -> Iterator[Finding]:
    """Yield, per hidden sum, whether memberships of two decimals can have it.

    Formula: S = k step for a whole k (0.001: two decimals, 0.5 moved to 0.501)
    Source: own derivation, after the GRIM test of Brown and Heathers (2017)
    """
    sums = table.sums
    if sums is None or table.step is None:
        return
    for key, hidden in sums.sums.items():
        if hidden.interval is None:
            continue
        inner = widened(hidden.interval).multiples(table.step)
        chance = min(1.0, float(hidden.interval.width / table.step))
        only = f"{float(inner[0] * table.step):.3f}" if len(inner) == 1 else None
        line = lines.LUCK.format(
            name=_name(key),
            span=hidden.interval.words(5),
            values=only or lines.VALUES.format(count=len(inner)),
            chance=f"{chance:.1%}",
        )
        yield on_relation(
            "necessity.two_decimals", _evidence(table, key), bool(inner), line, left=hidden.interval
        )


def widened(values: Interval) -> Interval:
    """Return an interval of positive sums widened by what single precision may lose."""
    loss = Interval(1 - SINGLE_PRECISION, 1 + SINGLE_PRECISION)
    return values * loss


def crossover_cases(table: NecessityTable) -> Iterator[Finding]:
    """Yield, per condition, whether some number of cases at the crossover leaves all decimals.

    Formula: third decimal of a sum = cases at 0.501 less cases at 0.499 (modulo ten)
    Source: own derivation from the rule to move 0.5 to 0.501 (Ragin 2008, fsQCA)
    """
    sums = table.sums
    if sums is None or table.step != STEP or not sums.on_grid:
        return
    for found in crossover_counts(sums):
        if found.condition is None:
            continue
        own = [cell for cell in table.cells if cell.literal.condition == found.condition]
        places = [place(cell, parameter) for cell in own for parameter in PARAMETERS]
        line = lines.CROSSOVERS.format(
            condition=found.condition, count=found.count, ways=len(found.patterns)
        )
        yield on_relation("necessity.crossover_cases", places, bool(found.patterns), line)


def complements(table: NecessityTable) -> Iterator[Finding]:
    """Yield the identities and bounds between a condition, its negation and both outcomes.

    Formula: S min(X, Y) - S min(~X, ~Y) = S X + S Y - n; S min(X, ~Y) - S min(~X, Y) = S X - S Y;
        S min(X, Y) + S min(~X, Y) >= S Y; S min(X, Y) + S min(X, ~Y) >= S X
    Source: own derivation: min(x, y) - min(1 - x, 1 - y) = x + y - 1 case by case
    """
    sums = table.sums
    if sums is None:
        return
    for condition in sums.conditions:
        yield from _identities(table, sums, SetLiteral(condition))
        for literal in (SetLiteral(condition), SetLiteral(condition, False)):
            yield from _unions(table, sums, literal)


def _identities(table: NecessityTable, sums: HiddenSums, x: SetLiteral) -> Iterator[Finding]:
    own, total, cases = sums.of(x).interval, sums.of(None, True).interval, Interval.of(table.n)
    if own is None or total is None:
        return
    wanted = {True: own + total - cases, False: own - total}
    for side, right in wanted.items():
        one, two = sums.of(x, side).interval, sums.of(x.negated, not side).interval
        if one is None or two is None:
            continue
        left = one - two
        name = f"S min({x.text}, {_y(side)}) - S min({x.negated.text}, {_y(not side)})"
        line = lines.IDENTITY.format(name=name, left=left.words(5), right=right.words(5))
        places = [*_evidence(table, (x, side)), *_evidence(table, (x.negated, not side))]
        holds = left.meets(right)
        yield on_relation("necessity.complements", places, holds, line, left=left, right=right)


def _unions(table: NecessityTable, sums: HiddenSums, x: SetLiteral) -> Iterator[Finding]:
    """A set is at most what it shares with another set and with that set's negation."""
    pairs: list[tuple[str, HiddenSum, list[Key]]] = [
        (x.text, sums.of(x), [(x, True), (x, False)]),
    ]
    if x.present:
        for side in (True, False):
            keys: list[Key] = [(x, side), (x.negated, side)]
            pairs.append((_y(side), sums.of(None, side), keys))
    for name, hidden, keys in pairs:
        parts = [sums.sums[key].interval for key in keys]
        whole = hidden.interval
        if whole is None or parts[0] is None or parts[1] is None:
            continue
        left = parts[0] + parts[1]
        line = lines.BOTH_PARTS.format(name=name, left=left.words(5), right=whole.words(5))
        places = [where for key in keys for where in _evidence(table, key)]
        holds = left.high >= whole.low
        yield on_relation("necessity.complements", places, holds, line, left=left, right=whole)


def named_necessary(table: NecessityTable) -> Iterator[Finding]:
    """Yield whether the literals that the text calls necessary are those above the threshold.

    Formula: named = {X: consistency(X) > threshold}
    Source: Ragin (2008), Redesigning Social Inquiry, chapter 3; the threshold is the text's
    """
    for side, named in table.named.items():
        own = [cell for cell in table.cells if cell.outcome_present is side]
        if table.threshold is None or not own:
            continue
        above = {c.literal for c in own if c.consistency.interval().low > table.threshold}
        open_ = {c.literal for c in own if c.consistency.interval().holds(table.threshold)}
        wrong = (above ^ set(named)) - open_
        line = lines.ABOVE.format(limit=f"{float(table.threshold):g}", found=_listed(above))
        line = lines.AMISS.format(line=line, amiss=_listed(wrong)) if wrong else line
        yield on_relation(
            "necessity.named_necessary",
            [place(cell, "consistency") for cell in own],
            not wrong,
            line,
            consequence=Consequence.CONCLUSION,
        )


def _listed(literals: Iterable[SetLiteral]) -> Words:
    names = sorted(literal.text for literal in literals)
    return COMMA.join(names) if names else NONE


def _spans(
    sums: HiddenSums | None, literal: SetLiteral, side: bool
) -> tuple[Interval, Interval, Interval] | None:
    if sums is None:
        return None
    keys: list[Key] = [(literal, side), (literal, None), (None, side)]
    shared, own, total = (sums.sums[key].interval for key in keys)
    return None if shared is None or own is None or total is None else (shared, own, total)


def _evidence(table: NecessityTable, key: Key) -> list[Place]:
    """Places of the numbers of a literal and outcome; for a sum of one set, all its rows."""
    literal, side = key
    return [
        place(cell, parameter)
        for cell in table.cells
        if literal is None or cell.literal == literal
        if side is None or literal is None or cell.outcome_present is side
        for parameter in PARAMETERS
    ]


def _name(key: Key) -> str:
    literal, side = key
    if literal is None:
        return f"S {_y(side)}"
    return f"S {literal.text}" if side is None else f"S min({literal.text}, {_y(side)})"


def _y(side: bool | None) -> str:
    return "Y" if side else "~Y"
