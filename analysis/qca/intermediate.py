"""The intermediate solution: remainders are used only where theory expects them to help.

For every pair of a complex and a parsimonious model, a literal of a complex term goes when the
parsimonious term lacks it and theory expects its opposite (Ragin 2008, chapter 9; Ragin and
Sonnett 2005). The remainders so used are easy counterfactuals, the other simplifying assumptions
of the parsimonious model difficult ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.data.errors import InputError
from analysis.data.terminal import Result
from analysis.qca._inputs import fail, fault
from analysis.qca.cube_terms import cubes_of
from analysis.qca.expressions import Term
from analysis.qca.implicants import consensus_implicants, minterms
from analysis.qca.minimization import (
    Chart,
    CoverOptions,
    Minimization,
    Model,
    chart_of,
    complex_solution,
    covers_of,
    models_frame,
    models_of,
    parsimonious_solution,
)
from analysis.qca.truth_table import TruthTable

Expectations = Mapping[str, bool] | Sequence[str] | str


@dataclass(frozen=True, slots=True, eq=False)
class IntermediatePair(Result):
    """The intermediate models of one complex and one parsimonious model, named such as ``C1P2``.

    ``relaxed_terms`` are the complex terms without the literals that theory does not expect; their
    prime implicants make the ``chart``. In all there are ``at_least`` to ``at_most`` models, and
    ``essential`` are terms in each of them; ``complete`` says whether all are listed.
    """

    name: str
    table: TruthTable
    complex_model: Model
    parsimonious_model: Model
    relaxed_terms: tuple[Term, ...]
    chart: Chart
    models: tuple[Model, ...]
    complete: bool
    at_least: int
    at_most: int
    essential: tuple[Term, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one line per model and term."""
        return models_frame(self.models)

    def to_dict(self) -> dict[str, object]:
        """Return the pair, its models and counterfactuals as plain data."""
        return {
            "name": self.name,
            "outcome": self.table.outcome,
            "complex": [str(term) for term in self.complex_model.terms],
            "parsimonious": [str(term) for term in self.parsimonious_model.terms],
            "models": {m.name: [str(term) for term in m.terms] for m in self.models},
            "easy_counterfactuals": list(self.easy_counterfactuals()),
            "difficult_counterfactuals": list(self.difficult_counterfactuals()),
            "complete": self.complete,
            "at_least": self.at_least,
            "at_most": self.at_most,
        }

    def easy_counterfactuals(self) -> tuple[int, ...]:
        """Return the numbers of the remainders in line with the expectations (EC)."""
        return self._remainders(self.relaxed_terms)

    def difficult_counterfactuals(self) -> tuple[int, ...]:
        """Return the parsimonious model's other simplifying assumptions (DC)."""
        easy = set(self.easy_counterfactuals())
        return tuple(n for n in self._remainders(self.parsimonious_model.terms) if n not in easy)

    def _remainders(self, terms: tuple[Term, ...]) -> tuple[int, ...]:
        held = minterms(cubes_of(terms, self.table.conditions)) + 1
        return tuple(np.setdiff1d(held, self.table.with_output("1")).tolist())


@dataclass(frozen=True, slots=True, eq=False)
class StandardAnalysis(Result):
    """Complex, parsimonious and intermediate solutions of one truth table."""

    table: TruthTable
    expectations: tuple[tuple[str, bool], ...]
    complex: Minimization
    parsimonious: Minimization
    pairs: tuple[IntermediatePair, ...]

    @property
    def intermediate_models(self) -> tuple[Model, ...]:
        """The distinct intermediate models over all pairs, in order of appearance."""
        seen: dict[frozenset[Term], Model] = {}
        for pair in self.pairs:
            for model in pair.models:
                seen.setdefault(frozenset(model.terms), model)
        return tuple(seen.values())

    def pair(self, name: str) -> IntermediatePair:
        """Return the pair called ``name``, such as ``C1P1``."""
        return {pair.name: pair for pair in self.pairs}[name]

    @property
    def essential(self) -> tuple[Term, ...]:
        """Terms in every intermediate model; none is named where pairs may be missing."""
        if not (self.complex.complete and self.parsimonious.complete):
            return ()
        first, *others = (pair.essential for pair in self.pairs)
        return tuple(term for term in first if all(term in other for other in others))

    @property
    def complete(self) -> bool:
        """Whether every model of every solution is listed."""
        solutions = self.complex.complete and self.parsimonious.complete
        return solutions and all(pair.complete for pair in self.pairs)

    @property
    def at_least(self) -> int:
        """A number of intermediate models that there certainly are."""
        return max(len(self.intermediate_models), *(pair.at_least for pair in self.pairs))

    @property
    def at_most(self) -> int | None:
        """A number that the intermediate models cannot exceed; None where pairs may be missing."""
        if self.complete:
            return len(self.intermediate_models)
        if not (self.complex.complete and self.parsimonious.complete):
            return None
        return sum(pair.at_most for pair in self.pairs)

    def to_frame(self) -> pd.DataFrame:
        """Return one line per solution, model and term."""
        parts = {
            "complex": self.complex.models,
            "parsimonious": self.parsimonious.models,
            "intermediate": tuple(model for pair in self.pairs for model in pair.models),
        }
        frames = [models_frame(models).assign(solution=kind) for kind, models in parts.items()]
        return pd.concat(frames, ignore_index=True)[["solution", "model", "term"]]

    def to_dict(self) -> dict[str, object]:
        """Return the three solutions as plain data."""
        return {
            "outcome": self.table.outcome,
            "expectations": dict(self.expectations),
            "complex": self.complex.to_dict(),
            "parsimonious": self.parsimonious.to_dict(),
            "intermediate": {
                pair.name: {m.name: [str(term) for term in m.terms] for m in pair.models}
                for pair in self.pairs
            },
        }


def standard_analysis(
    table: TruthTable,
    expectations: Expectations = (),
    options: CoverOptions | None = None,
) -> StandardAnalysis:
    """Return the complex, parsimonious and intermediate solutions of ``table``.

    ``expectations`` say, by condition, whether its presence (true) or absence should help: a
    mapping, literals such as ``["A", "~B"]``, or the text ``"A, ~B"``; a condition left out has
    none. Raises InputError for an unknown condition and for a table without positive rows.

    >>> import pandas as pd
    >>> from analysis.qca.truth_table import truth_table
    >>> data = pd.DataFrame({"A": [0.9, 0.8, 0.1], "B": [0.9, 0.7, 0.2], "Y": [0.9, 0.9, 0.1]})
    >>> found = standard_analysis(truth_table(data, "Y", ["A", "B"]), "A, B")
    >>> [str(model) for model in found.parsimonious.models]
    ['P1: A', 'P2: B']
    >>> [str(model) for model in found.pairs[0].models]
    ['C1P1-1: A*B']
    """
    chosen = options or CoverOptions()
    expected = read_expectations(expectations, table.conditions)
    complex_part = complex_solution(table, chosen)
    parsimonious_part = parsimonious_solution(table, chosen)
    pairs = tuple(
        _pair(table, c, p, expected, chosen)
        for c in complex_part.models
        for p in parsimonious_part.models
    )
    return StandardAnalysis(table, tuple(expected.items()), complex_part, parsimonious_part, pairs)


def read_expectations(expectations: Expectations, conditions: Sequence[str]) -> dict[str, bool]:
    """Return the expectations by condition; an unknown or contradictory one is an error."""
    if isinstance(expectations, str):
        expectations = [part for part in expectations.split(",") if part.strip()]
    if not isinstance(expectations, Iterable):
        remedy = "give literals such as 'A, ~B'"
        fail("these are no expectations", remedy, column="expectations", value=expectations)
    if isinstance(expectations, Mapping):
        stated = [(str(name), bool(value)) for name, value in expectations.items()]
    else:
        texts = [text.strip() for text in expectations]
        stated = [(text.removeprefix("~").strip(), not text.startswith("~")) for text in texts]
    problems = [
        fault(
            "this is no condition of the table",
            f"use one of {', '.join(conditions)}",
            column="expectations",
            value=name,
        )
        for name, _ in stated
        if name not in conditions
    ]
    result = dict(stated)
    problems += [
        fault("expected both present and absent", "choose one", column="expectations", value=name)
        for name, value in stated
        if result[name] != value
    ]
    if problems:
        raise InputError(problems)
    return result


def _pair(
    table: TruthTable,
    complex_model: Model,
    parsimonious_model: Model,
    expected: Mapping[str, bool],
    options: CoverOptions,
) -> IntermediatePair:
    terms = dict.fromkeys(
        term
        for detailed in complex_model.terms
        for term in _relaxed(detailed, parsimonious_model.terms, expected)
    )
    # The rows these terms hold are the positives and easy counterfactuals, no others.
    cubes = consensus_implicants(cubes_of(terms, table.conditions))
    chart = chart_of(cubes, table, options)
    covers = covers_of(chart, options)
    name = complex_model.name + parsimonious_model.name
    models = models_of(chart, covers, f"{name}-")
    return IntermediatePair(
        name=name,
        table=table,
        complex_model=complex_model,
        parsimonious_model=parsimonious_model,
        relaxed_terms=tuple(terms),
        chart=chart,
        models=models,
        complete=covers.complete,
        at_least=covers.at_least,
        at_most=covers.at_most,
        essential=tuple(chart.terms[i] for i in covers.essential),
    )


def _relaxed(
    detailed: Term, short_terms: tuple[Term, ...], expected: Mapping[str, bool]
) -> list[Term]:
    """Return the complex term without its unexpected literals, once per parsimonious superset."""
    relaxed = [
        Term(
            tuple(
                literal
                for literal in detailed.literals
                if literal in short.literals
                or expected.get(literal.condition, literal.present) == literal.present
            )
        )
        for short in short_terms
        if detailed.is_subset_of(short)
    ]
    return relaxed or [detailed]
