"""In which ranges of anchors, consistency and frequency the solution stays the same.

Oana and Schneider (2021) and Oana, Schneider and Thomann (2021, chapter 5): one choice is moved
step by step, all else kept, until the solution changes. Here the change is in the set of all tied
intermediate models, not in the first of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from analysis.data.errors import InputError
from analysis.data.frames import frame_problems
from analysis.data.terminal import Labels, Result
from analysis.qca._inputs import SOURCE, fail
from analysis.qca.calibration import Anchors, calibrate_direct
from analysis.qca.cover_bound import TimeLimitError
from analysis.qca.intermediate import Expectations
from analysis.qca.minimization import CoverOptions
from analysis.qca.sweep import AnalysisCache, intermediate_set
from analysis.qca.truth_table import Thresholds, TruthTable, truth_table

MAX_STEPS = 1_000


@dataclass(frozen=True, slots=True)
class StableRange(Result):
    """The last values on either side at which the solution is still the initial one.

    ``open_below`` and ``open_above`` say that no change was found up to the end of the search, or
    until a solution took longer than it may.
    """

    choice: str
    initial: float
    lower: float
    upper: float
    open_below: bool
    open_above: bool
    labels: Labels = field(default_factory=dict, repr=False, compare=False)


def consistency_range(
    table: TruthTable,
    expectations: Expectations = (),
    options: CoverOptions | None = None,
    *,
    step: float = 0.01,
) -> StableRange:
    """Return the consistency thresholds around the present one that keep the solution.

    Raises InputError for a step outside (0, 1), and where there is no solution to keep.
    """
    if not 0 < step < 1:
        fail("the step is out of range", "choose 0 < step < 1", column="step", value=step)
    start = table.thresholds.consistency
    cache = AnalysisCache(expectations, options)
    return stable_range(
        "consistency", start, *_shares(start, step), _with_consistency(table), cache
    )


def pri_range(
    table: TruthTable,
    expectations: Expectations = (),
    options: CoverOptions | None = None,
    *,
    step: float = 0.01,
) -> StableRange:
    """Return the PRI thresholds around the present one that keep the solution.

    Raises InputError for a step outside (0, 1), and where there is no solution to keep.
    """
    if not 0 < step < 1:
        fail("the step is out of range", "choose 0 < step < 1", column="step", value=step)
    start = table.thresholds.pri

    def build(value: float) -> TruthTable:
        return table.with_thresholds(replace(table.thresholds, pri=value))

    cache = AnalysisCache(expectations, options)
    return stable_range("pri", start, *_shares(start, step), build, cache)


def _shares(start: float, step: float) -> tuple[list[float], list[float]]:
    """Return the thresholds below and above a start, from 0 to 1, in steps away from it."""
    down = [round(start - i * step, 10) for i in range(1, MAX_STEPS) if start - i * step >= 0]
    up = [round(start + i * step, 10) for i in range(1, MAX_STEPS) if start + i * step <= 1]
    return down, up


def frequency_range(
    table: TruthTable, expectations: Expectations = (), options: CoverOptions | None = None
) -> StableRange:
    """Return the frequency thresholds around the present one that keep the solution.

    Raises InputError where there is no solution to keep.
    """
    start = table.thresholds.frequency
    most = int(table.frequency.max())

    def build(value: float) -> TruthTable:
        return table.with_thresholds(replace(table.thresholds, frequency=int(value)))

    down, up = list(range(start - 1, 0, -1)), list(range(start + 1, most + 2))
    return stable_range("frequency", start, down, up, build, AnalysisCache(expectations, options))


@dataclass(frozen=True, slots=True)
class Design:
    """All that a truth table is made from: raw values, anchors by column, and thresholds.

    ``raw`` has one row per case; columns without anchors are memberships already. The other
    fields go to ``calibrate_direct``.
    """

    raw: pd.DataFrame
    outcome: str
    conditions: tuple[str, ...]
    anchors: tuple[tuple[str, Anchors], ...]
    thresholds: Thresholds
    decimals: int | None = None
    crossover_rule: float | None = None
    labels: Labels | None = None

    def table(self) -> TruthTable:
        """Return the truth table of the design.

        Raises InputError as ``calibrate_direct`` and ``truth_table`` do.
        """
        used = [name for name, _ in self.anchors]
        problems = frame_problems(self.raw, used, SOURCE)
        if problems:
            raise InputError(problems)
        data = self.raw.copy()
        for column, anchors in self.anchors:
            data[column] = calibrate_direct(
                self.raw[column],
                anchors,
                decimals=self.decimals,
                crossover_rule=self.crossover_rule,
            )
        return truth_table(
            data,
            self.outcome,
            self.conditions,
            self.thresholds,
            crossover_rule=self.crossover_rule,
            labels=self.labels,
        )

    def with_anchor(self, column: str, position: int, value: float) -> Design:
        """Return the design with one anchor of one column (0 exclusion … 2 inclusion) moved."""
        changed = tuple(
            (name, _moved(anchors, position, value) if name == column else anchors)
            for name, anchors in self.anchors
        )
        return replace(self, anchors=changed)


def anchor_ranges(
    design: Design,
    column: str,
    expectations: Expectations = (),
    options: CoverOptions | None = None,
    *,
    step: float,
    max_steps: int = 100,
) -> tuple[StableRange, ...]:
    """Return, for each of the three anchors of ``column``, the values that keep the solution.

    ``step`` is in the unit of the raw values; a search ends at the neighbouring anchor, or after
    ``max_steps``. Raises InputError for a column without anchors, for a step that is not positive,
    and where there is no solution to keep.
    """
    stated = dict(design.anchors)
    if column not in stated:
        remedy = f"use one of {', '.join(stated)}"
        fail("the column has no anchors", remedy, column=column)
    if step <= 0 or not 1 <= max_steps <= MAX_STEPS:
        fail("the step is not positive", "give it in the unit of the column", column="step")
    cache = AnalysisCache(expectations, options)
    names = ("exclusion", "crossover", "inclusion")
    return tuple(
        stable_range(
            f"{column}: {name}",
            stated[column][position],
            _within(stated[column], position, -step, max_steps),
            _within(stated[column], position, step, max_steps),
            _with_anchor(design, column, position),
            cache,
        )
        for position, name in enumerate(names)
    )


def _with_consistency(table: TruthTable) -> Callable[[float], TruthTable]:
    limits = table.thresholds

    def build(value: float) -> TruthTable:
        lower = None if limits.contradiction is None else min(limits.contradiction, value)
        return table.with_thresholds(replace(limits, consistency=value, contradiction=lower))

    return build


def _with_anchor(design: Design, column: str, position: int) -> Callable[[float], TruthTable]:
    return lambda value: design.with_anchor(column, position, value).table()


def _moved(anchors: Anchors, position: int, value: float) -> Anchors:
    moved = list(anchors)
    moved[position] = value
    return moved[0], moved[1], moved[2]


def _within(anchors: Anchors, position: int, step: float, count: int) -> list[float]:
    """Return the values of a moved anchor that leave the three in order."""
    rising = anchors[0] < anchors[2]
    values = (round(anchors[position] + i * step, 10) for i in range(1, count + 1))
    return list(_while_ordered(values, anchors, position, rising))


def _while_ordered(
    values: Iterator[float], anchors: Anchors, position: int, rising: bool
) -> Iterator[float]:
    for value in values:
        e, c, i = _moved(anchors, position, value)
        if not (e < c < i if rising else e > c > i):
            return
        yield value


def stable_range(
    choice: str,
    start: float,
    down: Sequence[float],
    up: Sequence[float],
    build: Callable[[float], TruthTable],
    cache: AnalysisCache,
) -> StableRange:
    """Return the last of the values ``down`` and ``up`` from ``start`` that keep the solution.

    ``build`` makes the truth table of a value. Raises InputError where there is no solution.
    """
    table = build(start)
    initial = intermediate_set(cache.analysis(table))
    if not initial:
        fail("there is no solution to keep", "lower the thresholds", column=choice, value=start)

    def same(value: float) -> bool | None:
        try:
            return intermediate_set(cache.analysis(build(value))) == initial
        except TimeLimitError:
            return None
        except InputError:  # a case falls on the crossover: the setting is not usable
            return False

    lower, open_below = _walk(start, down, same)
    upper, open_above = _walk(start, up, same)
    return StableRange(choice, start, lower, upper, open_below, open_above, table.labels)


def _walk(
    start: float, values: Sequence[float], same: Callable[[float], bool | None]
) -> tuple[float, bool]:
    """Return the last value that is the same, and whether the search ended without a change."""
    last = start
    for value in values:
        found = same(value)
        if not found:
            return last, found is None
        last = value
    return last, True
