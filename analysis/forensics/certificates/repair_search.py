"""Whether one or two cells can repair all contradictions of Tables 4 and 5 at once.

A repair must touch every minimal contradictory set. So every cell, or pair of cells, that leaves
out one of the certificates is ruled out by it; a programme decides the few that are left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from analysis.forensics.certificates.cells import MARKS, PrintedCell
from analysis.forensics.certificates.certificate import Certificate
from analysis.forensics.certificates.minimal import Members, deletion_filter, smallest_hitting_set
from analysis.forensics.certificates.ratios import PrintedTables
from analysis.forensics.certificates.search import Evidence, question

Cells = tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class RepairSearch:
    """All ways to change ``size`` cells: how many certificates and programmes rule out.

    A number is left free, a mark is set to each of its other two values; ``possible`` lists the
    changes (new marks; numbers as printed, to be left free) after which all numbers hold together.
    """

    size: int
    tried: int
    ruled_out_by_certificates: int
    ruled_out_by_programme: int
    possible: tuple[Cells, ...]


def search_repairs(tables: PrintedTables, known: Sequence[Certificate], size: int) -> RepairSearch:
    """Return whether changing ``size`` cells repairs Tables 4 and 5, all ways tried."""
    sets = [frozenset(each.cells) for each in known]
    cells = (*tables.numbers, *tables.marks)
    tried = by_certificate = by_programme = 0
    possible: list[Cells] = []
    for chosen in combinations(cells, size):
        ways = list(_ways(chosen))
        tried += len(ways)
        if any(not each & set(chosen) for each in sets):
            by_certificate += len(ways)
            continue
        for way in ways:
            if stands(tables, chosen, way):
                possible.append(way)
            else:
                by_programme += 1
    return RepairSearch(size, tried, by_certificate, by_programme, tuple(possible))


def stands(tables: PrintedTables, old: Cells, new: Cells) -> bool:
    """Return whether all numbers hold together once some cells are changed (numbers left free)."""
    changed = dict(zip(old, new, strict=True))
    numbers = tuple(cell for cell in tables.numbers if cell not in changed)
    marks = tuple(changed.get(mark, mark) for mark in tables.marks)
    return Evidence(tables, numbers, marks).is_possible


def least_numbers(tables: PrintedTables, known: Sequence[Certificate], cap: int) -> Cells | None:
    """Return the fewest numbers to free for the rest to hold together, all marks as printed.

    None when more than ``cap`` are needed.
    """
    asked = question(tables)
    place = {cell: k for k, cell in enumerate(tables.numbers)}
    sets = [frozenset(place[term.cell] for term in each.terms) for each in known]
    everything: Members = frozenset(range(asked.count))
    while len(guess := smallest_hitting_set(sorted(everything), sets, []) or frozenset()) <= cap:
        rest = everything - guess
        if asked.holds(rest):
            return tuple(tables.numbers[k] for k in sorted(guess))
        sets.append(deletion_filter(rest, asked.holds))
    return None


def _ways(chosen: Cells) -> Iterator[Cells]:
    options = [
        [replace(cell, printed=mark) for mark in MARKS if mark != cell.printed]
        if cell.is_mark
        else [cell]
        for cell in chosen
    ]
    yield from product(*options)
