"""Minimization over multi-value conditions: prime implicants of ``X{v}`` and all tied models.

An implicant fixes some conditions to one value each, holds a sufficient row and none that is not
(Cronqvist and Berg-Schlosser 2009; Dusa 2019, chapter 8). With remainders free it is prime when
the conditions it fixes hit, for every row without the outcome, one in which that row differs;
without remainders, implicants that differ in all values of one condition merge until none does.
Intermediate solutions are not offered: what a direction means for a condition of several values is
the researcher's to say, by calling such a value a set of its own in an ordinary truth table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal as Choice

import numpy as np
import pandas as pd

from analysis.data.terminal import Result
from analysis.qca._inputs import fail, require_choice
from analysis.qca.covers import undominated
from analysis.qca.expressions import Literal, Term
from analysis.qca.implicants import minterm_cubes, prime_implicants
from analysis.qca.minimization import (
    Chart,
    CoverOptions,
    Model,
    covers_of,
    models_frame,
    models_of,
)
from analysis.qca.multivalue import MultiValueTable, value_set
from analysis.qca.solutions import Solution, described
from analysis.qca.truth_table import Output

Kind = Choice["complex", "parsimonious"]
Values = tuple[int, ...]
FREE = -1


@dataclass(frozen=True, slots=True, eq=False)
class MultiValueSolution(Result):
    """The models of one kind of solution over multi-value conditions.

    ``chart`` says which prime implicant holds which sufficient row; in all there are ``at_least``
    to ``at_most`` models, ``complete`` says whether every one is listed. ``table.fit`` gives the
    fit of a model's ``expression``.
    """

    kind: Kind
    table: MultiValueTable
    chart: Chart
    models: tuple[Model, ...]
    complete: bool
    at_least: int
    at_most: int

    def to_frame(self) -> pd.DataFrame:
        """Return one line per model and term."""
        return models_frame(self.models)

    def to_dict(self) -> dict[str, object]:
        """Return prime implicants and models as plain data."""
        return {
            "kind": self.kind,
            "outcome": self.table.outcome,
            "prime_implicants": [str(term) for term in self.chart.terms],
            "models": {m.name: [str(term) for term in m.terms] for m in self.models},
            "complete": self.complete,
            "at_least": self.at_least,
            "at_most": self.at_most,
        }


def multivalue_solution(
    table: MultiValueTable, kind: Kind = "parsimonious", options: CoverOptions | None = None
) -> MultiValueSolution:
    """Return the complex or the parsimonious solution of a multi-value truth table.

    Raises InputError for another kind, for a table without a sufficient row, and beyond 22
    conditions.

    >>> from analysis.qca.multivalue import multivalue_table
    >>> data = pd.DataFrame({"A": [0, 1, 2, 2], "B": [0, 1, 0, 1], "Y": [0, 1, 1, 0]})
    >>> found = multivalue_solution(multivalue_table(data, "Y", ["A", "B"]))
    >>> [str(model) for model in found.models]
    ['P1: A{1} + A{2}*B{0}']
    """
    require_choice("kind", kind, ("complex", "parsimonious"))
    chosen = options or CoverOptions()
    rows = table.rows_with("1")
    if not len(rows):
        remedy = "lower a threshold, or report that no configuration is sufficient"
        fail("no row is sufficient", remedy, column=table.outcome)
    positives = list(map(tuple, table.values[rows].tolist()))
    if kind == "complex":
        primes = _merged(positives, table.levels)
    else:
        against: tuple[Output, ...] = ("0",) if chosen.free_contradictions else ("0", "C")
        primes = _hitting(positives, table.values[table.rows_with(*against)])
    chart = _chart(primes, table, rows, chosen)
    covers = covers_of(chart, chosen)
    return MultiValueSolution(
        kind=kind,
        table=table,
        chart=chart,
        models=models_of(chart, covers, kind[0].upper()),
        complete=covers.complete,
        at_least=covers.at_least,
        at_most=covers.at_most,
    )


def describe_values(table: MultiValueTable, model: Model) -> Solution:
    """Return the solution that a model over the sets ``X{v}`` gives on the cases of ``table``."""
    columns = {str(name): column.to_numpy() for name, column in table.sets().items()}
    return described(table, model, columns)


def _hitting(positives: list[Values], negatives: np.ndarray) -> list[Values]:
    """Return the prime implicants with remainders free."""
    k = len(positives[0])
    weights = 1 << np.arange(k - 1, -1, -1)
    found: dict[Values, None] = {}
    for positive in positives:
        alike = np.unique((negatives == np.array(positive)) @ weights)
        everything = np.array([(1 << k) - 1])
        for care in prime_implicants(everything, minterm_cubes(alike, k)).care.tolist():
            fixed = tuple(v if care >> (k - 1 - j) & 1 else FREE for j, v in enumerate(positive))
            found[fixed] = None
    return _ordered(found)


def _merged(positives: list[Values], levels: tuple[int, ...]) -> list[Values]:
    """Return the prime implicants of exactly these rows."""
    current, primes = set(positives), []
    while current:
        used, wider = set(), set()
        for cube in current:
            for j, count in enumerate(levels):
                alike = {(*cube[:j], value, *cube[j + 1 :]) for value in range(count)}
                if cube[j] != FREE and alike <= current:
                    used |= alike
                    wider.add((*cube[:j], FREE, *cube[j + 1 :]))
        primes += [cube for cube in current if cube not in used]
        current = wider
    return _ordered(primes)


def _ordered(cubes: Iterable[Values]) -> list[Values]:
    """Return the cubes in order: fewer literals first, earlier conditions, lower values."""
    return sorted(cubes, key=lambda c: (sum(v != FREE for v in c), [v == FREE for v in c], c))


def _chart(
    primes: list[Values], table: MultiValueTable, rows: np.ndarray, options: CoverOptions
) -> Chart:
    cubes = np.array(primes)
    agrees = cubes[:, None, :] == table.values[rows][None, :, :]
    covers = (agrees | (cubes[:, None, :] == FREE)).all(axis=2)
    kept = np.arange(len(primes))
    if options.row_dominance and options.rule == "minimum":
        kept = undominated(covers)
    terms = tuple(_term(primes[i], table.conditions) for i in kept)
    return Chart(terms, tuple(table.numbers[rows].tolist()), covers[kept])


def _term(cube: Values, conditions: tuple[str, ...]) -> Term:
    pairs = zip(conditions, cube, strict=True)
    return Term(tuple(Literal(value_set(name, value)) for name, value in pairs if value != FREE))
