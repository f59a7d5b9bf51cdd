"""Contradictions between Tables 2 and 3 and the number of cases, by the identities they obey.

Each identity is tried on every set of printed numbers it speaks of; what is left are the sets that
break it and contain no smaller set that breaks one. A column of the bottleneck table has as many
pairs of rows as there are: of those that contradict an effect size the pair that misses by the
most is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from analysis.forensics.certificates.cells import PrintedCell
from analysis.forensics.certificates.certificate import Certificate, Term
from analysis.forensics.intervals import Interval
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.transcripts import Transcripts

LINE = "cr_fdh"
BOTTOM = 0
Sizes = Mapping[str, PrintedCell]


@dataclass(frozen=True, slots=True)
class Applied:
    """A law applied to printed numbers: the first against what the others make of it.

    ``gap`` is the distance between the two, not above zero where they meet.
    """

    law: str
    cells: tuple[PrintedCell, ...]
    gap: Fraction
    cases: int = 0

    @property
    def certificate(self) -> Certificate:
        """Return the certificate of a broken law."""
        terms = tuple(Term(cell) for cell in self.cells)
        place = f"{self.cells[0].row.split()[-1]}-{self.cells[0].column}"
        key = f"{self.law}-{place}".replace(" ", "-").replace("_", "-")
        return Certificate(key, self.law, terms, self.gap, cases=self.cases)


def law_contradictions(tables: Transcripts, n: int) -> tuple[Certificate, ...]:
    """Return a certificate per minimal set that breaks a law; ``n`` is the number of cases."""
    broken = [each for each in applied_laws(tables, n) if each.gap > 0]
    minimal = [
        each for each in broken if not any(set(other.cells) < set(each.cells) for other in broken)
    ]
    return tuple(each.certificate for each in _widest_lines(minimal))


def applied_laws(tables: Transcripts, n: int) -> Iterator[Applied]:
    """Yield every law on every set of numbers of Tables 2 and 3 that it speaks of."""
    cells = {key: nca_cell(key, number) for key, number in tables.nca.items()}
    for (statistic, ceiling, condition), cell in cells.items():
        if statistic == "accuracy":
            yield apply_law("share", [cell], n)
        if statistic == "effect_size":
            names = ("ceiling_zone", "scope")
            zone, scope = (cells[name, ceiling, condition] for name in names)
            yield apply_law("effect size", [cell, zone, scope])
            if ceiling == LINE:
                for rows in _pairs(tables, condition):
                    yield from _line(([cell], [zone, scope]), rows)


def apply_law(law: str, cells: Sequence[PrintedCell], cases: int = 0) -> Applied:
    """Return a law applied to printed numbers.

    Raises ValueError where it says nothing of them (rows that cut no triangle off the scope).
    """
    from analysis.forensics.certificates.verify import law_gap

    numbers = [cell.to_dict() for cell in cells]
    gap = law_gap({"law": law, "numbers": numbers, "cases": cases})
    return Applied(law, tuple(cells), gap, cases)


def computed(law: str, cells: Sequence[PrintedCell], cases: int) -> Interval:
    """Return what the other numbers make of the first one, for display."""
    spans = {cell.row.split()[0]: cell.number.interval() for cell in cells}
    if law == "share":
        nearest = min(
            (Fraction(100 * k, cases) for k in range(cases + 1)),
            key=lambda share: abs(share - cells[0].number.number),
        )
        return Interval.of(nearest)
    if law == "effect size":
        return spans["ceiling_zone"] / spans["scope"]
    return line_effect([cell for cell in cells if cell.table == "table3"])


def line_effect(rows: Sequence[PrintedCell]) -> Interval:
    """Return the effect sizes of the lines through two rows of a bottleneck table."""
    (p, low), (q, high) = sorted((int(c.row.rstrip("%")), c.number.interval()) for c in rows)
    slope = (high - low) / Interval.of(q - p)
    top = high / Interval.of(100) + slope * Interval.of(Fraction(100 - q, 100))
    return top * top / (slope * Interval.of(2))


def _line(sizes: Iterable[list[PrintedCell]], rows: Sequence[PrintedCell]) -> Iterator[Applied]:
    for size in sizes:
        try:
            yield apply_law("line", [*size, *rows])
        except ValueError:
            return


def _pairs(tables: Transcripts, condition: str) -> Iterator[tuple[PrintedCell, PrintedCell]]:
    """Two rows that print a level, where the condition is not needed at the bottom."""
    column = dict(zip(tables.levels, tables.bottlenecks[condition], strict=True))
    if column[BOTTOM].kind != "not necessary":
        return
    cells = [
        bottleneck_cell(level, condition, number)
        for level, number in column.items()
        if number.kind == "number"
    ]
    yield from combinations(cells, 2)


def _widest_lines(broken: Sequence[Applied]) -> Iterator[Applied]:
    lines: dict[PrintedCell, Applied] = {}
    for each in broken:
        if each.law != "line":
            yield each
        elif each.cells[0] not in lines or each.gap > lines[each.cells[0]].gap:
            lines[each.cells[0]] = each
    yield from lines.values()


def nca_cell(key: tuple[str, str, str], number: PrintedNumber) -> PrintedCell:
    """Return a number of Table 2 as a cell; ``key``: statistic, ceiling, condition."""
    statistic, ceiling, condition = key
    return PrintedCell("table2", f"{statistic} {ceiling}", condition, number.text)


def bottleneck_cell(level: int, condition: str, number: PrintedNumber) -> PrintedCell:
    """Return a level of Table 3 as a cell."""
    return PrintedCell("table3", f"{level}%", condition, number.text)
