import pytest
from hypothesis import given, settings

from analysis.forensics.hidden_sums import hidden_sums
from analysis.forensics.intersections import intersections
from analysis.forensics.literals import SetLiteral
from analysis.forensics.transcripts import Panel
from tests.forensics.synthetic import fuzzy_data, necessity_cells, overlap, panel

A, B, C = (SetLiteral(name) for name in "abc")
PATHS = {"P": (A, B), "Q": (A, C), "R": (B, C)}


@given(fuzzy_data())
@settings(max_examples=12, deadline=None)
def test_intersections_of_real_data_are_recovered(data):
    total = hidden_sums(necessity_cells(data), 28).total(True)
    report = intersections(panel(data, PATHS), total)
    assert not report.broken
    for found in report.intersections:
        assert found.sums.holds(overlap(data, found.literals, True))
    equal = [check for check in report.checks if check.relation == "="]
    assert len(equal) == 6


def test_the_intersections_of_table_5(panels):
    steps = {
        found.name: tuple(found.steps)
        for report in panels
        for found in report.intersections.intersections
    }
    assert steps["H1 ∩ H2"] == (7259,)
    assert steps["H1 ∩ H3"] == (7409,)
    assert steps["H2 ∩ H3"] == (8179,)
    assert steps["H1 ∩ H2 ∩ H3"] == (6208,)
    assert steps["NH1 ∩ NH2"] == (850,)
    assert steps["NH1 ∩ NH3"] == steps["NH1 ∩ NH2 ∩ NH3"] == (800,)
    assert steps["NH2 ∩ NH3"] == (930,)


def test_equal_marks_have_equal_coverage_in_the_panel_of_the_negated_outcome(panels):
    checks = panels[1].intersections.checks
    equal = [check for check in checks if check.relation == "="]
    assert [(check.first.name, check.second.name) for check in equal] == [
        ("NH1 ∩ NH3", "NH1 ∩ NH2 ∩ NH3")
    ]
    assert all(check.holds for check in checks)


def test_reading_h3_with_organisation_breaks_the_identity(tables, sums):
    high = tables.panels[0]
    names = ("digital_technology", "organisation_agglomeration", "marketization")
    reading = [
        high.paths[0].literals,
        high.paths[1].literals,
        tuple(SetLiteral(name) for name in (*names, "government_support")),
    ]
    report = intersections(high, sums.total(True), reading)
    worst = max(report.broken, key=lambda check: check.gap)
    assert worst.relation == "="
    assert float(worst.gap) > 0.08
    assert report.to_frame()["holds"].sum() == len(report.checks) - len(report.broken)


def test_two_paths_are_refused(tables, sums):
    high = tables.panels[0]
    two = Panel(True, high.paths[:2], high.consistency, high.coverage)
    with pytest.raises(ValueError, match="three paths"):
        intersections(two, sums.total(True))
