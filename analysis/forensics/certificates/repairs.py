"""Repairs of a contradiction: what each of its cells would have to say instead, the rest kept.

A minimal set is repaired by any one of its cells. Whether the whole table then stands is another
question: it does not as long as some other contradiction is without that cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

import numpy as np

from analysis.forensics.certificates.cells import MARKS, PrintedCell
from analysis.forensics.certificates.certificate import PATTERNS, Certificate
from analysis.forensics.certificates.laws import apply_law
from analysis.forensics.certificates.programme import extremes
from analysis.forensics.certificates.ratios import PrintedTables
from analysis.forensics.certificates.search import Evidence
from analysis.forensics.printed import PrintedNumber

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Repair:
    """What one cell would have to say for a contradiction to vanish.

    ``low`` and ``high`` are the ends of the printed values that would do (for a mark both are the
    other mark), ``nearest`` the one closest to the print, ``digits`` the fewest digits to change (0
    for a mark). ``blocked_by`` is the key of a contradiction that the change leaves, empty when
    none of those known is left.
    """

    key: str
    cell: PrintedCell
    low: str
    high: str
    nearest: str
    digits: int
    blocked_by: str

    @property
    def size(self) -> tuple[int, int]:
        """Return the sort key: digits changed (a mark counts as none), marks changed."""
        return (self.digits, int(self.cell.is_mark))


def repairs(
    certificate: Certificate, tables: PrintedTables, known: Sequence[Certificate]
) -> tuple[Repair, ...]:
    """Return the repairs of a contradiction by single cells, smallest first.

    ``known`` are all contradictions known: the first without the cell is what blocks the repair.
    """
    found = _by_patterns if certificate.law == PATTERNS else _by_law
    made = [
        replace(each, blocked_by=blocked_by(certificate, [each.cell], known))
        for each in found(certificate, tables)
    ]
    return tuple(sorted(made, key=lambda each: (each.size, each.cell)))


def blocked_by(
    certificate: Certificate, cells: Sequence[PrintedCell], known: Sequence[Certificate]
) -> str:
    """Return the key of the first known contradiction of the same law without these cells."""
    for each in known:
        if each.law == certificate.law == PATTERNS and not set(cells) & set(each.cells):
            return each.key
    return ""


def _by_patterns(certificate: Certificate, tables: PrintedTables) -> Iterator[Repair]:
    cells = tuple(term.cell for term in certificate.terms)
    for cell in cells:
        span = possible_values(cell, tables, [c for c in cells if c != cell], certificate.marks)
        if span is not None:
            yield _changed(certificate.key, cell, partial(_meets, span, float(cell.number.unit)))
    for mark in certificate.marks:
        for other in MARKS:
            changed = replace(mark, printed=other)
            marks = tuple(changed if m == mark else m for m in certificate.marks)
            if other != mark.printed and Evidence(tables, cells, marks).is_possible:
                yield Repair(certificate.key, mark, other, other, other, 0, "")


def possible_values(
    cell: PrintedCell,
    tables: PrintedTables,
    others: Sequence[PrintedCell],
    marks: tuple[PrintedCell, ...],
) -> tuple[float, float] | None:
    """Return the least and greatest value of a number that others and marks leave; None if none."""
    found = Evidence(tables, (*others, cell), marks).quotients
    held = found.rows()[:-2]
    return extremes(held, found.above[-1], found.below[-1])


def _meets(span: tuple[float, float], unit: float, value: float) -> bool:
    """Whether a printed value stands for a number of the span, rounded or cut off."""
    return span[0] <= value + unit and value - unit / 2 <= span[1]


def _by_law(certificate: Certificate, tables: PrintedTables) -> Iterator[Repair]:
    cells = certificate.cells
    for cell in cells:

        def does(value: float, cell: PrintedCell = cell) -> bool:
            printed = _printed(cell.number, round(value * cell.number.unit.denominator))
            new = [replace(c, printed=printed) if c == cell else c for c in cells]
            try:
                return apply_law(certificate.law, new, certificate.cases).gap <= 0
            except (ValueError, ZeroDivisionError):
                return False

        yield _changed(certificate.key, cell, does)


def _changed(key: str, cell: PrintedCell, does: Callable[[float], bool]) -> Repair:
    """The nearest block of printable values that do, found outwards from the printed one."""
    number = cell.number
    steps = number.unit.denominator
    printed = int(number.number * steps)
    most = steps * (WHOLE if number.percent else 1)
    fits = [k for k in range(most + 1) if does(k / steps)]
    if not fits:
        return Repair(key, cell, "", "", "", 0, "")
    nearest = min(fits, key=lambda k: abs(k - printed))
    block = _block(fits, nearest)
    low, high, closest = (_printed(number, k) for k in (block[0], block[-1], nearest))
    return Repair(key, cell, low, high, closest, digits_changed(cell.printed, block), "")


def _block(values: Sequence[int], inside: int) -> list[int]:
    array = np.array(values)
    breaks = np.flatnonzero(np.diff(array) > 1) + 1
    blocks = np.split(array, breaks)
    return next([int(k) for k in block] for block in blocks if inside in block)


def digits_changed(text: str, values: Sequence[int]) -> int:
    """Return the fewest digits of a printed number to change for one of some values (in units)."""
    old = [int(d) for d in text if d.isdigit()]
    places = 10 ** np.arange(len(old) - 1, -1, -1)
    digits = np.array(values)[:, None] // places % 10
    fitting = np.array(values) < 10 ** len(old)
    counts = (digits != np.array(old)).sum(axis=1)
    return int(counts[fitting].min()) if fitting.any() else len(old) + 1


def _printed(number: PrintedNumber, steps: int) -> str:
    return number.shown(Fraction(steps, number.unit.denominator))
