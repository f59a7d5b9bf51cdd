"""Hidden sums, bounds, readings, claims, authentic columns and the ledger as tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.data import Label, load_document
from analysis.forensics import Verdict, authentic_reports, contradicted_paths, ledger, study_sums
from analysis.forensics.hidden_facts import crossover_report
from analysis.forensics.intervals import Interval
from analysis.study import load_settings, load_variables
from analysis.tables import (
    authentic_columns,
    claims,
    coverage_bounds,
    cross_checks,
    h3,
    hidden_sums,
    ledger_summary,
)
from analysis.tables import ledger as ledger_of
from analysis.tables.authentic import authentic_table
from analysis.tables.forensics import hidden_sums_table
from analysis.tables.statements import in_words

from .reading import bands, grid, notes, panel

LABELS = load_variables().labels
# Computed by hand from Table 4: sums of X, of min(X, Y), min(~X, Y), min(X, ~Y), min(~X, ~Y).
SUMS = {
    "数字化技术 Digital technology": "13.704 12.452 4.469 4.372 12.947 4",
    "R&D投入强度 R&D intensity": "14.530 12.560 3.421 4.150 12.229 0",
    "组织集聚化 Organisation agglomeration": "13.840 12.271 3.970 4.009 12.630 0",
    "产业协同化 Industrial synergy": "13.400 11.521 4.740 4.339 12.320 0",
    "市场化环境 Marketization": "14.590 12.510 3.731 4.520 12.119 0",
    "政府支持度 Government support": "14.040 11.740 3.651 3.890 11.899 0",
}


def test_hidden_sums_are_those_computed_by_hand():
    table = hidden_sums()
    rows = {row[0]: " ".join(row[1:]) for row in grid(table)}
    assert {name: rows[name] for name in SUMS} == SUMS
    assert grid(table)[0] == [
        "Y: 关键核心技术水平 Key and core technology level", "13.801", *["–"] * 4, "1"
    ]  # fmt: skip
    assert "n = 28. Σ ~Y = 14.199. 38 of 38 sums" in notes(table)
    assert "433 and 439; the printed mean gives 20263 patents" in notes(table)


def test_a_sum_off_the_grid_is_shown_as_an_interval():
    held = study_sums()
    key = next(key for key in held.sums if key[0] is not None and key[1] is None)
    wide = replace(held.sums[key], interval=Interval.of(13.7, 13.71))
    sums = replace(held, sums={**held.sums, key: wide})
    table = hidden_sums_table(sums, crossover_report(), LABELS)
    assert grid(table)[1][1] == "13.7000 to 13.7100"
    assert "37 of 38 sums" in notes(table)


def test_only_h3_lies_outside_its_bounds():
    rows = {row[0]: row for row in grid(coverage_bounds())}
    assert rows["H3"][2:5] == ["0.709369", "0.002824", "0.343454"]
    assert rows["H3"][5] == "⊗\N{NO-BREAK SPACE}Industrial synergy".replace(
        "\N{NO-BREAK SPACE}", " "
    )
    outside = [
        name for name, row in rows.items() if not float(row[3]) <= float(row[2]) <= float(row[4])
    ]
    assert outside == ["H3"]
    assert [name for name, row in rows.items() if "contradicted" in row[6]] == ["H3"]


def test_no_single_changed_mark_saves_h3():
    rows = grid(h3())
    single = [row for row in rows if row[0] == "1"]
    assert len(single) == 12
    assert rows[0][1] == "as printed"
    assert not [row for row in rows if row[2] == "无 none"]
    assert "Industrial synergy: ⊗ → ●" in {row[1] for row in single}


def test_the_note_counts_all_readings_that_were_tried():
    (held,) = contradicted_paths()
    said = notes(h3())
    assert said.startswith(f"{len(held.one_path.all)} readings of H3 change at most 2")
    assert "none of them passes every test" in said


def test_every_claim_is_there_with_its_verdict():
    rows = grid(claims())
    stated = load_document("claims")["claims"]
    assert [row[1] for row in rows] == [" ".join(claim["statement"].split()) for claim in stated]
    assert {row[3][2:] for row in rows} <= {each.word for each in Verdict}
    first = next(row for row in rows if "first condition to become" in row[1])
    assert first[2].startswith("Organisation agglomeration onsets: Organisation agglomeration")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rd_intensity 1", "R&D intensity 1"),
        ("~rd_intensity*marketization", "~R&D intensity*Marketization"),
        ("effect ce_fdh", "effect CE-FDH"),
        ("nord_intensity", "nord_intensity"),
    ],
)
def test_keys_are_told_in_words(text, shown):
    assert in_words(text, LABELS) == shown


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


def test_the_rounding_of_the_book_is_starred_where_the_settings_put_it():
    rule = load_settings().calibration
    reports = {"rd_intensity": authentic_reports()["rd_intensity"]}
    moved = replace(rule, roundings={"rd_intensity": rule.roundings["government_support"]})
    rows = grid(authentic_table(reports, moved, LABELS))
    (starred,) = [row for row in rows if any("*" in cell for cell in row)]
    assert starred[:2] == ["3", "unrounded"]


def test_the_summary_counts_the_whole_ledger():
    entries = ledger().entries
    last = grid(ledger_summary())[-1]
    counts = [sum(each.verdict is found for each in entries) for found in Verdict]
    assert last[1:5] == [str(count) for count in counts]
    assert last[-1] == str(len(entries))


def test_the_tables_of_the_configurational_study_have_all_their_numbers():
    rows = {row[0]: row[-1] for row in panel(ledger_summary(), 0)}
    numbers = {"表1 Table 1": "49", "表2 Table 2": "60", "表3 Table 3": "66", "表4 Table 4": "48"}
    assert {name: rows[name] for name in numbers} == numbers


def test_a_table_of_the_ledger_lists_every_entry():
    entries = [each for each in ledger().entries if each.table == "table5"]
    rows = grid(ledger_of("table5"))
    assert len(rows) == len(entries)
    assert [row[1] for row in rows if row[1] != "–"] == [
        each.printed for each in entries if each.row != "all numbers together"
    ]


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


def test_labels_of_other_variables_are_taken_as_given():
    labels = {**LABELS, "breakthrough": Label("果", "Yield")}
    table = hidden_sums_table(study_sums(), crossover_report(), labels)
    assert grid(table)[0][0] == "Y: 果 Yield"
