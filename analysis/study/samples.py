"""Solutions of parts and samples of the cases, found piece by piece wherever there is room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analysis.qca import Term, analyze_necessity
from analysis.qca.sweep import Models
from analysis.study.settings import QcaRule
from analysis.study.solver import Solver
from analysis.work import chunks, spread
from analysis.work.checkpoint import digest

# Solutions in one piece of work: some seconds of the processor.
PIECE = 25
# Models as plain data: a list of paths each, a path as the presence of its conditions.
Plain = list[list[dict[str, bool]]]


@dataclass(frozen=True, slots=True)
class Sampling:
    """What samples are drawn from: ``values`` for the solution, ``sets`` for necessity."""

    solver: Solver = field(repr=False)
    values: pd.DataFrame = field(repr=False)
    sets: pd.DataFrame = field(repr=False)
    conditions: tuple[str, ...]
    rule: QcaRule
    seed: int

    def necessary(self, sets: pd.DataFrame) -> list[str]:
        """Return the literals that are necessary in a sample."""
        table = analyze_necessity(sets, self.solver.outcome, self.conditions)
        least = self.rule.necessity_consistency
        return [row.literal for row in table.rows if row.fit.consistency > least]


@dataclass(frozen=True, slots=True)
class Sample:
    """What a sample gives: its models (None: they took too long), its necessary literals."""

    models: Models | None
    necessary: tuple[str, ...]


def without(
    solver: Solver, values: pd.DataFrame, chosen: Sequence[tuple[int, ...]]
) -> list[Models | None]:
    """Return the models without the cases at these places, for every choice of places.

    None where they took longer than they may.
    """
    pieces = [(solver, values, [chosen[i] for i in part]) for part in chunks(len(chosen), PIECE)]
    identity = (_identity(solver, values), chosen)
    found = spread(_without, pieces, name="cases-left-out", identity=identity)
    return [models_of(plain) for piece in found for plain in piece]


def drawn(sampling: Sampling, count: int) -> list[Sample]:
    """Return what each of ``count`` samples of as many cases gives, drawn by the seed."""
    pieces = [(sampling, part) for part in chunks(count, PIECE)]
    identity = (
        _identity(sampling.solver, sampling.values),
        _content(sampling.sets),
        sampling.conditions,
        sampling.rule,
        sampling.seed,
        count,
    )
    found = spread(_drawn, pieces, name="bootstrap", identity=identity)
    return [
        Sample(models_of(one["models"]), tuple(one["necessary"]))
        for piece in found
        for one in piece
    ]


def plain_models(models: Models | None) -> Plain | None:
    """Return models as plain data, in an order of their own."""
    if models is None:
        return None
    return sorted((sorted((term.values for term in model), key=str) for model in models), key=str)


def models_of(plain: Sequence[Sequence[Mapping[str, bool]]] | None) -> Models | None:
    """Return models from plain data."""
    if plain is None:
        return None
    return frozenset(frozenset(Term.of(values) for values in model) for model in plain)


def _without(piece: tuple[Solver, pd.DataFrame, list[tuple[int, ...]]]) -> list[Plain | None]:
    solver, values, chosen = piece
    return [
        plain_models(solver.models_in_time(values.drop(index=values.index[list(places)])))
        for places in chosen
    ]


def _drawn(piece: tuple[Sampling, range]) -> list[dict[str, Any]]:
    """Return the samples of a range; the draws before it are made and put aside."""
    sampling, part = piece
    solver = copy(sampling.solver)  # with no memory: samples seldom share a truth table
    rng, size = np.random.default_rng(sampling.seed), len(sampling.values)
    for _ in range(part.start):
        rng.integers(0, size, size)
    found = []
    for _ in part:
        places = rng.integers(0, size, size)
        models = solver.models_in_time(_rows(sampling.values, places))
        necessary = sampling.necessary(_rows(sampling.sets, places))
        found.append({"models": plain_models(models), "necessary": necessary})
    return found


def _rows(values: pd.DataFrame, places: np.ndarray) -> pd.DataFrame:
    return values.iloc[places].reset_index(drop=True)


def _identity(solver: Solver, values: pd.DataFrame) -> tuple[str, ...]:
    return (solver.identity, _content(values))


def _content(frame: pd.DataFrame) -> str:
    return digest(str(list(frame.columns)), frame.to_numpy(dtype="float64").tobytes())
