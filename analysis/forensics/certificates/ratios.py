"""Printed numbers of Tables 4 and 5 as quotients of sums over the cases, on all patterns.

A path whose marks are not all given may be any set inside the marks that are: it gets a free set
of its own, named like the path.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from analysis.forensics.certificates.cells import MARK, MARKS, NAMES, PrintedCell
from analysis.forensics.kleene import Floats, PatternSpace
from analysis.forensics.literals import SetLiteral
from analysis.forensics.transcripts import OUTCOME, NecessityCell, Panel

SIDES = {True: "high", False: "nonhigh"}
KEYS = {True: OUTCOME, False: f"~{OUTCOME}"}


@dataclass(frozen=True, slots=True)
class PrintedTables:
    """Necessity table and configuration table as cells.

    ``numbers`` and ``marks`` are all printed cells; ``paths`` maps each path to its outcome.
    """

    conditions: tuple[str, ...]
    numbers: tuple[PrintedCell, ...]
    marks: tuple[PrintedCell, ...]
    paths: Mapping[str, str]

    @classmethod
    def of(
        cls, necessity: Iterable[NecessityCell], panels: Iterable[Panel], conditions: Sequence[str]
    ) -> PrintedTables:
        """Return the cells of a necessity table and of the panels of a configuration table."""
        numbers = [cell for each in necessity for cell in _necessity(each)]
        marks, paths = [], {}
        for panel in panels:
            numbers += _panel(panel)
            for path in panel.paths:
                paths[path.id] = KEYS[panel.outcome_present]
                signs = {literal.condition: literal.present for literal in path.literals}
                marks += [
                    PrintedCell("table5", f"{MARK}{c}", path.id, NAMES[signs.get(c)])
                    for c in conditions
                ]
        return cls(tuple(conditions), tuple(numbers), tuple(marks), paths)

    def marks_of(self, path: str) -> tuple[PrintedCell, ...]:
        """Return the marks of one path."""
        return tuple(mark for mark in self.marks if mark.column == path)


@dataclass(frozen=True, slots=True)
class Quotients:
    """Numerators and denominators of some printed numbers, shape (numbers, patterns).

    ``outcome`` (patterns,) is the set that every table divides by somewhere.
    """

    cells: tuple[PrintedCell, ...]
    above: Floats
    below: Floats
    outcome: Floats

    def rows(self) -> Floats:
        """Return (2 x numbers, patterns): a - l b and h b - a, in units of h - l."""
        rows = []
        for cell, a, b in zip(self.cells, self.above, self.below, strict=True):
            hull = cell.number.hull
            low, high = float(hull.low), float(hull.high)
            rows += [(a - low * b) / (high - low), (high * b - a) / (high - low)]
        return np.array(rows)


def quotients(
    cells: Sequence[PrintedCell],
    marks: Iterable[PrintedCell],
    paths: Mapping[str, str],
    conditions: Sequence[str],
) -> Quotients:
    """Return the quotients of printed numbers, given some of the marks, over the sets they use."""
    space, sizes = _space(cells, tuple(marks), paths, conditions)
    pairs = [_quotient(cell, space, sizes, paths) for cell in cells]
    above, below = (np.array(side) for side in zip(*pairs, strict=True))
    return Quotients(tuple(cells), above, below, space.literal(SetLiteral(OUTCOME)))


def _space(
    cells: Sequence[PrintedCell],
    marks: Sequence[PrintedCell],
    paths: Mapping[str, str],
    conditions: Sequence[str],
) -> tuple[PatternSpace, dict[str, Floats]]:
    involved = {key for cell in cells for key in _involved(cell, paths)}
    own = {path: [m for m in marks if m.column == path] for path in involved}
    free = sorted(path for path, held in own.items() if len(held) < len(conditions))
    named = {cell.row.lstrip("~") for cell in cells if cell.table == "table4"}
    named |= {m.condition for held in own.values() for m in held if MARKS[m.printed] is not None}
    space = PatternSpace.over([*(c for c in conditions if c in named), OUTCOME, *free])
    sizes = {}
    for path, held in own.items():
        signs = [(m.condition, MARKS[m.printed]) for m in held]
        literals = [SetLiteral(c, sign) for c, sign in signs if sign is not None]
        literals += [SetLiteral(path)] if path in free else []
        sizes[path] = space.conjunction(literals)
    return space, sizes


def _involved(cell: PrintedCell, paths: Mapping[str, str]) -> list[str]:
    """Paths that a number depends on: unions depend on the whole panel."""
    if cell.table == "table4":
        return []
    if cell.row == "unique_coverage" or cell.row.startswith("solution"):
        panel = paths.get(cell.column, cell.column)
        return [path for path, outcome in paths.items() if outcome == panel]
    return [cell.column]


def _quotient(
    cell: PrintedCell, space: PatternSpace, sizes: Mapping[str, Floats], paths: Mapping[str, str]
) -> tuple[Floats, Floats]:
    if cell.table == "table4":
        parameter, side = cell.column.split("_")
        x = space.literal(_literal(cell.row))
        y = space.literal(SetLiteral(OUTCOME, side == SIDES[True]))
        return np.minimum(x, y), y if parameter == "consistency" else x
    panel = paths.get(cell.column, cell.column)
    y = space.literal(_literal(panel))
    union = _union(space, sizes, [p for p, outcome in paths.items() if outcome == panel])
    if cell.row == "unique_coverage":
        rest = [p for p, outcome in paths.items() if outcome == panel and p != cell.column]
        return np.minimum(union, y) - np.minimum(_union(space, sizes, rest), y), y
    own = union if cell.row.startswith("solution") else sizes[cell.column]
    return np.minimum(own, y), own if cell.row.endswith("consistency") else y


def _union(space: PatternSpace, sizes: Mapping[str, Floats], names: Iterable[str]) -> Floats:
    held = [sizes[name] for name in names if name in sizes]
    return reduce(np.maximum, held, np.zeros(len(space.patterns)))


def _literal(text: str) -> SetLiteral:
    return SetLiteral(text.lstrip("~"), not text.startswith("~"))


def _necessity(cell: NecessityCell) -> list[PrintedCell]:
    side = SIDES[cell.outcome_present]
    return [
        PrintedCell("table4", cell.literal.text, f"{name}_{side}", number.text)
        for name, number in (("consistency", cell.consistency), ("coverage", cell.coverage))
    ]


def _panel(panel: Panel) -> list[PrintedCell]:
    cells = [
        PrintedCell("table5", name, path.id, getattr(path, name).text)
        for name in ("consistency", "raw_coverage", "unique_coverage")
        for path in panel.paths
    ]
    key = KEYS[panel.outcome_present]
    solution = {"solution_consistency": panel.consistency, "solution_coverage": panel.coverage}
    return [*cells, *(PrintedCell("table5", n, key, x.text) for n, x in solution.items())]
