"""Every number of the case study: verdicts, and what turns when a datum changes."""

from __future__ import annotations

from importlib import import_module

import pytest

from analysis.data import InputError
from analysis.forensics import Verdict
from analysis.forensics.casechecks.claims import check_case_claims

DECIDED = {
    "concepts": ("28", "28"),
    "themes": ("14", "14"),
    "dimensions": ("4", "4"),
    "stages": ("3", "3"),
    "roles": ("3", "3"),
    "elements": ("3", "3"),
    "identity_themes": ("3", "3"),
    "engineering_themes": ("3", "3"),
    "value_themes": ("2", "2"),
    "phases": ("3", "3"),
    "pressures": ("双", "2"),
    "symbiosis_actors": ("双", "2"),
    "co_win_actors": ("三", "3"),
    "cases": ("单", "1"),
    "factor_groups": ("3", "3"),
    "dual_support": ("双", "2"),
    "people_XA": ("2", "2"),
    "people_ZB": ("2", "2"),
}


@pytest.fixture(scope="module")
def claims():
    return {claim.id: claim for claim in check_case_claims()}


@pytest.mark.parametrize("id", DECIDED)
def test_counts_that_hold(claims, id):
    claim = claims[id]
    assert (claim.printed, claim.finding.recomputed) == DECIDED[id]
    assert claim.finding.verdict is Verdict.EXACT


def test_ids_are_unique():
    ids = [claim.id for claim in check_case_claims()]
    assert len(ids) == len(set(ids))


def test_the_function_that_decided_is_there(claims):
    for claim in claims.values():
        module, name = f"analysis.{claim.check}".rsplit(".", 1)
        assert callable(getattr(import_module(module), name))


def test_what_is_open_names_what_would_decide(claims):
    for claim in claims.values():
        if claim.finding.verdict is Verdict.NOT_DETERMINED:
            assert claim.finding.note.en.startswith("decided by: ")


def test_one_date_has_two_meanings(claims):
    wrong = [c.id for c in claims.values() if c.finding.verdict is Verdict.CONTRADICTED]
    assert wrong == ["returned"]
    assert "accepted" in claims["returned"].finding.note.en


def test_article_number_and_doi_support_each_other(claims):
    for id in ("article_number", "doi"):
        assert claims[id].finding.verdict is Verdict.CONSISTENT
        assert "check digit" in claims[id].finding.note.en


def test_tables_hold_people_minutes_and_items(claims):
    places = [(claim.table, claim.column) for claim in claims.values()]
    assert places.count(("table1", "people")) == 6
    assert places.count(("table1", "minutes")) == 9
    assert places.count(("table2", "items")) == 5
    assert sum(table == "table3" for table, _ in places) == 2


# (file, old, new, ids that turn contradicted)
CHANGES = {
    "one concept more": (
        *(
            "coding.yaml",
            "concepts:\n",
            "concepts:\n  - {id: extra, zh: 新, en: extra, theme: legitimacy, locator: Table 3}\n",
        ),
        ["concepts"],
    ),
    "another range of codes": ("informants.csv", "EA1 ~ EA2", "EA1 ~ EA3", ["people_EA"]),
    "a party moved": (
        *("value_logic.yaml", "groups, target: co_win,", "groups, target: symbiosis,"),
        ["symbiosis_actors", "co_win_actors"],
    ),
    "printed otherwise": ("claims.yaml", 'printed: "28"', 'printed: "27"', ["concepts"]),
    "a phase too late": ("claims.yaml", "2020年8月至11月", "2022年9月至11月", ["phase_first"]),
    "a founding too late": ("claims.yaml", "printed: 2015年", "printed: 2021年", ["founded"]),
    "no such day": ("claims.yaml", "2022年6月28日", "2022年6月31日", ["visit"]),
    "another grant in English": (
        *("claims.yaml", 'page, printed: "72302166"', 'page, printed: "72302167"'),
        ["grant_nsfc_1"],
    ),
    "a member less": (
        "claims.yaml",
        "listed: [技术, 身份]",
        "listed: [技术]",
        ["two_legitimacies"],
    ),
    "a digit of the article number": (
        *("claims.yaml", "1672-0334(2024)02", "1672-0334(2024)03"),
        ["doi", "article_number"],
    ),
    "fewer items than sorts": ("documents.csv", ",9,Table 2", ",3,Table 2", ["items_S3"]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_datum_turns_its_verdicts(spoilt, change):
    file, old, new, turned = CHANGES[change]
    found = check_case_claims(spoilt(file, old, new))
    wrong = [c.id for c in found if c.finding.verdict is Verdict.CONTRADICTED]
    assert set(turned) <= set(wrong)
    assert len(wrong) <= len(turned) + 2  # a date that moves contradicts its neighbours too


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("measure: themes_of, of: 1A", "measure: themes_of, of: 9A", "of"),
        ("measure: themes_of, of: 1A", "measure: themes_of", "of"),
        ("measure: phases", "measure: phrases", "measure"),
        ('printed: "28"', "printed: many", "printed"),
        ("after: [founded], before: [received]", "after: [lost], before: [received]", "0"),
        ("kind: listed, listed: [技术, 身份]", "kind: listed", "listed"),
    ],
)
def test_bad_claims_are_refused(spoilt, old, new, field):
    with pytest.raises(InputError) as caught:
        check_case_claims(spoilt("claims.yaml", old, new))
    assert [problem.column.rsplit("/", 1)[-1] for problem in caught.value.problems] == [field]
