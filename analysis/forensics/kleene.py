"""Whether any fuzzy data set at all can have given sums: a linear programme over 0, 1/2 and 1.

Cut a membership x at a level a in (0, 1/2]: 1 if x > 1 - a, 0 if x < a, 1/2 between. The cut goes
through minimum, maximum and negation (it respects Kleene's three-valued logic), and x is the mean
of its cuts over all levels. So the sum of any Boolean expression over n fuzzy cases is a weighted
sum of its values on {0, 1/2, 1}^k with non-negative weights that add up to n. Sums of several
expressions are possible together only if such weights exist: if the programme has no solution, no
data set has these sums. (If it has one, data with unlimited decimals and cases do.)

Expressions without negation commute with plain cuts too (1 if x >= a, else 0), so for them the
patterns of 0 and 1 suffice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.forensics.intervals import Interval
from analysis.forensics.literals import Conjunction, SetLiteral

Floats = npt.NDArray[np.float64]

INFEASIBLE = 2
KLEENE = (0.0, 0.5, 1.0)
CRISP = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class SumConstraint:
    """A sum over the cases that must lie in an interval; ``values`` has one entry per pattern."""

    values: Floats
    interval: Interval


@dataclass(frozen=True, slots=True)
class PatternSpace:
    """All patterns over k sets; ``patterns`` has shape (number of levels^k, k)."""

    names: tuple[str, ...]
    patterns: Floats

    @classmethod
    def over(cls, names: Sequence[str], levels: Sequence[float] = KLEENE) -> PatternSpace:
        """Return the space of the named sets; ``levels`` are the memberships of a pattern."""
        patterns = np.array(list(product(levels, repeat=len(names))))
        return cls(tuple(names), patterns)

    @property
    def ones(self) -> Floats:
        """Return the constant expression 1, whose sum is the number of cases."""
        return np.ones(len(self.patterns))

    def literal(self, literal: SetLiteral) -> Floats:
        """Return the value of a literal on every pattern."""
        column = self.patterns[:, self.names.index(literal.condition)]
        return column if literal.present else 1 - column

    def conjunction(self, literals: Iterable[SetLiteral]) -> Floats:
        """Return the minimum of the literals on every pattern (1 for none)."""
        values = self.ones
        for literal in literals:
            values = np.minimum(values, self.literal(literal))
        return values

    def union(self, conjunctions: Iterable[Conjunction]) -> Floats:
        """Return the maximum of the conjunctions on every pattern (0 for none)."""
        values = np.zeros(len(self.patterns))
        for each in conjunctions:
            values = np.maximum(values, self.conjunction(each))
        return values


def is_possible(constraints: Sequence[SumConstraint]) -> bool:
    """Return whether some fuzzy data set meets all constraints at once."""
    count = len(constraints[0].values)
    return _solve(np.zeros(count), constraints) is not None


def sum_bounds(values: Floats, constraints: Sequence[SumConstraint]) -> tuple[float, float] | None:
    """Return the least and greatest sum of an expression under the constraints; None if none."""
    least = _solve(values, constraints)
    greatest = _solve(-values, constraints)
    return None if least is None or greatest is None else (least, -greatest)


def _solve(objective: Floats, constraints: Sequence[SumConstraint]) -> float | None:
    rows = np.array([each.values for each in constraints])
    low = np.array([float(each.interval.low) for each in constraints])
    high = np.array([float(each.interval.high) for each in constraints])
    limits = LinearConstraint(rows, low, high)
    found = milp(objective, constraints=limits, bounds=Bounds(0, np.inf))
    if found.status == INFEASIBLE:
        return None
    if found.x is None:
        raise RuntimeError(f"the linear programme was not solved: {found.message}")
    return float(found.fun)
