import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.forensics.descriptives import moment_bounds
from analysis.forensics.printed import PrintedNumber


def row(x):
    exclusion, crossover, inclusion = np.quantile(x, (0.25, 0.5, 0.75))
    numbers = {
        "inclusion": inclusion,
        "crossover": crossover,
        "exclusion": exclusion,
        "minimum": x.min(),
        "maximum": x.max(),
        "mean": x.mean(),
        "sd": x.std(),
    }
    shown = PrintedNumber.read("0.000")
    return {name: PrintedNumber.read(shown.shown(float(value))) for name, value in numbers.items()}


@given(st.lists(st.integers(0, 5000), min_size=5, max_size=30))
@settings(deadline=None)
def test_true_moments_lie_within_the_bounds(values):
    x = np.array(values) / 16
    bounds = moment_bounds(row(x), len(x))
    slack = 2e-3
    assert float(bounds.mean.low) - slack <= x.mean() <= float(bounds.mean.high) + slack
    assert float(bounds.sd.low) - slack <= x.std() <= float(bounds.sd.high) + slack


@given(st.lists(st.integers(0, 5000), min_size=8, max_size=30))
@settings(deadline=None)
def test_bounds_stay_inside_the_range(values):
    x = np.array(values) / 16
    bounds = moment_bounds(row(x), len(x))
    half_range = (x.max() - x.min()) / 2
    assert float(bounds.sd.high) <= half_range + 0.5


@pytest.mark.parametrize("name", ["mean", "sd"])
def test_table_1_is_possible(tables, name):
    for statistics in tables.statistics.values():
        bounds = moment_bounds(statistics, 28)
        assert getattr(bounds, name).meets(statistics[name].interval())


def test_an_impossible_mean_and_an_impossible_spread_are_noticed(tables):
    statistics = dict(tables.statistics["breakthrough"])
    far = moment_bounds({**statistics, "mean": PrintedNumber.read("1723.679")}, 28)
    assert far.sd is None
    bounds = moment_bounds(statistics, 28)
    assert not bounds.sd.meets(PrintedNumber.read("95.132").interval())
    assert not bounds.sd.meets(PrintedNumber.read("1951.320").interval())
