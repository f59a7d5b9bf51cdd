"""Memberships of the cases in the sets of a study, each column with its origin.

A column is calibrated from raw values, given as memberships, or a reconstruction, which is not data
of the study.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from analysis.data import InputError, Label, Problem
from analysis.data.errors import MOST_TOLD
from analysis.qca import (
    calibrate_bell,
    calibrate_crisp,
    calibrate_direct,
    inverted_bell,
    quantile_anchors,
    settle_crossover,
    value_set,
)
from analysis.qca.calibration import METHODS
from analysis.study.columns import LeftOutCase, Values, read_values
from analysis.study.declared import Study
from analysis.study.derive import of_year
from analysis.study.loading import At
from analysis.study.settings import CalibrationRule, Rounding
from analysis.study.tables import study_table
from analysis.study.variables import ColumnRule, Origin, Quantiles, Variable

Series = pd.Series


@dataclass(frozen=True, slots=True)
class Calibration:
    """One calibrated column: raw ``values`` (n,) in the unit of the variable, ``memberships`` (n,).

    ``anchors`` are (exclusion, crossover, inclusion) as used, the six of a bell, or the thresholds
    of a crisp set.
    """

    variable: str
    anchors: tuple[float, ...]
    rounding: Rounding
    values: pd.Series[float] = field(repr=False, compare=False)
    memberships: pd.Series[float] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Memberships:
    """Memberships: ``values`` (n, k), cases down (Chinese names), variables across.

    A multi-value condition has its values 0, 1, … in place of memberships. ``origins`` says of
    every column whether it is authentic or reconstructed; ``labels`` and ``cases`` give the names
    of variables and cases; ``left_out`` are cases without a value in some variable. ``levels`` has
    what the values of the multi-value conditions mean, by condition.
    """

    origins: Mapping[str, Origin]
    labels: Mapping[str, Label]
    cases: tuple[Label, ...]
    values: pd.DataFrame = field(repr=False, compare=False)
    left_out: tuple[LeftOutCase, ...] = ()

    levels: Mapping[str, tuple[Label, ...]] = field(default_factory=dict)

    @property
    def outcome(self) -> str:
        """The key of the outcome: the first column."""
        return str(self.values.columns[0])

    @property
    def conditions(self) -> tuple[str, ...]:
        """The keys of the conditions: the other columns."""
        return tuple(map(str, self.values.columns[1:]))

    @property
    def reconstructed(self) -> tuple[str, ...]:
        """The keys of the reconstructed columns."""
        return tuple(key for key, origin in self.origins.items() if origin == "reconstructed")

    @property
    def sets(self) -> Memberships:
        """The memberships with a crisp set for every value of a multi-value condition.

        A set has the name ``X{v}``; other columns stay.
        """
        if not self.levels:
            return self
        columns = {self.outcome: self.values[self.outcome]}
        labels, origins = dict(self.labels), dict(self.origins)
        for key in self.conditions:
            if key not in self.levels:
                columns[key] = self.values[key]
            for value, level in enumerate(self.levels.get(key, ())):
                name = value_set(key, value)
                columns[name] = (self.values[key] == value).astype("float64")
                own = self.labels[key]
                labels[name] = Label(f"{own.zh}：{level.zh}", f"{own.en}: {level.en}")
                origins[name] = self.origins[key]
        return replace(
            self, origins=origins, labels=labels, values=pd.DataFrame(columns), levels={}
        )

    def to_frame(self) -> pd.DataFrame:
        """Return a copy of the memberships, one row per case."""
        return self.values.copy()


def calibrations(at: At = None) -> dict[str, Calibration]:
    """Return the calibrated columns by variable, with the rounding of each."""
    return calibrations_of(read_values(at))


def calibrations_of(held: Values) -> dict[str, Calibration]:
    """Return the calibrated columns of some values by variable."""
    columns: dict[str, Calibration] = {}
    problems: list[Problem] = []
    for variable in held.study.variables.calibrated:
        try:
            columns[variable.key] = calibrated_by(held.values[variable.key], variable.calibration)
        except InputError as error:
            problems += _placed(error, held, variable)
    if problems:
        raise InputError(problems)
    return columns


def calibrated(values: pd.Series[float], rule: CalibrationRule, rounding: Rounding) -> Calibration:
    """Return a column calibrated directly at quantiles, under one variant of rounding."""
    quantiles = Quantiles(*rule.quantiles, definition=rule.quantile_method, falling=False)
    column = ColumnRule(
        rule.method, (), (), quantiles, rounding, rule.decimals, rule.crossover_value
    )
    return calibrated_by(values, column)


def calibrated_by(values: pd.Series[float], rule: ColumnRule) -> Calibration:
    """Return a column calibrated by its rule.

    Raises InputError for anchors that do not fit the values, and for a membership of exactly 0.5
    where the rule does not settle it.
    """
    decimals = rule.rounding.value_decimals
    rounded = values if decimals is None else values.round(decimals)
    anchors = rule.thresholds or rule.anchors or _quantile_anchors(values, rounded, rule)
    found: Series = SHAPES[rule.method](rounded, anchors, rule)
    return Calibration(str(values.name), anchors, rule.rounding, values, found)


def _quantile_anchors(values: Series, rounded: Series, rule: ColumnRule) -> tuple[float, ...]:
    return quantile_anchors(
        rounded if rule.rounding.anchors_from == "rounded" else values,
        rule.quantiles.shares,
        method=rule.quantiles.definition,
        decimals=rule.rounding.anchor_decimals,
    )


def _direct(values: Series, anchors: tuple[float, ...], rule: ColumnRule) -> Series:
    exclusion, crossover, inclusion = anchors
    found: Series = calibrate_direct(
        values,
        (exclusion, crossover, inclusion),
        next(name for name in METHODS if name == rule.method),
        decimals=rule.decimals,
        crossover_rule=rule.crossover_value,
    )
    return found


def _bell(values: Series, anchors: tuple[float, ...], rule: ColumnRule) -> Series:
    shape = calibrate_bell if rule.method == "bell" else inverted_bell
    e1, c1, i1, i2, c2, e2 = anchors
    found = shape(values, (e1, c1, i1, i2, c2, e2), crossover_rule="keep")
    if rule.decimals is not None:
        found = found.round(rule.decimals)
    return _settled(pd.Series(found, index=values.index, name=values.name), rule)


def _crisp(values: Series, anchors: tuple[float, ...], rule: ColumnRule) -> Series:
    found = calibrate_crisp(values, anchors).astype("float64")
    return pd.Series(found, index=values.index, name=values.name)


def _settled(values: Series, rule: ColumnRule) -> Series:
    settled = settle_crossover(
        values.to_numpy(dtype="float64"),
        rule.crossover_value,
        column=str(values.name),
        cases=tuple(map(str, values.index)),
    )
    return pd.Series(settled, index=values.index, name=values.name)


SHAPES: Mapping[str, Callable[[Series, tuple[float, ...], ColumnRule], Series]] = {
    **dict.fromkeys(METHODS, _direct),
    "bell": _bell,
    "inverted_bell": _bell,
    "crisp": _crisp,
}


def memberships(at: At = None) -> Memberships:
    """Return the memberships of the cases in outcome and conditions, with origins.

    A given membership of exactly 0.5 is settled as in the calibrated columns.
    """
    return memberships_of(read_values(at))


def memberships_of(held: Values) -> Memberships:
    """Return the memberships that follow from some values."""
    variables = held.study.variables
    computed = calibrations_of(held)
    columns = {
        variable.key: _given(held, variable)
        if variable.is_given
        else computed[variable.key].memberships
        for variable in variables.all
    }
    values = pd.DataFrame(columns)
    _require_variation(held.study, values)
    return Memberships(
        variables.origins,
        variables.labels,
        tuple(case.label for case in held.cases),
        values,
        held.left_out,
        {
            variable.key: _levels(variable, int(values[variable.key].max()))
            for variable in variables.conditions
            if variables.multivalue
        },
    )


CRISP = (Label("缺失", "absent"), Label("存在", "present"))


def _given(held: Values, variable: Variable) -> Series:
    try:
        return _settled(held.values[variable.key], variable.calibration)
    except InputError as error:
        raise InputError(list(_placed(error, held, variable))) from None


def _placed(error: InputError, held: Values, variable: Variable) -> Iterator[Problem]:
    """Yield the problems of a column with their places in its table."""
    source, column = variable.data.table, variable.data.column
    rows = of_year(study_table(held.study, source, [column]), variable)
    keys = {case.label.zh: case.key for case in held.cases}
    for problem in error.problems[:MOST_TOLD]:
        case = problem.message.removeprefix("case ").partition(": ")[0]
        row = rows.line_of(keys[case]) if case in keys else None
        yield replace(problem, file=rows.file, row=row, column=column)


def _require_variation(study: Study, values: pd.DataFrame) -> None:
    """Refuse a variable that is the same in all cases: nothing can depend on it."""
    constant = [str(key) for key in values if values[key].nunique() < 2]
    if constant:
        raise InputError(
            [
                study.problem(
                    study.variable_path(key),
                    f"{key} is {values[key].iloc[0]:g} in all {len(values)} cases",
                    "leave it out, or calibrate it at other anchors",
                )
                for key in constant
            ]
        )


def _levels(variable: Variable, highest: int) -> tuple[Label, ...]:
    """Return names of the values 0 to the highest observed; the number where none is given."""
    if variable.kind == "crisp":
        return CRISP
    numbers = [Label(str(value), str(value)) for value in range(highest + 1)]
    return (*variable.levels[: highest + 1], *numbers[len(variable.levels) :])
