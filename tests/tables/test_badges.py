"""Badges: each leads from a printed number to its row in the ledger, with a shape and a word."""

from __future__ import annotations

import lxml.html
import pypandoc
import pytest

from analysis import tables
from analysis.forensics import ledger
from analysis.tables.badges import BADGE_NOTE, Quoted, address, badge, quoted

from .reading import notes

ENTRIES = ledger().entries
WITH_VERDICTS = {
    "table1": tables.calibration,
    "table2": tables.nca_effects,
    "table3": tables.bottleneck,
    "table4": tables.qca_necessity,
    "table5": tables.configurations,
}


def links(html: str) -> list[tuple[str, str]]:
    """Return (address, text) of every badge."""
    tree = lxml.html.fromstring(html)
    return [(link.get("href"), link.text_content()) for link in tree.find_class("ledger-badge")]


@pytest.mark.parametrize("name", WITH_VERDICTS)
def test_every_number_of_a_table_has_one_badge_with_mark_and_word(name):
    of_table = [e for e in ENTRIES if (e.document, e.table) == ("configurational study", name)]
    table = WITH_VERDICTS[name]()
    found = links(table.html)
    assert sorted(found) == sorted(
        (address(each), f"{each.verdict.mark} {each.verdict.word}") for each in of_table
    )
    assert BADGE_NOTE.en in notes(table)


def test_where_no_word_fits_the_mark_has_one_for_the_ear():
    each = ENTRIES[0]
    run = badge(each)
    assert run.text == each.verdict.mark
    assert run.said.en.startswith(each.verdict.word)
    html = tables.printed_configurations().html
    for link in lxml.html.fromstring(html).find_class("ledger-badge"):
        assert link.find("sup") is not None
        assert link.get("aria-label").endswith(", see the ledger")
    panel = [e for e in ENTRIES if e.table == "table5" and e.row != "all numbers together"]
    assert len(links(html)) == len(panel)


@pytest.mark.parametrize(("make", "count"), [("solution_chart", 11), ("coverage_bounds", 6)])
def test_printed_numbers_beside_other_results_have_badges(make, count):
    assert len(links(getattr(tables, make)().html)) == count


def test_a_quoted_number_is_markdown_for_both_engines():
    id = "configurational-table5-raw-coverage-h3"
    shown = quoted(id, "chapters/")._repr_mimebundle_()
    html = pypandoc.convert_text(shown["text/markdown"], "html", format="markdown")
    (link,) = lxml.html.fromstring(html).find_class("ledger-badge")
    assert link.get("href") == f"chapters/appendix-ledger.qmd#ledger-{id}"
    assert link.get("aria-label") == "contradicted, see the ledger"
    assert lxml.html.fromstring(html).text_content().strip() == "0.709369✗"
    assert shown["text/plain"] == "0.709369"


def test_whatever_is_quoted_reads_as_it_was_printed():
    markdown = "\n\n".join(f"x {Quoted(each)._repr_markdown_()}" for each in ENTRIES)
    html = pypandoc.convert_text(markdown, "html", format="markdown")
    texts = [" ".join(p.text_content().split()) for p in lxml.html.fromstring(html).iter("p")]
    assert texts == [" ".join(f"x {each.printed}{each.verdict.mark}".split()) for each in ENTRIES]


def test_a_number_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="no number 'nowhere'"):
        quoted("nowhere")


def test_counts_of_the_case_study_that_stand_in_tables_have_badges():
    entries = [each for each in ENTRIES if each.document == "case study"]
    for make, table in ((tables.informants, "table1"), (tables.documents, "table2")):
        expected = {address(each) for each in entries if each.table == table}
        columns = {"people", "minutes", "items"}
        if {each.column for each in entries if each.table == table} & columns:
            assert {found for found, _ in links(make().html)} == expected
    stated = {found for found, _ in links(tables.structure_counts().html)}
    assert len(stated) == 4
    assert stated <= {address(each) for each in entries}


def test_every_badge_of_every_table_leads_to_a_row():
    rows = {address(each) for each in ENTRIES}
    makers = [*WITH_VERDICTS.values(), tables.claims, tables.coding_claims, tables.cross_checks]
    for make in makers:
        found = {href for href, _ in links(make().html)}
        assert found, make
        assert found <= rows, make
