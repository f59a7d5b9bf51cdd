"""Variables, provinces and Table 1."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.data import load_table
from analysis.study import descriptive_statistics, load_variables
from analysis.tables import calibration, provinces_data, variables
from analysis.tables.judged import Findings, load_entries
from analysis.tables.measures import calibration_table

from .reading import grid

STATISTICS = ["inclusion", "crossover", "exclusion", "minimum", "maximum", "mean", "sd"]
AUTHENTIC = ["rd_intensity", "marketization", "government_support"]


@pytest.fixture(scope="module")
def rows():
    """Rows of Table 1 by English name of the variable and kind of number."""
    found = {}
    for name, kind, *numbers in grid(calibration()):
        found[name, kind.split()[-1]] = numbers
    return found


@pytest.mark.parametrize("variable", load_variables().all, ids=lambda each: each.key)
def test_table_1_repeats_every_printed_string(rows, variable):
    printed = load_table("table1_statistics").set_index("variable").loc[variable.key]
    assert rows[variable.label.both, "printed"] == [printed[name] for name in STATISTICS]


@pytest.mark.parametrize("key", AUTHENTIC)
def test_all_numbers_of_the_authentic_columns_are_recomputed_as_printed(rows, key):
    label = load_variables().labels[key].both
    assert rows[label, "recomputed"] == rows[label, "printed"]
    assert rows[label, "verdict"] == ["✓ exact"] * 7


def test_columns_without_raw_data_are_not_recomputed(rows):
    for variable in load_variables().all:
        if variable.origin == "reconstructed":
            cells = set(rows[variable.label.both, "recomputed"])
            assert cells == {"原始数据未公布 raw data never published"}
            assert not any("exact" in cell for cell in rows[variable.label.both, "verdict"])


def test_recomputed_numbers_come_from_the_statistics():
    held = descriptive_statistics()
    changed = replace(held, rows=tuple(replace(row, mean=row.mean + 1) for row in held.rows))
    found = Findings.of(load_entries("table1"), {})
    table = calibration_table(changed, found, load_variables())
    shown = {row[0]: row[7] for row in grid(table) if "recomputed" in row[1]}
    assert shown["R&D投入强度 R&D intensity"] == "1.021"


def test_every_variable_says_where_its_column_is_from():
    rows = grid(variables())
    assert [row[4] for row in rows] == ["2022", *["2021"] * 6]
    assert sum("reconstruction" in row[5] for row in rows) == 4
    assert sum("authentic" in row[5] for row in rows) == 3
    assert [row[1] for row in rows[1:]] == [
        *["技术 Technology"] * 2, *["组织 Organisation"] * 2, *["环境 Environment"] * 2
    ]  # fmt: skip


def test_provinces_have_raw_values_and_memberships_of_the_public_columns():
    rows = {row[0]: row[1:] for row in grid(provinces_data())}
    assert len(rows) == 28
    assert rows["重庆 Chongqing"] == ["2.16", "0.73", "9.822", "0.81", "1.92", "0.26"]
    assert rows["江西 Jiangxi"][0] == "1.70"


def test_reconstructed_memberships_are_those_of_the_file():
    held = load_table("memberships_reconstructed").set_index("province_en")
    for name, *memberships in grid(provinces_data("reconstructed")):
        values = held.loc[name.partition(" ")[2]].iloc[1:]
        expected = ["0.501" if value == 0.5 else f"{value:.2f}" for value in values]
        assert memberships == expected
