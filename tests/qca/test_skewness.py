import pandas as pd
import pytest

from analysis.data.errors import InputError
from analysis.qca.skewness import check_skewness, simultaneous_literals

from .reference import conditions, data

FRAME = pd.DataFrame({"A": [0.9] * 9 + [0.1], "B": [0.9, 0.5, 0.1, 0.2, 0.8] * 2})


def test_spread_by_hand():
    found = check_skewness(FRAME, ["A", "B"])
    assert found.skewed == ("A",)
    assert found.to_frame().loc["B", ["above", "at_crossover", "below"]].tolist() == [4, 2, 4]
    assert found.sets[0].share == 0.9
    assert check_skewness(FRAME, ["A"], limit=0.05).skewed == ()
    with pytest.raises(InputError, match="limit"):
        check_skewness(FRAME, ["A"], limit=0.7)


def test_quartile_calibration_leaves_no_province_set_skewed():
    assert check_skewness(data("provinces"), [*conditions("provinces"), "Y"]).skewed == ()


def test_a_small_set_is_a_subset_of_both():
    frame = pd.DataFrame({"A": [0.1, 0.2, 0.1], "Y": [0.6, 0.4, 0.5]})
    (found,) = simultaneous_literals(frame, "Y", ["A"])
    assert found.literal == "A" and found.consistency == found.consistency_negated == 1.0
    assert simultaneous_literals(data("provinces"), "Y", conditions("provinces")) == ()
