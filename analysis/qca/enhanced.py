"""Enhanced standard analysis: remainders that no solution may lean on.

Schneider and Wagemann (2012, chapter 8) and Oana, Schneider and Thomann (2021, chapter 4) call
untenable: a remainder used to explain both the outcome and its negation (contradictory simplifying
assumption); a row sufficient for both (simultaneous subset relation); a remainder whose assumption
contradicts a condition claimed necessary; an impossible remainder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.data.terminal import Result
from analysis.qca._inputs import fail
from analysis.qca.expressions import Expression
from analysis.qca.intermediate import Expectations, StandardAnalysis, standard_analysis
from analysis.qca.minimization import CoverOptions, Minimization, parsimonious_solution
from analysis.qca.truth_table import TruthTable


@dataclass(frozen=True, slots=True)
class Untenable(Result):
    """What was declared out: expressions stated, and row numbers found, by reason."""

    impossible: tuple[Expression, ...]
    against_necessity: tuple[Expression, ...]
    simultaneous: tuple[int, ...]
    contradictory: tuple[int, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one line per expression or row with its reason."""
        lines = [
            *(("impossible", str(item)) for item in self.impossible),
            *(("against necessity", str(item)) for item in self.against_necessity),
            *(("simultaneous subset", str(row)) for row in self.simultaneous),
            *(("contradictory assumption", str(row)) for row in self.contradictory),
        ]
        return pd.DataFrame(lines, columns=["reason", "excluded"])

    def to_dict(self) -> dict[str, object]:
        """Return the exclusions as plain data."""
        return {
            "impossible": [str(item) for item in self.impossible],
            "against_necessity": [str(item) for item in self.against_necessity],
            "simultaneous": list(self.simultaneous),
            "contradictory": list(self.contradictory),
        }


@dataclass(frozen=True, slots=True)
class EnhancedAnalysis(Result):
    """The standard analyses of the outcome and its negation after the exclusions."""

    outcome: StandardAnalysis
    negation: StandardAnalysis
    untenable: Untenable

    @property
    def table(self) -> TruthTable:
        """The truth table of the outcome after the exclusions."""
        return self.outcome.table

    def to_frame(self) -> pd.DataFrame:
        """Return one line per side, solution, model and term."""
        sides = {"outcome": self.outcome, "negation": self.negation}
        return pd.concat([part.to_frame().assign(side=side) for side, part in sides.items()])

    def to_dict(self) -> dict[str, object]:
        """Return both analyses and the exclusions as plain data."""
        return {
            "outcome": self.outcome.to_dict(),
            "negation": self.negation.to_dict(),
            "untenable": self.untenable.to_dict(),
        }


def simultaneous_subsets(table: TruthTable, negated: TruthTable) -> tuple[int, ...]:
    """Return the observed rows sufficient for the outcome and for its negation alike.

    Raises InputError unless the tables are of an outcome and its negation over the same conditions.
    """
    _require_counterparts(table, negated)
    both = np.intersect1d(table.with_output("1"), negated.with_output("1"))
    return tuple(both.tolist())


def contradictory_assumptions(found: Minimization, negated: Minimization) -> tuple[int, ...]:
    """Return the remainders that models of both solutions hold.

    A remainder counts when any tied model of either side uses it. Raises InputError as
    ``simultaneous_subsets``.
    """
    _require_counterparts(found.table, negated.table)
    return tuple(sorted(_assumed(found) & _assumed(negated)))


def against_necessity(necessary: Expression | str, conditions: Sequence[str]) -> Expression:
    """Return the rows outside a set claimed necessary: none of them can lead to the outcome."""
    if isinstance(necessary, str):
        necessary = Expression.parse(necessary, conditions)
    return ~necessary


def enhanced_analysis(
    table: TruthTable,
    negated: TruthTable,
    expectations: Expectations = (),
    negated_expectations: Expectations = (),
    *,
    impossible: Sequence[str] = (),
    necessary: Sequence[str] = (),
    negated_necessary: Sequence[str] = (),
    options: CoverOptions | None = None,
) -> EnhancedAnalysis:
    """Return both analyses without untenable assumptions.

    ``impossible`` expressions go on both sides; what contradicts a set ``necessary`` for the
    outcome goes on its side, and likewise for the negation; rows sufficient for both lose that
    output; contradictory assumptions are excluded on both sides until none is left. Raises
    InputError as ``simultaneous_subsets``, for expressions over other conditions, and where a side
    has no sufficient row left.
    """
    stated = tuple(Expression.parse(text, table.conditions) for text in impossible)
    outside = tuple(against_necessity(text, table.conditions) for text in necessary)
    negated_outside = tuple(against_necessity(t, table.conditions) for t in negated_necessary)
    both = simultaneous_subsets(table, negated)
    first = table.excluding(*stated, *outside, *both)
    second = negated.excluding(*stated, *negated_outside, *both)
    contradictory: set[int] = set()
    while True:
        left, right = parsimonious_solution(first, options), parsimonious_solution(second, options)
        new = contradictory_assumptions(left, right)
        if not new:
            break
        contradictory.update(new)
        first, second = first.excluding(*new), second.excluding(*new)
    return EnhancedAnalysis(
        outcome=standard_analysis(first, expectations, options),
        negation=standard_analysis(second, negated_expectations, options),
        untenable=Untenable(
            impossible=stated,
            against_necessity=outside + negated_outside,
            simultaneous=both,
            contradictory=tuple(sorted(contradictory)),
        ),
    )


def _require_counterparts(table: TruthTable, negated: TruthTable) -> None:
    names = (table.outcome, negated.outcome)
    is_pair = names[0].removeprefix("~") == names[1].removeprefix("~") and names[0] != names[1]
    if table.conditions != negated.conditions or not is_pair:
        remedy = "give the tables of Y and of ~Y over the same conditions in the same order"
        fail("the tables are no counterparts", remedy, column="outcome", value=" and ".join(names))


def _assumed(found: Minimization) -> set[int]:
    return {row for model in found.models for row in found.simplifying_assumptions(model)}
