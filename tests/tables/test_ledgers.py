"""The ledger counted, and Tables 2 and 3 against each other."""

from __future__ import annotations

from analysis.forensics import Verdict, ledger
from analysis.tables import cross_checks, ledger_summary

from .reading import bands, grid, panel


def test_the_summary_counts_the_whole_ledger():
    entries = ledger().entries
    last = grid(ledger_summary())[-1]
    counts = [sum(each.verdict is found for each in entries) for found in Verdict]
    assert last[1:5] == [str(count) for count in counts]
    assert last[-1] == str(len(entries))


def test_the_tables_of_the_configurational_study_have_all_their_numbers():
    rows = {row[0]: row[-1] for row in panel(ledger_summary(), 0)}
    names = [f"表 {number} Table {number}" for number in range(1, 5)]
    assert [rows[name] for name in names] == ["49", "60", "66", "48"]


def test_scopes_follow_from_table_1_and_lines_from_table_3():
    table = cross_checks()
    assert bands(table)[-1].startswith("瓶颈直线")
    implied = [row[2] for row in panel(table, 2)]
    assert implied.count("0.97020") == 3
    lines = panel(table, 4)
    assert all(row[1].startswith("all 11 rows on one line") for row in lines)
    assert [row[5].split(" to ")[0][:5] for row in lines] == [
        "0.348", "0.412", "0.273", "0.288", "0.387", "0.315"
    ]  # fmt: skip
    assert all("(padded zero)" in row[6] for row in lines)
