import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data.errors import InputError
from analysis.qca import calibrate_direct, quantile_anchors, settle_crossover

ANCHORS = (10.0, 20.0, 40.0)
values = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20)


def test_log_odds_of_three_at_the_anchors_without_clamping():
    memberships = calibrate_direct([10, 20, 40, 15, 30, 400], ANCHORS, crossover_rule="keep")
    odds = np.array([-3, 0, 3, -1.5, 1.5, 57])
    np.testing.assert_allclose(memberships, 1 / (1 + np.exp(-odds)), rtol=0, atol=1e-15)
    assert calibrate_direct([-10.0], ANCHORS)[0] == pytest.approx(np.exp(-9) / (1 + np.exp(-9)))


# Ragin (2008), table 5.2: national income per head, membership in the set of developed countries.
DEVELOPED = {
    40110: 1.00, 34400: 1.00, 25200: 0.98, 24920: 0.98, 20060: 0.95, 17090: 0.92, 15320: 0.89,
    13680: 0.85, 11720: 0.79, 11290: 0.78, 10940: 0.77, 9800: 0.72, 7470: 0.62, 4670: 0.40,
    4100: 0.25, 4070: 0.25, 3740: 0.18, 3690: 0.17, 3590: 0.16, 2980: 0.08, 1000: 0.01, 650: 0.01,
    450: 0.00, 110: 0.00,
}  # fmt: skip


@pytest.mark.parametrize(("income", "membership"), DEVELOPED.items())
def test_the_worked_example_of_ragin(income, membership):
    found = calibrate_direct([income], (2500, 5000, 20000), decimals=2)
    assert found.tolist() == [membership]


def test_logistic_puts_the_degree_of_inclusion_at_the_anchors():
    memberships = calibrate_direct([10, 40, -90, 140], ANCHORS, "logistic", idm=0.95)
    np.testing.assert_allclose(memberships, [0.05, 0.95, 0, 1], atol=1e-12)


def test_linear_pieces():
    memberships = calibrate_direct([5, 10, 15, 25, 40, 50], ANCHORS, "linear")
    np.testing.assert_allclose(memberships, [0, 0, 0.25, 0.625, 1, 1])


def test_powers_bend_the_linear_sides():
    memberships = calibrate_direct([15, 25, 35], ANCHORS, "linear", below=2, above=0.5)
    np.testing.assert_allclose(memberships, [0.125, 1 - 0.75**0.5 / 2, 1 - 0.25**0.5 / 2])
    with pytest.raises(InputError, match="power"):
        calibrate_direct([15], ANCHORS, "linear", below=0)


def test_standing_among_the_values_between_the_anchors():
    """Six values lie inside; 20 is the second, so c stands at 2/6, e at 1/6 and i at 6/6."""
    x = [5, 10, 20, 25, 30, 39, 40, 90]
    memberships = calibrate_direct(x, ANCHORS, "ecdf", crossover_rule="keep")
    expected = [0, 0, 0.5, 0.625, 0.75, 0.875, 1, 1]
    np.testing.assert_allclose(memberships, expected)
    with pytest.raises(InputError, match="anchors"):
        calibrate_direct([5, 90], ANCHORS, "ecdf")


@pytest.mark.parametrize("method", ["logistic", "linear", "ecdf"])
def test_all_but_fsqca_reach_the_ends(method):
    """0.00005 of the way and beyond: nothing lies strictly within 0.0001 of 0 or 1."""
    x = np.concatenate([np.linspace(-200, 10, 40), np.linspace(10, 10.01, 50), [15, 20.5, 30],
                        np.linspace(39.99, 40, 50), np.linspace(40, 400, 40)])  # fmt: skip
    found = calibrate_direct(x, ANCHORS, method, crossover_rule="keep")
    assert found.min() == 0.0 and found.max() == 1.0
    assert not ((found > 0) & (found < 1e-4)).any() and not ((found < 1) & (found > 0.9999)).any()
    kept = calibrate_direct(x, ANCHORS, "fsqca")
    assert ((kept > 0) & (kept < 1e-4)).any()


@pytest.mark.parametrize("method", ["fsqca", "logistic", "linear"])
def test_falling_anchors_give_the_negation(method):
    x = np.linspace(0, 60, 41)
    rising = calibrate_direct(x, ANCHORS, method, crossover_rule="keep")
    falling = calibrate_direct(x, ANCHORS[::-1], method, crossover_rule="keep")
    np.testing.assert_allclose(falling, 1 - rising, atol=1e-12)


@given(values)
def test_memberships_rise_with_the_value(x):
    memberships = calibrate_direct(sorted(x), ANCHORS, crossover_rule="keep")
    assert np.all(np.diff(memberships) >= 0)
    assert memberships.min() >= 0 and memberships.max() <= 1


def test_series_keeps_cases_and_name():
    x = pd.Series([12.0, 33.0], index=["河北", "江苏"], name="rd_intensity")
    memberships = calibrate_direct(x, ANCHORS)
    assert list(memberships.index) == ["河北", "江苏"]
    assert memberships.name == "rd_intensity"


def test_crossover_is_an_error_that_names_column_case_value_and_remedy():
    x = pd.Series([12.0, 20.0], index=["河北", "江苏"], name="rd_intensity")
    with pytest.raises(InputError, match=r"rd_intensity.*0\.5.*江苏.*Remedy.*0\.501"):
        calibrate_direct(x, ANCHORS)
    assert calibrate_direct(x, ANCHORS, crossover_rule=0.501)["江苏"] == 0.501
    assert calibrate_direct(x, ANCHORS, crossover_rule="keep")["江苏"] == 0.5


def test_rounding_comes_before_the_crossover_rule():
    assert calibrate_direct([20.01], ANCHORS)[0] != 0.5
    with pytest.raises(InputError):
        calibrate_direct([20.01], ANCHORS, decimals=2)
    assert calibrate_direct([20.01], ANCHORS, decimals=2, crossover_rule=0.501)[0] == 0.501


@pytest.mark.parametrize(
    "anchors", [(1, 1, 2), (1, 3, 2), (2, 1, 3), (float("nan"), 1, 2), (0, 1, float("inf"))]
)
def test_bad_anchors(anchors):
    with pytest.raises(InputError, match="anchors"):
        calibrate_direct([1.0], anchors)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), "n/a", None])
def test_every_bad_value_is_named(bad):
    x = pd.Series([bad, 12.0, bad], index=["a", "b", "c"], name="x", dtype=object)
    with pytest.raises(InputError) as caught:
        calibrate_direct(x, ANCHORS)
    assert [problem.column for problem in caught.value.problems] == ["x", "x"]
    assert "case a" in str(caught.value) and "case c" in str(caught.value)


def test_unknown_method_lists_the_methods():
    with pytest.raises(InputError, match="'fsqca', 'logistic', 'linear', 'ecdf'"):
        calibrate_direct([1.0], ANCHORS, "sigmoid")
    with pytest.raises(InputError, match="idm"):
        calibrate_direct([1.0], ANCHORS, "logistic", idm=0.4)


def test_quantile_anchors_by_named_definition():
    x = np.arange(1.0, 29.0)
    assert quantile_anchors(x) == (7.75, 14.5, 21.25)
    assert quantile_anchors(x, method="weibull") == (7.25, 14.5, 21.75)
    assert quantile_anchors(x, (0.75, 0.5, 0.25), decimals=1) == (21.2, 14.5, 7.8)
    with pytest.raises(InputError, match="out of order"):
        quantile_anchors(np.ones(5))


def test_settling_refuses_a_rule_outside_the_unit_interval():
    with pytest.raises(InputError, match="no membership"):
        settle_crossover(np.array([0.5]), 1.5)
