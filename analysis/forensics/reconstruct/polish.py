"""The last hundredths: an exact integer programme near the state a search has found.

Near a state, which membership is the least of a path's literals hardly changes, so that nearly
all minima are plain variables and CP-SAT solves the sums at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from analysis.forensics.reconstruct.compiled import Ints
from analysis.forensics.reconstruct.plan import Plan
from analysis.forensics.reconstruct.search import Space
from analysis.forensics.reconstruct.sides import Sides

EFFORT = 20.0
RANKS = (6, 7, 13, 14, 20, 21)


@dataclass(frozen=True, slots=True)
class Bounded:
    """A linear expression and the least and greatest value it can take."""

    term: Any
    low: int
    high: int

    @property
    def negated(self) -> Bounded:
        """Return the membership in the negation."""
        return Bounded(1000 - self.term, 1000 - self.high, 1000 - self.low)


def polished(plan: Plan, space: Space, sides: Sides, X: Ints, width: int, seed: int) -> Ints | None:
    """Return memberships within ``width`` thousandths of ``X`` whose sums are exact; None if none.

    The cases at the quartiles keep their values and all others their side of them.
    """
    model = cp_model.CpModel()
    entries = [
        [_entry(model, plan, space, sides, X, c, i, width) for i in range(X.shape[1])]
        for c in range(X.shape[0])
    ]
    total: dict[int, list[Any]] = {k: [] for k in range(len(plan.target))}
    for i in range(X.shape[1]):
        for k, value in _contributions(model, [row[i] for row in entries], plan).items():
            total[k].append(value.term)
    for place in np.flatnonzero(plan.weights > 0):
        model.add(sum(total[int(place)]) == int(plan.target[place]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = EFFORT
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    found = [[e if isinstance(e, int) else solver.value(e) for e in _terms(row)] for row in entries]
    return np.array(found, dtype=np.int64)


def _terms(row: list[Bounded]) -> list[Any]:
    return [each.term for each in row]


def _entry(
    model: cp_model.CpModel,
    plan: Plan,
    space: Space,
    sides: Sides,
    X: Ints,
    c: int,
    i: int,
    width: int,
) -> Bounded:
    at = int(X[c, i])
    order = np.argsort(X[c], kind="stable")
    rank = int(np.flatnonzero(order == i)[0])
    if c not in plan.hidden or rank in RANKS or sides.low[c, i] == sides.high[c, i]:
        return Bounded(at, at, at)
    below = [int(X[c, order[r]]) for r in RANKS if r < rank]
    above = [int(X[c, order[r]]) for r in RANKS if r > rank]
    low = max([int(sides.low[c, i]), at - width, *below])
    high = min([int(sides.high[c, i]), at + width, *above])
    values = [
        int(v)
        for v in space.values[c, : space.counts[c]]
        if low <= v <= high and (v == at or v != 501)
    ]
    if at in (1000, int(space.values[c, 0])) or len(values) < 2:
        return Bounded(at, at, at)
    variable = model.new_int_var_from_domain(cp_model.Domain.from_values(values), f"x{c}_{i}")
    model.add_hint(variable, at)
    return Bounded(variable, min(values), max(values))


def _contributions(model: cp_model.CpModel, row: list[Bounded], plan: Plan) -> dict[int, Bounded]:
    """The sums a case adds to, in the order of the kernel's; only those that count."""
    y, no = row[0], row[0].negated
    found = {0: y}
    for c in range(1, 7):
        found[3 * c - 2] = row[c]
        found[3 * c - 1] = _least(model, [row[c], y])
        found[3 * c] = _least(model, [row[c], no])
    paths = [_path(model, row, plan.signs[p]) for p in range(7)]
    for start, side, own in ((19, y, paths[:4]), (30, no, paths[4:])):
        for p in range(3):
            found[start + 2 * p] = own[p]
            found[start + 2 * p + 1] = _least(model, [own[p], side])
        if plan.weights[start + 6] > 0:
            union = _most(model, own)
            found[start + 6], found[start + 7] = union, _least(model, [union, side])
        if plan.weights[start + 8] > 0:
            for p in range(3):
                rest = _most(model, own[:p] + own[p + 1 :])
                found[start + 8 + p] = _least(model, [rest, side])
    return {k: value for k, value in found.items() if plan.weights[k] > 0}


def _path(model: cp_model.CpModel, row: list[Bounded], signs: Ints) -> Bounded:
    literals = [
        row[c + 1] if sign > 0 else row[c + 1].negated for c, sign in enumerate(signs) if sign
    ]
    return _least(model, literals) if literals else Bounded(0, 0, 0)


def _least(model: cp_model.CpModel, parts: list[Bounded]) -> Bounded:
    low, high = min(p.low for p in parts), min(p.high for p in parts)
    left = [part for part in parts if part.low < high]
    sure = [part for part in parts if part.high == high]
    if not left:
        return sure[0]
    if len(left) == 1 and (left[0] is sure[0] or left[0].high <= high):
        return left[0]
    chosen = left if any(part.high == high for part in left) else [*left, sure[0]]
    variable = model.new_int_var(low, high, "")
    model.add_min_equality(variable, [part.term for part in chosen])
    return Bounded(variable, low, high)


def _most(model: cp_model.CpModel, parts: list[Bounded]) -> Bounded:
    return _least(model, [part.negated for part in parts]).negated
