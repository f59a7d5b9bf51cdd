from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.forensics.quantiles import QUANTILE_METHODS, QUARTILES, position


@pytest.mark.parametrize("method", QUANTILE_METHODS)
@given(st.lists(st.integers(-500, 500), min_size=2, max_size=40))
def test_positions_give_the_quartiles_of_numpy(method, values):
    ranked = sorted(values)
    for p in QUARTILES.values():
        place = position(method, len(ranked), p)
        assert 0 <= place.below <= place.above < len(ranked)
        value = (1 - place.share) * ranked[place.below] + place.share * ranked[place.above]
        assert float(value) == pytest.approx(np.quantile(ranked, float(p), method=method))


def test_quarters_of_28_values():
    assert position("linear", 28, Fraction(3, 4)).share == Fraction(1, 4)
    assert position("weibull", 28, Fraction(3, 4)).share == Fraction(3, 4)
    assert position("hazen", 28, Fraction(3, 4)).share == Fraction(1, 2)
    assert position("inverted_cdf", 28, Fraction(3, 4)).share == 0
