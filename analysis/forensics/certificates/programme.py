"""Linear programmes over patterns: how far printed numbers can hold together, or by how much not.

The rows of `Quotients` must have non-negative sums for some non-negative weights of the patterns.
The programme seeks weights that leave the most room in every row. Room above zero: the numbers can
hold together, and the weights show it, exactly. Below zero: the dual values are the multipliers of
a proof, made exact by solving the equations of the patterns on which it is tight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from analysis.forensics.certificates.ratios import Quotients
from analysis.forensics.kleene import Floats

Indices = npt.NDArray[np.intp]

TOLERANCE = 1e-9
CAP = 1.0
LARGEST_ROOM = 1e-3  # demanded of every number when the least shortfall is sought


@dataclass(frozen=True, slots=True)
class Room:
    """The room that all rows can have at once, in units of their intervals' widths.

    ``weights`` (patterns,) are those of the patterns, ``multipliers`` (rows,) the dual values.
    """

    least: float
    weights: Floats
    multipliers: Floats


def room(rows: Floats, outcome: Floats) -> Room:
    """Return the greatest room of the rows (rows, patterns), the outcome's sum being 1."""
    columns, inverse = _merged(np.vstack([rows, outcome]))
    count = columns.shape[1]
    objective = np.append(np.zeros(count), -1.0)
    found = linprog(
        objective,
        A_ub=np.hstack([-columns[:-1], np.ones((len(rows), 1))]),
        b_ub=np.zeros(len(rows)),
        A_eq=np.append(columns[-1], 0.0)[None],
        b_eq=[1.0],
        bounds=[(0, None)] * count + [(None, CAP)],
        method="highs",
    )
    if found.x is None:
        raise RuntimeError(f"the linear programme was not solved: {found.message}")
    weights = np.zeros(rows.shape[1])
    _, first = np.unique(inverse, return_index=True)
    weights[first] = np.maximum(found.x[:-1], 0)
    return Room(-float(found.fun), weights, -np.asarray(found.ineqlin.marginals))


def shortfalls(rows: Floats, outcome: Floats, soft: Sequence[int]) -> Floats:
    """Return by how much each soft number misses when all of them together miss by the least.

    Two rows per number; the numbers not in ``soft`` hold. Shape (len(soft),), in widths.
    """
    columns, _ = _merged(np.vstack([rows, outcome]))
    count = columns.shape[1]
    slack = np.zeros((len(rows), len(soft)))
    for place, number in enumerate(soft):
        slack[[2 * number, 2 * number + 1], place] = 1.0
    found = linprog(
        np.append(np.zeros(count), np.ones(len(soft))),
        A_ub=-np.hstack([columns[:-1], slack]),
        b_ub=np.full(len(rows), -LARGEST_ROOM),
        A_eq=np.append(columns[-1], np.zeros(len(soft)))[None],
        b_eq=[1.0],
        bounds=(0, None),
        method="highs",
    )
    if found.x is None:
        raise RuntimeError(f"the linear programme was not solved: {found.message}")
    return np.asarray(found.x[count:], dtype=np.float64)


def extremes(held: Floats, above: Floats, below: Floats) -> tuple[float, float] | None:
    """Return the least and greatest quotient of two sums under the held rows; None if none."""
    columns, _ = _merged(np.vstack([held, above, below]))
    ends = []
    for sign in (1.0, -1.0):
        found = linprog(
            sign * columns[-2],
            A_ub=-columns[:-2] if len(held) else None,
            b_ub=np.zeros(len(held)) if len(held) else None,
            A_eq=columns[-1][None],
            b_eq=[1.0],
            bounds=(0, None),
            method="highs",
        )
        if found.x is None:
            return None
        ends.append(sign * float(found.fun))
    return ends[0], ends[1]


def is_witness(found: Quotients, weights: Floats) -> bool:
    """Return whether the weights give every printed number, in exact arithmetic."""
    used = np.flatnonzero(weights)
    exact = [Fraction(float(w)) for w in weights[used]]
    total = _dot(exact, found.outcome[used])
    if total <= 0:
        return False
    for cell, a, b in zip(found.cells, found.above, found.below, strict=True):
        hull, low = cell.number.hull, _dot(exact, b[used])
        value = _dot(exact, a[used])
        if not hull.low * low <= value <= hull.high * low:
            return False
    return True


def exact_multipliers(
    found: Quotients, multipliers: Floats
) -> tuple[dict[int, Fraction], Fraction] | None:
    """Return exact multipliers by row, and the gap that they leave; None when none were found.

    ``multipliers`` (2 x numbers,) are the dual values of the programme; the first is scaled to 1.
    """
    rows = found.rows()
    support = np.flatnonzero(multipliers > TOLERANCE * multipliers.max())
    ends = [_end(found, int(row)) for row in support]
    widths = np.array([float(found.cells[row // 2].number.hull.width) for row in support])
    rough = multipliers[support] / widths
    total = multipliers[support] @ rows[support]
    present = found.outcome > 0
    gap = float(np.min(-total[present] / found.outcome[present]))
    slack = -(total + gap * found.outcome)
    tight = np.flatnonzero(slack <= 1e-7 * max(1.0, float(np.abs(total).max())))
    solved = _solve(ends, found.outcome, tight)
    if solved is None or any(value <= 0 for value in solved):
        solved = [Fraction(float(value / rough[0])).limit_denominator(10**6) for value in rough]
    least = _gap(ends, solved, found.outcome)
    if least is None or least <= 0:
        return None
    return dict(zip(map(int, support), solved, strict=True)), least


Row = list[Fraction]


def _end(found: Quotients, row: int) -> Row:
    """One row in exact numbers, not scaled: a - l b or h b - a."""
    number, is_high = divmod(row, 2)
    hull = found.cells[number].number.hull
    pairs = zip(found.above[number], found.below[number], strict=True)
    if is_high:
        return [hull.high * _half(b) - _half(a) for a, b in pairs]
    return [_half(a) - hull.low * _half(b) for a, b in pairs]


def _half(value: float) -> Fraction:
    return Fraction(round(2 * value), 2)


def _gap(ends: Sequence[Row], multipliers: Sequence[Fraction], outcome: Floats) -> Fraction | None:
    gaps = []
    columns = {(*(end[p] for end in ends), _half(outcome[p])) for p in range(len(outcome))}
    for *values, reference in columns:
        total = sum((m * v for m, v in zip(multipliers, values, strict=True)), Fraction(0))
        if reference:
            gaps.append(-total / reference)
        elif total > 0:
            return None
    return min(gaps)


def _solve(ends: Sequence[Row], outcome: Floats, tight: Indices) -> list[Fraction] | None:
    """Solve: sum of multipliers x rows = -gap x outcome on tight patterns, the first being 1."""
    unknown = len(ends)
    system: list[Row] = []
    for p in dict.fromkeys((*(end[p] for end in ends), _half(outcome[p])) for p in tight):
        first, *others, reference = p
        system.append([*others, reference, -first])
    reduced = _reduced(system, unknown)
    return None if reduced is None else [Fraction(1), *reduced[:-1]]


def _reduced(system: list[Row], unknown: int) -> list[Fraction] | None:
    """Gauss-Jordan: the only solution, None when there is none or more than one."""
    pivots = 0
    for column in range(unknown):
        pivot = next((r for r in range(pivots, len(system)) if system[r][column]), None)
        if pivot is None:
            return None
        system[pivots], system[pivot] = system[pivot], system[pivots]
        lead = system[pivots][column]
        system[pivots] = [value / lead for value in system[pivots]]
        for r, row in enumerate(system):
            if r != pivots and row[column]:
                factor = row[column]
                system[r] = [x - factor * y for x, y in zip(row, system[pivots], strict=True)]
        pivots += 1
    if any(row[-1] for row in system[pivots:]):
        return None
    return [row[-1] for row in system[:pivots]]


def _merged(columns: Floats) -> tuple[Floats, Indices]:
    """Equal columns once, and where each column went."""
    unique, inverse = np.unique(columns, axis=1, return_inverse=True)
    return unique, inverse.reshape(-1)


def _dot(weights: Sequence[Fraction], values: Floats) -> Fraction:
    return sum((w * _half(float(v)) for w, v in zip(weights, values, strict=True)), Fraction(0))
