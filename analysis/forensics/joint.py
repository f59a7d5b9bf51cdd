"""Whether all numbers of a panel can hold together, given the necessity table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.forensics.hidden_sums import HiddenSums, known
from analysis.forensics.intervals import Interval
from analysis.forensics.kleene import (
    CRISP,
    Floats,
    PatternSpace,
    SumConstraint,
    is_possible,
    sum_bounds,
)
from analysis.forensics.literals import Conjunction, SetLiteral
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.transcripts import OUTCOME, Panel


@dataclass(frozen=True, slots=True)
class JointModel:
    """The necessity table as constraints on all fuzzy data sets of its cases."""

    space: PatternSpace
    necessity: tuple[SumConstraint, ...]
    sums: HiddenSums

    @classmethod
    def of(cls, sums: HiddenSums, free: Sequence[str] = ()) -> JointModel:
        """Return the model of the sums hidden in a necessity table; disputed sums are left out.

        ``free`` names further sets of which nothing is known.
        """
        space = PatternSpace.over([*sums.conditions, *free, OUTCOME])
        held = [SumConstraint(space.ones, Interval.of(sums.n))]
        for (literal, side), hidden in sums.sums.items():
            span = known(hidden)
            if span is not None and (literal is None or literal.present or side is not None):
                held.append(SumConstraint(space.conjunction(_literals(literal, side)), span))
        return cls(space, tuple(held), sums)

    def total(self, outcome_present: bool) -> Interval:
        """Return the sum of the outcome or its negation.

        Raises ValueError when the printed numbers of the necessity table contradict one another.
        """
        total = self.sums.total(outcome_present)
        if total is None:
            raise ValueError("the necessity table contradicts itself on the sum of the outcome")
        return total

    def raw_coverage(self, literals: Conjunction, outcome_present: bool) -> tuple[float, float]:
        """Return the sharpest bounds on a raw coverage that the necessity table implies.

        Raises ValueError when the table itself is impossible.
        """
        values = self.space.conjunction((*literals, SetLiteral(OUTCOME, outcome_present)))
        bounds = sum_bounds(values, self.necessity)
        if bounds is None:
            raise ValueError("no fuzzy data set has the sums of the necessity table")
        total = float(self.total(outcome_present).low)
        return bounds[0] / total, bounds[1] / total

    def is_possible(
        self,
        panel: Panel,
        reading: Sequence[Conjunction] | None = None,
        unreported: Sequence[Conjunction] = (),
    ) -> bool:
        """Return whether some fuzzy data set gives the necessity table and the whole panel.

        ``reading`` replaces the printed marks, one conjunction per path; ``unreported`` adds
        paths that belong to the solution but are not printed.
        """
        marks = list(reading or [path.literals for path in panel.paths])
        constraints = self._panel(panel, marks, unreported)
        return is_possible([*self.necessity, *constraints])

    def fits_inside_outcome(self, panel: Panel, reading: Sequence[Conjunction]) -> bool:
        """Return whether the coverages alone are possible, for readings without negations.

        A quick test that ``is_possible`` can only sharpen. Raises ValueError for a negation.
        """
        if not all(literal.present for marks in reading for literal in marks):
            raise ValueError("the quick test is for readings without negations")
        side = panel.outcome_present
        space = PatternSpace.over(self.sums.conditions, CRISP)
        held = [SumConstraint(space.ones, self.total(side))]
        for condition in self.sums.conditions:
            literal = SetLiteral(condition)
            span = known(self.sums.of(literal, side))
            if span is not None:
                held.append(SumConstraint(space.literal(literal), span))
        numbers = _coverages(space, space.ones, panel, reading, (), self.total(side))
        return is_possible([*held, *numbers])

    def _panel(
        self, panel: Panel, marks: Sequence[Conjunction], unreported: Sequence[Conjunction]
    ) -> Iterator[SumConstraint]:
        outcome = self.space.literal(SetLiteral(OUTCOME, panel.outcome_present))
        total = self.total(panel.outcome_present)
        yield from _coverages(self.space, outcome, panel, marks, unreported, total)
        solution = self.space.union([*marks, *unreported])
        yield SumConstraint(solution, _size(panel.coverage, panel.consistency, total))
        for path, own in zip(panel.paths, marks, strict=True):
            size = _size(path.raw_coverage, path.consistency, total)
            yield SumConstraint(self.space.conjunction(own), size)


def _coverages(
    space: PatternSpace,
    outcome: Floats,
    panel: Panel,
    marks: Sequence[Conjunction],
    unreported: Sequence[Conjunction],
    total: Interval,
) -> Iterator[SumConstraint]:
    covered = np.minimum(space.union([*marks, *unreported]), outcome)
    yield SumConstraint(covered, panel.coverage.interval() * total)
    for place, path in enumerate(panel.paths):
        own = np.minimum(space.conjunction(marks[place]), outcome)
        yield SumConstraint(own, path.raw_coverage.interval() * total)
        rest = space.union([*marks[:place], *marks[place + 1 :], *unreported])
        alone = covered - np.minimum(rest, outcome)
        yield SumConstraint(alone, path.unique_coverage.interval() * total)


def _size(coverage: PrintedNumber, consistency: PrintedNumber, total: Interval) -> Interval:
    return coverage.interval() * total / consistency.interval()


def _literals(literal: SetLiteral | None, side: bool | None) -> tuple[SetLiteral, ...]:
    own = () if literal is None else (literal,)
    return own if side is None else (*own, SetLiteral(OUTCOME, side))
