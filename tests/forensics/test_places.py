"""Every printed number has a place, and the ledger covers all of them and nothing else."""

from __future__ import annotations

from importlib import import_module

import pytest

from analysis.data import load_document
from analysis.forensics.places import PrintedPlace, printed_numbers, section

NUMERALS = load_document("numerals")["tables"]
TOGETHER = "all numbers together"  # a judgement on a whole panel, not a number
AGAIN = {("case study", "table4"): "Table 4", ("case study", "table3"): "Table 3"}


@pytest.fixture(scope="module")
def places():
    return printed_numbers()


def test_ids_are_unique(places):
    assert len({place.id for place in places}) == len(places)


def test_every_place_is_complete(places):
    for place in places:
        assert place.printed and place.locator and place.statistic and place.row and place.column


def test_the_ledger_covers_every_number_and_nothing_else(places, book):
    entries = {each.id: each for each in book.entries if each.row != TOGETHER}
    assert set(entries) == {place.id for place in places}
    for place in places:
        assert entries[place.id].printed == place.printed


def test_numbers_of_texts_and_of_the_case_study_name_what_decided_them(book):
    own = [e for e in book.entries if e.document == "case study" or e.table == "text"]
    assert own
    for each in own:
        assert each.locator and each.statistic
        module, name = f"analysis.{each.check}".rsplit(".", 1)
        assert callable(getattr(import_module(module), name))


@pytest.mark.parametrize("table", NUMERALS, ids=lambda t: f"{t['document']} {t['table']}")
def test_every_table_holds_as_many_numbers_as_are_printed(table, places):
    own = [p for p in places if (p.document, p.table) == (table["document"], table["table"])]
    printed = [place.printed for place in own] + restated(table)
    assert sum(text == "NN" for text in printed) == table["without_level"]
    assert sum(text != "NN" for text in printed) == table["numbers"]
    labels = {p.row for p in own if p.row.endswith("%")}
    assert len(labels) == table["labels"]


def restated(table):
    """Return the numbers that a table prints and whose first place is in the text."""
    if table["document"] != "case study":
        return []
    name = table["table"].replace("table", "Table ")
    items = load_document("case_claims")["claims"]
    again = [each for item in items for each in item.get("again", ())]
    held = [each["printed"] for each in again if each["locator"] == name]
    return [text for text in held if any(character.isdigit() for character in text)]


def test_all_eleven_tables_are_counted():
    assert len(NUMERALS) == 11


@pytest.mark.parametrize(
    ("name", "locator"),
    [
        ("3.2", "Section 3.2"),
        ("6.1 (2)", "Section 6.1 (2)"),
        ("Abstract", "Abstract"),
        ("Note 2", "Note 2"),
    ],
)
def test_sections_are_named(name, locator):
    assert section(name) == locator


def test_an_id_is_fit_for_links():
    place = PrintedPlace("case study", "table1", "XB", "minutes", "Table 1", "minutes", "100")
    assert place.id == "case-table1-xb-minutes"
