"""Types of cases after a sufficiency analysis, and which pairs to compare.

Schneider and Rohlfing (2013, 2016) and Oana, Schneider and Thomann (2021, chapter 6): a path x and
the outcome y place every case; the rank says which case of its type to study first, smaller being
better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal as Choice

import numpy as np
import pandas as pd

from analysis.data.terminal import Labels, Result
from analysis.qca._inputs import FloatArray, fail, require_choice
from analysis.qca.expressions import Term, evaluate_term, require_known
from analysis.qca.minimization import Model
from analysis.qca.truth_table import TruthTable

CaseType = Choice[
    "typical",
    "deviant in degree",
    "deviant in kind",
    "deviant in coverage",
    "individually irrelevant",
]
Contrast = Choice["individually irrelevant", "deviant in kind", "typical", "deviant in coverage"]
CONTRASTS: tuple[Contrast, ...] = (
    "individually irrelevant",
    "deviant in kind",
    "typical",
    "deviant in coverage",
)


@dataclass(frozen=True, slots=True)
class TypedCase(Result):
    """A case's type for one path, or, with ``path`` None, for a whole model.

    ``rank`` is the distance from the ideal case of the type; ``uniquely`` whether no other path of
    the model has the case as a member.
    """

    case: str
    path: Term | None
    type: CaseType
    x: float
    y: float
    rank: float
    uniquely: bool


@dataclass(frozen=True, slots=True)
class Typology(Result):
    """Every member case under each of its paths, and the cases no path has."""

    outcome: str
    cases: tuple[TypedCase, ...]
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def of(self, kind: CaseType, path: Term | None = None) -> tuple[TypedCase, ...]:
        """Return the cases of one type, of one path if given, best first."""
        chosen = [c for c in self.cases if c.type == kind and path in (None, c.path)]
        return tuple(sorted(chosen, key=lambda c: (not c.uniquely, c.rank)))

    def to_frame(self) -> pd.DataFrame:
        """Return one line per case and path."""
        lines = [
            {"case": c.case, "path": "" if c.path is None else str(c.path), "type": c.type,
             "x": c.x, "y": c.y, "rank": c.rank, "uniquely": c.uniquely}
            for c in self.cases
        ]  # fmt: skip
        return pd.DataFrame(lines)

    def to_dict(self) -> dict[str, object]:
        """Return the typed cases as plain data."""
        return {"outcome": self.outcome, "cases": self.to_frame().to_dict("records")}


def case_typology(table: TruthTable, model: Model) -> Typology:
    """Return the types of all cases of ``table`` under ``model``.

    Members of a path (x > 0.5) inside the outcome are typical where x <= y and deviant in degree
    where x > y; outside it they are deviant in kind. Cases of no path are deviant in coverage
    inside the outcome, individually irrelevant outside. Ranks: 2 (y - x) + (1 - x) for typical
    cases, (1 - (x - y)) + (1 - x) for deviant members, one less the membership in the own truth
    table row for the rest. A case at 0.5 has no type. Raises InputError for a condition the table
    lacks.
    """
    require_known(model.expression, table.conditions, str(model))
    columns, y = _columns(table), table.outcome_memberships
    n = len(y)
    x = np.array([evaluate_term(term, columns, n) for term in model.terms])
    member = x > 0.5
    typed = [
        _member(table, term, i, x[j, i], y[i], alone=bool(member[:, i].sum() == 1))
        for j, term in enumerate(model.terms)
        for i in np.flatnonzero(member[j] & (y != 0.5)).tolist()
    ]
    union = x.max(axis=0)
    in_row = _row_membership(table)
    for i in np.flatnonzero((union < 0.5) & (y != 0.5)).tolist():
        kind: CaseType = "deviant in coverage" if y[i] > 0.5 else "individually irrelevant"
        rank = float(1 - in_row[i])
        name = table.case_names[i]
        typed.append(TypedCase(name, None, kind, float(union[i]), float(y[i]), rank, True))
    return Typology(table.outcome, tuple(typed), table.labels)


def _member(table: TruthTable, term: Term, i: int, x: float, y: float, *, alone: bool) -> TypedCase:
    if y < 0.5:
        kind: CaseType = "deviant in kind"
    else:
        kind = "typical" if x <= y else "deviant in degree"
    rank = 2 * (y - x) + (1 - x) if kind == "typical" else (1 - (x - y)) + (1 - x)
    return TypedCase(table.case_names[i], term, kind, float(x), float(y), float(rank), alone)


@dataclass(frozen=True, slots=True)
class CasePair(Result):
    """Two cases to compare, the focal condition if there is one, and their distance.

    ``typical`` is a typical case of ``path``, except that of a case deviant in coverage there is
    none: then it is that case, and ``path`` the truth table row of both. Smaller distances are
    better.
    """

    path: Term
    focal: str
    typical: str
    contrast: str
    distance: float
    labels: Labels = field(default_factory=dict, repr=False, compare=False)


def compare_cases(
    table: TruthTable, model: Model, path: Term, contrast: Contrast = "individually irrelevant"
) -> tuple[CasePair, ...]:
    """Return the pairs of a typical case of ``path`` with a contrasting case, best first.

    Most similar cases, with different outcomes:

    - ``individually irrelevant``: does the focal condition make the difference? Wanted is a case
      without it and without the outcome, alike in the path's other conditions:
      (1 - |f1 - f2|) + (1 - |y1 - y2|) + |r1 - r2|, f the focal literal, r the rest of the path.
    - ``deviant in kind``: what else is missing? Wanted is a member of the path without the
      outcome, alike in the path: |x1 - x2| + (1 - |y1 - y2|); the focal condition is then "".
    - ``deviant in coverage``: which condition does the model lack? Compared are a case that no path
      of the model covers and one individually irrelevant, both of one truth table row, alike in
      their membership w in it: |w1 - w2| + (1 - |y1 - y2|). ``path`` is not used.

    Least similar cases, with the same outcome:

    - ``typical``: does the path alone suffice? Wanted are two typical cases alike in path and
      outcome and unlike in every other condition c: |x1 - x2| + |y1 - y2| + mean (1 - |c1 - c2|).

    Which types to compare, and the wish for likeness or contrast in each part, are the principles
    of Schneider and Rohlfing (2013, 2016); that the parts add up with equal weights is our own
    choice, and so are the distances. Raises InputError for an unknown contrast and for a term that
    is no path of the model.
    """
    require_choice("contrast", contrast, CONTRASTS)
    if path not in model.terms:
        remedy = "choose one of " + ", ".join(map(str, model.terms))
        fail("this is no path of the model", remedy, value=str(path))
    pairs = _PAIRS[contrast](table, case_typology(table, model), path)
    return tuple(sorted(pairs, key=lambda pair: (pair.distance, pair.typical, pair.contrast)))


def _against_irrelevant(table: TruthTable, types: Typology, path: Term) -> Iterator[CasePair]:
    columns, y = _columns(table), table.outcome_memberships
    others = _places(table, types.of("individually irrelevant"))
    for literal in path.literals:
        f = evaluate_term(Term((literal,)), columns, len(y))
        left = Term(tuple(item for item in path.literals if item != literal))
        rest = evaluate_term(left, columns, len(y))
        for a in _places(table, types.of("typical", path)):
            for b in (b for b in others if f[b] < 0.5):
                gap = (1 - abs(f[a] - f[b])) + (1 - abs(y[a] - y[b])) + abs(rest[a] - rest[b])
                yield _pair(table, path, literal.condition, a, b, gap)


def _against_deviant(table: TruthTable, types: Typology, path: Term) -> Iterator[CasePair]:
    y = table.outcome_memberships
    x = evaluate_term(path, _columns(table), len(y))
    for a in _places(table, types.of("typical", path)):
        for b in _places(table, types.of("deviant in kind", path)):
            yield _pair(table, path, "", a, b, abs(x[a] - x[b]) + 1 - abs(y[a] - y[b]))


def _against_typical(table: TruthTable, types: Typology, path: Term) -> Iterator[CasePair]:
    columns, y = _columns(table), table.outcome_memberships
    x = evaluate_term(path, columns, len(y))
    rest = np.array([columns[name] for name in columns if name not in path.values])
    for a, b in combinations(_places(table, types.of("typical", path)), 2):
        alike = float((1 - np.abs(rest[:, a] - rest[:, b])).mean()) if len(rest) else 0.0
        yield _pair(table, path, "", a, b, abs(x[a] - x[b]) + abs(y[a] - y[b]) + alike)


def _in_the_same_row(table: TruthTable, types: Typology, path: Term) -> Iterator[CasePair]:
    y, w = table.outcome_memberships, _row_membership(table)
    for a in _places(table, types.of("deviant in coverage")):
        for b in _places(table, types.of("individually irrelevant")):
            row = table.case_rows[a]
            if row >= 0 and row == table.case_rows[b]:
                gap = abs(w[a] - w[b]) + 1 - abs(y[a] - y[b])
                yield _pair(table, table.term(int(row)), "", a, b, gap)


_PAIRS: dict[Contrast, Callable[[TruthTable, Typology, Term], Iterator[CasePair]]] = {
    "individually irrelevant": _against_irrelevant,
    "deviant in kind": _against_deviant,
    "typical": _against_typical,
    "deviant in coverage": _in_the_same_row,
}


def _places(table: TruthTable, cases: tuple[TypedCase, ...]) -> list[int]:
    place = {name: i for i, name in enumerate(table.case_names)}
    return [place[case.case] for case in cases]


def _pair(table: TruthTable, path: Term, focal: str, a: int, b: int, gap: float) -> CasePair:
    names = table.case_names
    return CasePair(path, focal, names[a], names[b], float(gap), table.labels)


def _columns(table: TruthTable) -> dict[str, FloatArray]:
    return dict(zip(table.conditions, table.memberships.T, strict=True))


def _row_membership(table: TruthTable) -> FloatArray:
    """Return each case's membership in its own truth table row; 0.5 at a crossover."""
    x = table.memberships
    return np.asarray(np.maximum(x, 1 - x).min(axis=1), dtype=np.float64)
