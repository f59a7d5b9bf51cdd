from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest

from analysis.forensics import authentic_reports, common_hits
from analysis.forensics.authentic import try_variants, variants
from analysis.study import calibrations, load_settings
from analysis.study.settings import Rounding


@pytest.fixture(scope="module")
def reports():
    return authentic_reports()


def test_every_variant_is_reported(reports):
    rule = load_settings().calibration
    for report in reports.values():
        assert len(report.results) == len({result.variant for result in report.results}) == 160
        tried = {result.variant.rounding for result in report.results}
        assert tried.issuperset(rule.tried)
        frame = report.to_frame()
        assert len(frame) == 160 and frame["hit"].sum() == len(report.hits)


@pytest.mark.parametrize(
    ("variable", "hits", "columns"),
    [("rd_intensity", 7, 2), ("marketization", 23, 6), ("government_support", 1, 1)],
)
def test_hits(reports, variable, hits, columns):
    report = reports[variable]
    assert len(report.hits) == hits
    assert report.distinct_hits == columns
    assert bool(report.cases_that_differ) is (columns > 1)
    for hit in report.hits:
        assert Fraction(hit.thousandths, 1000) == report.target


def test_the_roundings_of_the_settings_are_among_the_hits(reports):
    rule = load_settings().calibration
    for variable, rounding in rule.roundings.items():
        hits = {
            (hit.variant.rounding, hit.variant.method, hit.variant.quantile_method)
            for hit in reports[variable].hits
        }
        assert (rounding, rule.method, rule.quantile_method) in hits
        assert reports[variable].target == Fraction(rule.implied_sums[variable])


def test_no_single_variant_meets_all_three_sums(reports):
    assert common_hits(reports) == ()


def test_chance_is_not_hidden(reports):
    assert reports["rd_intensity"].nearby_coverage < 0.5
    assert reports["government_support"].nearby_coverage > 0.75


def test_another_column_does_not_hit():
    rule = load_settings().calibration
    values = calibrations()["rd_intensity"].values
    tried = variants(rule.tried, ["linear"], ["fsqca"])
    shuffled = pd.Series(values.to_numpy() ** 2, index=values.index, name="rd_intensity")
    report = try_variants(shuffled, Fraction("14.530"), tried, rule)
    assert not report.hits
    assert report.distinct_sums[0] != report.distinct_sums[-1]


def test_anchors_that_coincide_are_reported_without_a_sum():
    rule = load_settings().calibration
    values = pd.Series([0.001, 0.002, 0.003, 0.004], name="rd_intensity")
    tried = variants([Rounding(2, "rounded", None)], ["linear"], ["fsqca"])
    report = try_variants(values, None, tried, replace(rule))
    assert [result.thousandths for result in report.results] == [None]
    assert report.hits == () and report.nearby_coverage != report.nearby_coverage
    assert report.to_frame()["sum"].isna().all()
