"""On which side of the crossover each hidden membership lies, and who sits on it.

The text names cases for every path; a named case is a member of its path and of the outcome's
side. The cases at the crossover are drawn at random among those that leave the third decimal of
every sum as printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

import numpy as np

from analysis.data import load_document
from analysis.forensics.literals import Conjunction
from analysis.forensics.reconstruct.compiled import Ints
from analysis.forensics.reconstruct.kernel import SUMS, contributions
from analysis.forensics.reconstruct.plan import Plan
from analysis.forensics.reconstruct.reading import Held, Placing

CROSSOVER = 501
OUTCOME, DIGITAL = 0, 1


@dataclass(frozen=True, slots=True)
class Sides:
    """Least and greatest membership (7, 28) of every entry, in thousandths."""

    low: Ints
    high: Ints

    def fix(self, column: int, case: int, value: int) -> None:
        """Hold one entry at a value."""
        self.low[column, case] = self.high[column, case] = value

    def within(self, column: int, case: int, low: int, high: int) -> None:
        """Keep one entry between two ends, as far as it was not kept closer."""
        self.low[column, case] = max(self.low[column, case], low)
        self.high[column, case] = min(self.high[column, case], high)

    def above(self, column: int, case: int, above: bool) -> None:
        """Keep one entry above or below the crossover."""
        self.within(column, case, *((510, 1000) if above else (0, 490)))


def named_sides(plan: Plan, paths: tuple[Conjunction, ...], root: Path | None = None) -> Sides:
    """Return the sides that the cases named for each path must have under a reading."""
    sides = Sides(plan.fixed.copy(), plan.fixed.copy())
    for c in plan.hidden:
        sides.low[c], sides.high[c] = 0, 1000
    for literals, path in zip(paths, load_document("paths", root)["paths"], strict=True):
        for name in path["cases"]:
            case = plan.cases.index(name)
            sides.above(OUTCOME, case, not path["outcome"].startswith("~"))
            for literal in literals:
                column = plan.columns.index(literal.condition)
                if column in plan.hidden:
                    sides.above(column, case, literal.present)
    return sides


Placed = tuple[tuple[int, tuple[int, ...]], ...]


def placings(plan: Plan, sides: Sides, at_outcome: str) -> tuple[Placed, ...]:
    """Return every way to place four cases at the crossover of digital technology.

    Each is the four cases and then ``at_outcome``, the case at the crossover of the outcome, with
    a bit per column (7,): above it or not. The third decimals of all counted sums come out as
    printed. Pairs of cases are matched with pairs, so that the list is made in a moment.
    """
    outcome = plan.cases.index(at_outcome)
    counted = np.flatnonzero(plan.weights > 0)
    wanted = plan.target[counted] % 10
    options = [
        (case, bits, _left_over(plan, case, bits, DIGITAL)[counted])
        for case in range(len(plan.cases))
        if case != outcome and sides.low[DIGITAL, case] < CROSSOVER <= sides.high[DIGITAL, case]
        for bits in _bits(plan, sides, case, DIGITAL)
    ]
    pairs: dict[bytes, list[tuple[int, int]]] = {}
    for a, b in combinations(range(len(options)), 2):
        if options[a][0] < options[b][0]:
            key = ((options[a][2] + options[b][2]) % 10).tobytes()
            pairs.setdefault(key, []).append((a, b))
    found: list[Placed] = []
    for bits in _bits(plan, sides, outcome, OUTCOME):
        rest = wanted - _left_over(plan, outcome, bits, OUTCOME)[counted]
        for key, first in pairs.items():
            other = ((rest - np.frombuffer(key, dtype=np.int64)) % 10).tobytes()
            for (a, b), (c, d) in product(first, pairs.get(other, ())):
                if options[b][0] < options[c][0]:
                    four = tuple((options[k][0], options[k][1]) for k in (a, b, c, d))
                    found.append((*four, (outcome, bits)))
    return tuple(sorted(found))


def is_of(plan: Plan, placed: Placed, chosen: Placing) -> bool:
    """Return whether a way to place cases is one of a declared placing."""
    bits = {plan.cases[case]: own for case, own in placed[:-1]}
    return {case: bool(own[OUTCOME]) for case, own in bits.items()} == dict(chosen.digital) and all(
        each.low < 500 < each.high or bool(bits[each.case][_column(plan, each)]) == (each.low > 500)
        for each in chosen.held
        if each.case in bits
    )


def _column(plan: Plan, held: Held) -> int:
    return plan.columns.index(held.variable)


def with_placing(plan: Plan, sides: Sides, placed: Placed, held: tuple[Held, ...] = ()) -> Sides:
    """Return the sides with the cases at the crossover in place and memberships held."""
    found = Sides(sides.low.copy(), sides.high.copy())
    for each in held:
        found.within(_column(plan, each), plan.cases.index(each.case), each.low, each.high)
    for case, bits in placed:
        for c in plan.hidden:
            found.above(int(c), case, bool(bits[c]))
    for case, _ in placed[:-1]:
        found.fix(DIGITAL, case, CROSSOVER)
    found.fix(OUTCOME, placed[-1][0], CROSSOVER)
    return found


def _bits(plan: Plan, sides: Sides, case: int, at: int) -> Iterator[tuple[int, ...]]:
    """All sides of a case in the hidden columns; above in the column whose crossover it is at."""
    options: list[tuple[int, ...]] = [(0,)] * len(plan.columns)
    for c in plan.hidden:
        below, above = sides.low[c, case] < 500, sides.high[c, case] > 500
        options[c] = tuple(bit for bit, open_ in ((0, below), (1, above)) if open_)
    options[at] = (1,)
    return product(*options)


def _left_over(plan: Plan, case: int, bits: tuple[int, ...], at: int) -> Ints:
    row = plan.fixed[:, case].copy()
    for c in plan.hidden:
        row[c] = 1000 * bits[c]
    row[at] = CROSSOVER
    out = np.zeros(SUMS, dtype=np.int64)
    contributions(row, plan.signs, out)
    return out
