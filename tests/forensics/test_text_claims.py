"""Claims of the prose by kind: what holds, what a changed datum turns, thresholds and years."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data import find_root, load_document
from analysis.data.labels import english
from analysis.forensics import Basis, Consequence, Verdict, check_claims
from analysis.forensics import design_claims as by_design
from analysis.forensics import public_claims as by_public
from analysis.forensics import table_claims as by_table
from analysis.forensics import threshold_claims as by_threshold
from analysis.forensics.claim_sources import load_claim_sources
from analysis.forensics.intervals import Interval
from analysis.forensics.public_facts import load_public_facts
from analysis.forensics.threshold_claims import separates


@pytest.fixture(scope="module")
def report():
    return check_claims()


@pytest.fixture(scope="module")
def sources():
    return load_claim_sources(find_root(), load_public_facts())


@pytest.fixture(scope="module")
def items():
    return {item["id"]: item for item in load_document("claims")["claims"]}


def test_every_claim_prints_something_and_names_its_check(report):
    for check in report.checks:
        assert check.printed and check.statistic
        module, name = f"analysis.{check.check}".rsplit(".", 1)
        assert callable(getattr(import_module(module), name))


def test_what_is_open_says_why(report):
    for check in report.checks:
        if check.verdict is Verdict.NOT_DETERMINED:
            assert "decided by: " in check.note.en


def test_contradicted_claims(report):
    wrong = {c.id: c.consequence for c in report.checks if c.verdict is Verdict.CONTRADICTED}
    assert wrong == {
        "dimension_names": Consequence.ARITHMETIC,
        "data_type": Consequence.ARITHMETIC,
        "combined_conditions": Consequence.CONCLUSION,
    }


@pytest.mark.parametrize(
    "id",
    [
        "excluded_provinces",
        "year_of_conditions",
        "yearbook",
        "rd_bulletin_year",
        "index_equations",
        "framework_dimensions",
        "technology_conditions",
        "combined_count",
        "h1_case_count",
        "roles_h1",
        "roles_h3",
        "roles_nh2",
        "second_level_indicators",
        "identification_principles",
    ],
)
def test_claims_that_hold(report, id):
    assert report[id].verdict is Verdict.EXACT


@pytest.mark.parametrize(
    "id",
    [
        "effect_size_threshold",
        "necessity_threshold",
        "frequency_threshold",
        "consistency_threshold",
        "pri_threshold",
        "levels_for_ce",
        "levels_for_cr",
        "shandong_parks",
        "nh3_regions",
        "technology_lacking",
        "identification_steps",
        "cases_h2",
    ],
)
def test_claims_that_can_hold(report, id):
    assert report[id].verdict is Verdict.CONSISTENT


def test_only_one_year_gives_the_printed_statistics(report):
    found = report["year_of_conditions"]
    assert found.basis is Basis.AUTHENTIC
    years = dict(part.split(": ") for part in english(found.recomputed).split(", "))
    assert [year for year, hits in years.items() if hits == "14 of 14"] == ["2021"]


def test_another_year_is_contradicted(items, sources):
    wrong = {**items["year_of_conditions"], "printed": "2020"}
    assert by_public.year_of_conditions(wrong, sources).verdict is Verdict.CONTRADICTED


def test_four_key_bottlenecks_leave_out_the_first_one(report):
    found = report["key_bottlenecks"]
    assert found.verdict is Verdict.NOT_DETERMINED
    assert "first at 10% and not named: organisation_agglomeration" in found.note.en
    assert len(english(found.recomputed).split(", ")) == 6
    assert "40%" not in found.note.en and "100%" in found.note.en


def test_bottlenecks_on_top_nowhere_are_contradicted(items, tables):
    low = ["industrial_synergy", "government_support"]
    wrong = {**items["key_bottlenecks"], "members": low}
    assert by_table.key_bottlenecks(wrong, tables).verdict is Verdict.CONTRADICTED
    every = {**items["key_bottlenecks"], "members": list(tables.conditions)}
    assert by_table.key_bottlenecks(every, tables).verdict is Verdict.EXACT


def test_government_support_is_necessary_by_one_method_only(items, sources, report):
    assert "government_support has consistency 0.850663" in report["combined_conditions"].note.en
    three = [name for name in items["combined_conditions"]["members"] if "government" not in name]
    right = {**items["combined_conditions"], "members": three}
    found = by_table.necessary_by_both(right, sources.tables, sources.settings)
    assert found.verdict is Verdict.EXACT


def test_public_series_hold_the_provinces_left_out(report):
    assert report["excluded_for_want_of_data"].note.en.startswith("3 of 3 public series")


def test_parks_imply_a_total(report):
    assert english(report["shandong_parks"].recomputed) == "at least 31008 parks in the country"
    assert pytest.approx(31008, abs=1) == 6000 / 0.1935


def test_a_role_other_than_the_mark_is_found(items, sources):
    roles = dict(sources.roles["H1"]) | {"industrial_synergy": "absent"}
    changed = replace(sources, roles={**sources.roles, "H1": roles})
    found = by_design.roles(items["roles_h1"], changed)
    assert (found.verdict, found.odd) == (Verdict.CONTRADICTED, ("industrial_synergy",))


def test_an_excluded_province_of_the_sample_is_found(items, sources):
    wrong = {**items["excluded_provinces"], "members": ["西藏", "宁夏", "海南"]}
    assert by_design.excluded(wrong, sources).verdict is Verdict.CONTRADICTED


def test_a_higher_frequency_threshold_leaves_paths_without_cases(items, sources):
    wrong = {**items["frequency_threshold"], "printed": "2.00"}
    assert by_threshold.frequency(wrong, sources).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("id", "check", "printed"),
    [
        ("effect_size_threshold", by_threshold.effect_size, "0.3"),
        ("necessity_threshold", by_threshold.necessity_consistency, "0.905"),
        ("necessity_threshold", by_threshold.necessity_consistency, "0.88"),
        ("consistency_threshold", by_threshold.path_consistency, "0.99"),
        ("pri_threshold", by_threshold.path_pri, "0.99"),
    ],
)
def test_thresholds_that_would_classify_otherwise_are_contradicted(
    items, sources, id, check, printed
):
    assert check({**items[id], "printed": printed}, sources).verdict is Verdict.CONTRADICTED


def test_rules_by_levels_that_overlap_are_contradicted(items, sources):
    wrong = {**items["levels_for_ce"], "complement": "≥6"}
    assert by_threshold.levels(wrong, sources).verdict is Verdict.CONTRADICTED


numbers = st.decimals("0.001", "0.999", places=3)


@given(numbers, st.lists(numbers, max_size=6))
def test_a_threshold_is_consistent_with_what_it_classifies(threshold, values):
    half = Fraction(1, 2000)
    above = [Interval(Fraction(v) - half, Fraction(v) + half) for v in values if v > threshold]
    below = [Interval(Fraction(v) - half, Fraction(v) + half) for v in values if v <= threshold]
    found = separates(str(threshold), above, below)
    assert found.verdict is Verdict.CONSISTENT


@given(numbers, numbers)
def test_a_threshold_on_the_wrong_side_is_contradicted(threshold, value):
    half, step = Fraction(1, 2000), Fraction(1, 1000)
    span = Interval(Fraction(value) - half, Fraction(value) + half)
    if Fraction(value) <= Fraction(threshold) - step:
        assert separates(str(threshold), [span], []).verdict is Verdict.CONTRADICTED
    if Fraction(value) >= Fraction(threshold) + step:
        assert separates(str(threshold), [], [span]).verdict is Verdict.CONTRADICTED
