"""Numbers of a panel that follow from its other numbers.

When the intersection of paths A and B has the literals of all three paths, its coverage is that of
all three, and the three-path identity becomes

    solution coverage = raw coverage C + unique coverage A + unique coverage B,

so that any of the four follows from the other three.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from analysis.forensics.hidden_sums import STEP
from analysis.forensics.intersections import intersections
from analysis.forensics.intervals import Interval
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.transcripts import Panel

SOLUTION = "solution"


@dataclass(frozen=True, slots=True)
class SolvedCell:
    """A number recomputed from three others: on the 0.001 grid (None: undecided) and without it."""

    of_grid: Interval | None
    free: Interval


def identity_values(panel: Panel, total: Interval) -> dict[tuple[str, str], SolvedCell]:
    """Return the numbers that equal intersections give, by (path or ``solution``, parameter).

    ``total`` is the sum of the outcome. Empty when no two paths have all literals between them, or
    when there are not three paths.
    """
    if len(panel.paths) != 3:
        return {}
    found = intersections(panel, total).intersections
    everything = found[-1].literals
    for pair in found:
        if len(pair.paths) == 2 and pair.literals == everything:
            return _solved(_cells(panel, pair.paths), total)
    return {}


Cells = Mapping[tuple[str, str], PrintedNumber]
Spans = Mapping[tuple[str, str], Interval]


def _cells(panel: Panel, pair: tuple[str, ...]) -> Cells:
    parts: dict[tuple[str, str], PrintedNumber] = {}
    for path in panel.paths:
        name = "unique_coverage" if path.id in pair else "raw_coverage"
        parts[path.id, name] = getattr(path, name)
    return {**parts, (SOLUTION, "coverage"): panel.coverage}


def _solved(cells: Cells, total: Interval) -> dict[tuple[str, str], SolvedCell]:
    free = {name: number.interval() for name, number in cells.items()}
    sums = {name: Interval.of(_grid_sum(number, total)) for name, number in cells.items()}
    return {
        name: SolvedCell(
            _from_the_rest(name, sums) / total if total.is_point else None,
            _from_the_rest(name, free),
        )
        for name in cells
    }


def _grid_sum(number: PrintedNumber, total: Interval) -> Fraction:
    """The multiple of 0.001 nearest to the printed coverage times the total."""
    middle = number.number * (total.low + total.high) / 2
    return round(middle / STEP) * STEP


def _from_the_rest(name: tuple[str, str], spans: Spans) -> Interval:
    parts = [span for key, span in spans.items() if key != name and key[0] != SOLUTION]
    if name[0] == SOLUTION:
        first, *others = parts
        for span in others:
            first = first + span
        return first
    rest = spans[SOLUTION, "coverage"]
    for span in parts:
        rest = rest - span
    return rest
