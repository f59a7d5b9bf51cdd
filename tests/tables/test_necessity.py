"""Tables 2, 3 and 4 against the transcribed strings."""

from __future__ import annotations

import pytest

from analysis.data import load_table
from analysis.study import load_variables, nca_necessity, qca_necessity
from analysis.tables import bottleneck, nca_effects
from analysis.tables import qca_necessity as qca_table

from .reading import bands, grid, panel

CONDITIONS = [variable.key for variable in load_variables().conditions]
LABELS = load_variables().labels
STATISTICS = ["effect_size", "p_value", "accuracy", "scope", "ceiling_zone"]


@pytest.fixture(scope="module")
def effects():
    return nca_effects()


@pytest.mark.parametrize("number", range(5), ids=STATISTICS)
def test_table_2_has_every_printed_string_in_its_place(effects, number):
    printed = load_table("table2_nca").set_index(["statistic", "ceiling"])
    rows = panel(effects, number)
    for row, key in zip(rows, CONDITIONS, strict=True):
        assert row[0] == LABELS[key].both
        assert row[1] == printed[key][STATISTICS[number], "ce_fdh"]
        assert row[4] == printed[key][STATISTICS[number], "cr_fdh"]


def test_the_reconstruction_s_effects_are_those_of_the_analysis(effects):
    found = nca_necessity(permutations=0).result
    for row, key in zip(panel(effects, 0), CONDITIONS, strict=True):
        assert row[2] == f"{found.get(key, 'ce_fdh').effect_size:.3f}"
        assert row[5] == f"{found.get(key, 'cr_fdh').effect_size:.3f}"
    for row, key in zip(panel(effects, 2), CONDITIONS, strict=True):
        assert row[5] == f"{found.get(key, 'cr_fdh').accuracy:.2f}%"


def test_padded_effect_sizes_are_told_from_other_contradictions(effects):
    verdicts = {row[6] for row in panel(effects, 0)}
    assert verdicts == {"✗ contradicted (padded zero)"}
    assert bands(effects)[3] == "范围 scope"
    assert {row[3] for row in panel(effects, 3)} <= {"✓ exact", "≈ consistent"}


def test_table_3_has_every_printed_string_in_its_place():
    printed = load_table("table3_bottleneck")
    rows = grid(bottleneck())
    lines = [row for row in rows if row[1].endswith("printed")]
    assert [line[2:] for line in lines] == printed[CONDITIONS].to_numpy().tolist()


def test_levels_that_are_not_necessary_are_shown_as_such():
    rows = grid(bottleneck())
    rebuilt = [row[2:] for row in rows if row[1].endswith("reconstruction")]
    levels = nca_necessity(permutations=0).bottlenecks["cr_fdh"]
    expected = [
        [mark or f"{value:.1f}%" for value, mark in zip(c.values, c.marks, strict=True)]
        for c in levels.columns
    ]
    assert list(map(list, zip(*rebuilt, strict=True))) == expected
    assert rebuilt[0] == ["NN"] * 6


@pytest.mark.parametrize(("number", "side"), [(0, "high"), (1, "nonhigh")])
def test_table_4_has_every_printed_string_and_the_reconstruction_beside_it(number, side):
    printed = load_table("table4_necessity")
    held = qca_necessity().to_frame()
    rows = panel(qca_table(), number)
    assert len(rows) == 12
    for row, record in zip(rows, printed.to_dict("records"), strict=True):
        literal = f"{'~' if record['negated'] else ''}{record['condition']}"
        assert row[1] == record[f"consistency_{side}"]
        assert row[2] == f"{held[f'consistency_{side}'][literal]:.6f}"
        assert row[4] == record[f"coverage_{side}"]
        assert row[5] == f"{held[f'coverage_{side}'][literal]:.6f}"
        assert row[0].startswith("~") is record["negated"]
