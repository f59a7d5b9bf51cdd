"""Raw values behind a column of memberships: the calibration inverted in every rounding cell.

A column is calibrated at its own quartiles, so the raw values must have the printed ones, and the
printed extremes, mean and population standard deviation as well. CP-SAT finds whole steps of the
variable's grid inside the cells.
"""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import numpy as np
from ortools.sat.python import cp_model

from analysis.forensics.printed import Rounding
from analysis.forensics.reconstruct.cells import QUARTILES, Cells
from analysis.forensics.reconstruct.compiled import Floats, Ints
from analysis.forensics.transcripts import load_transcripts

EFFORT = 20.0
TOTALS = 6


def raw_values(cells: Cells, memberships: Ints, seed: int, root: Path | None = None) -> Ints | None:
    """Return raw values (28,) in steps of the grid that give one column and Table 1; None if none.

    ``memberships`` are in thousandths. The totals that the printed mean allows are tried from the
    middle outwards, at most ``TOTALS`` of them.
    """
    low, high = _sum_range(cells, len(memberships), root)
    middle = (low + high) // 2
    spread = max(1, (high - low) // TOTALS)
    totals = sorted(range(low, high + 1, spread), key=lambda total: abs(total - middle))
    for total in totals:
        found = _with_total(cells, memberships, total, seed, root)
        if found is not None:
            return found
    return None


def _with_total(
    cells: Cells, memberships: Ints, total: int, seed: int, root: Path | None
) -> Ints | None:
    n = len(memberships)
    model = cp_model.CpModel()
    order = np.argsort(memberships, kind="stable")
    x = [model.new_int_var(*cells.spans[int(m)], "") for m in memberships]
    ranked = [x[i] for i in order]
    model.add(ranked[0] == cells.low)
    model.add(ranked[-1] == cells.high)
    for (rank, (a, b)), wanted in zip(QUARTILES, cells.quartile_totals(), strict=True):
        model.add(a * ranked[rank] + b * ranked[rank + 1] == wanted)
        model.add(ranked[rank] <= ranked[rank + 1])
        for value in ranked[:rank]:
            model.add(value <= ranked[rank])
        for value in ranked[rank + 2 :]:
            model.add(value >= ranked[rank + 1])
    model.add(sum(x) == total)
    squares = []
    for value, m in zip(x, memberships, strict=True):
        least, most = cells.spans[int(m)]
        square = model.new_int_var(least * least, most * most, "")
        model.add_multiplication_equality(square, [value, value])
        squares.append(square)
    model.add_linear_constraint(sum(squares), *_square_range(cells, n, total, root))
    return _solved(model, x, seed)


def _solved(model: cp_model.CpModel, x: list[cp_model.IntVar], seed: int) -> Ints | None:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = EFFORT
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return np.array([solver.value(value) for value in x], dtype=np.int64)


def _sum_range(cells: Cells, n: int, root: Path | None) -> tuple[int, int]:
    span = load_transcripts(root).statistics[cells.variable]["mean"].interval(Rounding.HALF_UP)
    unit = Fraction(cells.unit).limit_denominator(10**6)
    return math.ceil(span.low * n / unit), math.ceil(span.high * n / unit) - 1


def _square_range(cells: Cells, n: int, total: int, root: Path | None) -> tuple[int, int]:
    """Return the sums of squares that give the printed deviation with a total."""
    span = load_transcripts(root).statistics[cells.variable]["sd"].interval(Rounding.HALF_UP)
    unit = Fraction(cells.unit).limit_denominator(10**6)
    least, most = (
        n * (end / unit) ** 2 + Fraction(total * total, n) for end in (span.low, span.high)
    )
    return math.ceil(least), math.ceil(most) - 1


def in_units(cells: Cells, steps: Ints) -> Floats:
    """Return raw values in the variable's own unit."""
    places = round(-math.log10(cells.unit))
    return np.round(steps * cells.unit, places)
