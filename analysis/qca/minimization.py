"""Logical minimization of a truth table: complex and parsimonious solutions, all tied models.

The complex solution uses observed rows alone, the parsimonious one every remainder that shortens
it (Ragin 2008, chapter 9; Dusa 2019, chapter 8). Every set of prime implicants that covers the
positive rows with the fewest terms is a model; none is preferred silently.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.data.errors import InputError
from analysis.data.terminal import Result
from analysis.qca._inputs import fault, require_choice
from analysis.qca.covers import (
    MODEL_CAP,
    Covers,
    irredundant_covers,
    minimum_covers,
    undominated,
)
from analysis.qca.cube_terms import cubes_of, terms_of
from analysis.qca.expressions import Expression, Term
from analysis.qca.implicants import (
    Cubes,
    IntArray,
    merged_implicants,
    minterm_cubes,
    minterms,
    prime_implicants,
)
from analysis.qca.truth_table import TruthTable

CoverRule = Literal["minimum", "irredundant"]


@dataclass(frozen=True, slots=True)
class CoverOptions(Result):
    """Which covers count as models.

    ``rule`` is ``minimum`` (fewest terms) or ``irredundant`` (no term can go; any number);
    ``row_dominance`` drops, before minimum covers, implicants that cover strictly fewer rows than
    another; at most ``cap`` models are listed, and the number of all is counted or bounded;
    ``free_contradictions`` lets contradictory rows be used like remainders instead of counting as
    negative; ``time_limit`` (s) ends the proof that a cover is minimal with an error.
    """

    rule: CoverRule = "minimum"
    row_dominance: bool = False
    cap: int = MODEL_CAP
    free_contradictions: bool = False
    time_limit: float | None = None

    def __post_init__(self) -> None:
        require_choice("rule", self.rule, ("minimum", "irredundant"))


@dataclass(frozen=True, slots=True, eq=False)
class Chart(Result):
    """The prime implicant chart: ``covers`` (terms, rows) says which term holds which row."""

    terms: tuple[Term, ...]
    rows: tuple[int, ...]
    covers: npt.NDArray[np.bool_]

    def to_frame(self) -> pd.DataFrame:
        """Return the chart with terms down and row numbers across."""
        names = pd.Index([str(term) for term in self.terms], name="prime implicant")
        return pd.DataFrame(self.covers, index=names, columns=list(self.rows))

    def to_dict(self) -> dict[str, object]:
        """Return, by prime implicant, the numbers of the rows it holds."""
        lines = zip(self.terms, self.covers, strict=True)
        return {
            str(term): [row for row, held in zip(self.rows, line, strict=True) if held]
            for term, line in lines
        }


@dataclass(frozen=True, slots=True)
class Model(Result):
    """One way to cover the positive rows: a name such as ``P1`` and its terms."""

    name: str
    terms: tuple[Term, ...]

    @property
    def expression(self) -> Expression:
        """The union of the terms."""
        return Expression(self.terms)

    def __str__(self) -> str:
        return f"{self.name}: {self.expression}"


@dataclass(frozen=True, slots=True, eq=False)
class Minimization(Result):
    """The models of one kind of solution, with the chart they come from.

    ``chart`` holds the prime implicants offered to the covers; ``complete`` is false where more
    models may exist than are listed. In all there are ``at_least`` to ``at_most`` models.
    ``essential`` are terms in every model, listed or not.
    """

    kind: Literal["complex", "parsimonious"]
    table: TruthTable
    chart: Chart
    models: tuple[Model, ...]
    complete: bool
    at_least: int
    at_most: int
    essential: tuple[Term, ...]

    def simplifying_assumptions(self, model: Model) -> tuple[int, ...]:
        """Return the numbers of the remainders that ``model`` holds."""
        held = minterms(cubes_of(model.terms, self.table.conditions)) + 1
        return tuple(np.setdiff1d(held, self.table.with_output("1")).tolist())

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
            "essential": [str(term) for term in self.essential],
            "complete": self.complete,
            "at_least": self.at_least,
            "at_most": self.at_most,
        }


def complex_solution(table: TruthTable, options: CoverOptions | None = None) -> Minimization:
    """Return the complex (conservative) solution: no remainder is used."""
    rows = _positive_rows(table)
    cubes = merged_implicants(rows, len(table.conditions))
    return _minimization("complex", "C", table, cubes, options or CoverOptions())


def parsimonious_solution(table: TruthTable, options: CoverOptions | None = None) -> Minimization:
    """Return the parsimonious solution: every remainder not excluded is free."""
    chosen = options or CoverOptions()
    rows = _positive_rows(table)
    cubes = prime_implicants(rows, negative_cubes(table, chosen.free_contradictions))
    return _minimization("parsimonious", "P", table, cubes, chosen)


def negative_cubes(table: TruthTable, free_contradictions: bool = False) -> Cubes:
    """Return what no solution may hold: observed rows without the outcome, and excluded ones."""
    observed = [table.with_output("0")]
    if not free_contradictions:
        observed.append(table.with_output("C"))
    rows = minterm_cubes(np.concatenate(observed) - 1, len(table.conditions))
    out = cubes_of(table.excluded.terms, table.conditions)
    care = np.concatenate([rows.care, out.care])
    return Cubes(care, np.concatenate([rows.value, out.value]), rows.k)


def chart_of(cubes: Cubes, table: TruthTable, options: CoverOptions) -> Chart:
    """Return the chart of the cubes that hold a positive row, after row dominance if chosen."""
    rows = table.with_output("1")
    covers = cubes.covers(rows - 1)
    useful = np.flatnonzero(covers.any(axis=1))
    if options.row_dominance and options.rule == "minimum":
        useful = useful[undominated(covers[useful])]
    kept = Cubes(cubes.care[useful], cubes.value[useful], cubes.k)
    return Chart(terms_of(kept, table.conditions), tuple(rows.tolist()), covers[useful])


def covers_of(chart: Chart, options: CoverOptions) -> Covers:
    """Return the covers of a chart that the options ask for."""
    if options.rule == "irredundant":
        return irredundant_covers(chart.covers, options.cap)
    return minimum_covers(chart.covers, options.cap, options.time_limit)


def models_of(chart: Chart, covers: Covers, prefix: str) -> tuple[Model, ...]:
    """Return the covers as models named ``prefix`` and a number from 1."""
    return tuple(
        Model(f"{prefix}{i}", tuple(chart.terms[j] for j in cover))
        for i, cover in enumerate(covers.covers, start=1)
    )


def shared_terms(models: tuple[Model, ...]) -> tuple[Term, ...]:
    """Return the terms that every model has, in the order of the first."""
    if not models:
        return ()
    return tuple(t for t in models[0].terms if all(t in model.terms for model in models))


def models_frame(models: tuple[Model, ...]) -> pd.DataFrame:
    """Return one line per model and term."""
    lines = [{"model": m.name, "term": str(term)} for m in models for term in m.terms]
    return pd.DataFrame(lines, columns=["model", "term"])


def _positive_rows(table: TruthTable) -> IntArray:
    rows = table.with_output("1")
    if not len(rows):
        limits = table.thresholds
        raise InputError(
            [
                fault(
                    f"no row reaches consistency {limits.consistency} and PRI {limits.pri} "
                    f"with at least {limits.frequency} case(s)",
                    "lower a threshold, or report that no configuration is sufficient",
                    column=table.outcome,
                )
            ]
        )
    return rows - 1


def _minimization(
    kind: Literal["complex", "parsimonious"],
    prefix: str,
    table: TruthTable,
    cubes: Cubes,
    options: CoverOptions,
) -> Minimization:
    chart = chart_of(cubes, table, options)
    covers = covers_of(chart, options)
    return Minimization(
        kind=kind,
        table=table,
        chart=chart,
        models=models_of(chart, covers, prefix),
        complete=covers.complete,
        at_least=covers.at_least,
        at_most=covers.at_most,
        essential=tuple(chart.terms[i] for i in covers.essential),
    )
