"""Checks of a configuration table: coverages and consistencies of paths, and their marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations
from typing import Literal

import pandas as pd

from analysis.forensics.bounds import coverage_bounds, grid_sums, orderings, size_bounds
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
from analysis.forensics.checks.necessity import grid_first, widened
from analysis.forensics.checks.regions import SOLUTION, Name, Regions
from analysis.forensics.hidden_sums import STEP, HiddenSums, known
from analysis.forensics.intervals import Interval
from analysis.forensics.joint import JointModel
from analysis.forensics.literals import Conjunction, SetLiteral, written
from analysis.forensics.printed import NEAREST, PrintedNumber
from analysis.forensics.transcripts import OUTCOME, Panel
from analysis.forensics.verdicts import Basis, Consequence, Verdict, judge

Kind = Literal["complex", "parsimonious", "intermediate"]


@dataclass(frozen=True, slots=True)
class ConfigurationTable:
    """One solution: paths with marks, consistencies and coverages, and what is printed elsewhere.

    ``necessity``: literal -> necessity consistency for the same outcome. ``sums``: the hidden sums
    of the necessity table, None without one. ``step``: the grid of sums, None for memberships of
    more decimals. ``pri``: path (or ``solution``) -> PRI. ``core``: path -> core literals,
    ``parsimonious``: the parsimonious terms, where printed. ``kind``: the solution that was
    printed, None where it is not said. ``claimed``: the consistency that the text says every path
    reaches. ``memberships``: known columns, one row per case. Rounding is to the nearest.
    """

    panel: Panel
    necessity: Mapping[SetLiteral, PrintedNumber] = field(default_factory=dict)
    sums: HiddenSums | None = None
    step: Fraction | None = STEP
    pri: Mapping[str, PrintedNumber] = field(default_factory=dict)
    core: Mapping[str, Conjunction] = field(default_factory=dict)
    parsimonious: tuple[Conjunction, ...] = ()
    kind: Kind | None = None
    claimed: Fraction | None = None
    memberships: pd.DataFrame | None = field(default=None, repr=False, compare=False)

    @property
    def outcome(self) -> str:
        """Return the column of the solution's numbers: the outcome, with ~ for its negation."""
        return OUTCOME if self.panel.outcome_present else f"~{OUTCOME}"

    @property
    def total(self) -> Interval | None:
        """Return the sum of the outcome, None where it is not known."""
        return self.sums.total(self.panel.outcome_present) if self.sums else None

    @property
    def is_solid(self) -> bool:
        """Return whether no consistency and no path's raw coverage may be zero or exceeds 1."""
        solid = ("consistency", "raw_coverage")
        spans = [n.interval() for name, n in self.numbers() if name[0] in solid]
        return all(0 < span.low <= 1 for span in spans)

    def numbers(self) -> Iterator[tuple[Name, PrintedNumber]]:
        """Yield every printed number of the panel by (parameter, path or ``solution``)."""
        for parameter in ("consistency", "raw_coverage", "unique_coverage"):
            for path in self.panel.paths:
                yield (parameter, path.id), getattr(path, parameter)
        yield ("consistency", SOLUTION), self.panel.consistency
        yield ("coverage", SOLUTION), self.panel.coverage

    def place(self, name: Name) -> Place:
        """Return the place of a number: (``raw_coverage``, path), (``solution_coverage``, …)."""
        parameter, path = name
        return (f"solution_{parameter}", self.outcome) if path == SOLUTION else name

    def places(self, *parameters: str) -> list[Place]:
        """Return the places of all numbers, or of those of some parameters."""
        return [self.place(n) for n, _ in self.numbers() if not parameters or n[0] in parameters]


def admissible(table: ConfigurationTable) -> Iterator[Finding]:
    """Yield whether every consistency and coverage lies in [0, 1].

    Formula: 0 <= consistency, coverage <= 1
    Source: Ragin (2008), Redesigning Social Inquiry, chapter 3
    """
    for name, printed in table.numbers():
        line = lines.WITHIN.format(printed=printed, range=UNIT_INTERVAL.words(0))
        yield inside("configuration.admissible", table.place(name), printed, UNIT_INTERVAL, line)


def literal_bounds(table: ConfigurationTable) -> Iterator[Finding]:
    """Yield whether each raw coverage lies within what the necessity of the literals allows.

    Formula: 1 - S (1 - necessity consistency) <= raw coverage <= min necessity consistency, over
        the literals of the path
    Source: min(M, Y) <= min(X, Y) case by case; the lower end is Bonferroni's inequality
    """
    for path in table.panel.paths:
        if not path.literals or not all(each in table.necessity for each in path.literals):
            continue
        bounds = coverage_bounds(path.literals, table.necessity)
        judged = judge(path.raw_coverage, bounds.possible, Basis.PRINTED_ONLY, rules=NEAREST)
        if judged.verdict is Verdict.CONTRADICTED:
            judged = replace(judged, consequence=Consequence.CONCLUSION)
        line = lines.CAN_COVER.format(
            path=written(path.literals),
            span=bounds.possible.words(6),
            literal=bounds.limiting.text,
            printed=path.raw_coverage,
        )
        place = table.place(("raw_coverage", path.id))
        yield on_number("configuration.literal_bounds", place, judged, line)


def coverage_order(table: ConfigurationTable) -> Iterator[Finding]:
    """Yield the inequalities between raw, unique and solution coverages, and PRI where printed.

    Formula: max raw <= solution <= S raw; unique <= raw; S unique <= solution; PRI <= consistency
    Source: Ragin (2008), Redesigning Social Inquiry, chapter 3; Schneider and Wagemann (2012)
    """
    places = table.places("raw_coverage", "unique_coverage", "coverage")
    for each in orderings(table.panel, table.pri):
        line = lines.AT_MOST.format(
            name=each.name, left=each.left.words(6), right=each.right.words(6)
        )
        named = table.places("consistency") if each.name.en.startswith("PRI") else places
        own = [place for place in named if place[1] in each.name.en.split()] or named
        yield on_relation(
            "configuration.coverage_order", own, each.holds, line, left=each.left, right=each.right
        )


def inclusion_exclusion(table: ConfigurationTable) -> Iterator[Finding]:
    """Yield whether any overlap of the paths gives all their coverages, for any number of paths.

    Formula: raw_i = S w_P over P with i, unique_i = w_{i}, solution = S w_P, w_P >= 0, and
        w_P = 0 where the literals of the paths in P contain those of a path outside P
    Source: own derivation; for three paths max(a, b, c) = a + b + c - min(a, b) - min(a, c)
        - min(b, c) + min(a, b, c)
    """
    regions = Regions.of(table.panel)
    places = table.places("raw_coverage", "unique_coverage", "coverage")
    if regions is None:
        line = lines.TOO_MANY.format(most=len(table.panel.paths) - 1)
        yield on_relation("configuration.inclusion_exclusion", places, None, line)
        return
    holds = regions.is_possible
    line = lines.SOME_OVERLAP if holds else lines.NO_OVERLAP
    yield on_relation("configuration.inclusion_exclusion", places, holds, line)


def remaining_coverage(table: ConfigurationTable) -> Iterator[Finding]:
    """Yield every coverage from all other coverages of the panel and the marks.

    Formula: min S w_P <= coverage <= max S w_P over all overlaps w that give the other coverages
    Source: own derivation, as for inclusion and exclusion
    """
    regions = Regions.of(table.panel)
    if regions is None:
        return
    total = table.total
    sums = {each.name: each for each in grid_sums(table.panel, total)} if total else {}
    for name, printed in regions.printed.items():
        free, place = regions.without(name), table.place(name)
        if free is None:
            continue
        use_grid = total is not None and total.is_point and table.step == STEP
        of_grid = regions.on_grid(name, sums, total) if use_grid and total else None
        others = [table.place(each) for each in regions.printed if each != name]
        yield grid_first(
            "configuration.remaining_coverage", [place, *others], printed, of_grid, free
        )


def path_sizes(table: ConfigurationTable) -> Iterator[Finding]:
    """Yield whether the size of each path fits under its literals and around its coverage.

    Formula: S M = raw coverage S Y / consistency <= S X for each literal X of M; with known
        columns S M <= S min of them
    Source: definition of consistency and coverage, Ragin (2008), chapter 3
    """
    total = table.total
    if total is None or table.sums is None:
        return
    for path in table.panel.paths:
        if path.consistency.interval().low <= 0:
            continue
        size = path.raw_coverage.interval() * total / path.consistency.interval()
        places = [table.place((p, path.id)) for p in ("raw_coverage", "consistency")]
        spans = {
            literal: known(table.sums.of(literal))
            for literal in path.literals
            if (literal, None) in table.sums.sums
        }
        for literal, span in spans.items():
            if span is not None:
                line = lines.SMALLER.format(
                    one=f"S {path.id}",
                    left=size.words(),
                    two=f"S {literal.text}",
                    right=span.words(),
                )
                yield on_relation(
                    "configuration.path_sizes",
                    places,
                    size.low <= span.high,
                    line,
                    left=size,
                    right=span,
                )
    if table.memberships is None:
        return
    for each in size_bounds(table.panel, total, table.memberships):
        own = [place for place in table.places("raw_coverage") if place[1] in each.name.en.split()]
        line = lines.AT_MOST.format(
            name=each.name, left=each.left.words(), right=each.right.words()
        )
        yield on_relation(
            "configuration.path_sizes", own, each.holds, line, left=each.left, right=each.right
        )


def solution_consistency(table: ConfigurationTable) -> Iterator[Finding]:
    """Yield whether the solution's consistency goes with its paths' sizes and what lies outside Y.

    Formula: size = coverage / consistency, excess = size - coverage (in shares of S Y);
        max size_i <= size <= S size_i and max excess_i <= excess <= S excess_i
    Source: own derivation: max(a, b) <= a + b, and the same for max(0, M - Y)
    """
    panel = table.panel
    if not table.is_solid:
        return
    pairs = [(path.raw_coverage, path.consistency) for path in panel.paths]
    whole = (panel.coverage, panel.consistency)
    forms = {lines.SIZE: _size, lines.EXCESS: _excess}
    places = table.places("consistency", "raw_coverage", "coverage")
    for name, form in forms.items():
        parts, own = [form(*pair) for pair in pairs], form(*whole)
        allowed = Interval(max(p.low for p in parts), sum((p.high for p in parts), Fraction(0)))
        line = lines.BY_PATHS.format(name=name, own=own.words(6), allowed=allowed.words(6))
        holds = own.meets(allowed)
        yield on_relation(
            "configuration.solution_consistency", places, holds, line, left=allowed, right=own
        )


def _size(coverage: PrintedNumber, consistency: PrintedNumber) -> Interval:
    return coverage.interval() / consistency.interval()


def _excess(coverage: PrintedNumber, consistency: PrintedNumber) -> Interval:
    one = Interval.of(1)
    return coverage.interval() * (one / consistency.interval() - one)


def two_decimals(table: ConfigurationTable) -> Iterator[Finding]:
    """Yield whether memberships of two decimals can give each consistency and coverage.

    Formula: coverage S Y = k step, coverage S Y / consistency = m step for whole k and m
    Source: own derivation, after the GRIM test of Brown and Heathers (2017)
    """
    total = table.total
    if total is None or table.step is None or not total.is_point:
        return
    names = {f"{name[1]} {name[0].replace('_', ' ')}": name for name, _ in table.numbers()}
    for each in grid_sums(table.panel, total) if table.is_solid else ():
        name = names[each.name]
        judged = judge(
            each.printed, each.recomputed, Basis.PRINTED_ONLY, independent=False, rules=NEAREST
        )
        loss = widened(Interval.of(each.recomputed))
        if judged.verdict is Verdict.CONTRADICTED and loss.meets(each.printed.interval()):
            judged = judge(each.printed, loss, Basis.PRINTED_ONLY, rules=NEAREST)
        line = lines.GRID_SUM.format(
            sum=f"{float(each.nearest):.3f}", compared=compared(judged, lines.QUOTIENT)
        )
        yield on_number("configuration.two_decimals", table.place(name), judged, line)


def minimal_marks(table: ConfigurationTable) -> Iterator[Finding]:
    """Yield whether no path lies inside another and no two could be joined into one.

    Formula: literals(A) not within literals(B); not A = M X, B = M ~X for one M
    Source: Quine (1952); Ragin (1987), The Comparative Method, chapter 6: prime implicants
    """
    for one, two in combinations(table.panel.paths, 2):
        a, b = set(one.literals), set(two.literals)
        places = [table.place(("raw_coverage", path.id)) for path in (one, two)]
        odd = a ^ b
        joinable = len(odd) == 2 and len({each.condition for each in odd}) == 1
        nested = a <= b or b <= a
        told = lines.NESTED if nested else lines.JOINABLE if joinable else lines.APART
        line = lines.TWO_PATHS.format(one=one.id, two=two.id, told=told)
        # An intermediate solution may drop other literals of two paths and leave such a pair.
        fault = nested or (joinable and table.kind in ("complex", "parsimonious"))
        holds = False if fault else None if joinable else True
        yield on_relation(
            "configuration.minimal_marks", places, holds, line, consequence=Consequence.CONCLUSION
        )


def core_marks(table: ConfigurationTable) -> Iterator[Finding]:
    """Yield whether each path's core conditions are those of the parsimonious terms around it.

    Formula: core(M) = union of the literals of parsimonious terms P with literals(P) in M
    Source: Fiss (2011), Building better causal theories, AMJ 54(2): 393-420
    """
    for path in table.panel.paths:
        own, core = set(path.literals), set(table.core.get(path.id, ()))
        around = [set(term) for term in table.parsimonious if set(term) <= own]
        places = [table.place(("raw_coverage", path.id))]
        if table.parsimonious and not around:
            line, holds = lines.NO_TERM.format(path=path.id), False
        elif path.id not in table.core:
            continue
        elif table.parsimonious:
            wanted: set[SetLiteral] = set().union(*around)
            line = lines.CORE.format(path=path.id, core=written(sorted(wanted)))
            holds = core == wanted
        else:
            line, holds = lines.OWN_CORE.format(path=path.id), core <= own
        yield on_relation(
            "configuration.core_marks", places, holds, line, consequence=Consequence.CONCLUSION
        )


def claimed_threshold(table: ConfigurationTable) -> Iterator[Finding]:
    """Yield whether every path reaches the consistency that the text claims for all.

    Formula: consistency >= claimed value
    Source: the text's own claim
    """
    least = table.claimed
    for name, printed in table.numbers() if least is not None else ():
        if name[0] != "consistency" or least is None:
            continue
        holds = printed.interval().high >= least
        line = lines.CLAIMED.format(path=name[1], printed=printed, least=f"{float(least):g}")
        span = printed.interval()
        yield on_relation(
            "configuration.claimed_threshold",
            [table.place(name)],
            holds,
            line,
            left=Interval(least, Fraction(1)),
            right=span,
            consequence=Consequence.CONCLUSION,
        )


def jointly_possible(table: ConfigurationTable) -> Iterator[Finding]:
    """Yield whether some fuzzy data set gives the necessity table and the whole panel at once.

    Formula: every sum = S w_v f(v) for weights w_v >= 0 of the points v of {0, 1/2, 1}^k
    Source: own derivation from cuts that respect Kleene's three-valued logic
    """
    if table.sums is None or table.total is None or not _within(table):
        return
    holds = JointModel.of(table.sums).is_possible(table.panel)
    line = lines.SOME_DATA if holds else lines.NO_DATA
    yield on_relation(
        "configuration.jointly_possible",
        table.places(),
        holds,
        line,
        consequence=Consequence.CONCLUSION,
    )


def _within(table: ConfigurationTable) -> bool:
    """Whether the necessity table has all marked conditions and no consistency may be zero."""
    known_sets = set(table.sums.conditions) if table.sums else set()
    marked = {each.condition for path in table.panel.paths for each in path.literals}
    return table.is_solid and marked <= known_sets
