"""The solutions at a stricter consistency threshold, beside those of the study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.data import InputError
from analysis.qca import ThresholdTest, threshold_test
from analysis.study.configurations import expectations_of, truth_table_of
from analysis.study.loading import At, study_at
from analysis.study.memberships import Memberships, memberships
from analysis.study.settings import QcaRule
from analysis.study.variables import Origin


@dataclass(frozen=True, slots=True)
class Robustness:
    """Both panels under a stricter consistency threshold."""

    consistency: float
    high: ThresholdTest
    nonhigh: ThresholdTest
    origins: Mapping[str, Origin]


def robustness(at: At = None, *, data: Memberships | None = None) -> Robustness:
    """Return how the solutions change at the stricter consistency threshold.

    Raises InputError where the study states none, and for multi-value conditions.
    """
    study = study_at(at)
    held = memberships(study) if data is None else data
    rule, stricter = study.settings.qca, study.settings.robustness.consistency
    if stricter is None or study.variables.multivalue:
        remedy = "state it, or leave out the comparison"
        message = "no stricter threshold is stated"
        field = ("robustness", "consistency")
        raise InputError([study.problem(field, message, remedy)])
    high, nonhigh = (_test(held, rule, negated, stricter) for negated in (False, True))
    return Robustness(stricter, high, nonhigh, held.origins)


def _test(held: Memberships, rule: QcaRule, negated: bool, stricter: float) -> ThresholdTest:
    """Return the test of one outcome; without comparisons where it has no solution to compare."""
    table = truth_table_of(held, rule, negated)
    if "1" not in table.output:
        changed = replace(table.thresholds, consistency=stricter)
        return ThresholdTest(table.thresholds, changed, ())
    options = rule.cover
    return threshold_test(table, expectations_of(rule, negated), options, consistency=stricter)
