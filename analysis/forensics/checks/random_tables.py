"""Random tables of every kind, printed from random data: what checks must never contradict.

They serve to test the checks and to measure how many changed digits each would notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.data import InputError
from analysis.forensics.authentic import try_variants, variants
from analysis.forensics.bounds import necessity_consistencies
from analysis.forensics.checks.calibration import CalibrationRow, PublicColumn
from analysis.forensics.checks.configuration import ConfigurationTable, Kind
from analysis.forensics.checks.descriptive import DescriptiveRow
from analysis.forensics.checks.nca import NcaTable
from analysis.forensics.checks.necessity import NecessityTable
from analysis.forensics.grids import p_value
from analysis.forensics.hidden_sums import STEP
from analysis.forensics.intervals import exact
from analysis.forensics.literals import Conjunction, SetLiteral
from analysis.forensics.printed import PrintedNumber, Rounding
from analysis.forensics.quantiles import QUARTILES
from analysis.forensics.scopes import observed_memberships
from analysis.forensics.transcripts import NecessityCell, Panel, PathRow
from analysis.nca import analyse, bottleneck_table
from analysis.qca import (
    Path,
    Solution,
    Term,
    Thresholds,
    calibrate_direct,
    solutions_of,
    standard_analysis,
    truth_table,
)
from analysis.qca.calibration import QuantileMethod
from analysis.study.settings import CalibrationRule
from analysis.study.settings import Rounding as ValueRounding

Ints = npt.NDArray[np.int64]
OUTCOME = "Y"
DECIMALS = 6
PERMUTATIONS = 1000
# What the study's own quartiles and others in use give; each table follows one of them.
METHODS: tuple[QuantileMethod, ...] = ("linear", "weibull", "hazen", "median_unbiased")
TRIES = 200
KINDS: tuple[Kind, ...] = ("complex", "parsimonious", "intermediate")


def random_descriptives(rng: np.random.Generator, rule: Rounding) -> DescriptiveRow:
    """Return the statistics of random skewed values, three decimals, counts half of the time."""
    return _descriptives(_raw(rng), bool(rng.integers(2)), rng, rule)


def random_calibration(rng: np.random.Generator, rule: Rounding) -> CalibrationRow:
    """Return anchors and extremes of random values and their scope with a random outcome."""
    for _ in range(TRIES):
        values, counts = _raw(rng), bool(rng.integers(2))
        row = _descriptives(values, counts, rng, rule)
        raw = np.floor(values) if counts else values
        anchors = tuple(float(q) for q in np.quantile(raw, list(map(float, QUARTILES.values())),
                                                      method=row.methods[0]))  # fmt: skip
        if not anchors[0] < anchors[1] < anchors[2]:
            continue
        own = calibrate_direct(raw, (anchors[0], anchors[1], anchors[2]), decimals=2,
                               crossover_rule="keep")  # fmt: skip
        outcome = observed_memberships(_memberships(rng, len(values)) / 1000)
        held = observed_memberships(own)
        scope = PrintedNumber.of((held.range * outcome.range).low, 3, rule)
        at_half = int((own == 0.5).sum())
        return CalibrationRow(row, scope, outcome, ("scope", row.variable), at_half)
    raise RuntimeError("no random column with three anchors")


def random_column(rng: np.random.Generator, rule: Rounding) -> PublicColumn:
    """Return a random column and its sum of memberships under one of a small family."""
    chosen = CalibrationRule("fsqca", (0.25, 0.5, 0.75), "linear", 2, 0.501, {})
    family = variants(
        (ValueRounding(v, "unrounded", a) for v, a in product((None, 3), (None, 2))),
        ("linear",),
        ("fsqca",),
    )
    for _ in range(TRIES):
        values = pd.Series(_raw(rng), name="x")
        results = try_variants(values, None, family, chosen).results
        sums = [each.thousandths for each in results if each.thousandths is not None]
        if sums:
            return PublicColumn(values, int(rng.choice(sums)) * STEP, family, chosen)
    raise RuntimeError("no random column with three anchors")


def random_necessity(rng: np.random.Generator, rule: Rounding) -> NecessityTable:
    """Return the necessity table of random memberships of two decimals, one to three conditions."""
    n = int(rng.integers(8, 41))
    data = _fuzzy(rng, n, int(rng.integers(1, 4)))
    above = {
        side: frozenset(
            literal
            for literal in _literals(data)
            if _overlap(data, literal, side) / int(_side(data[OUTCOME], side).sum()) > 0.9
        )
        for side in (True, False)
    }
    cells = tuple(_cells(data, rule))
    return NecessityTable(cells, n, threshold=Fraction(9, 10), named=above)


def random_configuration(rng: np.random.Generator, rule: Rounding) -> ConfigurationTable:
    """Return a solution of a random truth table with its necessity table, PRI and core marks."""
    for _ in range(TRIES):
        n, kind = int(rng.integers(12, 41)), KINDS[int(rng.choice(len(KINDS)))]
        data = _fuzzy(rng, n, int(rng.integers(2, 5)))
        found = _solution(data, kind, rng, rule)
        if found is not None:
            return found
    raise RuntimeError("no random truth table with a solution")


def random_nca(rng: np.random.Generator, rule: Rounding) -> NcaTable:
    """Return a necessary condition analysis of random memberships with its bottleneck table."""
    for _ in range(TRIES):
        data = _fuzzy(rng, int(rng.integers(8, 41)), int(rng.integers(1, 3)))
        found = _analysed(pd.DataFrame(data) / 1000, rng, rule)
        if found is not None:
            return found
    raise RuntimeError("no random data with ceilings inside the scope")


RANDOM: Mapping[type, Callable[[np.random.Generator, Rounding], object]] = {
    DescriptiveRow: random_descriptives,
    CalibrationRow: random_calibration,
    PublicColumn: random_column,
    NcaTable: random_nca,
    NecessityTable: random_necessity,
    ConfigurationTable: random_configuration,
}


def _raw(rng: np.random.Generator) -> npt.NDArray[np.float64]:
    values = rng.lognormal(rng.uniform(0, 6), rng.uniform(0.3, 1.3), int(rng.integers(6, 41)))
    return np.round(values, int(rng.integers(1, 5)))


def _descriptives(
    values: npt.NDArray[np.float64], counts: bool, rng: np.random.Generator, rule: Rounding
) -> DescriptiveRow:
    raw = np.floor(values) if counts else values
    method, ddof = METHODS[int(rng.integers(len(METHODS)))], int(rng.integers(2))
    numbers: dict[str, float | Fraction] = {
        name: float(np.quantile(raw, float(p), method=method)) for name, p in QUARTILES.items()
    }
    total = sum(map(exact, map(float, raw)), Fraction(0))
    numbers |= {"minimum": float(raw.min()), "maximum": float(raw.max())}
    numbers |= {"mean": total / len(raw), "sd": float(raw.std(ddof=ddof))}
    printed = {name: PrintedNumber.of(value, 3, rule) for name, value in numbers.items()}
    known = tuple(map(float, raw)) if rng.integers(2) and not counts else None
    return DescriptiveRow("x", len(raw), printed, counts, (ddof,), (method,), (rule,), known)


def _memberships(rng: np.random.Generator, n: int) -> Ints:
    """Memberships in thousandths on the 0.01 grid, 0.5 moved to 0.501."""
    drawn = rng.beta(rng.uniform(0.4, 2), rng.uniform(0.4, 2), n)
    return _moved(drawn)


def _moved(memberships: npt.NDArray[np.float64]) -> Ints:
    thousandths = np.round(np.clip(memberships, 0.01, 0.99) * 100).astype(np.int64) * 10
    return np.where(thousandths == 500, 501, thousandths)


def _fuzzy(rng: np.random.Generator, n: int, conditions: int) -> dict[str, Ints]:
    """An outcome and conditions that go with it more or less."""
    outcome = _memberships(rng, n)
    data = {OUTCOME: outcome}
    for name in "ABCDE"[:conditions]:
        weight = rng.uniform(0, 0.9)
        data[name] = _moved(weight * outcome / 1000 + (1 - weight) * _memberships(rng, n) / 1000)
    return data


def _side(column: Ints, present: bool) -> Ints:
    return column if present else 1000 - column


def _literals(data: Mapping[str, Ints]) -> list[SetLiteral]:
    return [SetLiteral(name, side) for name in data if name != OUTCOME for side in (True, False)]


def _overlap(data: Mapping[str, Ints], literal: SetLiteral, side: bool) -> int:
    own = _side(data[literal.condition], literal.present)
    return int(np.minimum(own, _side(data[OUTCOME], side)).sum())


def _cells(data: Mapping[str, Ints], rule: Rounding) -> Iterator[NecessityCell]:
    for literal in _literals(data):
        for side in (True, False):
            shared = _overlap(data, literal, side)
            own = int(_side(data[literal.condition], literal.present).sum())
            whole = int(_side(data[OUTCOME], side).sum())
            fits = (Fraction(shared, total) for total in (whole, own))
            numbers = [PrintedNumber.of(fit, DECIMALS, rule) for fit in fits]
            yield NecessityCell(literal, side, numbers[0], numbers[1])


def _solution(
    data: Mapping[str, Ints], kind: Kind, rng: np.random.Generator, rule: Rounding
) -> ConfigurationTable | None:
    """The first solution of one kind for the outcome or its negation; None where there is none."""
    names = [name for name in data if name != OUTCOME]
    frame = pd.DataFrame(data, index=[f"case {k}" for k in range(len(data[OUTCOME]))]) / 1000
    side = bool(rng.integers(2))
    thresholds = Thresholds(float(rng.uniform(0.75, 0.95)), float(rng.uniform(0, 0.7)))
    try:
        table = truth_table(frame, OUTCOME if side else f"~{OUTCOME}", names, thresholds)
        found = standard_analysis(table, dict.fromkeys(names, side))
    except InputError:
        return None
    chosen = {"complex": found.complex, "parsimonious": found.parsimonious}
    solution = solutions_of(chosen.get(kind, found.pairs[0]))[0]
    if any(not path.term.literals for path in solution.paths):
        return None
    printed = _printed(solution, tuple(_cells(data, rule)), len(frame), side, rule)
    known = replace(printed, kind=kind, memberships=frame[names[:1]])
    if kind != "intermediate":
        return replace(known, core={})
    return replace(known, parsimonious=tuple(map(_marks, found.pairs[0].parsimonious_model.terms)))


def _printed(
    solution: Solution, cells: tuple[NecessityCell, ...], n: int, side: bool, rule: Rounding
) -> ConfigurationTable:
    rows = tuple(_row(k, path, rule) for k, path in enumerate(solution.paths))
    fit, pairs = solution.fit, list(zip(rows, solution.paths, strict=True))
    numbers = [PrintedNumber.of(v, DECIMALS, rule) for v in (fit.consistency, fit.coverage)]
    return ConfigurationTable(
        Panel(side, rows, numbers[0], numbers[1]),
        necessity_consistencies(cells, side),
        NecessityTable(cells, n).sums,
        pri={row.id: PrintedNumber.of(path.fit.pri, DECIMALS, rule) for row, path in pairs},
        core={
            row.id: tuple(each for each in row.literals if each.condition in path.core)
            for row, path in pairs
        },
    )


def _row(number: int, path: Path, rule: Rounding) -> PathRow:
    fit = path.fit
    values = (fit.consistency, fit.coverage, fit.unique_coverage)
    numbers = [PrintedNumber.of(max(value, 0.0), DECIMALS, rule) for value in values]
    return PathRow(f"P{number + 1}", _marks(path.term), *numbers)


def _marks(term: Term) -> Conjunction:
    return tuple(SetLiteral(name, present) for name, present in term.values.items())


def _analysed(frame: pd.DataFrame, rng: np.random.Generator, rule: Rounding) -> NcaTable | None:
    conditions = [name for name in frame.columns if name != OUTCOME]
    found = analyse(frame, conditions, OUTCOME)
    bottlenecks = bottleneck_table(found)
    values = [v for r in found.results for v in (r.effect_size, r.accuracy)]
    if not np.all(np.isfinite(values)) or any("NA" in c.marks for c in bottlenecks.columns):
        return None
    numbers: dict[tuple[str, str, str], PrintedNumber] = {}
    for each in found.results:
        place = (each.ceiling, each.condition)
        numbers["effect_size", *place] = PrintedNumber.of(each.effect_size, 3, rule)
        numbers["p_value", *place] = _p_value(rng, rule)
        numbers["accuracy", *place] = PrintedNumber.of(each.accuracy, 2, rule, percent=True)
        numbers["scope", *place] = PrintedNumber.of(each.scope.area, 3, rule)
        numbers["ceiling_zone", *place] = PrintedNumber.of(each.ceiling_zone, 3, rule)
    return NcaTable(
        n=len(frame),
        numbers=numbers,
        levels=tuple(range(0, 101, 10)),
        bottlenecks={
            column.condition: tuple(
                PrintedNumber.read("NN") if mark else PrintedNumber.of(value, 1, rule, percent=True)
                for value, mark in zip(column.values, column.marks, strict=True)
            )
            for column in bottlenecks.columns
        },
        outcome=observed_memberships(frame[OUTCOME]),
        extremes={name: observed_memberships(frame[name]) for name in conditions},
        permutations=(PERMUTATIONS,),
        effect=Fraction(1, 10),
        significance=Fraction(1, 20),
    )


def _p_value(rng: np.random.Generator, rule: Rounding) -> PrintedNumber:
    extreme = int(rng.integers(0, PERMUTATIONS // 2))
    return PrintedNumber.of(p_value(extreme, PERMUTATIONS, "nca_before_4_0_4"), 3, rule)
