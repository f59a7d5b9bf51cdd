"""Public series against hidden sums: every calibration tried, not only the one that hit.

A sum of memberships that Table 4 gives away is a fingerprint of the raw column, its anchors and
their rounding. Trying many variants makes chance hits likely, so each report counts the distinct
sums that all variants together produce and how much of the nearby grid they cover: where some
variant meets nearly every sum nearby, a hit supports the raw column but not the variant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.data import InputError, load_document
from analysis.forensics.hidden_sums import STEP, HiddenSums, hidden_sums
from analysis.forensics.intervals import exact
from analysis.forensics.literals import SetLiteral
from analysis.forensics.transcripts import load_transcripts
from analysis.qca.calibration import Method, QuantileMethod, calibrate_direct
from analysis.study import load_settings, read_values
from analysis.study.memberships import calibrated
from analysis.study.settings import CalibrationRule, Rounding

MEMBERSHIP_STEP = 10 * STEP
NEARBY = 5
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to calibrate a column: rounding of values and anchors, quantiles, log odds."""

    rounding: Rounding
    quantile_method: QuantileMethod
    method: Method


@dataclass(frozen=True, slots=True)
class VariantResult:
    """What a variant gives: the sum of memberships in thousandths, None without rising anchors.

    ``memberships`` (n,) has the cases as index; None as well without anchors.
    """

    variant: Variant
    thousandths: int | None
    hit: bool
    memberships: pd.Series | None = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class VariantReport:
    """Every variant of one column beside the sum that Table 4 implies.

    ``target`` is that sum (None when the printed digits leave a choice or contradict each other).
    """

    variable: str
    target: Fraction | None
    results: tuple[VariantResult, ...]

    @property
    def hits(self) -> tuple[VariantResult, ...]:
        """Return the variants whose sum is the target."""
        return tuple(result for result in self.results if result.hit)

    @property
    def distinct_sums(self) -> tuple[Fraction, ...]:
        """Return the different sums that the variants give, in rising order."""
        sums = {result.thousandths for result in self.results if result.thousandths is not None}
        return tuple(thousandths * STEP for thousandths in sorted(sums))

    @property
    def distinct_hits(self) -> int:
        """Return how many different membership columns are among the hits."""
        return len(
            {tuple(result.memberships) for result in self.hits if result.memberships is not None}
        )

    @property
    def nearby_coverage(self) -> float:
        """Return the share of the 0.01 grid within 0.05 of the target that some variant meets.

        Close to 1: some variant meets any target nearby, so a hit supports the raw column but not
        the variant. NaN without a target.
        """
        if self.target is None:
            return float("nan")
        middle = round(self.target / MEMBERSHIP_STEP)
        nearby = range(middle - NEARBY, middle + NEARBY + 1)
        met = {round(each / MEMBERSHIP_STEP) for each in self.distinct_sums}
        return len(met.intersection(nearby)) / len(nearby)

    @property
    def cases_that_differ(self) -> tuple[str, ...]:
        """Return the cases whose membership is not the same in all hits."""
        columns = [result.memberships for result in self.hits if result.memberships is not None]
        if not columns:
            return ()
        frame = pd.concat(columns, axis=1)
        return tuple(str(case) for case in frame.index[frame.nunique(axis=1) > 1])

    def to_frame(self) -> pd.DataFrame:
        """Return one row per variant: its five choices, the sum, whether it hits."""
        rows = [
            {
                "value_decimals": each.variant.rounding.value_decimals,
                "anchors_from": each.variant.rounding.anchors_from,
                "anchor_decimals": each.variant.rounding.anchor_decimals,
                "quantile_method": each.variant.quantile_method,
                "method": each.variant.method,
                "sum": None if each.thousandths is None else each.thousandths / 1000,
                "hit": each.hit,
            }
            for each in self.results
        ]
        frame = pd.DataFrame(rows)
        return frame.astype({"value_decimals": "Int64", "anchor_decimals": "Int64", "sum": "float"})


@dataclass(frozen=True, slots=True)
class Luck:
    """How many of ``draws`` random columns meet the sum under some calibration of the family."""

    draws: int
    hits: int

    @property
    def share(self) -> float:
        """Return the estimated chance of a hit by luck."""
        return self.hits / self.draws


def luck(
    values: pd.Series,
    target: Fraction,
    tried: Sequence[Variant],
    rule: CalibrationRule,
    draws: int,
    seed: int,
) -> Luck:
    """Return how many random columns like ``values`` meet the target under some variant.

    A random column resamples the values and adds normal noise of Silverman's bandwidth, on the
    logarithms where all values are positive: the same size and shape, but other data. The same
    seed gives the same columns.
    """
    columns = _random_columns(values.to_numpy(dtype=np.float64), draws, np.random.default_rng(seed))
    hit = np.zeros(draws, dtype=bool)
    for variant in tried:
        hit |= _thousandths(columns, variant, rule) == round(target / STEP)
    return Luck(draws, int(hit.sum()))


def _random_columns(values: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Random columns, shape (draws, n)."""
    is_positive = bool((values > 0).all())
    base = np.log(values) if is_positive else values
    width = 1.06 * base.std() * len(base) ** -0.2
    drawn = rng.choice(base, (draws, len(base))) + rng.normal(0, width, (draws, len(base)))
    return np.exp(drawn) if is_positive else drawn


def _thousandths(columns: Floats, variant: Variant, rule: CalibrationRule) -> Floats:
    """Sums of memberships of many columns, shape (draws,), in thousandths; NaN without anchors."""
    rounding, decimals = variant.rounding, variant.rounding.value_decimals
    rounded = columns if decimals is None else np.round(columns, decimals)
    source = rounded if rounding.anchors_from == "rounded" else columns
    e, c, i = np.quantile(source, rule.quantiles, axis=1, method=variant.quantile_method)
    if rounding.anchor_decimals is not None:
        e, c, i = (np.round(each, rounding.anchor_decimals) for each in (e, c, i))
    rising = (e < c) & (c < i)
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = rounded - c[:, None]
        reach = np.where(distance >= 0, (i - c)[:, None], (c - e)[:, None])
        standing = np.where(rising[:, None], distance / reach, 0.0)
    memberships = calibrate_direct(
        standing.ravel(),
        (-1.0, 0.0, 1.0),
        variant.method,
        decimals=rule.decimals,
        crossover_rule=rule.crossover_value,
    )
    sums = np.round(memberships.reshape(columns.shape).sum(axis=1) * 1000)
    return np.where(rising, sums, np.nan)


def declared_family(root: Path | None = None) -> tuple[Variant, ...]:
    """Return every calibration that is tried, as `data/forensics/variants.yaml` declares it."""
    family = load_document("forensics_variants", root)["calibrations"]
    return variants(
        (
            Rounding(value_decimals, anchors_from, anchor_decimals)
            for value_decimals in family["value_decimals"]
            for anchors_from in family["anchors_from"]
            for anchor_decimals in family["anchor_decimals"]
        ),
        family["quantile_methods"],
        family["methods"],
    )


def variants(
    roundings: Iterable[Rounding],
    quantile_methods: Sequence[QuantileMethod],
    methods: Sequence[Method],
) -> tuple[Variant, ...]:
    """Return every combination of rounding, quantile definition and form of the direct method."""
    return tuple(
        Variant(rounding, quantile, method)
        for rounding in roundings
        for quantile in quantile_methods
        for method in methods
    )


def try_variants(
    values: pd.Series, target: Fraction | None, tried: Sequence[Variant], rule: CalibrationRule
) -> VariantReport:
    """Return the sum of memberships of one raw column under every variant.

    ``values`` (n,) in the unit of the variable; ``target`` the sum to meet; ``rule`` gives what
    the variants leave open (quantiles, decimals of memberships, value put in place of 0.5).
    """
    results = tuple(_result(values, target, variant, rule) for variant in tried)
    return VariantReport(str(values.name), target, results)


def authentic_reports(
    sums: HiddenSums | None = None, root: Path | None = None
) -> Mapping[str, VariantReport]:
    """Return a report per authentic column: all variants tried against its hidden sum."""
    rule = load_settings(root).calibration
    held = study_sums(root) if sums is None else sums
    tried = declared_family(root)
    values = read_values(root).raw
    return {
        str(name): try_variants(values[name], held.of(SetLiteral(str(name))).value, tried, rule)
        for name in values.columns
    }


def common_hits(reports: Mapping[str, VariantReport]) -> tuple[Variant, ...]:
    """Return the variants that meet the hidden sums of all columns at once."""
    shared = [{result.variant for result in report.hits} for report in reports.values()]
    first = next(iter(reports.values())).results
    return tuple(each.variant for each in first if all(each.variant in hits for hits in shared))


def study_sums(root: Path | None = None) -> HiddenSums:
    """Return the hidden sums of the study's Table 4."""
    return hidden_sums(load_transcripts(root).necessity, load_settings(root).size)


def _result(
    values: pd.Series, target: Fraction | None, variant: Variant, rule: CalibrationRule
) -> VariantResult:
    chosen = replace(rule, method=variant.method, quantile_method=variant.quantile_method)
    try:
        memberships = calibrated(values, chosen, variant.rounding).memberships
    except InputError:
        return VariantResult(variant, None, False, None)
    total = sum((exact(float(each)) for each in memberships), Fraction(0))
    thousandths = round(total / STEP)
    return VariantResult(variant, thousandths, target == thousandths * STEP, memberships)
