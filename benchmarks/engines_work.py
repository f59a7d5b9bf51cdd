"""The pieces of work that are timed, each with what bounds it and how fast that bound is here.

A bound is something no way of doing the work can leave out, timed on the same input: drawing the
random orders, sorting the cases, solving the relaxed cover, analysing each different truth table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from timeit import repeat
from typing import Any

import numpy as np
from engines_inputs import (
    CONDITIONS,
    SEED,
    cases,
    crisp_table,
    provincial_design,
    settings,
    shifted,
)
from scipy.optimize import linprog
from scipy.sparse import csr_array

from analysis import nca
from analysis.data.errors import InputError
from analysis.nca.permutation import permutation_orders
from analysis.qca import (
    CoverOptions,
    Design,
    Minimization,
    Thresholds,
    TruthTable,
    parsimonious_solution,
    standard_analysis,
    truth_table,
)
from analysis.qca.sweep import AnalysisCache

FIVE = ("ce_fdh", "cr_fdh", "ce_vrs", "cr_vrs", "c_lp")
# Wall-clock seconds after which a proof is given up; the target is in CPU seconds.
TIME_LIMIT = 240.0


@dataclass(frozen=True, slots=True)
class Work:
    """One row: ``prepare`` makes the input, ``run`` is timed, ``found`` words its result.

    ``reference`` are CPU seconds of the R package (None: no answer), ``target`` seconds asked for;
    ``memory`` is the limit in bytes for an input, if one is set; ``bound`` names what bounds the
    work, ``floor`` does it once, given input and result.
    """

    name: str
    reference: float | None
    target: float
    prepare: Callable[[], Any]
    run: Callable[[Any], Any]
    found: Callable[[Any], str]
    bound: str
    floor: Callable[[Any, Any], object]
    memory: Callable[[Any], float] | None = None


def works(quick: bool = False) -> tuple[Work, ...]:
    """Return every row of the table, or small variants of all of them."""
    return (
        _permutations(28, 200 if quick else 10_000, 519.0),
        _permutations(50 if quick else 200, 100 if quick else 1_000, 259.0),
        _ceilings(500 if quick else 10_000, 32.0, 0.3),
        _ceilings(1_000 if quick else 1_000_000, None, 10.0, gigabytes=2.0),
        _solution("random_k10_n30" if quick else "random_k18_n60", 7.9, 0.5),
        _solution("random_k10_n30" if quick else "random_k10_n200", 19.0, 1.0, cap=1),
        _solution("structured_k14_n30" if quick else "structured_k20_n100", None, 30.0),
        _solution("random_k10_n30" if quick else "random_k20_n200", None, 30.0, cap=1),
        _solution("structured_k14_n30" if quick else "structured_k18_n60", None, 30.0),
        _truth_table(1_000 if quick else 100_000),
        _sweep(50 if quick else 10_000),
    )


def _permutations(n: int, permutations: int, reference: float) -> Work:
    return Work(
        name=f"NCA, {permutations:,} permutations, n = {n}, 6 conditions, CE + CR",
        reference=reference,
        target=1.0,
        prepare=lambda: cases(n),
        run=lambda data: nca.analyse(data, CONDITIONS, "Y", permutations=permutations, seed=SEED),
        found=lambda result: f"{len(result.results)} tested effect sizes",
        bound="random numbers: drawing the orders once",
        floor=lambda data, result: list(permutation_orders(n, permutations, SEED)),
    )


def _ceilings(
    n: int, reference: float | None, target: float, gigabytes: float | None = None
) -> Work:
    return Work(
        name=f"NCA without test, n = {n:,}, 6 conditions, 5 ceilings",
        reference=reference,
        target=target,
        prepare=lambda: cases(n),
        run=lambda data: nca.analyse(data, CONDITIONS, "Y", FIVE),
        found=lambda result: f"{len(result.results)} effect sizes",
        bound="sorting: each condition once",
        floor=lambda data, result: [np.argsort(data[name].to_numpy()) for name in CONDITIONS],
        memory=None if gigabytes is None else lambda data: gigabytes * 1e9,
    )


def _solution(name: str, reference: float | None, target: float, cap: int = 10_000) -> Work:
    def run(table: TruthTable) -> Minimization | InputError:
        try:
            return parsimonious_solution(table, CoverOptions(cap=cap, time_limit=TIME_LIMIT))
        except InputError as error:
            return error

    what = "a first minimum cover" if cap == 1 else "all minimum covers"
    return Work(
        name=f"parsimonious solution of {name}, {what}",
        reference=reference,
        target=target,
        prepare=lambda: crisp_table(name),
        run=run,
        found=_models,
        bound="LP: the relaxed cover of the whole chart",
        floor=lambda table, result: _relaxed(result),
    )


def _models(result: Minimization | InputError) -> str:
    if isinstance(result, InputError):
        return f"not done: {result.problems[0].message}"
    more = "" if result.complete else " or more"
    return (
        f"{len(result.chart.terms):,} prime implicants, {len(result.models):,}{more} model(s) of "
        f"{len(result.models[0].terms)} terms"
    )


def _relaxed(result: Minimization | InputError) -> object:
    if isinstance(result, InputError):
        return None
    chart = result.chart.covers.astype(float)
    ones = np.ones(chart.shape[1])
    return linprog(np.ones(len(chart)), A_ub=-csr_array(chart.T), b_ub=-ones, bounds=(0, None))


def _truth_table(n: int) -> Work:
    conditions = [f"X{i + 1}" for i in range(10)]
    return Work(
        name=f"truth table and fit, {n:,} cases x 10 conditions",
        reference=None,
        target=1.0,
        prepare=lambda: cases(n, 10),
        run=lambda data: truth_table(data, "Y", conditions),
        found=lambda table: f"{len(table):,} rows",
        bound="sorting: the memberships of each case",
        floor=lambda data, table: np.argsort(data[conditions].to_numpy(), axis=1),
        memory=lambda data: 3.0 * data.to_numpy().nbytes,
    )


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep tried, how many truth tables differed, and how many settings have a solution."""

    tried: int
    distinct: int
    solved: int


def _sweep(count: int) -> Work:
    return Work(
        name=f"threshold sweep: {count:,} settings on 28 provinces, all three solutions",
        reference=None,
        target=60.0,
        prepare=lambda: (provincial_design(), settings(count)),
        run=sweep,
        found=lambda swept: f"{swept.solved:,} with a solution, {swept.distinct} distinct tables",
        bound="minimization: one analysis per distinct table",
        floor=lambda given, swept: _analyses(given[0], swept.distinct),
    )


def sweep(given: tuple[Design, Sequence[tuple[float, Thresholds]]]) -> Swept:
    """Return what the three solutions do under every shift of the anchors and every threshold."""
    design, stated = given
    cache = AnalysisCache(design.conditions)
    tables = {shift: shifted(design, shift).table() for shift in dict(stated)}
    solved = sum(
        cache.analysis(tables[shift].with_thresholds(limits)) is not None
        for shift, limits in stated
    )
    return Swept(len(stated), len(cache), solved)


def _analyses(design: Design, count: int) -> object:
    table = design.table()
    return [standard_analysis(table, table.conditions) for _ in range(count)]


def bandwidth() -> float:
    """Return the bytes per second that a numpy copy reads and writes here."""
    source = np.ones(16_000_000)
    target = np.empty_like(source)
    seconds = min(repeat(lambda: np.copyto(target, source), number=1, repeat=5))
    return 2 * source.nbytes / seconds
