import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data.errors import InputError
from analysis.qca import calibrate_direct
from analysis.qca.calibration_shapes import (
    calibrate_bell,
    calibrate_crisp,
    calibrate_relative,
    find_thresholds,
    inverted_bell,
)

BELL = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)


def test_a_value_at_the_threshold_belongs_above_it():
    assert calibrate_crisp([1, 5, 9], 5).tolist() == [0, 1, 1]
    assert calibrate_crisp([1, 5, 7, 9], [5, 9]).tolist() == [0, 1, 1, 2]


@pytest.mark.parametrize("thresholds", [[], [5, 5], [7, 5], 1, 0, 10, float("nan")])
def test_thresholds_that_separate_nothing(thresholds):
    with pytest.raises(InputError, match="threshold"):
        calibrate_crisp([1, 5, 9], thresholds)


def test_bell_by_hand():
    x = [-1, 0, 1, 3, 4, 5, 6, 7, 9.5, 11]
    expected = [0, 0, 0.25, 0.75, 1, 1, 1, 0.75, 0.125, 0]
    np.testing.assert_allclose(calibrate_bell(x, BELL), expected)
    np.testing.assert_allclose(inverted_bell(x, BELL), 1 - np.array(expected), atol=1e-15)
    np.testing.assert_allclose(calibrate_bell([1, 3], BELL, below=2, above=2), [0.125, 0.875])


def test_a_bell_reaches_its_ends():
    np.testing.assert_array_equal(calibrate_bell([0.0002, 3.9998, 5, 9.9998], BELL), [0, 1, 1, 0])
    np.testing.assert_array_equal(inverted_bell([0.0002, 3.9998], BELL), [1, 0])


@given(st.lists(st.floats(-5, 15), min_size=1, max_size=30))
def test_bell_is_symmetric_where_its_anchors_are(x):
    mirrored = 10 - np.array(x)
    left = calibrate_bell(x, BELL, crossover_rule="keep")
    right = calibrate_bell(mirrored, BELL, crossover_rule="keep")
    np.testing.assert_allclose(left, right, atol=1e-12)


def test_bell_errors():
    with pytest.raises(InputError, match="out of order"):
        calibrate_bell([1.0], BELL[::-1])
    with pytest.raises(InputError, match=r"exactly 0\.5"):
        calibrate_bell(pd.Series([2.0], index=["北京"], name="x"), BELL)
    with pytest.raises(InputError, match="power"):
        calibrate_bell([1.0], BELL, below=0)


def test_relative_memberships_by_hand():
    np.testing.assert_allclose(calibrate_relative([1, 1, 2, 3, 3]), [0, 0, 1 / 3, 1, 1])
    np.testing.assert_allclose(calibrate_relative([2, 2, 3], bottom=1), [2 / 3, 2 / 3, 1])
    with pytest.raises(InputError, match="above the bottom"):
        calibrate_relative([4, 4])


def test_three_clustered_thresholds_are_anchors():
    """Gaps of 5.5, 30 and 70 among four groups."""
    x = [1, 2, 9, 10, 50, 52, 90, 91]
    anchors = find_thresholds(x, 3)
    assert anchors == (5.5, 30.0, 71.0)
    assert (np.diff(calibrate_direct(x, anchors)) > 0).all()


def test_thresholds_sit_in_the_widest_gaps():
    x = [1, 2, 3, 20, 21, 60]
    assert find_thresholds(x) == (40.5,)
    assert find_thresholds(x, 2) == (11.5, 40.5)
    with pytest.raises(InputError, match="1 to 5"):
        find_thresholds(x, 6)
