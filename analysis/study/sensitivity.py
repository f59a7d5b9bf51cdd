"""How far each choice can move before the solution changes: anchors, thresholds, cases.

Anchors and thresholds follow Oana and Schneider (2021): one is moved step by step, all else kept,
until the set of tied models is another one. Cases are left out one or two at a time, and drawn
anew with replacement (a bootstrap of cases), with the memberships they have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from analysis.data import Label
from analysis.qca import StableRange, TruthTable, consistency_range, frequency_range, pri_range
from analysis.qca.robustness_ranges import stable_range
from analysis.study.columns import Values, read_values
from analysis.study.loading import At
from analysis.study.memberships import (
    Calibration,
    Memberships,
    calibrated_by,
    calibrations_of,
    memberships_of,
)
from analysis.study.resampling import Bootstrap, Drops, bootstrap, drops
from analysis.study.settings import RobustnessRule
from analysis.study.solver import Solver
from analysis.study.variables import ColumnRule, Origin, Variable

POSITIONS: Mapping[int, tuple[Label, ...]] = {
    3: (
        Label("完全不隶属", "full non-membership"),
        Label("交叉点", "crossover"),
        Label("完全隶属", "full membership"),
    ),
}


@dataclass(frozen=True, slots=True)
class AnchorRange:
    """An anchor of a variable, and the values between which the solution stays.

    ``position`` counts from 0, ``of`` is the number of anchors; ``lower`` and ``upper`` are the
    last values tried with the same solution, ``open_below`` and ``open_above`` say that no change
    was found on that side; ``spread`` is the range of the raw values.
    """

    variable: str
    position: int
    of: int
    initial: float
    lower: float
    upper: float
    open_below: bool
    open_above: bool
    spread: float

    @property
    def label(self) -> Label:
        """The name of the anchor."""
        names = POSITIONS.get(self.of, ())
        number = str(self.position + 1)
        return names[self.position] if names else Label(f"第{number}点", f"anchor {number}")

    @property
    def slack(self) -> float:
        """The shorter way to a change, as a share of the range; infinite where there is none."""
        ways = [
            (way, is_open)
            for way, is_open in (
                (self.initial - self.lower, self.open_below),
                (self.upper - self.initial, self.open_above),
            )
        ]
        closed = [way / self.spread for way, is_open in ways if not is_open]
        return min(closed, default=float("inf"))


@dataclass(frozen=True, slots=True)
class PanelSensitivity:
    """What one outcome's solution withstands; without a solution there is nothing to withstand.

    ``complete``: all models that fit equally well are known, so that two sets of them compare.
    """

    outcome: str
    has_solution: bool
    complete: bool = True
    thresholds: tuple[StableRange, ...] = ()
    anchors: tuple[AnchorRange, ...] = ()
    drops: Drops | None = None
    bootstrap: Bootstrap | None = None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What the solutions for the outcome and for its negation withstand."""

    panels: tuple[PanelSensitivity, PanelSensitivity]
    rule: RobustnessRule
    origins: Mapping[str, Origin]
    labels: Mapping[str, Label]
    cases: tuple[Label, ...]


def sensitivity(at: At = None) -> Sensitivity:
    """Return how far anchors and thresholds can move, and which cases the solution rests on."""
    held = read_values(at)
    found, columns = memberships_of(held), calibrations_of(held)
    high, nonhigh = (
        _panel(held, found, columns, outcome) for outcome in (found.outcome, f"~{found.outcome}")
    )
    return Sensitivity(
        (high, nonhigh),
        held.study.settings.robustness,
        found.origins,
        found.sets.labels,
        found.cases,
    )


def _panel(
    held: Values, found: Memberships, columns: Mapping[str, Calibration], outcome: str
) -> PanelSensitivity:
    study, rule = held.study, held.study.settings.robustness
    solver = Solver(
        outcome,
        found.conditions,
        study.settings.qca,
        study.variables.multivalue,
        rule.time_limit,
    )
    if not solver.models(found.values):
        return PanelSensitivity(outcome, has_solution=False)
    if not solver.is_complete(found.values):
        return PanelSensitivity(outcome, has_solution=True, complete=False)
    return PanelSensitivity(
        outcome=outcome,
        has_solution=True,
        thresholds=tuple(_thresholds(solver, found.values, rule)),
        anchors=tuple(
            each
            for variable in study.variables.calibrated
            if not study.variables.multivalue
            for each in _anchors(variable, columns[variable.key], found.values, solver, rule)
        ),
        drops=drops(solver, found.values, rule),
        bootstrap=bootstrap(solver, found.sets, found.values, study.settings.qca, rule),
    )


def _thresholds(
    solver: Solver, values: pd.DataFrame, rule: RobustnessRule
) -> Iterator[StableRange]:
    table = solver.table(values)
    if isinstance(table, TruthTable):
        expected, options = solver.expectations, solver.options
        yield consistency_range(table, expected, options, step=rule.consistency_step)
        yield pri_range(table, expected, options, step=rule.consistency_step)
        yield frequency_range(table, expected, options)


def _anchors(
    variable: Variable,
    column: Calibration,
    values: pd.DataFrame,
    solver: Solver,
    rule: RobustnessRule,
) -> Iterator[AnchorRange]:
    spread = float(column.values.max() - column.values.min())
    if not rule.anchor_steps or not rule.anchor_reach:
        return
    step = spread * rule.anchor_reach / rule.anchor_steps
    ways = [i * step for i in range(1, rule.anchor_steps + 1)]
    for position, start in enumerate(column.anchors):
        found = stable_range(
            variable.key,
            start,
            list(_ordered([start - way for way in ways], column.anchors, position)),
            list(_ordered([start + way for way in ways], column.anchors, position)),
            _recalibrated(variable, column, position, values, solver),
            solver.cache,
        )
        yield AnchorRange(
            variable=variable.key,
            position=position,
            of=len(column.anchors),
            initial=start,
            lower=found.lower,
            upper=found.upper,
            open_below=found.open_below,
            open_above=found.open_above,
            spread=spread,
        )


def _recalibrated(
    variable: Variable,
    column: Calibration,
    position: int,
    values: pd.DataFrame,
    solver: Solver,
) -> Callable[[float], TruthTable]:
    """Return a function that makes the truth table with one anchor of one column moved."""

    def build(value: float) -> TruthTable:
        rule = _with_anchor(variable.calibration, column.anchors, position, value)
        moved = calibrated_by(column.values, rule).memberships
        return solver.fuzzy_table(values.assign(**{variable.key: moved}))

    return build


def _with_anchor(
    rule: ColumnRule, anchors: tuple[float, ...], position: int, value: float
) -> ColumnRule:
    moved = tuple(value if i == position else one for i, one in enumerate(anchors))
    if rule.method == "crisp":
        return replace(rule, thresholds=moved)
    return replace(rule, anchors=moved)


def _ordered(values: list[float], anchors: tuple[float, ...], position: int) -> Iterator[float]:
    """Yield values while they stay between the neighbouring anchors."""
    beside = [anchors[i] for i in (position - 1, position + 1) if 0 <= i < len(anchors)]
    low = max((one for one in beside if one < anchors[position]), default=float("-inf"))
    high = min((one for one in beside if one > anchors[position]), default=float("inf"))
    for value in values:
        if not low < value < high:
            return
        yield value
