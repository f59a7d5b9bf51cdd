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
    scores = np.searchsorted([10, 20, 35], x, side="right") / 3
    by_groups = calibrate_indirect(x, thresholds=[10, 20, 35])
    np.testing.assert_allclose(by_groups, calibrate_indirect(x, scores=scores), atol=1e-12)
    assert np.all(np.diff(by_groups) > 0)
    assert np.corrcoef(by_groups, scores)[0, 1] > 0.95
    # The score equation of the constant: fitted and given memberships have the same mean.
    assert by_groups.mean() == pytest.approx(scores.mean(), abs=1e-6)


def test_zero_is_admitted_and_negative_is_not():
    assert np.isfinite(calibrate_indirect(np.arange(20.0), thresholds=[5, 12])).all()
    with pytest.raises(InputError, match="shift the scale"):
        calibrate_indirect(np.arange(-3.0, 20.0), thresholds=[5, 12])


def test_one_grouping_is_needed():
    with pytest.raises(InputError, match="either thresholds or scores"):
        calibrate_indirect([1.0, 2.0])
    with pytest.raises(InputError, match="3 scores for 2 cases"):
        calibrate_indirect([1.0, 2.0], scores=[0, 0.5, 1])
