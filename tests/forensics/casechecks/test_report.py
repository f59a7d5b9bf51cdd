"""The checks of both papers as a whole: what they find, and that each is a function of its own."""

from __future__ import annotations

from importlib import import_module

import pytest

from analysis.forensics import Consequence, Verdict
from analysis.forensics.casechecks.report import (
    case_citation_checks,
    coding_checks,
    paper_checks,
    source_checks,
)

CONTRADICTED = {
    ("case study", "dimension_labels"): 3,
    ("case study", "one_name"): 14,
    ("case study", "one_unit"): 1,
    ("case study", "materials"): 1,
    ("case study", "late"): 2,
    ("configurational study", "unresolved"): 1,
    ("configurational study", "one_name"): 7,
}
OPEN = {
    ("case study", "lengths"),
    ("configurational study", "not_listed"),
    ("configurational study", "purposes"),
}


@pytest.fixture(scope="module")
def reports():
    return {(each.document, each.id): each for each in paper_checks()}


def test_contradictions_are_those_found(reports):
    found = {
        key: len(each.finding.odd)
        for key, each in reports.items()
        if each.verdict is Verdict.CONTRADICTED
    }
    assert found == CONTRADICTED


def test_what_is_open_is_open_for_want_of_a_source(reports):
    found = {key for key, each in reports.items() if each.verdict is Verdict.NOT_DETERMINED}
    assert found == OPEN
    assert all("decided by: " in reports[key].finding.note.en for key in found)


def test_only_contradictions_change_anything(reports):
    for each in reports.values():
        is_wrong = each.verdict is Verdict.CONTRADICTED
        assert (each.consequence is not Consequence.NONE) is is_wrong


def test_ids_are_unique_and_checks_are_functions(reports):
    assert len(reports) == len(paper_checks())
    for each in reports.values():
        module, name = f"analysis.{each.check}".rsplit(".", 1)
        assert callable(getattr(import_module(module), name))


# (file, old, new, check that turns)
CHANGES = [
    ("informants.csv", "EB1 ~ EB2", "EB1 ~ EB1", "codes_exist"),
    ("citations.csv", "1,Introduction,1,", "1,Introduction,2,", "order"),
    ("citations.csv", "53,Section 4.3,52,", "53,Section 4.3,51,", "never_cited"),
    ("citations.csv", "53,Section 4.3,52,", "53,Section 4.3,54,", "not_listed"),
    ("references.csv", "Science Research Management,2022,43", "Management,2022,44", "versions"),
    ("references.csv", "2018,39,8,2255-2276", "2018,39,8,2276-2255", "pages"),
    ("references.csv", "2016,37,9", "2016,38,9", "volumes"),
    (
        "attributions.csv",
        "S3.1.1-01,XE,institute,销售主管",
        "S3.1.1-01,XE,institute,主管",
        "positions",
    ),
    ("evidence.csv", "T3-12,reverse_exploration", "T3-12,attracting_teams", "evidence_rows"),
]


@pytest.mark.parametrize(("file", "old", "new", "turned"), CHANGES)
def test_one_planted_error_turns_its_check(spoilt, file, old, new, turned):
    root = spoilt(file, old, new)
    found = {
        each.id
        for check in (coding_checks, source_checks, case_citation_checks)
        for each in check(root)
        if each.verdict is Verdict.CONTRADICTED
    }
    before = {id for document, id in CONTRADICTED if document == "case study"}
    assert turned in found - before
