import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data.errors import InputError
from analysis.qca import necessity_fit, sufficiency_fit, unique_coverages

X = np.array([0.2, 0.9, 0.6, 0.1])
Y = np.array([0.4, 0.7, 0.8, 0.0])
grid = st.integers(0, 100).map(lambda i: i / 100)
pairs = st.lists(st.tuples(grid, grid), min_size=1, max_size=30).map(np.array)


def test_sufficiency_by_hand():
    fit = sufficiency_fit(X, Y)
    assert fit.consistency == pytest.approx(1.5 / 1.8)
    assert fit.pri == pytest.approx((1.5 - 0.7) / (1.8 - 0.7))
    assert fit.product == pytest.approx(fit.consistency * fit.pri)
    assert fit.coverage == pytest.approx(1.5 / 1.9)
    assert fit.haesebrouck == pytest.approx(1.5 / (1.5 + np.sqrt(0.2 * 0.9) + np.sqrt(0.1 * 0.1)))


def test_necessity_by_hand():
    fit = necessity_fit(X, Y)
    assert fit.consistency == pytest.approx(1.5 / 1.9)
    assert fit.coverage == pytest.approx(1.5 / 1.8)
    assert fit.ron == pytest.approx(2.2 / 2.5)


@given(pairs)
def test_ranges_and_order(pair):
    x, y = pair.T
    fit = sufficiency_fit(x, y)
    if x.sum() > 0:
        assert -1e-12 <= fit.pri <= fit.consistency + 1e-12 <= 1 + 2e-12 or np.isnan(fit.pri)
        assert fit.haesebrouck <= fit.consistency + 1e-12
    if y.sum() > 0:
        assert necessity_fit(x, y).consistency == pytest.approx(fit.coverage)


@given(pairs)
def test_necessity_is_sufficiency_of_the_negated_outcome_for_the_negation(pair):
    x, y = pair.T
    if (1 - np.minimum(x, y)).sum() > 0 and (1 - x).sum() > 0:
        shortfall = np.maximum(y - x, 0).sum()
        assert sufficiency_fit(1 - x, 1 - y).consistency == pytest.approx(
            1 - shortfall / (1 - x).sum()
        )


def test_empty_sets_have_no_fit():
    assert np.isnan(sufficiency_fit([0, 0], [0.3, 0.2]).consistency)
    assert np.isnan(necessity_fit([0.1, 0], [0, 0]).consistency)


def test_unique_coverage_of_crisp_terms_counts_cases_of_one_term_only():
    terms = [[1, 1, 0, 0], [0, 1, 1, 0]]
    np.testing.assert_allclose(unique_coverages(terms, [1, 1, 1, 1]), [0.25, 0.25])
    np.testing.assert_allclose(unique_coverages(terms[:1], [1, 1, 1, 1]), [0.5])


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        ([0.1, 1.2], [0, 1], "between 0 and 1"),
        ([0.1], [0.1, 0.2], "same cases"),
        ([0.1, None], [0, 1], "not a finite number"),
    ],
)
def test_bad_memberships(x, y, said):
    with pytest.raises(InputError, match=said):
        sufficiency_fit(x, y)
