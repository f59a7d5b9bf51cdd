"""Fit of a stated relation: ``A*~B + C -> Y`` (sufficient) or ``A + B <- Y`` (necessary).

Parameters of fit as in ``fit``; the notation is that of Dusa (2019, chapters 5 and 6).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal as Choice

import pandas as pd

from analysis.data.errors import InputError
from analysis.data.terminal import Labels, Result
from analysis.qca._inputs import fail, fault
from analysis.qca.expressions import Expression, Term, term_memberships
from analysis.qca.fit import (
    NecessityFit,
    SufficiencyFit,
    necessity_of,
    sufficiency_of,
    unique_coverages,
)

Relation = Choice["sufficiency", "necessity"]


@dataclass(frozen=True, slots=True)
class RelationFit(Result):
    """Fit of each term, in the order stated, and of the whole expression."""

    expression: Expression
    outcome: str
    relation: Relation
    terms: tuple[tuple[Term, SufficiencyFit | NecessityFit], ...]
    whole: SufficiencyFit | NecessityFit
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def to_frame(self) -> pd.DataFrame:
        """Return one line per term and a last one, ``expression``."""
        rows = [fit.to_dict() for _, fit in self.terms]
        names = [*(str(term) for term, _ in self.terms), "expression"]
        return pd.DataFrame([*rows, self.whole.to_dict()], index=names)

    def to_dict(self) -> dict[str, object]:
        """Return the relation and its fit as plain data."""
        return {
            "expression": str(self.expression),
            "outcome": self.outcome,
            "relation": self.relation,
            "terms": {str(term): fit.to_dict() for term, fit in self.terms},
            "whole": self.whole.to_dict(),
        }


def relation_fit(
    data: pd.DataFrame, statement: str, *, labels: Labels | None = None
) -> RelationFit:
    """Return the fit of ``statement`` on memberships, one row of ``data`` per case.

    ``expression -> outcome`` claims sufficiency, ``expression <- outcome`` necessity; the outcome
    is a column or its negation. Terms are taken as stated, so that ``~A*B + A`` has two. Raises
    InputError for a statement without an arrow, terms or a single outcome, and for missing columns.

    >>> data = pd.DataFrame({"A": [0.2, 0.9], "B": [0.6, 0.7], "Y": [0.4, 0.8]})
    >>> relation_fit(data, "A*B -> Y").whole.consistency
    1.0
    """
    left, arrow, right = _split(statement)
    expression, target = Expression.parse(left), Term.parse(right)
    if len(target) != 1:
        fail("the outcome is no single set", "name one column, or its negation", value=right)
    if not expression.terms:
        fail("the expression is empty", "drop a condition or its negation", value=left)
    relation: Relation = "necessity" if arrow == "<-" else "sufficiency"
    return expression_fit(data, expression, right, relation, labels)


def expression_fit(
    data: pd.DataFrame,
    expression: Expression,
    outcome: str,
    relation: Relation,
    labels: Labels | None = None,
) -> RelationFit:
    """Return the fit of an expression with terms, and of each, as ``relation_fit`` does."""
    y = Term.parse(outcome).membership(data)
    x = term_memberships(expression.terms, data)
    union = x.max(axis=0)
    if relation == "necessity":
        fits = tuple((t, necessity_of(m, y)) for t, m in zip(expression.terms, x, strict=True))
        return RelationFit(
            expression, outcome, relation, fits, necessity_of(union, y), labels or {}
        )
    unique = unique_coverages(x, y)
    paths = tuple(
        (t, sufficiency_of(m, y, float(u)))
        for t, m, u in zip(expression.terms, x, unique, strict=True)
    )
    whole = sufficiency_of(union, y)
    return RelationFit(expression, outcome, relation, paths, whole, labels or {})


def _split(statement: str) -> tuple[str, str, str]:
    for arrow in ("->", "<-"):
        left, found, right = (part.strip() for part in statement.partition(arrow))
        if found:
            return left, found, right
    remedy = "write A*~B + C -> Y, or A + B <- Y"
    raise InputError([fault("the relation has no arrow", remedy, value=statement)])
