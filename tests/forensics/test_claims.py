from dataclasses import replace

import pandas as pd
import pytest

from analysis.data import load_document
from analysis.data.labels import english
from analysis.forensics import check_claims, study_typical_cases
from analysis.forensics import table_claims as by_table
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.typical_cases import typical_cases
from analysis.forensics.verdicts import Basis, Verdict
from analysis.study import calibrations, load_settings


@pytest.fixture(scope="module")
def report():
    return check_claims()


@pytest.fixture(scope="module")
def items():
    return {item["id"]: item for item in load_document("claims")["claims"]}


def test_every_claim_is_checked(report, items):
    assert [check.id for check in report.checks] == list(items)
    assert len(report.to_frame()) == len(items)


@pytest.mark.parametrize(
    "id",
    [
        "sample_size",
        "anchors_are_quartiles",
        "nca_all_necessary",
        "bottleneck_at_40",
        "first_bottleneck",
        "qca_necessary_high",
        "qca_necessary_nonhigh",
        "qca_within_nca",
        "paths_high",
        "paths_nonhigh",
        "jiangxi_rd_intensity",
        "jiangxi_rd_growth",
        "chongqing_government_support",
        "nh3_case_count",
        "technology_in_every_high_path",
        "government_in_every_path",
    ],
)
def test_claims_that_hold(report, id):
    assert report[id].verdict is Verdict.EXACT


def test_four_conditions_have_the_largest_effects_under_one_ceiling_only(report):
    check = report["nca_high_effect"]
    assert check.verdict is Verdict.NOT_DETERMINED
    assert "under cr_fdh" in check.note.en and "not under ce_fdh" in check.note.en


def test_claims_that_name_no_limit_are_not_decided(report):
    assert report["jiangxi_rd_rank"].verdict is Verdict.NOT_DETERMINED
    assert english(report["jiangxi_rd_rank"].recomputed).startswith("18 of 28")
    assert report["chongqing_below_sichuan"].verdict is Verdict.CONSISTENT
    assert report["robust"].verdict is Verdict.NOT_DETERMINED


def test_percentages_come_from_public_data(report):
    for id in ("jiangxi_rd_intensity", "chongqing_government_support"):
        assert report[id].basis is Basis.AUTHENTIC
        assert PrintedNumber.read(report[id].printed).agrees(float(report[id].recomputed[:-1]))


def test_wrong_claims_are_contradicted(items, tables):
    settings = load_settings()
    necessary = items["qca_necessary_high"]
    fewer = {**necessary, "members": necessary["members"][:2]}
    assert by_table.qca_necessary(fewer, tables, settings).verdict is Verdict.CONTRADICTED
    miscounted = {**necessary, "printed": "4"}
    assert by_table.qca_necessary(miscounted, tables, settings).verdict is Verdict.CONTRADICTED
    first = {**items["first_bottleneck"], "members": ["marketization"]}
    assert by_table.first_bottleneck(first, tables).verdict is Verdict.CONTRADICTED
    row = items["bottleneck_at_40"]
    wrong = {**row, "values": {**row["values"], "marketization": "28.7%"}}
    assert by_table.bottleneck_row(wrong, tables).verdict is Verdict.CONTRADICTED
    high = {**items["nca_high_effect"], "members": ["industrial_synergy"]}
    assert by_table.high_effect(high, tables).verdict is Verdict.CONTRADICTED
    assert by_table.counted("4", 3, Basis.PRINTED_ONLY).verdict is Verdict.CONTRADICTED


def test_a_stricter_rule_contradicts_the_necessary_conditions(items, tables):
    settings = load_settings()
    strict = replace(settings, qca=replace(settings.qca, necessity_consistency=0.905))
    finding = by_table.qca_necessary(items["qca_necessary_high"], tables, strict)
    assert finding.verdict is Verdict.CONTRADICTED
    strict = replace(settings, nca=replace(settings.nca, effect_size_threshold=0.3))
    assert (
        by_table.nca_necessary(items["nca_all_necessary"], tables, strict).verdict
        is Verdict.CONTRADICTED
    )


def test_every_typical_case_is_a_member_by_its_public_columns():
    found = study_typical_cases()
    assert len(found.all) == 22
    assert {each.verdict for each in found.all} == {Verdict.CONSISTENT}
    frame = found.to_frame()
    lowest = frame.loc[frame["least_membership"].idxmin()]
    assert (lowest["path"], lowest["case"], lowest["least_membership"]) == ("H3", "四川", 0.59)


def test_a_case_outside_its_path_is_noticed(tables):
    columns = {name: each.memberships for name, each in calibrations().items()}
    paths = {path.id: path.literals for path in tables.panels[0].paths}
    found = typical_cases(paths, {"H1": ["甘肃"]}, pd.DataFrame(columns))
    assert [each.verdict for each in found.all] == [Verdict.CONTRADICTED]
    unknown = typical_cases(paths, {"H1": ["甘肃"]}, pd.DataFrame(columns)[[]])
    assert [each.verdict for each in unknown.all] == [Verdict.NOT_DETERMINED]
