"""Search for necessary conjunctions and disjunctions, and for sufficient conjunctions.

A disjunction necessary for the outcome though none of its parts is one consists of SUIN
conditions: sufficient but unnecessary parts of a factor insufficient but necessary (Mahoney,
Kimball and Koivu 2009; Dusa 2019, chapter 5). Read its relevance before its consistency: a union
of enough sets is always necessary (Schneider and Wagemann 2012, chapter 9).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Literal as Choice

import numpy as np
import pandas as pd

from analysis.data.terminal import Labels, Result
from analysis.qca._inputs import (
    FloatArray,
    fail,
    membership_frame,
    require_choice,
    require_names,
    require_share,
)
from analysis.qca.expressions import Expression, Literal, Term
from analysis.qca.fit import NecessityFit, SufficiencyFit, necessity_of, sufficiency_of
from analysis.qca.truth_table import TOLERANCE

Relation = Choice["necessity", "sufficiency", "both"]


@dataclass(frozen=True, slots=True)
class SetRelation(Result):
    """One expression that passed, with its fit in both directions."""

    expression: Expression
    necessity: NecessityFit
    sufficiency: SufficiencyFit

    @property
    def is_disjunction(self) -> bool:
        """Whether the expression is a union of two conditions or more."""
        return len(self.expression.terms) > 1


@dataclass(frozen=True, slots=True)
class SupersetSearch(Result):
    """Everything that passed a search, fewer literals first, conjunctions before disjunctions."""

    outcome: str
    relation: Relation
    found: tuple[SetRelation, ...]
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def to_frame(self) -> pd.DataFrame:
        """Return one line per expression with the fit of both relations."""
        rows = [
            {
                "necessity_consistency": item.necessity.consistency,
                "ron": item.necessity.ron,
                "necessity_coverage": item.necessity.coverage,
                "sufficiency_consistency": item.sufficiency.consistency,
                "pri": item.sufficiency.pri,
                "sufficiency_coverage": item.sufficiency.coverage,
            }
            for item in self.found
        ]
        names = pd.Index([str(item.expression) for item in self.found], name="expression")
        return pd.DataFrame(rows, index=names)

    def to_dict(self) -> dict[str, object]:
        """Return the expressions and their fit as plain data."""
        return {
            "outcome": self.outcome,
            "relation": self.relation,
            "found": [
                {
                    "expression": str(item.expression),
                    "necessity": item.necessity.to_dict(),
                    "sufficiency": item.sufficiency.to_dict(),
                }
                for item in self.found
            ],
        }


def superset_search(
    data: pd.DataFrame,
    outcome: str,
    conditions: Sequence[str],
    relation: Relation = "necessity",
    *,
    consistency: float = 0.9,
    coverage: float = 0.0,
    ron: float = 0.0,
    pri: float = 0.0,
    depth: int | None = None,
    labels: Labels | None = None,
) -> SupersetSearch:
    """Return every expression of up to ``depth`` literals that reaches all the thresholds.

    - ``necessity``: conjunctions, and, where the conjunction of the same literals fails,
      disjunctions that contain no smaller expression found; ``ron`` filters last.
    - ``sufficiency``: conjunctions that contain no shorter one found; ``pri`` filters last.
    - ``both``: as sufficiency, where ``coverage`` bounds the consistency of necessity.

    ``depth`` defaults to the number of conditions: the search is exhaustive. Raises InputError for
    an unknown relation, a depth below 1, missing columns and values that are no membership.
    """
    require_choice("relation", relation, ("necessity", "sufficiency", "both"))
    for threshold, value in (
        ("consistency", consistency), ("coverage", coverage), ("ron", ron), ("pri", pri)
    ):  # fmt: skip
        require_share(threshold, value)
    if depth is not None and depth < 1:
        fail("the search has no depth", "ask for at least one literal", column="depth", value=depth)
    require_names(conditions)
    name = outcome.removeprefix("~")
    frame = membership_frame(data, [*conditions, name])
    y = frame[name].to_numpy()
    y = 1 - y if outcome.startswith("~") else y
    x = frame[list(conditions)].to_numpy().T
    passed: list[SetRelation] = []
    for size in range(1, (depth or len(conditions)) + 1):
        level = _conjunctions(x, y, conditions, size)
        if relation == "necessity":
            passed += _necessary(level, _Bounds(consistency, coverage), passed)
        else:
            passed += _sufficient(level, _Bounds(consistency, coverage), passed)
    kept = [
        item
        for item in passed
        if (relation != "necessity" or item.necessity.ron >= ron - TOLERANCE)
        and (relation == "necessity" or not item.sufficiency.pri < pri - TOLERANCE)
    ]
    return SupersetSearch(outcome, relation, tuple(kept), labels or {})


@dataclass(frozen=True, slots=True)
class _Bounds:
    consistency: float
    coverage: float

    def pass_necessity(self, fit: NecessityFit) -> bool:
        return (
            fit.consistency >= self.consistency - TOLERANCE
            and fit.coverage >= self.coverage - TOLERANCE
        )

    def pass_sufficiency(self, fit: SufficiencyFit) -> bool:
        return (
            fit.consistency >= self.consistency - TOLERANCE
            and fit.coverage >= self.coverage - TOLERANCE
        )


Candidate = tuple[Term, SetRelation, SetRelation | None]


def _conjunctions(
    x: FloatArray, y: FloatArray, conditions: Sequence[str], size: int
) -> Iterator[Candidate]:
    """Yield, for every choice of ``size`` literals, their conjunction and disjunction."""
    for chosen in combinations(range(len(conditions)), size):
        for signs in product((False, True), repeat=size):
            pairs = zip(chosen, signs, strict=True)
            term = Term(tuple(Literal(conditions[j], sign) for j, sign in pairs))
            members = np.array(
                [x[j] if sign else 1 - x[j] for j, sign in zip(chosen, signs, strict=True)]
            )
            union = Expression(tuple(Term((literal,)) for literal in term.literals))
            yield (
                term,
                _related(Expression((term,)), members.min(axis=0), y),
                _related(union, members.max(axis=0), y) if size > 1 else None,
            )


def _related(expression: Expression, x: FloatArray, y: FloatArray) -> SetRelation:
    return SetRelation(expression, necessity_of(x, y), sufficiency_of(x, y))


def _necessary(
    level: Iterator[Candidate], bounds: _Bounds, passed: Sequence[SetRelation]
) -> list[SetRelation]:
    unions = [
        frozenset(literal for term in item.expression.terms for literal in term.literals)
        for item in passed
        if item.is_disjunction or len(item.expression.terms[0]) == 1
    ]
    conjunctions, disjunctions = [], []
    for term, joint, union in level:
        if bounds.pass_necessity(joint.necessity):
            conjunctions.append(joint)
        elif (
            union is not None
            and bounds.pass_necessity(union.necessity)
            and not any(smaller <= frozenset(term.literals) for smaller in unions)
        ):
            disjunctions.append(union)
    return conjunctions + disjunctions


def _sufficient(
    level: Iterator[Candidate], bounds: _Bounds, passed: Sequence[SetRelation]
) -> list[SetRelation]:
    shorter = [item.expression.terms[0] for item in passed]
    return [
        joint
        for term, joint, _ in level
        if bounds.pass_sufficiency(joint.sufficiency)
        and not any(term.is_subset_of(found) for found in shorter)
    ]
