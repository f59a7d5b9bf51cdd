"""Every calibration tried on the public columns, as a table."""

from __future__ import annotations

from dataclasses import replace

from analysis.forensics import authentic_reports
from analysis.study import load_settings, load_variables
from analysis.tables import authentic_columns
from analysis.tables.authentic import authentic_table

from .reading import grid, notes, panel

LABELS = load_variables().labels


def test_every_variant_of_rounding_is_shown_and_hits_are_marked():
    reports = authentic_reports()
    table = authentic_columns()
    for number, report in enumerate(reports.values()):
        cells = [cell for row in panel(table, number) for cell in row[2:]]
        marks = sum(cell.count("✓") + sum(map(cell.count, "abc")) for cell in cells)
        assert marks == len(report.hits)
        assert len(cells) * 4 == len(report.results)
        assert sum("*" in cell for cell in cells) == 1
        assert f"{len(report.hits)} hit the sum" in notes(table)
    assert notes(table).count("are hit by luck") == len(reports)


def test_the_rounding_of_the_book_is_starred_where_the_settings_put_it():
    rule = load_settings().calibration
    reports = {"rd_intensity": authentic_reports()["rd_intensity"]}
    moved = replace(rule, roundings={"rd_intensity": rule.roundings["government_support"]})
    rows = grid(authentic_table(reports, moved, LABELS))
    (starred,) = [row for row in rows if any("*" in cell for cell in row)]
    assert starred[:2] == ["3", "unrounded"]
