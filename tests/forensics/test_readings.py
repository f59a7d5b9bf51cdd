"""What single readings fail on; the search over all of them has tests beside its own module."""

import pytest

from analysis.forensics.literals import SetLiteral, conjunction, written
from analysis.forensics.panels import reading_evidence
from analysis.forensics.readings import failure_within_bounds, out_of_bounds, unreported_path

NAMES = ("digital_technology", "organisation_agglomeration", "marketization", "government_support")


@pytest.fixture(scope="module")
def held(tables):
    panel = tables.panels[0]
    return panel, reading_evidence(panel)


def with_h3(panel, *names):
    return (*(path.literals for path in panel.paths[:2]), tuple(map(SetLiteral, names)))


def test_the_printed_marks_of_h3_are_out_of_bounds(held):
    panel, evidence = held
    reasons = [out_of_bounds(path, path.literals, evidence) for path in panel.paths]
    assert reasons == ["", "", "H3 can cover at most 0.343454"]


def test_h3_without_a_mark_for_synergy_holds_h1(held):
    panel, evidence = held
    reading = with_h3(panel, "digital_technology", "marketization", "government_support")
    assert failure_within_bounds(panel, reading, evidence) == ("nesting", "H1 lies inside H3")


def test_a_path_that_was_not_printed_can_explain_what_the_printed_ones_cannot(held):
    panel, evidence = held
    reading = with_h3(panel, *NAMES)
    assert failure_within_bounds(panel, reading, evidence)[0] == "identity"
    further = unreported_path(panel, reading, evidence)
    assert further is not None
    assert evidence.model.is_possible(panel, reading, [further])
    assert not evidence.model.is_possible(panel, reading)


def test_the_other_panel_stands_as_printed(tables):
    panel = tables.panels[1]
    marks = [path.literals for path in panel.paths]
    assert failure_within_bounds(panel, marks, reading_evidence(panel)) == ("", "")


def test_marks():
    marks = {"a": "present", "b": "irrelevant", "c": "absent"}
    assert conjunction(marks) == (SetLiteral("a"), SetLiteral("c", False))
    assert written(conjunction(marks)) == "a*~c"
