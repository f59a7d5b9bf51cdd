"""Citations and references: valid lists pass, one planted error is found."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data.labels import english
from analysis.forensics import Verdict
from analysis.forensics import citations as cite
from analysis.forensics.calendar import period
from analysis.forensics.citations import Citation, Reference


def mark(printed, author="", about="substance"):
    return Citation("Section 1", printed, author, about)


def entry(number, year=2020, volume="10", journal="J", pages="1-9", language="en"):
    return Reference(number, language, f"A{number}", journal, year, volume, "1", pages)


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [("7", [7]), ("3-4", [3, 4]), ("16,18", [16, 18]), ("26-27,53", [26, 27, 53]), ("【补】", [])],
)
def test_marks_are_written_out(printed, numbers):
    assert list(cite.expanded(printed)) == numbers


@st.composite
def papers(draw):
    """Marks that cite 1, 2, 3 … first in order, with repetitions, and the list they cite."""
    count = draw(st.integers(2, 20))
    marks, number = [], 1
    while number <= count:
        step = draw(st.integers(1, min(3, count - number + 1)))
        marks.append(mark(str(number) if step == 1 else f"{number}-{number + step - 1}"))
        number += step
        if draw(st.booleans()):
            marks.append(mark(str(draw(st.integers(1, number - 1)))))
    first, shift = draw(st.integers(1990, 2000)), draw(st.integers(1900, 1980))
    years = [first + n % 5 for n in range(count)]
    listed = [entry(n + 1, year, str(year - shift)) for n, year in enumerate(years)]
    return marks, listed


@given(papers())
def test_valid_lists_pass(paper):
    marks, listed = paper
    numbers = [each.number for each in listed]
    findings = [
        cite.marks_resolved(marks),
        cite.cited_in_order(marks),
        cite.gaps(marks),
        cite.never_cited(marks, numbers),
        cite.not_listed(marks, numbers),
        cite.numbered_through(listed),
        cite.versions_agree([*listed, *(replace(each, language="zh") for each in listed)]),
        cite.volumes_follow_years(listed),
        cite.pages_rise(listed),
        cite.later_than(listed, period("2024年"), "now"),
        cite.two_purposes(marks, "the list"),
        cite.one_author_each(marks),
        cite.authors_agree(marks, listed),
    ]
    assert not [found for found in findings if found.verdict is Verdict.CONTRADICTED]


@given(papers(), st.data())
def test_an_uncited_and_an_unlisted_reference_are_found(paper, data):
    marks, listed = paper
    numbers = [each.number for each in listed]
    gone = data.draw(st.sampled_from(numbers))
    kept = [number for number in numbers if number != gone]
    assert cite.not_listed(marks, kept).odd == (f"[{gone}]",)
    assert cite.never_cited(marks, [*numbers, 99]).odd == ("[99]",)


@given(papers())
def test_two_first_citations_exchanged_are_found(paper):
    marks, _ = paper
    exchanged = [mark("2"), mark("1"), *marks]
    odd = [english(each) for each in cite.cited_in_order(exchanged).odd]
    assert odd == ["[2] in place of [1]", "[1] in place of [2]"]


@given(papers(), st.data())
def test_a_wrong_volume_page_version_and_number_are_found(paper, data):
    _, listed = paper
    if len(listed) < 4:
        return
    place = data.draw(st.integers(0, len(listed) - 1))
    own = listed[place]

    def with_own(**changes):
        return [*listed[:place], replace(own, **changes), *listed[place + 1 :]]

    [odd] = cite.volumes_follow_years(with_own(volume=str(int(own.volume) + 1))).odd
    assert english(odd).startswith(f"[{own.number}] ")
    assert cite.pages_rise(with_own(pages="9-1")).odd == (f"[{own.number}] 9-1",)
    other = replace(own, language="zh", year=own.year + 1)
    assert cite.versions_agree([*listed, other]).odd == (f"[{own.number}]",)
    assert cite.numbered_through(with_own(number=99)).verdict is Verdict.CONTRADICTED
    assert cite.later_than(with_own(year=2025), period("2024-05-01"), "x").odd == (
        f"[{own.number}]",
    )


def test_an_editor_s_reminder_is_no_citation():
    found = cite.marks_resolved([mark("1"), mark("【补充】")])
    assert [english(each) for each in found.odd] == ["Section 1: 【补充】"]


def test_a_number_cited_with_two_authors_is_found():
    found = cite.one_author_each([mark("4", "甲"), mark("4", "乙"), mark("5", "丙")])
    assert [english(each) for each in found.odd] == ["[4]: 甲, 乙"]


def test_an_author_that_is_not_the_first_is_found():
    listed = [replace(entry(1), first_author="GIOIA D A")]
    assert cite.authors_agree([mark("1", "Gioia")], listed).verdict is Verdict.EXACT
    assert cite.authors_agree([mark("1", "Corley")], listed).verdict is Verdict.CONTRADICTED


def test_one_reference_for_method_and_substance_is_a_suspicion_only():
    found = cite.two_purposes([mark("35"), mark("35", about="method")], "the list")
    assert (found.verdict, found.odd) == (Verdict.NOT_DETERMINED, ("[35]",))
    measured = cite.two_purposes([mark("42"), mark("42", about="measure")], "the list")
    assert measured.verdict is Verdict.CONSISTENT


def test_a_journal_with_several_volumes_a_year_says_nothing():
    listed = [entry(1, 2019, "104"), entry(2, 2021, "129"), entry(3, 2021, "129")]
    assert cite.volumes_follow_years(listed).verdict is Verdict.NOT_DETERMINED


def test_article_numbers_are_pages_too():
    listed = [entry(1, pages="104395-1-104395-13"), entry(2, pages="75-85,107")]
    assert cite.pages_rise(listed).verdict is Verdict.EXACT


def test_without_a_list_what_is_listed_stays_open():
    assert cite.not_listed([mark("1")], ()).verdict is Verdict.NOT_DETERMINED


def test_both_papers_cite_53_references_in_order():
    for id in ("citations", "case_citations"):
        marks = cite.load_citations(id)
        assert english(cite.cited_in_order(marks).recomputed) == "0 of 53"
        assert cite.gaps(marks).verdict is Verdict.EXACT
    listed = cite.load_references()
    assert len({each.number for each in listed}) == 53
    assert cite.later_than(listed, period("2023-11-14"), "x").odd == ("[22]", "[44]")
    assert cite.two_purposes(cite.load_citations("citations"), "x").odd == ("[35]", "[41]")
