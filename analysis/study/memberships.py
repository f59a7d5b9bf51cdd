"""Memberships of the 28 provinces in the seven sets, each column with its origin.

Three columns are calibrated from public series; four come from a reconstruction and are not data
of the study.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.data import InputError, Label, Problem, load_table
from analysis.qca import calibrate_direct, quantile_anchors, settle_crossover
from analysis.study.provinces import provincial_series, sample
from analysis.study.settings import CalibrationRule, Rounding, load_settings
from analysis.study.variables import Origin, load_variables

RECONSTRUCTION = "data/configurational/memberships_reconstructed.csv"


@dataclass(frozen=True, slots=True)
class Calibration:
    """One calibrated column: raw ``values`` (n,) in the unit of the variable, ``memberships`` (n,).

    ``anchors`` are (exclusion, crossover, inclusion) as used.
    """

    variable: str
    anchors: tuple[float, float, float]
    rounding: Rounding
    values: pd.Series[float] = field(repr=False, compare=False)
    memberships: pd.Series[float] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Memberships:
    """Fuzzy memberships: ``values`` (28, 7), provinces down (Chinese names), variables across.

    ``origins`` says of every column whether it is authentic or reconstructed; ``labels`` and
    ``cases`` give the names of variables and provinces.
    """

    origins: Mapping[str, Origin]
    labels: Mapping[str, Label]
    cases: tuple[Label, ...]
    values: pd.DataFrame = field(repr=False, compare=False)

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

    def to_frame(self) -> pd.DataFrame:
        """Return a copy of the memberships, one row per province."""
        return self.values.copy()


def calibrations(root: Path | None = None) -> dict[str, Calibration]:
    """Return the calibrated authentic columns by variable, with the rounding recovered for each."""
    rule = load_settings(root).calibration
    values = provincial_series(root).values
    return {name: calibrated(values[name], rule, rule.roundings[name]) for name in values.columns}


def calibrated(values: pd.Series[float], rule: CalibrationRule, rounding: Rounding) -> Calibration:
    """Return a column calibrated by the study's rule under one variant of rounding."""
    decimals = rounding.value_decimals
    rounded = values if decimals is None else values.round(decimals)
    anchors = quantile_anchors(
        rounded if rounding.anchors_from == "rounded" else values,
        rule.quantiles,
        method=rule.quantile_method,
        decimals=rounding.anchor_decimals,
    )
    memberships = calibrate_direct(
        rounded,
        anchors,
        rule.method,
        decimals=rule.decimals,
        crossover_rule=rule.crossover_value,
    )
    return Calibration(str(values.name), anchors, rounding, values, memberships)


def memberships(root: Path | None = None) -> Memberships:
    """Return the memberships of the sample in outcome and conditions, with origins.

    A reconstructed membership of exactly 0.5 is moved as in the calibrated columns. Raises
    InputError when the reconstruction does not hold the provinces of the sample.
    """
    variables = load_variables(root)
    rule = load_settings(root).calibration
    computed = calibrations(root)
    rebuilt = _reconstruction(root)
    columns = {}
    for variable in variables.all:
        if variable.origin == "authentic":
            columns[variable.key] = computed[variable.key].memberships
        else:
            settled = settle_crossover(rebuilt[variable.key].to_numpy(), rule.crossover_value)
            columns[variable.key] = pd.Series(settled, index=rebuilt.index)
    values = pd.DataFrame(columns)
    return Memberships(variables.origins, variables.labels, sample(root), values)


def _reconstruction(root: Path | None) -> pd.DataFrame:
    table = load_table("memberships_reconstructed", root).set_index("province_zh")
    names = pd.Index([label.zh for label in sample(root)], name="province")
    missing = [
        Problem(
            RECONSTRUCTION, None, "province_zh", str(name), "no row for this province", "add it"
        )
        for name in names.difference(table.index)
    ]
    # The header is line 1, so the record at position 0 stands on line 2.
    extra = [
        Problem(
            RECONSTRUCTION, row, "province_zh", str(name), "not in the sample", "delete the row"
        )
        for row, name in enumerate(table.index, start=2)
        if name not in names
    ]
    problems = missing + extra
    if problems:
        raise InputError(problems)
    return table.loc[names]
