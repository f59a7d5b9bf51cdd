"""Table 5: marks, fit, verdicts, and the recomputed paths beside the printed ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.data import load_document
from analysis.study import load_variables
from analysis.tables import configurations, printed_configurations, solution_chart
from analysis.tables.charts import load_charts
from analysis.tables.paths import closest

from .reading import grid, notes, panel

IDS = ["H1", "H2", "H3", "NH1", "NH2", "NH3"]


@pytest.fixture(scope="module")
def chart():
    return configurations()


def test_marks_agree_with_the_transcribed_table(chart):
    panels = load_document("table5_configurations")["panels"]
    printed = [path["marks"] for found in panels for path in found["paths"]]
    for variable, row in zip(load_variables().conditions, panel(chart, 0), strict=True):
        shown = [("absent" if "⊗" in c else "present" if c else "irrelevant") for c in row[2:]]
        assert shown == [marks[variable.key] for marks in printed]


def test_core_conditions_are_those_of_the_text(chart):
    core = {path["id"]: path["roles"] for path in load_document("paths")["paths"]}
    for variable, row in zip(load_variables().conditions, panel(chart, 0), strict=True):
        for name, cell in zip(IDS, row[2:], strict=True):
            role = core[name][variable.key]
            assert cell.endswith("core") is (role is not None and role["role"] == "core")


@pytest.mark.parametrize("make", [configurations, printed_configurations])
def test_every_printed_number_is_in_its_place(make):
    panels = load_document("table5_configurations")["panels"]
    rows = [row for row in grid(make()) if row[1].endswith("printed") or row[0] == row[1]]
    numbers = [row[2:] for row in rows[6:11]]
    for number, name in enumerate(["consistency", "raw_coverage", "unique_coverage"]):
        assert numbers[number] == [path[name] for found in panels for path in found["paths"]]
    for number, name in enumerate(["consistency", "coverage"], start=3):
        assert numbers[number] == [found["solution"][name] for found in panels for _ in range(3)]


def test_every_printed_number_of_the_chart_stands_above_the_reconstruction(chart):
    kinds = [row[1].split()[-1] for row in grid(chart)[6:-1]]
    assert kinds == ["printed", "reconstruction", "verdict"] * 5


def test_the_impossible_path_is_contradicted_and_changes_a_conclusion(chart):
    raw = dict(zip(["", "", *IDS], panel(chart, 2)[2], strict=True))
    assert raw["H3"] == "✗ contradicted (changes a conclusion)"
    assert all("contradicted" not in raw[name] for name in IDS if name != "H3")
    assert [row[0] for row in grid(chart)][-1] == "全部数字 all numbers and marks together"
    assert "contradicted" in grid(chart)[-1][2]
    assert "contradicted" not in grid(chart)[-1][-1]


def test_the_chart_shows_the_model_with_most_printed_paths():
    held = load_charts()[0]
    table = solution_chart()
    assert "of 3 that fit equally well" in notes(table)
    assert [row[0] for row in panel(table, 1)][-1] == "总覆盖度 solution coverage"
    assert panel(table, 1)[0][1:4] == ["0.992333", "0.998819", "0.982932"]
    model = held.held.solution
    other = replace(model, paths=model.paths[:1])
    assert closest([other, model], held) is model
    assert closest([model, other], held) is model
