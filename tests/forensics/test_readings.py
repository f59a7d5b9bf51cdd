import pytest

from analysis.forensics import contradicted_paths, least_changed_readings
from analysis.forensics.literals import SetLiteral, conjunction, written
from analysis.forensics.panels import reading_evidence
from analysis.forensics.readings import readings_of_panel, readings_of_path


@pytest.fixture(scope="module")
def h3():
    found = contradicted_paths()
    assert [each.path for each in found] == ["H3"]
    return found[0]


def test_no_single_change_of_a_mark_makes_h3_possible(h3):
    single = [each for each in h3.one_path.all if each.changes == 1]
    assert len(single) == 12
    assert {each.failure for each in single} == {"bounds", "nesting"}
    nested = {written(each.marks[2]): each.reason for each in single if each.failure == "nesting"}
    assert nested == {
        "digital_technology*marketization*government_support": "H1 lies inside H3",
        "digital_technology*industrial_synergy*marketization*government_support": (
            "H1 lies inside H3"
        ),
    }


def test_one_reading_with_two_changes_needs_an_unprinted_path(h3):
    assert not h3.one_path.possible
    (left,) = h3.one_path.open_to_other_paths
    assert (left.changes, left.failure) == (2, "identity")
    expected = "digital_technology*organisation_agglomeration*marketization*government_support"
    assert written(left.marks[2]) == expected
    assert h3.explained_by[left.marks[2]] is not None


def test_the_explaining_path_does_explain(h3, tables):
    evidence = reading_evidence(tables.panels[0])
    (left,) = h3.one_path.open_to_other_paths
    path = h3.explained_by[left.marks[2]]
    assert evidence.model.is_possible(tables.panels[0], left.marks, [path])
    assert not evidence.model.is_possible(tables.panels[0], left.marks)


def test_at_least_five_marks_of_the_panel_must_change():
    found = least_changed_readings(True)
    assert {each.changes for each in found.possible} == {5}
    assert len(found.possible) == 2
    assert max(each.changes for each in found.all) == 5


def test_the_other_panel_stands_as_printed_but_its_marks_are_not_pinned_down(tables):
    nonhigh = tables.panels[1]
    found = readings_of_panel(nonhigh, reading_evidence(nonhigh), 0)
    assert [each.failure for each in found.all] == [""]
    assert least_changed_readings(False).possible[0].changes == 0
    varied = readings_of_path(nonhigh, "NH2", reading_evidence(nonhigh), 1)
    assert any(each.changes == 1 for each in varied.possible)


def test_frames(h3):
    frame = h3.one_path.to_frame()
    assert list(frame.columns) == ["changes", "H3", "fails", "reason"]
    assert frame["changes"].is_monotonic_increasing
    assert frame["reason"].ne("").all()


def test_marks():
    marks = {"a": "present", "b": "irrelevant", "c": "absent"}
    assert conjunction(marks) == (SetLiteral("a"), SetLiteral("c", False))
    assert written(conjunction(marks)) == "a*~c"
