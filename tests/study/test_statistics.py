"""Table 1: all 21 printed numbers of the three authentic columns, and the statistics themselves."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.data import load_table
from analysis.study import descriptive_statistics
from analysis.study.statistics import variable_statistics

PRINTED = load_table("table1_statistics").set_index("variable")
AUTHENTIC = ("rd_intensity", "marketization", "government_support")


@pytest.fixture(scope="module")
def statistics():
    return descriptive_statistics()


@pytest.mark.parametrize("statistic", PRINTED.columns)
@pytest.mark.parametrize("variable", AUTHENTIC)
def test_printed_number_of_an_authentic_column(statistics, variable, statistic):
    recomputed = getattr(statistics[variable], statistic)
    assert f"{recomputed:.3f}" == PRINTED.loc[variable, statistic]


def test_only_the_authentic_columns_have_statistics(statistics):
    assert tuple(row.variable for row in statistics.rows) == AUTHENTIC
    assert statistics.to_frame().shape == (3, 7)


def test_the_sample_standard_deviation_would_contradict_the_print(statistics):
    from analysis.study import read_values

    values = read_values().values["marketization"]
    assert f"{variable_statistics(values, ddof=1).sd:.3f}" != PRINTED.loc["marketization", "sd"]


def test_statistics_of_a_small_column():
    found = variable_statistics(pd.Series([4.0, 1.0, 3.0, 2.0, 10.0], name="x"))
    assert (found.exclusion, found.crossover, found.inclusion) == (2.0, 3.0, 4.0)
    assert (found.minimum, found.maximum, found.mean) == (1.0, 10.0, 4.0)
    assert found.sd == pytest.approx((50 / 5) ** 0.5)
    assert found.variable == "x"


def test_quartiles_follow_the_named_rule():
    values = pd.Series([1.0, 2.0, 3.0, 4.0], name="x")
    assert variable_statistics(values, quantile_method="linear").exclusion == 1.75
    assert variable_statistics(values, quantile_method="weibull").exclusion == 1.25
