"""Codes, people, lengths, materials and authors: valid ones pass, one planted error is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data import Label
from analysis.data.labels import english
from analysis.forensics import Verdict
from analysis.forensics.casechecks import sources as checks
from analysis.forensics.casechecks.sources import Attribution, Author, Material

from .strategies import documents, informants


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("XB", ("XB",)),
        ("XA1 ~ XA2", ("XA1", "XA2")),
        ("EA2～EA4", ("EA2", "EA3", "EA4")),
        ("O1", ("O1",)),
    ],
)
def test_a_printed_range_announces_its_codes(printed, codes):
    assert checks.announced(printed) == codes


@pytest.mark.parametrize("printed", ["XA2 ~ XA1", "XA1 ~ XB2"])
def test_ends_that_do_not_belong_together_are_refused(printed):
    with pytest.raises(ValueError, match="no range of codes"):
        checks.announced(printed)


@given(informants())
def test_valid_rows_pass(rows):
    codes = [code for row in rows for code in checks.announced(row.codes_printed)]
    assert checks.ranges_match_people(rows).verdict is Verdict.EXACT
    assert checks.without_gaps(codes).verdict is not Verdict.CONTRADICTED
    assert checks.cited_exist(codes, codes).verdict is Verdict.EXACT
    assert checks.announced_cited(codes, codes).verdict is Verdict.EXACT
    assert checks.one_letter_per_kind(dict.fromkeys(codes, "institute")).odd == ()
    assert checks.lengths_grow_with_people(rows).verdict is not Verdict.CONTRADICTED
    for row in rows:
        if row.people_printed:
            assert checks.people(row).verdict is Verdict.EXACT
        assert checks.length(row, rows).verdict is Verdict.NOT_DETERMINED


@given(informants(), st.data())
def test_one_person_too_many_is_found(rows, data):
    place = data.draw(st.integers(0, len(rows) - 1))
    people = int(rows[place].people_printed or 1) + 1
    spoilt = list(rows)
    spoilt[place] = replace(rows[place], people_printed=str(people))
    assert checks.ranges_match_people(spoilt).verdict is Verdict.CONTRADICTED
    assert checks.people(spoilt[place]).verdict is Verdict.CONTRADICTED


@given(informants(), st.data())
def test_a_code_that_nobody_announces_is_found(rows, data):
    codes = [code for row in rows for code in checks.announced(row.codes_printed)]
    gone = data.draw(st.sampled_from(codes))
    known = [code for code in codes if code != gone]
    found = checks.cited_exist(codes, known)
    assert (found.verdict, found.odd) == (Verdict.CONTRADICTED, (gone,))
    assert checks.announced_cited(codes, known).odd == (gone,)


@given(st.integers(3, 9), st.data())
def test_a_gap_in_the_codes_is_found(count, data):
    gone = data.draw(st.integers(1, count - 1))
    codes = [f"XA{n}" for n in range(1, count + 1) if n != gone]
    assert checks.without_gaps(codes).odd == ("XA",)
    letters = [f"X{chr(64 + n)}" for n in range(1, count + 1) if n != gone]
    assert checks.without_gaps(letters).odd == ("X",)


def test_a_letter_of_two_kinds_is_found():
    found = checks.one_letter_per_kind({"S1": "internal", "S2": "external", "N1": "internal"})
    assert [english(each) for each in found.odd] == ["S: external, internal"]


@given(documents())
def test_items_are_at_least_the_sorts_named(row):
    assert checks.at_least_named(row).verdict is Verdict.CONSISTENT
    named = row.material.zh.count("、") + 1
    fewer = replace(row, items_printed=str(named - 1))
    assert checks.at_least_named(fewer).verdict is Verdict.CONTRADICTED


def test_lengths_that_do_not_overlap_look_like_lengths_of_rows(sources):
    rows = sources.informants
    assert checks.lengths_grow_with_people(rows).verdict is Verdict.NOT_DETERMINED
    apart = [replace(r, minutes_printed="10") if not r.people_printed else r for r in rows]
    assert checks.lengths_grow_with_people(apart).verdict is Verdict.CONSISTENT
    alike = [row for row in rows if row.people_printed]
    assert checks.lengths_grow_with_people(alike).verdict is Verdict.NOT_DETERMINED


def test_positions_of_the_text_are_those_of_the_table(sources, evidence):
    said = checks.load_attributions()
    assert len(said) == sum(piece.kind == "text" for piece in evidence)
    assert checks.positions_agree(said, sources).verdict is Verdict.EXACT
    assert checks.attributed_as_coded(said, evidence).verdict is Verdict.EXACT


@pytest.mark.parametrize("place", [0, 8, 22])
def test_another_position_code_or_organisation_is_found(sources, evidence, place):
    said = list(checks.load_attributions())
    own = said[place]
    for spoilt in (
        replace(own, position="总经理"),
        replace(own, kind="group_firm" if own.kind != "group_firm" else "startup"),
        replace(own, code="QQ1"),
    ):
        changed = [*said[:place], spoilt, *said[place + 1 :]]
        found = checks.positions_agree(changed, sources)
        assert [english(each).split(":")[0] for each in found.odd] == [own.evidence]
    wrong = [*said[:place], replace(own, code="XA9"), *said[place + 1 :]]
    assert checks.attributed_as_coded(wrong, evidence).odd == (own.evidence,)


LISTS = (
    Material("minutes", "internal", "Section 2.3", "会议纪要", False),
    Material("reports", "internal", "Section 2.3", "年度报告", False),
    Material("minutes", "internal", "Table 2", "纪要", False),
    Material("reports", "internal", "Table 2", "报告", False),
)


def test_lists_of_the_same_sorts_pass_and_a_left_out_sort_is_found():
    assert checks.listed_everywhere(LISTS).verdict is Verdict.EXACT
    found = checks.listed_everywhere(LISTS[:3])
    assert [english(each) for each in found.odd] == ["年度报告 (Section 2.3), not in Table 2"]


def test_an_open_list_leaves_nothing_out():
    open_lists = [replace(each, open_list=True) for each in LISTS[:3]]
    assert checks.listed_everywhere(open_lists).verdict is Verdict.EXACT
    assert [(own.key, place) for own, place, _ in checks.left_out(open_lists)] == [
        ("reports", "Table 2")
    ]


def test_a_kind_that_another_place_does_not_list_at_all_is_left_alone():
    other = Material("posts", "external", "Section 2.3", "宣传资料", False)
    assert checks.listed_everywhere([*LISTS, other]).verdict is Verdict.EXACT


def test_social_media_are_in_no_row_of_table_2():
    found = checks.listed_everywhere(checks.load_materials())
    assert [english(each) for each in found.odd] == [
        "社交媒体宣传资料 (Section 2.3), not in Table 2"
    ]


def test_an_author_of_an_interviewed_organisation_is_named():
    names = ["先导院", "创业企业", "中科创星"]
    found = checks.interviewed_employers(checks.load_authors(), names)
    assert (found.verdict, tuple(map(english, found.odd))) == (
        Verdict.CONSISTENT,
        ("李浩: 中科创星科技投资有限公司",),
    )
    apart = [Author("甲", "大学")]
    assert checks.interviewed_employers(apart, names).verdict is Verdict.EXACT


def test_an_attribution_of_an_unknown_code_is_found(sources):
    said = [Attribution("S3.1.1-01", "QQ", "institute", "销售主管")]
    assert checks.positions_agree(said, sources).verdict is Verdict.CONTRADICTED


def test_a_length_says_what_it_would_be_per_person(sources):
    row = sources.informants[0]
    assert "65 per person" in checks.length(row, sources.informants).note.en
    odd = replace(row, minutes_printed="131", position=Label("甲", "a"))
    assert "multiples" not in checks.length(odd, [odd]).note.en
