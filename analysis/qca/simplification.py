"""Shorter forms of a set expression: minimal unions of prime implicants, and factored ones.

Both hold for Boolean sets. In fuzzy sets a simpler form may have higher memberships, since
``A*B + A*~B`` is not quite ``A`` (Schneider and Wagemann 2012, chapter 2).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from analysis.qca._inputs import fail
from analysis.qca.covers import MODEL_CAP, minimum_covers
from analysis.qca.cube_terms import cubes_of, terms_of
from analysis.qca.expressions import Expression, Literal, Term, absorbed
from analysis.qca.implicants import consensus_implicants, minterms

MAX_CONDITIONS = 18


def simplify(expression: Expression) -> Expression:
    """Return the first of the shortest equivalent expressions.

    >>> print(simplify(Expression.parse("A*B + ~A*C + B*C")))
    A*B + ~A*C
    """
    return shortest_forms(expression)[0]


def shortest_forms(expression: Expression, cap: int = MODEL_CAP) -> tuple[Expression, ...]:
    """Return every equivalent expression with the fewest prime implicants, up to ``cap``.

    Raises InputError beyond 18 conditions.
    """
    conditions = expression.conditions
    if len(conditions) > MAX_CONDITIONS:
        remedy = f"simplify at most {MAX_CONDITIONS} conditions at once"
        fail("too many conditions", remedy, value=len(conditions))
    if not expression.terms:
        return (expression,)
    primes = consensus_implicants(cubes_of(expression.terms, conditions))
    terms = terms_of(primes, conditions)
    rows = minterms(primes)
    # Rows that the same implicants hold ask for the same cover.
    chart = np.unique(primes.covers(rows), axis=1)
    found = minimum_covers(chart, cap).covers
    return tuple(Expression(tuple(terms[i] for i in cover)) for cover in found)


def factored(expression: Expression) -> str:
    """Return the expression with common literals before brackets, the commonest first.

    >>> factored(Expression.parse("A*B*C + A*B*~D"))
    'A*B*(C + ~D)'
    """
    return _factored(absorbed(expression.terms))


def _factored(terms: Sequence[Term]) -> str:
    shared = Counter(literal for term in terms for literal in term.literals)
    common, count = shared.most_common(1)[0] if shared else (None, 0)
    if common is None or count < 2:
        return " + ".join(map(str, terms)) or "0"
    holding = [term for term in terms if common in term.literals]
    rest = [term for term in terms if common not in term.literals]
    inner = [Term(tuple(lit for lit in term.literals if lit != common)) for term in holding]
    product = _product(common, inner)
    return f"{product} + {_factored(rest)}" if rest else product


def _product(common: Literal, inner: Sequence[Term]) -> str:
    everywhere = set.intersection(*(set(term.literals) for term in inner))
    first = [lit for lit in inner[0].literals if lit in everywhere]
    left = [Term(tuple(lit for lit in term.literals if lit not in everywhere)) for term in inner]
    return "*".join([str(common), *map(str, first), f"({_factored(left)})"])
