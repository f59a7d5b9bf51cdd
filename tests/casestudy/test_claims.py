"""Stated counts: each printed string against the recomputed number, and a changed datum."""

from __future__ import annotations

import pytest

from analysis.casestudy import Claim, load_claims
from analysis.casestudy.claims import number
from analysis.data import InputError, Label


@pytest.fixture(scope="module")
def claims():
    return {claim.id: claim for claim in load_claims()}


@pytest.mark.parametrize(
    ("id", "printed", "recomputed"),
    [
        ("concepts", "28", 28),
        ("themes", "14", 14),
        ("dimensions", "4", 4),
        ("stages", "3", 3),
        ("roles", "3", 3),
        ("roles_en", "three", 3),
        ("elements", "3", 3),
        ("identity_themes", "3", 3),
        ("engineering_themes", "3", 3),
        ("value_themes", "2", 2),
        ("phases", "3", 3),
        ("pressures", "双", 2),
        ("symbiosis_actors", "双", 2),
        ("co_win_actors", "三", 3),
        ("people_XA", "2", 2),
        ("people_ZB", "2", 2),
    ],
)
def test_printed_and_recomputed_counts(claims, id, printed, recomputed):
    claim = claims[id]
    assert (claim.printed, claim.recomputed, claim.verdict) == (printed, recomputed, "exact")


def test_rows_without_a_printed_number_of_people_make_no_claim(claims):
    people = [id for id in claims if id.startswith("people_")]
    assert people == [f"people_{row}" for row in ("XA", "XC", "XD", "EA", "EB", "ZB")]


@pytest.mark.parametrize(
    ("printed", "value"), [("28", 28), ("零", 0), ("十", 10), ("双", 2), ("两", 2), ("three", 3)]
)
def test_value_of_a_printed_count(printed, value):
    assert number(printed) == value


def test_a_different_count_is_contradicted():
    assert Claim("x", Label("甲", "x"), "28", 27, "Section 2.4").verdict == "contradicted"


# (file, old, new, claims that turn)
CHANGES = {
    "one concept more": (
        *(
            "coding.yaml",
            "concepts:\n",
            "concepts:\n  - {id: extra, zh: 新, en: extra, theme: legitimacy, locator: Table 3}\n",
        ),
        ["concepts"],
    ),
    "one interviewee less": ("interviewees.csv", "EA2,EA,Table 1\n", "", ["people_EA"]),
    "a party moved": (
        *("value_logic.yaml", "groups, target: co_win,", "groups, target: symbiosis,"),
        ["symbiosis_actors", "co_win_actors"],
    ),
    "printed otherwise": ("claims.yaml", 'printed: "28"', 'printed: "27"', ["concepts"]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_datum_turns_exactly_its_verdicts(copy, change):
    file, old, new, turned = CHANGES[change]
    copy.edit(file, old, new)
    contradicted = [c.id for c in load_claims(copy.root) if c.verdict == "contradicted"]
    assert contradicted == turned


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("measure: themes_of, of: 1A", "measure: themes_of, of: 9A", "claims/7/of"),
        ("measure: themes_of, of: 1A", "measure: themes_of", "claims/7/of"),
        ("measure: phases", "measure: phrases", "claims/10/measure"),
        ('printed: "28"', "printed: many", "claims/0/printed"),
    ],
)
def test_bad_claims_are_refused(copy, old, new, column):
    copy.edit("claims.yaml", old, new)
    with pytest.raises(InputError) as caught:
        load_claims(copy.root)
    assert [problem.column for problem in caught.value.problems] == [column]
