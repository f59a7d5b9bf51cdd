from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from analysis.forensics import authentic_reports, common_hits
from analysis.forensics.authentic import (
    _random_columns,
    declared_family,
    luck,
    try_variants,
    variants,
)
from analysis.study import calibrations, load_settings
from analysis.study.settings import Rounding


def is_plain(variant):
    return (variant.quantile_method, variant.method) == ("linear", "fsqca")


@pytest.fixture(scope="module")
def reports():
    return authentic_reports()


def test_every_variant_is_reported(reports):
    rule = load_settings().calibration
    for report in reports.values():
        assert len(report.results) == len({result.variant for result in report.results}) == 160
        tried = {result.variant.rounding for result in report.results}
        assert rule.roundings[report.variable] in tried
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


def test_no_single_variant_meets_all_three_sums(reports):
    assert common_hits(reports) == ()


def test_chance_is_not_hidden(reports):
    assert reports["rd_intensity"].nearby_coverage < 0.5
    assert reports["government_support"].nearby_coverage > 0.75


def test_another_column_does_not_hit():
    rule = load_settings().calibration
    values = calibrations()["rd_intensity"].values
    tried = [each for each in declared_family() if is_plain(each)]
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


def test_only_one_rounding_hits_for_government_support(reports):
    (hit,) = reports["government_support"].hits
    assert hit.variant.rounding == Rounding(3, "unrounded", None)


def test_unrounded_data_miss_two_of_the_three_sums(reports):
    plain = Rounding(None, "unrounded", None)
    hit = {
        name: any(is_plain(each.variant) and each.variant.rounding == plain for each in report.hits)
        for name, report in reports.items()
    }
    assert hit == {"rd_intensity": True, "marketization": False, "government_support": False}


def test_luck_is_that_of_trying_every_random_column():
    rule = load_settings().calibration
    values = calibrations()["rd_intensity"].values
    family = [each for each in declared_family() if is_plain(each)]
    found = luck(values, Fraction("14.530"), family, rule, 40, 3)
    assert found == luck(values, Fraction("14.530"), family, rule, 40, 3)
    rng = np.random.default_rng(3)
    hits = 0
    for column in _random_columns(values.to_numpy(), 40, rng):
        series = pd.Series(column, name="rd_intensity")
        hits += bool(try_variants(series, Fraction("14.530"), family, rule).hits)
    assert found.hits == hits


def test_more_ways_to_calibrate_hit_more_often_by_luck():
    rule = load_settings().calibration
    values = calibrations()["government_support"].values
    family = declared_family()
    few = luck(values, Fraction("14.040"), family[:4], rule, 300, 5)
    many = luck(values, Fraction("14.040"), family, rule, 300, 5)
    assert 0 < few.hits < many.hits < 300
    assert many.share == many.hits / 300
