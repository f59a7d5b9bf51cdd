"""Hidden sums, bounds and readings as tables."""

from __future__ import annotations

from dataclasses import replace

from analysis.data import Label
from analysis.forensics import study_sums
from analysis.forensics.hidden_facts import crossover_report
from analysis.forensics.intervals import Interval
from analysis.study import load_variables
from analysis.tables import coverage_bounds, hidden_sums
from analysis.tables.forensics import hidden_sums_table

from .reading import grid, notes

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


def test_labels_of_other_variables_are_taken_as_given():
    labels = {**LABELS, "breakthrough": Label("果", "Yield")}
    table = hidden_sums_table(study_sums(), crossover_report(), labels)
    assert grid(table)[0][0] == "Y: 果 Yield"
