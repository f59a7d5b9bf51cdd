"""Table 1 recomputed: quartiles, range, mean and standard deviation of the authentic columns."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from analysis.qca.calibration import QuantileMethod
from analysis.study.columns import read_values
from analysis.study.loading import At, study_at


@dataclass(frozen=True, slots=True)
class VariableStatistics:
    """The seven numbers of one row of Table 1, in the unit of the variable.

    ``inclusion``, ``crossover`` and ``exclusion`` are the upper quartile, the median and the lower
    quartile.
    """

    variable: str
    inclusion: float
    crossover: float
    exclusion: float
    minimum: float
    maximum: float
    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class DescriptiveStatistics:
    """Statistics of the authentic variables, with the conventions they follow.

    ``ddof`` is 0 for the standard deviation of the population; ``quantile_method`` is numpy's name
    of the quantile definition (``linear``: type 7, QUARTILE.INC).
    """

    rows: tuple[VariableStatistics, ...]
    ddof: int
    quantile_method: QuantileMethod

    def __getitem__(self, variable: str) -> VariableStatistics:
        """Return the statistics of one variable."""
        return {row.variable: row for row in self.rows}[variable]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per variable with the columns of Table 1."""
        return pd.DataFrame([asdict(row) for row in self.rows]).set_index("variable")


def variable_statistics(
    values: pd.Series[float], ddof: int = 0, quantile_method: QuantileMethod = "linear"
) -> VariableStatistics:
    """Return the seven statistics of one column of n values."""
    x = values.to_numpy(dtype=np.float64)
    exclusion, crossover, inclusion = np.quantile(x, (0.25, 0.5, 0.75), method=quantile_method)
    return VariableStatistics(
        variable=str(values.name),
        inclusion=float(inclusion),
        crossover=float(crossover),
        exclusion=float(exclusion),
        minimum=float(x.min()),
        maximum=float(x.max()),
        mean=float(x.mean()),
        sd=float(x.std(ddof=ddof)),
    )


def descriptive_statistics(at: At = None) -> DescriptiveStatistics:
    """Return Table 1 for the three authentic variables, from the public series.

    The raw data of the other four variables were never published.
    """
    study = study_at(at)
    settings = study.settings
    values = read_values(study).raw
    rows = tuple(
        variable_statistics(values[name], settings.ddof, settings.quantile_method)
        for name in values.columns
    )
    return DescriptiveStatistics(rows, settings.ddof, settings.quantile_method)
