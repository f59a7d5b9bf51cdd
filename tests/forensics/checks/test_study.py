"""The study's own tables, put to all checks: what they find."""

from __future__ import annotations

import pytest

from analysis.forensics.checks import PublicColumn, run_checks
from analysis.forensics.checks.study import study_tables
from analysis.forensics.verdicts import Consequence, Verdict


@pytest.fixture(scope="module")
def findings():
    tables = [table for table in study_tables() if not isinstance(table, PublicColumn)]
    return [finding for table in tables for finding in run_checks(table)]


def wrong(findings, consequence):
    found = [f for f in findings if f.verdict is Verdict.CONTRADICTED]
    return {
        (f.check, f.places[0][1] if f.judges_one else "")
        for f in found
        if f.consequence is consequence
    }


def test_what_changes_a_conclusion(findings):
    assert wrong(findings, Consequence.CONCLUSION) == {
        ("configuration.literal_bounds", "H3"),
        ("configuration.jointly_possible", ""),
        ("nca.named_conditions", ""),
    }


def test_the_high_effects_of_the_text_are_those_of_one_ceiling_only(findings):
    lines = {
        f.line.en: f.verdict
        for f in findings
        if f.check == "nca.named_conditions" and f.line.en.startswith("largest")
    }
    assert sorted(verdict.value for verdict in lines.values()) == ["consistent", "contradicted"]
    (line,) = [line for line, verdict in lines.items() if verdict is Verdict.CONTRADICTED]
    assert "ce_fdh" in line and "organisation_agglomeration" in line


def test_no_arithmetic_slip_and_padded_zeros_only_in_table_2(findings):
    assert wrong(findings, Consequence.ARITHMETIC) == set()
    padded = {check for check, _ in wrong(findings, Consequence.PRECISION)}
    assert padded == {"nca.effect_of_zone", "nca.effect_of_bottleneck", "nca.accuracy_grid"}


def test_what_lies_outside_the_outcome_adds_up_over_the_paths(findings):
    """The bound is met to the last digit: no case outside the outcome is in two paths."""
    excess = [
        f
        for f in findings
        if f.check == "configuration.solution_consistency" and "outside" in f.line.en
    ]
    assert len(excess) == 2
    for each in excess:
        assert each.recomputed.high - each.printed.low < each.printed.width * 2


def test_four_quantile_definitions_can_give_the_quartiles_of_the_patents(findings):
    line = next(
        f.line.en
        for f in findings
        if f.check == "descriptive.quartile_methods" and f.places[0][0] == "breakthrough"
    )
    possible = line.removeprefix("possible: ").partition("; not")[0].split(", ")
    assert possible == ["weibull", "linear", "median_unbiased", "normal_unbiased"]


def test_a_public_column_settles_the_quantile_definition(findings):
    lines = {
        f.places[0][0]: f.line.en.removeprefix("possible: ").partition(";")[0].split(", ")
        for f in findings
        if f.check == "descriptive.quartile_methods"
    }
    assert set(lines["marketization"]) & set(lines["government_support"]) >= {"linear"}


def test_authentic_columns_with_the_chance_of_luck():
    columns = [table for table in study_tables() if isinstance(table, PublicColumn)]
    assert len(columns) == 3
    (found,) = run_checks(columns[1])
    assert found.verdict is Verdict.CONSISTENT
    assert "of 160 ways" in found.line.en and "% of 1000 random columns" in found.line.en
