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

import pandas as pd

from analysis.data import InputError, load_document
from analysis.forensics.hidden_sums import STEP, HiddenSums, hidden_sums
from analysis.forensics.intervals import exact
from analysis.forensics.literals import SetLiteral
from analysis.forensics.transcripts import load_transcripts
from analysis.qca.calibration import Method, QuantileMethod
from analysis.study import load_settings, provincial_series
from analysis.study.memberships import calibrated
from analysis.study.settings import CalibrationRule, Rounding

MEMBERSHIP_STEP = 10 * STEP
NEARBY = 5


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
    extra = load_document("forensics_variants", root)
    finer = [
        replace(rounding, value_decimals=decimals)
        for decimals in extra["extra_value_decimals"]
        for rounding in rule.tried
        if rounding.value_decimals is None
    ]
    tried = variants([*rule.tried, *finer], extra["quantile_methods"], extra["methods"])
    values = provincial_series(root).values
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
