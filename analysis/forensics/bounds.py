"""Bounds on the coverages of a configuration table from its marks and the necessity table.

For a conjunction M of literals, min(M, Y) <= min(literal, Y) case by case, so raw coverage is at
most the least necessity consistency of the literals, and (Bonferroni) at least one minus the sum
of what each literal misses. Raw, unique and solution coverages also order one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

import pandas as pd

from analysis.data import Words
from analysis.forensics.hidden_sums import STEP
from analysis.forensics.intervals import Interval, exact
from analysis.forensics.literals import Conjunction, SetLiteral, written
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.transcripts import NecessityCell, Panel
from analysis.forensics.verdicts import Basis, Judgement, judge

Consistencies = Mapping[SetLiteral, PrintedNumber]
RAW = Words("{id} 的原始覆盖度 <= 总覆盖度", "raw coverage {id} <= solution")
ALL_RAW = Words("总覆盖度 <= 原始覆盖度之和", "solution <= sum of raw coverages")
UNIQUE = Words("{id} 的唯一覆盖度 <= 原始覆盖度", "unique <= raw coverage {id}")
ALL_UNIQUE = Words("唯一覆盖度之和 <= 总覆盖度", "sum of unique coverages <= solution")
SIZES = Words("{id} 的规模 <= {literals} 的规模", "size of {id} <= size of {literals}")
PRI = Words("{id} 的 PRI <= 一致性", "PRI <= consistency {id}")


@dataclass(frozen=True, slots=True)
class CoverageBounds:
    """Least and greatest raw coverage that a conjunction can have, and what limits it.

    ``limiting`` is the literal of least necessity consistency.
    """

    literals: Conjunction
    limiting: SetLiteral
    possible: Interval


@dataclass(frozen=True, slots=True)
class PathBound:
    """The printed raw coverage of a path beside its bounds."""

    path: str
    bounds: CoverageBounds
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Ordering:
    """One inequality between printed parameters of fit, and whether it can hold."""

    name: Words
    left: Interval
    right: Interval

    @property
    def holds(self) -> bool:
        """Return whether left <= right is possible within the printed digits."""
        return self.left.low <= self.right.high


@dataclass(frozen=True, slots=True)
class GridSum:
    """A printed parameter turned into a sum over the cases; true sums are multiples of 0.001.

    ``interval`` holds the sums that the printed digits allow, ``nearest`` is the multiple of 0.001
    nearest to its middle and ``recomputed`` the parameter that this sum gives.
    """

    name: str
    printed: PrintedNumber
    interval: Interval
    nearest: Fraction
    recomputed: Fraction

    @property
    def steps(self) -> range:
        """Return the multiples of 0.001 inside, as whole thousandths."""
        return self.interval.multiples(STEP)

    @property
    def on_grid(self) -> bool:
        """Return whether the interval holds a multiple of 0.001."""
        return bool(self.steps)

    @property
    def chance(self) -> float:
        """Return the chance that this interval holds a multiple of 0.001 by luck."""
        return min(1.0, float(self.interval.width / STEP))


def necessity_consistencies(
    cells: Iterable[NecessityCell], outcome_present: bool
) -> dict[SetLiteral, PrintedNumber]:
    """Return the necessity consistency of every literal for the outcome or its negation."""
    return {
        cell.literal: cell.consistency for cell in cells if cell.outcome_present is outcome_present
    }


def coverage_bounds(literals: Iterable[SetLiteral], table: Consistencies) -> CoverageBounds:
    """Return the raw coverages that a conjunction of literals can have.

    ``table`` gives the necessity consistency of each literal for the same outcome. Raises
    ValueError for an empty conjunction.
    """
    marks = tuple(literals)
    if not marks:
        raise ValueError("a path needs at least one literal")
    spans = {literal: table[literal].interval() for literal in marks}
    limiting = min(marks, key=lambda literal: spans[literal].high)
    missed = sum((1 - span.low for span in spans.values()), Fraction(0))
    least = min(max(Fraction(0), 1 - missed), spans[limiting].high)
    return CoverageBounds(marks, limiting, Interval(least, spans[limiting].high))


def path_bounds(panel: Panel, table: Consistencies) -> tuple[PathBound, ...]:
    """Return the printed raw coverage of every path of a panel beside its bounds."""
    found = []
    for path in panel.paths:
        bounds = coverage_bounds(path.literals, table)
        verdict = judge(path.raw_coverage, bounds.possible, Basis.PRINTED_ONLY)
        found.append(PathBound(path.id, bounds, verdict))
    return tuple(found)


def orderings(panel: Panel, pri: Mapping[str, PrintedNumber] | None = None) -> tuple[Ordering, ...]:
    """Return the inequalities that coverages (and PRI, where printed) of a panel must obey."""
    raw = {path.id: path.raw_coverage.interval() for path in panel.paths}
    unique = {path.id: path.unique_coverage.interval() for path in panel.paths}
    solution = panel.coverage.interval()
    inside = [
        *(Ordering(RAW.format(id=id), span, solution) for id, span in raw.items()),
        Ordering(ALL_RAW, solution, _total(raw.values())),
        *(Ordering(UNIQUE.format(id=id), unique[id], raw[id]) for id in raw),
        Ordering(ALL_UNIQUE, _total(unique.values()), solution),
    ]
    return (*inside, *_pri_orderings(panel, pri or {}))


def grid_sums(panel: Panel, total: Interval) -> tuple[GridSum, ...]:
    """Return every printed parameter of a panel as a sum over the cases.

    ``total`` is the sum of the outcome. Coverages times ``total`` are sums of minima; coverage
    times ``total`` over consistency is the sum of the path (or of the solution) itself.
    """
    named = [
        *((f"{p.id} raw coverage", p.raw_coverage, None) for p in panel.paths),
        *((f"{p.id} unique coverage", p.unique_coverage, None) for p in panel.paths),
        *((f"{p.id} consistency", p.consistency, p.raw_coverage) for p in panel.paths),
        ("solution coverage", panel.coverage, None),
        ("solution consistency", panel.consistency, panel.coverage),
    ]
    return tuple(_grid_sum(name, number, of, total) for name, number, of in named)


def size_bounds(panel: Panel, total: Interval, memberships: pd.DataFrame) -> tuple[Ordering, ...]:
    """Return, per path, whether its size can fit under its literals with public memberships.

    The sum of a path (raw coverage times ``total`` over consistency) is at most the sum of the
    minimum of any of its literals. ``memberships``: one row per case, one column per condition
    whose memberships are known. Paths without such a condition are left out.
    """
    found = []
    for path in panel.paths:
        known = [mark for mark in path.literals if mark.condition in memberships.columns]
        if not known:
            continue
        columns = [memberships[mark.condition] for mark in known]
        values = pd.concat(
            [c if mark.present else 1 - c for c, mark in zip(columns, known, strict=True)], axis=1
        )
        ceiling = Interval.of(sum((exact(round(v, 3)) for v in values.min(axis=1)), Fraction(0)))
        size = path.raw_coverage.interval() * total / path.consistency.interval()
        name = SIZES.format(id=path.id, literals=written(known))
        found.append(Ordering(name, size, ceiling))
    return tuple(found)


def _grid_sum(
    name: str, printed: PrintedNumber, coverage: PrintedNumber | None, total: Interval
) -> GridSum:
    if coverage is None:
        span = printed.interval() * total
        nearest = _nearest(span)
        return GridSum(name, printed, span, nearest, nearest / total.low)
    minimum = _nearest(coverage.interval() * total)
    span = Interval.of(minimum) / printed.interval()
    nearest = _nearest(span)
    return GridSum(name, printed, span, nearest, minimum / nearest)


def _nearest(span: Interval) -> Fraction:
    return round((span.low + span.high) / 2 / STEP) * STEP


def _total(spans: Iterable[Interval]) -> Interval:
    first, *others = spans
    for span in others:
        first = first + span
    return first


def _pri_orderings(panel: Panel, pri: Mapping[str, PrintedNumber]) -> Iterator[Ordering]:
    printed = chain(((p.id, p.consistency) for p in panel.paths), [("solution", panel.consistency)])
    for id, consistency in printed:
        if id in pri:
            yield Ordering(PRI.format(id=id), pri[id].interval(), consistency.interval())
