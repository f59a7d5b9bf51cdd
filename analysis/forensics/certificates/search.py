"""Minimal contradictory sets of printed numbers and marks of Tables 4 and 5, with certificates.

First the numbers, all marks as printed: a linear programme per set. Then the marks of each minimal
set of numbers: those are left out that the contradiction does not need.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis.forensics.certificates.cells import PrintedCell
from analysis.forensics.certificates.certificate import PATTERNS, Certificate, Side, Term
from analysis.forensics.certificates.minimal import (
    Members,
    Question,
    deletion_filter,
    minimal_sets,
)
from analysis.forensics.certificates.programme import (
    LARGEST_ROOM,
    Room,
    exact_multipliers,
    is_witness,
    room,
    shortfalls,
)
from analysis.forensics.certificates.ratios import PrintedTables, Quotients, quotients
from analysis.forensics.kleene import Floats
from analysis.forensics.transcripts import OUTCOME

LEAST_ROOM = 1e-6


@dataclass(frozen=True, slots=True)
class Evidence:
    """Some cells of the tables, and whether data can have them.

    ``marks``: the marks that are given; a path with fewer marks may be any set inside them.
    """

    tables: PrintedTables
    cells: tuple[PrintedCell, ...]
    marks: tuple[PrintedCell, ...]

    @property
    def quotients(self) -> Quotients:
        """Return the numbers as quotients over patterns."""
        return quotients(self.cells, self.marks, self.tables.paths, self.tables.conditions)

    @property
    def room(self) -> Room:
        """Return the room that the numbers leave, below zero for a contradiction."""
        found = self.quotients
        return room(found.rows(), found.outcome)

    @property
    def is_possible(self) -> bool:
        """Return whether some fuzzy data have all numbers, with the marks as given."""
        return not self.cells or self.room.least > LEAST_ROOM

    @property
    def is_shown_possible(self) -> bool:
        """Return whether weights of patterns give every number, checked in exact arithmetic."""
        return not self.cells or is_witness(self.quotients, self.room.weights)

    @property
    def relevant_marks(self) -> tuple[PrintedCell, ...]:
        """Return the marks of the paths that the numbers depend on."""
        panels = {self.tables.paths.get(c.column, c.column) for c in self.cells}
        unions = any(c.row.startswith(("unique", "solution")) for c in self.cells)
        named = {c.column for c in self.cells}
        return tuple(
            mark
            for mark in self.marks
            if mark.column in named or (unions and self.tables.paths[mark.column] in panels)
        )


def question(tables: PrintedTables) -> Question:
    """Return the question which printed numbers can hold together, all marks as printed."""
    found = quotients(tables.numbers, tables.marks, tables.paths, tables.conditions)
    rows = found.rows()

    def holds(members: Members) -> bool:
        return not members or room(_part(rows, members), found.outcome).least > LEAST_ROOM

    def grown(members: Members) -> Members:
        soft = [place for place in range(len(tables.numbers)) if place not in members]
        missing = shortfalls(rows, found.outcome, soft)
        kept = (p for p, by in zip(soft, missing, strict=True) if by < LARGEST_ROOM / 10)
        return members | frozenset(kept)

    return Question(len(tables.numbers), holds, grown)


def pattern_contradictions(tables: PrintedTables, cap: int) -> tuple[Certificate, ...]:
    """Return the independent contradictions, then the smallest sets, ``cap`` of them, each once."""
    found = list(independent_sets(tables))
    seen = {frozenset(term.cell for term in each.terms) for each in found}
    for each in smallest_sets(tables, cap) if found else ():
        if frozenset(term.cell for term in each.terms) not in seen:
            found.append(each)
    return tuple(
        replace(each, key=f"{PATTERNS}-{place}") for place, each in enumerate(found, start=1)
    )


def independent_sets(tables: PrintedTables) -> Iterator[Certificate]:
    """Yield contradictions without a common number: the smallest, the smallest of the rest, ..."""
    asked = question(tables)
    left = frozenset(range(asked.count))
    while (found := next(minimal_sets(asked, left), None)) is not None:
        yield certified(tables, [tables.numbers[place] for place in sorted(found)])
        left = left - found


def smallest_sets(tables: PrintedTables, cap: int) -> Iterator[Certificate]:
    """Yield the ``cap`` smallest minimal sets, one certificate each."""
    for _, found in zip(range(cap), minimal_sets(question(tables)), strict=False):
        yield certified(tables, [tables.numbers[place] for place in sorted(found)])


def certified(tables: PrintedTables, cells: Sequence[PrintedCell]) -> Certificate:
    """Return the certificate of printed numbers that cannot hold together, with the marks needed.

    Raises ValueError when they can, or when no exact multipliers were found.
    """
    evidence = Evidence(tables, tuple(cells), tables.marks)
    evidence = replace(evidence, marks=needed_marks(evidence))
    found = evidence.quotients
    solved = exact_multipliers(found, room(found.rows(), found.outcome).multipliers)
    if solved is None:
        raise ValueError("no proof was found that the numbers cannot hold together")
    multipliers, gap = solved
    scale = _scale(evidence.cells, multipliers)
    ends: tuple[Side, Side] = ("low", "high")
    terms = tuple(
        Term(evidence.cells[row // 2], ends[row % 2], value / scale)
        for row, value in multipliers.items()
    )
    columns = {path.column for path in evidence.marks} | {cell.column for cell in evidence.cells}
    unions = {
        tables.paths.get(cell.column, cell.column)
        for cell in evidence.cells
        if cell.row.startswith(("unique", "solution"))
    }
    paths = [(p, o) for p, o in tables.paths.items() if p in columns or o in unions]
    return Certificate(
        key=PATTERNS,
        law=PATTERNS,
        terms=terms,
        gap=gap / scale,
        marks=evidence.marks,
        paths=tuple(paths),
        conditions=tables.conditions,
        outcome=OUTCOME,
        reference=OUTCOME,
    )


def needed_marks(evidence: Evidence) -> tuple[PrintedCell, ...]:
    """Return a minimal part of the marks with which the numbers still cannot hold together."""
    marks = evidence.relevant_marks

    def holds(members: Members) -> bool:
        held = tuple(marks[place] for place in sorted(members))
        return replace(evidence, marks=held).is_possible

    blanks = frozenset(p for p, mark in enumerate(marks) if mark.printed == "irrelevant")
    everything = frozenset(range(len(marks)))
    start = everything if holds(everything - blanks) else everything - blanks
    kept = deletion_filter(start, holds)
    return tuple(marks[place] for place in sorted(kept))


def _part(rows: Floats, members: Members) -> Floats:
    return rows.take([row for m in sorted(members) for row in (2 * m, 2 * m + 1)], axis=0)


def _scale(cells: Sequence[PrintedCell], multipliers: dict[int, Fraction]) -> Fraction:
    """The multiplier of a number divided by the outcome, so that the gap is a coverage."""
    names = ("raw_coverage", "unique_coverage", "solution_coverage")
    for row, value in multipliers.items():
        if cells[row // 2].row in names or cells[row // 2].column == "consistency_high":
            return value
    return next(iter(multipliers.values()))
