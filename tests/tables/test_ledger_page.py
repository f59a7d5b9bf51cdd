"""The whole ledger as a table: every number once, findable, and linked both ways."""

from __future__ import annotations

from dataclasses import replace

import lxml.html
import pytest

from analysis import tables
from analysis.book.config import load_book
from analysis.book.qmd import read_chapter
from analysis.data.files import find_root
from analysis.data.labels import english
from analysis.forensics import Consequence, ledger
from analysis.forensics.uses import load_uses, used_in
from analysis.tables.badges import anchor
from analysis.tables.ledger_page import ledger_table
from analysis.tables.naming import load_names, table_name

ENTRIES = ledger().entries


@pytest.fixture(scope="module")
def rows():
    tree = lxml.html.fromstring(tables.ledger().html)
    return tree.find("tbody").findall("tr")


def test_every_printed_number_has_one_row_that_links_lead_to(rows):
    found = [row.xpath(".//@id") for row in rows]
    assert found == [[anchor(each)] for each in ENTRIES]


def test_a_row_has_what_the_script_filters_by(rows):
    for row, each in zip(rows, ENTRIES, strict=True):
        texts = {name: [e.text_content().strip() for e in row.find_class(f"ledger-{name}")]
                 for name in ("document", "place", "verdict", "consequence")}  # fmt: skip
        assert texts["verdict"] == [f"{each.verdict.mark} {each.verdict.word}"]
        assert len(texts["document"]) == len(texts["place"]) == 1
        assert bool(texts["consequence"]) == (each.consequence is not Consequence.NONE)


def test_a_row_shows_the_number_as_printed_and_what_was_recomputed(rows):
    place = next(i for i, e in enumerate(ENTRIES) if e.id.endswith("raw-coverage-h3"))
    cells = [" ".join(cell.text_content().split()) for cell in rows[place]]
    assert cells[2] == "0.709369"
    assert cells[3] == english(ENTRIES[place].recomputed)
    assert "contradicted" in cells[4] and "changes a conclusion" in cells[4]


def test_the_function_that_decided_is_named_where_it_is_known():
    each = replace(ENTRIES[0], check="forensics.checks.descriptives.granularity")
    html = ledger_table([each], load_names(), ()).html
    (found,) = lxml.html.fromstring(html).find_class("ledger-check")
    assert found.text_content().replace("\u200b", "") == "checks.descriptives.granularity"


def test_every_number_is_used_somewhere_in_the_book():
    uses = load_uses()
    assert [each.id for each in ENTRIES if not used_in(each, uses)] == []


def test_every_label_of_the_uses_is_a_figure_or_table_of_the_book():
    root = find_root()
    chapters = [read_chapter(root, entry.path) for entry in load_book(root).entries]
    labels = {cell.label for chapter in chapters for cell in chapter.cells}
    assert {label for use in load_uses() for label in use.labels} <= labels


def test_the_more_special_rule_of_use_holds():
    entry = next(e for e in ENTRIES if e.id == "configurational-table5-raw-coverage-h3")
    assert "tbl-certificate-h3" in used_in(entry, load_uses())
    other = next(e for e in ENTRIES if e.id == "configurational-table5-raw-coverage-h1")
    assert "tbl-certificate-h3" not in used_in(other, load_uses())


@pytest.mark.parametrize(
    ("id", "row", "column"),
    [
        ("configurational-table4-not-rd-intensity-coverage-high", "~R&D intensity", "coverage"),
        ("configurational-table2-effect-size-ce-fdh-marketization", "effect size d CE-FDH", "Mark"),
        ("configurational-table3-40-marketization", "outcome at 40%", "Marketization"),
        ("configurational-table1-breakthrough-sd", "Key and core technology level", "s.d."),
    ],
)
def test_places_have_names_in_both_languages(id, row, column):
    names = load_names()
    each = next(e for e in ENTRIES if e.id == id)
    assert names.row(each).en == row
    assert names.column(each).en.startswith(column)
    assert any("\u4e00" <= c <= "\u9fff" for c in names.row(each).zh + names.column(each).zh)


def test_a_key_without_a_name_stands_for_itself():
    each = replace(ENTRIES[0], row="some_row", column="some column")
    assert load_names().row(each).en == "some row"
    assert load_names().column(each).zh == "some column"
    assert table_name("table12").both == "表 12 Table 12"
