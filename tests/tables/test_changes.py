from __future__ import annotations

from datetime import date

import lxml.html

from analysis.data import Words
from analysis.forensics.changes import Change, Moved, load_changes
from analysis.forensics.verdicts import Verdict
from analysis.tables.changes import changes, changes_table

FIRST = Change(
    date(2027, 1, 1), Words("初次", "First."), (Moved(None, Verdict.EXACT, ("case-text-a",)),)
)
SECOND = Change(
    date(2027, 2, 1),
    Words("更正", "Corrected."),
    (
        Moved(
            Verdict.EXACT, Verdict.EXACT, ("configurational-table1-a-b", "configurational-text-x")
        ),
        Moved(Verdict.EXACT, None, ("case-table2-a",)),
    ),
)


def rows(shown, edition) -> list[list[str]]:
    page = lxml.html.fromstring(shown.html_in(edition))
    return [[cell.text_content() for cell in row] for row in page.findall("tbody/tr")]


def test_the_newest_change_comes_first_with_its_reason():
    assert rows(changes_table([FIRST, SECOND]), "en") == [
        ["2027-02-01: Corrected."],
        ["✓ exact", "the same", "2", "configurational: Table 1 (1), text (1)"],
        ["✓ exact", "gone", "1", "case study: Table 2 (1)"],
        ["2027-01-01: First."],
        ["new", "✓ exact", "1", "case study: text (1)"],
    ]


def test_the_chinese_edition_says_it_in_chinese():
    shown = rows(changes_table([FIRST, SECOND]), "zh")
    assert shown[1] == ["✓ 完全复现", "未变", "2", "组态：表 1（1）、正文（1）"]


def test_the_book_shows_every_change():
    made = load_changes()
    shown = rows(changes(), "en")
    assert sum(len(row) == 1 for row in shown) == len(made)
    counted = sum(int(row[2]) for row in shown if len(row) > 1)
    assert counted == sum(len(group.ids) for change in made for group in change.moved)
