import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit, log_expit

from analysis.data.errors import InputError
from analysis.qca.calibration_indirect import calibrate_indirect, fractional_logit

RNG = np.random.default_rng(11)


def test_the_fit_is_the_maximum_of_the_quasi_likelihood():
    x = RNG.normal(size=60)
    design = np.column_stack([np.ones(60), x])
    shares = np.clip(expit(0.3 + 1.1 * x + RNG.normal(0, 0.4, 60)), 0, 1)

    def loss(beta):
        z = design @ beta
        return -(shares * log_expit(z) + (1 - shares) * log_expit(-z)).sum()

    best = minimize(loss, np.zeros(2), method="BFGS", options={"gtol": 1e-10}).x
    np.testing.assert_allclose(fractional_logit(design, shares), expit(design @ best), atol=1e-6)


def test_groups_and_scores_give_the_same_memberships():
    x = np.linspace(1, 50, 40)
    scores = np.round(np.searchsorted([10, 20, 35], x, side="left") / 3, 3)
    by_groups = calibrate_indirect(x, thresholds=[10, 20, 35])
    np.testing.assert_allclose(by_groups, calibrate_indirect(x, scores=scores), atol=1e-12)
    inside = by_groups[(by_groups > 0) & (by_groups < 1)]
    assert np.all(np.diff(inside) > 0) and len(inside) > 20
    assert np.corrcoef(by_groups, scores)[0, 1] > 0.95
    # The score equation of the constant: fitted and given memberships have the same mean.
    assert by_groups.mean() == pytest.approx(scores.mean(), abs=1e-5)


def test_zero_is_admitted_and_negative_is_not():
    assert np.isfinite(calibrate_indirect(np.arange(20.0), thresholds=[5, 12])).all()
    with pytest.raises(InputError, match="shift the scale"):
        calibrate_indirect(np.arange(-3.0, 20.0), thresholds=[5, 12])


def test_one_grouping_is_needed():
    with pytest.raises(InputError, match="either thresholds or scores"):
        calibrate_indirect([1.0, 2.0])
    with pytest.raises(InputError, match="3 scores for 2 cases"):
        calibrate_indirect([1.0, 2.0], scores=[0, 0.5, 1])


def test_a_value_at_a_threshold_belongs_below_and_groups_have_three_decimals():
    x = np.linspace(1, 40, 40)
    scores = np.select([x <= 10, x <= 20, x <= 30], [0.0, 0.333, 0.667], 1.0)
    expected = calibrate_indirect(x, scores=scores)
    np.testing.assert_array_equal(calibrate_indirect(x, thresholds=[10, 20, 30]), expected)


def test_fitted_memberships_have_six_decimals_and_ends():
    found = calibrate_indirect(np.linspace(1, 50, 40), thresholds=[10, 20, 35])
    np.testing.assert_array_equal(found, np.round(found, 6))
    assert found[0] == 0.0 and found[-1] == 1.0
    assert not ((found > 0) & (found < 1e-4)).any() and not ((found < 1) & (found > 0.9999)).any()
