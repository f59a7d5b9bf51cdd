"""Set expressions in disjunctive form: ``A*~B + C`` over named conditions.

``*`` is intersection (minimum), ``+`` union (maximum), ``~`` negation (1 - x), with the laws of
Boolean algebra (Schneider and Wagemann 2012, chapter 2). A term that holds a condition and its
negation is empty and is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.data.errors import InputError
from analysis.qca._inputs import FloatArray, fault, membership_frame


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A condition or, with ``present`` false, its negation."""

    condition: str
    present: bool = True

    def __str__(self) -> str:
        return self.condition if self.present else f"~{self.condition}"

    def __invert__(self) -> Literal:
        return Literal(self.condition, not self.present)


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """An intersection of literals; the empty one is the universal set.

    Equality looks at the literals, not at their order. Literals keep the order given.
    """

    literals: tuple[Literal, ...]

    @classmethod
    def of(cls, values: Mapping[str, bool]) -> Term:
        """Return the term with these conditions present (true) or absent (false)."""
        return cls(tuple(Literal(name, bool(present)) for name, present in values.items()))

    @classmethod
    def parse(cls, text: str) -> Term:
        """Return the single term that ``text`` states, such as ``A*~B``."""
        expression = Expression.parse(text)
        if len(expression.terms) != 1:
            raise InputError(
                [fault("this is not one term", "write a product such as A*~B", value=text)]
            )
        return expression.terms[0]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Term) and frozenset(self.literals) == frozenset(other.literals)

    def __hash__(self) -> int:
        return hash(frozenset(self.literals))

    def __len__(self) -> int:
        return len(self.literals)

    def __str__(self) -> str:
        return "*".join(map(str, self.literals)) or "1"

    @property
    def values(self) -> dict[str, bool]:
        """Presence by condition."""
        return {literal.condition: literal.present for literal in self.literals}

    def is_subset_of(self, other: Term) -> bool:
        """Return whether every member of this term is one of ``other``."""
        return frozenset(other.literals) <= frozenset(self.literals)

    def __and__(self, other: Term) -> Term | None:
        """Return the intersection of two terms, or None where it is empty."""
        values = self.values
        for literal in other.literals:
            if values.setdefault(literal.condition, literal.present) != literal.present:
                return None
        return Term.of(values)

    def ordered(self, conditions: Sequence[str]) -> Term:
        """Return the same term with its literals in the order of ``conditions``."""
        place = {name: i for i, name in enumerate(conditions)}
        return Term(tuple(sorted(self.literals, key=lambda lit: place[lit.condition])))

    def membership(self, data: pd.DataFrame) -> FloatArray:
        """Return the n memberships of the cases of ``data`` in the term."""
        names = [literal.condition for literal in self.literals]
        return evaluate_term(self, _columns(data, names), len(data))


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A union of terms; the one without terms is the empty set."""

    terms: tuple[Term, ...]

    @classmethod
    def parse(cls, text: str, conditions: Iterable[str] | None = None) -> Expression:
        """Return the expression ``text`` states; brackets are multiplied out.

        Names may hold any character but ``* + ~ ( )``, so Chinese names need no quoting; ``1`` is
        the universal and ``0`` the empty set, as they are printed. With ``conditions`` given, a
        name outside them is an error, as are brackets too deep or too many to multiply out.

        >>> print(Expression.parse("(数字化技术 + A)*~B"))
        数字化技术*~B + A*~B
        >>> print(~Expression.parse("A*~B + C"))
        ~A*~C + B*~C
        """
        expression = _Parser(text).parse()
        if conditions is not None:
            require_known(expression, tuple(conditions), text)
        return expression

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions named, in order of appearance."""
        return tuple(
            dict.fromkeys(literal.condition for term in self.terms for literal in term.literals)
        )

    def __str__(self) -> str:
        return " + ".join(map(str, self.terms)) or "0"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and frozenset(self.terms) == frozenset(other.terms)

    def __hash__(self) -> int:
        return hash(frozenset(self.terms))

    def __or__(self, other: Expression) -> Expression:
        """Return the union, without repeated or absorbed terms."""
        return Expression(absorbed(self.terms + other.terms))

    def __and__(self, other: Expression) -> Expression:
        """Return the intersection, multiplied out."""
        products = (left & right for left in self.terms for right in other.terms)
        return Expression(absorbed(term for term in products if term is not None))

    def __invert__(self) -> Expression:
        """Return the negation by De Morgan's laws, multiplied out."""
        return reduce(and_, self.negated_terms(), CONSTANTS["1"])

    def negated_terms(self) -> Iterator[Expression]:
        """Yield the negation of each term: their intersection is that of the expression."""
        for term in self.terms:
            yield Expression(tuple(Term((~lit,)) for lit in term.literals))

    def membership(self, data: pd.DataFrame) -> FloatArray:
        """Return the n memberships of the cases of ``data`` in the expression."""
        return evaluate(self.terms, _columns(data, self.conditions), len(data))

    def to_dict(self) -> dict[str, object]:
        """Return text and literals as plain data."""
        return {"expression": str(self), "terms": [term.values for term in self.terms]}

    def to_frame(self) -> pd.DataFrame:
        """Return one row per term and one column per condition: 1, 0 or missing."""
        return pd.DataFrame(
            [{name: int(value) for name, value in term.values.items()} for term in self.terms],
            index=pd.Index([str(term) for term in self.terms], name="term"),
            columns=list(self.conditions),
            dtype="Int8",
        )


def evaluate_term(term: Term, columns: Mapping[str, FloatArray], n: int) -> FloatArray:
    """Return the minimum over the literals of checked memberships."""
    result = np.ones(n)
    for literal in term.literals:
        x = columns[literal.condition]
        np.minimum(result, x if literal.present else 1 - x, out=result)
    return result


def evaluate(terms: Iterable[Term], columns: Mapping[str, FloatArray], n: int) -> FloatArray:
    """Return the maximum over the terms of checked memberships."""
    result = np.zeros(n)
    for term in terms:
        np.maximum(result, evaluate_term(term, columns, n), out=result)
    return result


def absorbed(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms without repetitions and without subsets of another term."""
    unique = tuple(dict.fromkeys(terms))
    return tuple(
        term
        for term in unique
        if not any(other is not term and term.is_subset_of(other) for other in unique)
    )


def term_memberships(terms: Sequence[Term], data: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return a (terms, cases) array of memberships."""
    columns = _columns(data, Expression(tuple(terms)).conditions)
    return np.array([evaluate_term(term, columns, len(data)) for term in terms]).reshape(
        len(terms), len(data)
    )


def _columns(data: pd.DataFrame, names: Sequence[str]) -> dict[str, FloatArray]:
    frame = membership_frame(data, names)
    return {name: frame[name].to_numpy() for name in names}


def require_known(expression: Expression, known: Sequence[str], text: str) -> None:
    """Raise unless every condition of the expression is known; ``text`` is shown as its value."""
    unknown = [name for name in expression.conditions if name not in known]
    if unknown:
        raise InputError(
            [
                fault(
                    f"{name!r} is no condition",
                    f"use one of {', '.join(known)}",
                    column="expression",
                    value=text,
                )
                for name in unknown
            ]
        )


CONSTANTS = {"1": Expression((Term(()),)), "0": Expression(())}


class _Parser:
    """Recursive descent: a union of products of factors."""

    DEEPEST = 50  # brackets and negations within one another
    MOST = 1_000  # products of two terms at a time
    SIGNS = "*+~()"
    WIDE = str.maketrans("＊＋～（）", SIGNS)

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = self._split(text.translate(self.WIDE))
        self.place = self.depth = 0

    @classmethod
    def _split(cls, text: str) -> list[str]:
        spaced = "".join(f"\0{char}\0" if char in cls.SIGNS else char for char in text)
        return [part.strip() for part in spaced.split("\0") if part.strip()]

    def parse(self) -> Expression:
        expression = self._union()
        if self.place < len(self.tokens):
            raise self._error(f"unexpected {self.tokens[self.place]!r}")
        return expression

    def _union(self) -> Expression:
        expression = self._product()
        while self._accept("+"):
            expression = Expression(tuple(dict.fromkeys(expression.terms + self._product().terms)))
        return expression

    def _product(self) -> Expression:
        expression = self._factor()
        while self._accept("*"):
            expression = self._both(expression, self._factor())
        return expression

    def _both(self, left: Expression, right: Expression) -> Expression:
        if len(left.terms) * len(right.terms) > self.MOST:
            raise self._error("multiplied out it has too many terms")
        return left & right

    def _factor(self) -> Expression:
        self.depth += 1
        if self.depth > self.DEEPEST:
            raise self._error("brackets or negations are nested too deep")
        found = self._nested()
        self.depth -= 1
        return found

    def _nested(self) -> Expression:
        if self._accept("~"):
            return reduce(self._both, self._factor().negated_terms(), CONSTANTS["1"])
        if self._accept("("):
            expression = self._union()
            if not self._accept(")"):
                raise self._error("a bracket is not closed")
            return expression
        if self.place == len(self.tokens) or self.tokens[self.place] in self.SIGNS:
            found = self.tokens[self.place] if self.place < len(self.tokens) else "the end"
            raise self._error(f"a condition is missing before {found!r}")
        self.place += 1
        name = self.tokens[self.place - 1]
        return CONSTANTS[name] if name in CONSTANTS else Expression((Term((Literal(name),)),))

    def _accept(self, sign: str) -> bool:
        if self.place < len(self.tokens) and self.tokens[self.place] == sign:
            self.place += 1
            return True
        return False

    def _error(self, message: str) -> InputError:
        remedy = "write unions of products such as A*~B + C"
        return InputError([fault(message, remedy, column="expression", value=self.text)])
