"""What a model says about the cases: fit of each path, core conditions, typical and deviant cases.

A condition of an intermediate path is core where the parsimonious path it belongs to has it as
well, peripheral otherwise (Fiss 2011). A case is a member of a path above 0.5; members inside the
outcome are typical, those outside deviant in consistency; cases inside the outcome that no path
covers are deviant in coverage (Schneider and Rohlfing 2013).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal as Choice

import numpy as np
import pandas as pd

from analysis.data.terminal import Labels, Result
from analysis.qca._inputs import FloatArray
from analysis.qca.expressions import Literal, Term, evaluate, evaluate_term, require_known
from analysis.qca.fit import SufficiencyFit, sufficiency_of, unique_coverages
from analysis.qca.intermediate import IntermediatePair, StandardAnalysis
from analysis.qca.minimization import Minimization, Model, shared_terms
from analysis.qca.multivalue import MultiValueTable
from analysis.qca.truth_table import TruthTable

Role = Choice["core", "peripheral"]
Ambiguity = Choice["unique", "shared paths", "no shared path", "not determined"]


@dataclass(frozen=True, slots=True)
class Path(Result):
    """One path of a model: its term, fit (unique coverage within the model) and member cases.

    ``core`` holds the conditions with the path's core literals; empty where no parsimonious model
    is at hand. ``typical`` and ``deviant`` list members by falling membership; ``uniquely``
    those typical cases that no other path of the model covers.
    """

    term: Term
    fit: SufficiencyFit
    core: frozenset[str]
    typical: tuple[str, ...]
    deviant: tuple[str, ...]
    uniquely: tuple[str, ...]

    def role(self, condition: str) -> tuple[Role, bool] | None:
        """Return (core or peripheral, present or not), or None where the condition is absent."""
        if condition not in self.term.values:
            return None
        kind: Role = "core" if condition in self.core else "peripheral"
        return kind, self.term.values[condition]


@dataclass(frozen=True, slots=True)
class Solution(Result):
    """A model with the fit of its paths and of their union.

    ``parsimonious`` names the model that settles core and peripheral conditions, if any;
    ``uncovered`` are the deviant cases in coverage.
    """

    name: str
    outcome: str
    conditions: tuple[str, ...]
    paths: tuple[Path, ...]
    fit: SufficiencyFit
    uncovered: tuple[str, ...]
    parsimonious: str | None = None
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of the paths."""
        return tuple(path.term for path in self.paths)

    @property
    def covered(self) -> tuple[str, ...]:
        """The typical cases of any path, each once."""
        return tuple(dict.fromkeys(case for path in self.paths for case in path.typical))

    def to_frame(self) -> pd.DataFrame:
        """Return one row per path and a last one, ``solution``, for their union."""
        rows = [{**path.fit.to_dict(), "typical": "; ".join(path.typical),
                 "deviant": "; ".join(path.deviant)} for path in self.paths]  # fmt: skip
        rows.append(
            {
                **self.fit.to_dict(),
                "typical": "; ".join(self.covered),
                "deviant": "; ".join(dict.fromkeys(c for p in self.paths for c in p.deviant)),
            }
        )
        return pd.DataFrame(rows, index=[*map(str, self.terms), "solution"])

    def chart(self) -> pd.DataFrame:
        """Return conditions down and paths across: "core", "peripheral", "core absent", … or "".

        The words of the configuration chart of Ragin and Fiss (2008); the reader's marks are left
        to the table that shows it.
        """
        cells = {
            str(path.term): [_words(path.role(name)) for name in self.conditions]
            for path in self.paths
        }
        return pd.DataFrame(cells, index=list(self.conditions))

    def to_dict(self) -> dict[str, object]:
        """Return paths and fit as plain data."""
        paths = [
            {
                "term": str(path.term),
                "core": [name for name in path.term.values if name in path.core],
                "fit": path.fit.to_dict(),
                "typical": list(path.typical),
                "deviant": list(path.deviant),
                "uniquely": list(path.uniquely),
            }
            for path in self.paths
        ]
        return {
            "name": self.name,
            "outcome": self.outcome,
            "parsimonious": self.parsimonious,
            "paths": paths,
            "fit": self.fit.to_dict(),
            "uncovered": list(self.uncovered),
        }


def describe(table: TruthTable, model: Model, parsimonious: Model | None = None) -> Solution:
    """Return the solution that ``model`` gives on the cases of ``table``.

    With ``parsimonious`` given, each path's core literals are those it shares with the
    parsimonious terms that contain it. Raises InputError for a condition the table lacks.
    """
    require_known(model.expression, table.conditions, str(model))
    columns = dict(zip(table.conditions, table.memberships.T, strict=True))
    return described(table, model, columns, parsimonious)


def described(
    table: TruthTable | MultiValueTable,
    model: Model,
    columns: Mapping[str, FloatArray],
    parsimonious: Model | None = None,
) -> Solution:
    """Return the solution of a model whose conditions have the memberships ``columns`` (n,)."""
    n = len(table.case_names)
    y = table.outcome_memberships
    x = np.array([evaluate_term(term, columns, n) for term in model.terms])
    unique = unique_coverages(x, y)
    union = evaluate(model.terms, columns, n)
    inside = y > 0.5
    paths = tuple(
        Path(
            term=term,
            fit=sufficiency_of(x[j], y, float(unique[j])),
            core=core_conditions(term, parsimonious.terms if parsimonious else ()),
            typical=_named(table, x[j], (x[j] > 0.5) & inside),
            deviant=_named(table, x[j], (x[j] > 0.5) & (y < 0.5)),
            uniquely=_named(table, x[j], (x[j] > 0.5) & inside & ((x > 0.5).sum(axis=0) == 1)),
        )
        for j, term in enumerate(model.terms)
    )
    return Solution(
        name=model.name,
        outcome=table.outcome,
        conditions=table.conditions,
        paths=paths,
        fit=sufficiency_of(union, y),
        uncovered=_named(table, y, inside & (union < 0.5)),
        parsimonious=parsimonious.name if parsimonious else None,
        labels=table.labels,
    )


def core_conditions(term: Term, parsimonious: Sequence[Term]) -> frozenset[str]:
    """Return the conditions whose literals parsimonious terms containing ``term`` have as well."""
    core: set[Literal] = set()
    for short in parsimonious:
        if term.is_subset_of(short):
            core.update(short.literals)
    return frozenset(literal.condition for literal in core)


def solutions_of(found: Minimization | IntermediatePair) -> tuple[Solution, ...]:
    """Return every model of a solution with its fit; intermediate ones with core conditions."""
    short = found.parsimonious_model if isinstance(found, IntermediatePair) else None
    return tuple(describe(found.table, model, short) for model in found.models)


@dataclass(frozen=True, slots=True)
class ModelAmbiguity(Result):
    """How far the data leave the choice of model open (Baumgartner and Thiem 2017).

    ``models`` are listed, of ``at_least`` to ``at_most`` (None: no bound) that there are.
    ``grade``: one model only; several with common paths; several without; or several of which too
    few are listed to tell. ``shared`` are paths proven to be in every model, listed or not;
    ``share`` is (path, part of the listed models that have it) of all paths.
    """

    models: int
    complete: bool
    at_least: int
    at_most: int | None
    grade: Ambiguity
    shared: tuple[Term, ...]
    share: tuple[tuple[Term, float], ...]
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def __str__(self) -> str:
        noun = "model" if self.at_least == self.at_most == 1 else "models"
        if self.at_least == self.at_most:
            return f"{self.at_least:,} {noun}: {self.grade}"
        return f"at least {self.at_least:,} {noun}: {self.grade}"

    def to_frame(self) -> pd.DataFrame:
        """Return one line per path: the part of the models that have it."""
        names = pd.Index([str(term) for term, _ in self.share], name="path")
        return pd.DataFrame({"share_of_models": [part for _, part in self.share]}, index=names)

    def to_dict(self) -> dict[str, object]:
        """Return count, grade and shares as plain data."""
        return {
            "models": self.models,
            "complete": self.complete,
            "at_least": self.at_least,
            "at_most": self.at_most,
            "grade": self.grade,
            "shared": [str(term) for term in self.shared],
            "share": {str(term): part for term, part in self.share},
        }


def model_ambiguity(found: Minimization | IntermediatePair | StandardAnalysis) -> ModelAmbiguity:
    """Return how many models fit equally well, and what they agree on."""
    models = found.intermediate_models if isinstance(found, StandardAnalysis) else found.models
    listed = shared_terms(models)
    shared = listed if found.complete else found.essential
    terms = dict.fromkeys(term for model in models for term in model.terms)
    return ModelAmbiguity(
        models=len(models),
        complete=found.complete,
        at_least=found.at_least,
        at_most=found.at_most,
        grade=_grade(found.at_most, shared, listed),
        shared=shared,
        share=tuple((t, sum(t in m.terms for m in models) / len(models)) for t in terms),
        labels=found.table.labels,
    )


def _grade(at_most: int | None, shared: tuple[Term, ...], listed: tuple[Term, ...]) -> Ambiguity:
    """Return the grade; paths that only the listed models share leave it open."""
    if at_most == 1:
        return "unique"
    if shared:
        return "shared paths"
    return "not determined" if listed else "no shared path"


def _words(role: tuple[Role, bool] | None) -> str:
    if role is None:
        return ""
    kind, present = role
    return kind if present else f"{kind} absent"


def _named(
    table: TruthTable | MultiValueTable, weight: FloatArray, chosen: np.ndarray
) -> tuple[str, ...]:
    picked = np.flatnonzero(chosen)
    order = picked[np.argsort(-weight[picked], kind="stable")]
    return tuple(table.case_names[i] for i in order)
