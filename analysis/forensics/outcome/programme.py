"""The question as an integer programme: one variable per case, every printed number a bound.

A part is only ever made weaker, never stronger: where the programme finds nothing, no column
exists. A column that it finds is checked with the engine. Memberships are in thousandths; the
outcome's are multiples of ten, but for the one case at 0.501.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from analysis.forensics.outcome.question import NAMED, Ceiling, Question
from analysis.forensics.reconstruct.compiled import Ints

CROSSOVER, FULL = 501, 1000
# Lines are compared in tenths of a thousandth, rounded outwards.
FINE = 10
# Of 28 cases so many lie below the lower, and below the upper pair of ranks of a quartile.
QUARTERS = ((0, 7), (2, 21))


@dataclass(frozen=True, slots=True)
class Programme:
    """The model and its variables: ``y`` (n,) are the outcome's memberships in thousandths."""

    model: cp_model.CpModel
    y: list[Any] = field(repr=False)


def programme(asked: Question) -> Programme:
    """Return the integer programme of a question."""
    model = cp_model.CpModel()
    y = [_membership(model, asked, case) for case in range(len(asked.cases))]
    if asked.asks("sum"):
        model.add(sum(y) == asked.total)
    if asked.asks("extremes"):
        for end in (int(asked.cells.values[0]), FULL):
            model.add_bool_or([_equal(model, each, end) for each in y])
    if asked.asks("quartiles"):
        _median(model, asked, y)
        for quartile, below in QUARTERS:
            _quartile(model, asked, y, quartile, below)
    for ceiling in asked.ceilings:
        _condition(model, asked, ceiling, y)
    return Programme(model, y)


def _membership(model: cp_model.CpModel, asked: Question, case: int) -> Any:
    if case == asked.at_crossover:
        return model.new_constant(CROSSOVER)
    values = [int(v) for v in asked.cells.values if v != CROSSOVER]
    if asked.asks(NAMED) and case in asked.sides:
        values = [v for v in values if (v > CROSSOVER) == asked.sides[case]]
    return model.new_int_var_from_domain(cp_model.Domain.from_values(values), f"y{case}")


def _equal(model: cp_model.CpModel, value: Any, other: Any) -> Any:
    """A variable that, where true, makes two values equal."""
    flag = model.new_bool_var("")
    model.add(value == other).only_enforce_if(flag)
    return flag


def _median(model: cp_model.CpModel, asked: Question, y: Sequence[Any]) -> None:
    """Half of the cases lie below the crossover, and one of them in the cell next to it."""
    below = max(int(v) for v in asked.cells.values if v < CROSSOVER)
    low = [model.new_bool_var("") for _ in y]
    for each, flag in zip(y, low, strict=True):
        model.add(each <= below).only_enforce_if(flag)
        model.add(each >= CROSSOVER).only_enforce_if(~flag)
    model.add(sum(low) == len(y) // 2)
    model.add_bool_or([_equal(model, each, below) for each in y])


def _quartile(
    model: cp_model.CpModel, asked: Question, y: Sequence[Any], quartile: int, below: int
) -> None:
    """The two cases at a quartile have memberships that raw values with this quartile can have."""
    values = [int(v) for v in asked.cells.values]
    pairs = [
        (a, b) for a in values for b in values if a <= b and asked.cells.allows(quartile, a, b)
    ]
    lower, upper = (model.new_int_var(0, FULL, "") for _ in range(2))
    model.add_allowed_assignments([lower, upper], pairs)
    low = [model.new_bool_var("") for _ in y]
    model.add(sum(low) == below)
    for each, flag in zip(y, low, strict=True):
        model.add(each <= lower).only_enforce_if(flag)
        model.add(each >= upper).only_enforce_if(~flag)
    sides: list[tuple[Any, list[Any]]] = [(lower, list(low)), (upper, [~flag for flag in low])]
    for end, side in sides:
        ends = []
        for each, flag in zip(y, side, strict=True):
            at_end = _equal(model, each, end)
            model.add_implication(at_end, flag)
            ends.append(at_end)
        model.add_bool_or(ends)


def _condition(
    model: cp_model.CpModel, asked: Question, ceiling: Ceiling, y: Sequence[Any]
) -> None:
    name = ceiling.condition
    if asked.asks("sums", name):
        for target, side in (
            (ceiling.with_outcome, list(y)),
            (ceiling.with_negation, [FULL - each for each in y]),
        ):
            least = [_least(model, v, int(x)) for v, x in zip(side, ceiling.x, strict=True)]
            model.add(sum(least) == target)
    peers: list[tuple[int, Any]] = []
    if asked.asks("ceiling zone", name) or asked.asks("ceiling line", name):
        peers, steps = _frontier(model, ceiling.x, y)
        if asked.asks("ceiling zone", name):
            _zone(model, ceiling, steps)
    low, high = _line(asked, ceiling)
    if asked.asks("ceiling line", name):
        _regression(model, ceiling.x, y, peers, low, high)
    if asked.asks("accuracy", name):
        above = [model.new_bool_var("") for _ in y]
        for case, flag in enumerate(above):
            model.add(FINE * y[case] >= low[case]).only_enforce_if(flag)
            model.add(FINE * y[case] <= high[case]).only_enforce_if(~flag)
        model.add(sum(above) == ceiling.above)


def _least(model: cp_model.CpModel, value: Any, x: int) -> Any:
    if x in (0, FULL):
        return value if x else 0
    least = model.new_int_var(0, x, "")
    model.add_min_equality(least, [value, x])
    return least


def _frontier(
    model: cp_model.CpModel, x: Ints, y: Sequence[Any]
) -> tuple[list[tuple[int, Any]], list[tuple[int, Any]]]:
    """The peers (case, whether it is one) and the steps (x, greatest outcome up to there).

    A case is a peer where its outcome is the greatest up to its x and greater than that before.
    """
    peers: list[tuple[int, Any]] = []
    steps: list[tuple[int, Any]] = []
    before: Any = -1
    for value in np.unique(x):
        cases = [int(case) for case in np.flatnonzero(x == value)]
        top = model.new_int_var(0, FULL, "")
        model.add_max_equality(top, [*(y[case] for case in cases), before])
        for case in cases:
            peer, late = model.new_bool_var(""), model.new_bool_var("")
            model.add(y[case] == top).only_enforce_if(peer)
            model.add(y[case] >= before + 1).only_enforce_if(peer)
            model.add(y[case] <= before).only_enforce_if([~peer, late])
            model.add(y[case] <= top - 1).only_enforce_if([~peer, ~late])
            peers.append((case, peer))
        steps.append((int(value), top))
        before = top
    return peers, steps


def _zone(model: cp_model.CpModel, ceiling: Ceiling, steps: Sequence[tuple[int, Any]]) -> None:
    area = sum((b - a) * (FULL - top) for (a, top), (b, _) in pairwise(steps))
    model.add(area >= math.ceil(ceiling.zone.low * FULL * FULL))
    model.add(area <= math.floor(ceiling.zone.high * FULL * FULL))


def _line(asked: Question, ceiling: Ceiling) -> tuple[list[int], list[int]]:
    """The least and greatest height, in fine steps, of the printed lines at every case.

    Height is a ratio of linear functions of the line, so its ends are at the corners.
    """
    bottom = int(asked.cells.values[0])
    left, right = int(ceiling.x.min()), int(ceiling.x.max())
    low, high = [], []
    for x in ceiling.x:
        share = Fraction(100 * (int(x) - left), right - left)
        heights = [
            bottom + Fraction(FULL - bottom, 100) * (share - a) / b
            for a, b in ceiling.lines.corners
        ]
        low.append(math.floor(FINE * min(heights)))
        high.append(math.ceil(FINE * max(heights)))
    return low, high


def _regression(
    model: cp_model.CpModel,
    x: Ints,
    y: Sequence[Any],
    peers: Sequence[tuple[int, Any]],
    low: Sequence[int],
    high: Sequence[int],
) -> None:
    """CR-FDH is the least-squares line through the peers: its residuals and moments add to zero."""
    for weights in (np.ones_like(x), x // FINE):
        under, over = [], []
        for case, peer in peers:
            weight, middle = int(weights[case]), (low[case] + high[case]) // 2
            span = FINE * FULL + abs(low[case]) + abs(high[case])
            residual = model.new_int_var(-span, span, "")
            model.add(residual == FINE * y[case] - middle).only_enforce_if(peer)
            model.add(residual == 0).only_enforce_if(~peer)
            under.append(weight * residual - weight * (high[case] - middle) * peer)
            over.append(weight * residual - weight * (low[case] - middle) * peer)
        model.add(sum(under) <= 0)
        model.add(sum(over) >= 0)
