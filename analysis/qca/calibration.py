"""Calibration: from raw values to memberships in a fuzzy set.

The direct method is Ragin's (2008, *Redesigning Social Inquiry*, chapter 5): three anchors,
full exclusion, crossover and full inclusion, turn deviations from the crossover into log odds.
Dusa (2019, *QCA with R*, chapter 4) gives the logistic form with a chosen degree of inclusion
at the anchors and the piecewise linear form. Memberships below 0.0001 or above 0.9999 become 0 or
1, as Dusa's package has it; fsQCA keeps them as they are.
"""

from __future__ import annotations

from typing import Literal, get_args, overload

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import expit, logit

from analysis.data.errors import InputError
from analysis.qca._inputs import (
    CROSSOVER_REMEDY,
    FloatArray,
    as_numbers,
    case_names,
    column_name,
    fail,
    fault,
    finite_numbers,
    require_choice,
)

Anchors = tuple[float, float, float]
Method = Literal["fsqca", "logistic", "linear", "ecdf"]
METHODS: tuple[Method, ...] = ("fsqca", "logistic", "linear", "ecdf")
CrossoverRule = float | Literal["keep"] | None
QuantileMethod = Literal[
    "inverted_cdf",
    "averaged_inverted_cdf",
    "closest_observation",
    "interpolated_inverted_cdf",
    "hazen",
    "weibull",
    "linear",
    "median_unbiased",
    "normal_unbiased",
]

FSQCA_LOG_ODDS = 3.0
NEGLIGIBLE = 1e-4


@overload
def calibrate_direct(
    x: pd.Series,
    anchors: Anchors,
    method: Method = ...,
    *,
    decimals: int | None = ...,
    crossover_rule: CrossoverRule = ...,
    idm: float = ...,
    below: float = ...,
    above: float = ...,
    column: str | None = ...,
) -> pd.Series: ...


@overload
def calibrate_direct(
    x: npt.ArrayLike,
    anchors: Anchors,
    method: Method = ...,
    *,
    decimals: int | None = ...,
    crossover_rule: CrossoverRule = ...,
    idm: float = ...,
    below: float = ...,
    above: float = ...,
    column: str | None = ...,
) -> FloatArray: ...


def calibrate_direct(
    x: npt.ArrayLike | pd.Series,
    anchors: Anchors,
    method: Method = "fsqca",
    *,
    decimals: int | None = None,
    crossover_rule: CrossoverRule = None,
    idm: float = 0.95,
    below: float = 1.0,
    above: float = 1.0,
    column: str | None = None,
) -> FloatArray | pd.Series:
    """Return the memberships of ``x`` by the direct method, as an array or, given one, a Series.

    ``anchors`` are (full exclusion, crossover, full inclusion) in the unit of ``x``, rising for a
    set that grows with ``x`` and falling for one that shrinks with it.

    - ``fsqca``: log odds of -3, 0 and 3 at the anchors, proportional to the distance from the
      crossover on either side; never clamped (Ragin 2008, pp. 86-94).
    - ``logistic``: the same with log odds ln(idm / (1 - idm)) (Dusa 2019, section 4.2).
    - ``linear``: with e, c and i the anchors, ((x - e) / (c - e))^below / 2 up to the crossover and
      1 - ((i - x) / (i - c))^above / 2 from it on; 0 and 1 beyond the anchors. Powers of 1 give
      straight sides (Dusa 2019, section 4.2.2).
    - ``ecdf``: the same pieces, after x and anchors gave way to their standing: the share of the
      values inside the anchors that do not exceed them.

    ``decimals`` rounds the memberships (fsQCA writes two decimals); a half goes to the even digit.
    After rounding, a membership of exactly 0.5 belongs to no corner of the property space: it is
    an error unless ``crossover_rule`` gives the value to put in its place, or is ``"keep"``.
    Raises InputError for anchors out of order, values that are no finite number, and memberships
    of exactly 0.5, naming column, case, value and remedy.

    >>> anchors = (109.75, 436.0, 895.75)
    >>> calibrate_direct([109.75, 435, 895.75], anchors, decimals=2, crossover_rule=0.501).tolist()
    [0.05, 0.501, 0.95]
    >>> calibrate_direct([109.75, 435, 895.75], anchors, decimals=2)
    Traceback (most recent call last):
    InputError: data, value '0.5': case 2: a membership of exactly 0.5 ...
    """
    require_choice("method", method, METHODS)
    name = column_name(x, column)
    require_powers(below, above)
    chosen = _checked_anchors(anchors, name)
    values = as_numbers(x, column)
    if method == "fsqca":
        memberships = _log_odds(values, *chosen, FSQCA_LOG_ODDS)
    elif method == "logistic":
        memberships = clamped(_log_odds(values, *chosen, _odds_of(idm)))
    elif method == "linear":
        memberships = clamped(_two_sides(values, chosen, below, above))
    else:
        inside = np.sort(values[(values >= min(chosen)) & (values <= max(chosen))])
        e, c, i = _standing(np.array(chosen), inside)
        ends = _checked_anchors((e, c, i), name)
        memberships = clamped(_two_sides(_standing(values, inside), ends, below, above))
    if decimals is not None:
        memberships = np.round(memberships, decimals)
    memberships = settle_crossover(
        memberships, crossover_rule, column=name, cases=case_names(x, len(values))
    )
    return (
        pd.Series(memberships, index=x.index, name=x.name)
        if isinstance(x, pd.Series)
        else (memberships)
    )


def settle_crossover(
    memberships: FloatArray,
    rule: CrossoverRule,
    *,
    column: str | None = None,
    cases: tuple[str, ...] | None = None,
) -> FloatArray:
    """Return the memberships with those of exactly 0.5 settled by ``rule``, or raise without one.

    A case at the crossover is neither in nor out of the set and fits no truth table row
    (Schneider and Wagemann 2012, p. 101); fsQCA users often move it to 0.501. Raises InputError
    for a case at 0.5 without a rule, and for a rule that is no membership.
    """
    at_crossover = np.flatnonzero(memberships == 0.5)
    if rule == "keep" or not at_crossover.size:
        return memberships
    if rule is None:
        names = cases or tuple(str(i + 1) for i in range(len(memberships)))
        raise InputError(
            [
                fault(
                    f"case {names[i]}: a membership of exactly 0.5 is neither in nor out",
                    CROSSOVER_REMEDY,
                    column=column,
                    value=0.5,
                )
                for i in at_crossover
            ]
        )
    if not 0 <= rule <= 1:
        fail("the rule for 0.5 is no membership", CROSSOVER_REMEDY, column=column, value=rule)
    settled = memberships.copy()
    settled[at_crossover] = rule
    return settled


def quantile_anchors(
    x: npt.ArrayLike | pd.Series,
    probabilities: tuple[float, float, float] = (0.25, 0.5, 0.75),
    *,
    method: QuantileMethod = "linear",
    decimals: int | None = None,
    column: str | None = None,
) -> Anchors:
    """Return anchors at three quantiles of ``x``, in the order of ``probabilities``.

    ``method`` names the quantile definition as numpy does (Hyndman and Fan 1996): ``linear`` is
    type 7, the spreadsheets' QUARTILE.INC; ``weibull`` type 6, QUARTILE.EXC and SPSS. Falling
    probabilities give the anchors of a decreasing set. ``decimals`` rounds the anchors, as a
    study does that calibrates with the values it prints. Raises InputError for an unknown method,
    for probabilities outside [0, 1], and where quantiles coincide.
    """
    require_choice("method", method, get_args(QuantileMethod))
    name = column_name(x, column)
    said, remedy = "three probabilities are needed", "give numbers between 0 and 1"
    shares = finite_numbers(probabilities, 3, said, remedy, name)
    if (shares < 0).any() or (shares > 1).any():
        fail(said, remedy, column=name, value=tuple(probabilities))
    quantiles = np.quantile(as_numbers(x, column), shares, method=method)
    if decimals is not None:
        quantiles = np.round(quantiles, decimals)
    exclusion, crossover, inclusion = (float(q) for q in quantiles)
    return _checked_anchors((exclusion, crossover, inclusion), name)


def _checked_anchors(anchors: Anchors, column: str | None) -> Anchors:
    remedy = "give (exclusion, crossover, inclusion)"
    numbers = finite_numbers(anchors, 3, "three finite anchors are needed", remedy, column)
    exclusion, crossover, inclusion = map(float, numbers)
    if not (exclusion < crossover < inclusion or exclusion > crossover > inclusion):
        fail(
            "the anchors are out of order",
            "give exclusion < crossover < inclusion, or the reverse for a decreasing set",
            column=column,
            value=(exclusion, crossover, inclusion),
        )
    return exclusion, crossover, inclusion


def _odds_of(idm: float) -> float:
    if not 0.5 < idm < 1:
        fail("the degree of inclusion is out of range", "choose 0.5 < idm < 1", value=idm)
    return float(logit(idm))


def _log_odds(x: FloatArray, e: float, c: float, i: float, odds: float) -> FloatArray:
    toward_inclusion = (x - c) * np.sign(i - c) >= 0
    reach = np.where(toward_inclusion, i - c, c - e)
    return np.asarray(expit((x - c) * odds / reach), dtype=np.float64)


def clamped(memberships: FloatArray) -> FloatArray:
    """Return memberships within 0.0001 of 0 or 1 set to that end (Dusa 2019)."""
    low, high = memberships < NEGLIGIBLE, memberships > 1 - NEGLIGIBLE
    return np.where(low, 0.0, np.where(high, 1.0, memberships))


def sides(x: FloatArray, e: float, c: float, i: float, below: float, above: float) -> FloatArray:
    """Return the two power pieces of rising anchors e < c < i, 0 and 1 beyond them."""
    low = np.clip((x - e) / (c - e), 0, 1) ** below / 2
    high = 1 - np.clip((i - x) / (i - c), 0, 1) ** above / 2
    return np.where(x < c, low, high)


def require_powers(below: float, above: float) -> None:
    """Raise unless both powers are positive."""
    if below <= 0 or above <= 0:
        fail("a power is not positive", "use 1 for straight sides", value=(below, above))


def _two_sides(x: FloatArray, anchors: Anchors, below: float, above: float) -> FloatArray:
    e, c, i = anchors
    return sides(x, e, c, i, below, above) if e < i else sides(-x, -e, -c, -i, below, above)


def _standing(points: FloatArray, values: FloatArray) -> FloatArray:
    """Return, per point, the share of the sorted values that do not exceed it."""
    return np.searchsorted(values, points, side="right") / max(len(values), 1)
