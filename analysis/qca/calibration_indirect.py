"""The indirect method: memberships fitted to the researcher's own grouping of the cases.

Ragin (2008, pp. 94-97): every case is placed in a qualitative group with a membership, and a
fractional polynomial logit of the raw values predicts the memberships (Papke and Wooldridge 1996;
Dusa 2019, section 4.3).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import expit

from analysis.qca._inputs import FloatArray, as_memberships, as_numbers, column_name, fail
from analysis.qca.calibration import clamped
from analysis.qca.calibration_shapes import require_cuts

Column = npt.ArrayLike | pd.Series
SMALLEST = 1e-5
MAX_STEPS = 100
GROUP_DECIMALS = 3
FITTED_DECIMALS = 6


def calibrate_indirect(
    x: Column,
    *,
    thresholds: Sequence[float] | None = None,
    scores: Column | None = None,
    column: str | None = None,
) -> FloatArray:
    """Return memberships predicted from ``x``, given ``thresholds`` of groups or ``scores``.

    With ``thresholds``, the groups between them get evenly spaced memberships from 0 to 1, of three
    decimals; a value equal to a threshold belongs below it. With ``scores``, each case has its own.
    The predictors are ln x, the root of x, x and its square; zero counts as 0.00001. Fitted
    memberships have six decimals; those within 0.0001 of 0 or 1 become 0 or 1. Raises InputError
    for negative values, for both or neither grouping, and where the fit does not settle.
    """
    values = as_numbers(x, column)
    name = column_name(x, column)
    if (values < 0).any():
        fail(
            "a negative value has no logarithm", "shift the scale", column=name, value=values.min()
        )
    grouped = _scores(values, thresholds, scores, name)
    shifted = np.where(values == 0, SMALLEST, values)
    predictors = [np.ones_like(shifted), np.log(shifted), np.sqrt(shifted), shifted, shifted**2]
    fitted = fractional_logit(np.column_stack(predictors), grouped, column=name)
    return clamped(np.round(fitted, FITTED_DECIMALS))


def fractional_logit(
    predictors: FloatArray, shares: FloatArray, *, column: str | None = None
) -> FloatArray:
    """Return the fitted shares of a logit quasi-likelihood (iteratively reweighted).

    ``predictors`` (n, p) with a constant, ``shares`` (n,) within [0, 1].
    """
    scale = np.abs(predictors).max(axis=0)
    design = predictors / np.where(scale > 0, scale, 1)
    fitted = (shares + 0.5) / 2
    deviance = np.inf
    for _ in range(MAX_STEPS):
        weight = np.maximum(fitted * (1 - fitted), 1e-12)
        target = np.log(fitted / (1 - fitted)) + (shares - fitted) / weight
        root = np.sqrt(weight)
        beta = np.linalg.lstsq(design * root[:, None], target * root, rcond=None)[0]
        fitted = np.clip(expit(design @ beta), 1e-15, 1 - 1e-15)
        previous, deviance = deviance, _deviance(shares, fitted)
        if abs(previous - deviance) < 1e-8 * (abs(deviance) + 0.1):
            return np.asarray(fitted, dtype=np.float64)
    fail("the fit does not settle", "use fewer or wider groups", column=column)


def _deviance(shares: FloatArray, fitted: FloatArray) -> float:
    inside = shares * np.log(fitted) + (1 - shares) * np.log(1 - fitted)
    return float(-2 * inside.sum())


def _scores(
    values: FloatArray,
    thresholds: Sequence[float] | None,
    scores: Column | None,
    column: str | None,
) -> FloatArray:
    if (thresholds is None) == (scores is None):
        fail("the grouping is unclear", "give either thresholds or scores", column=column)
    if scores is not None:
        given = as_memberships(scores, "scores")
        if given.shape != values.shape:
            remedy = "give one score per case"
            fail(f"{len(given)} scores for {len(values)} cases", remedy, column=column)
        return given
    cuts = require_cuts(values, thresholds or (), column)
    groups = np.searchsorted(cuts, values, side="left")
    return np.asarray(np.round(groups / len(cuts), GROUP_DECIMALS), dtype=np.float64)
