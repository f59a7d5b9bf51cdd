"""Table 5: marks, fit, verdicts, and the recomputed paths beside the printed ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.data import load_document
from analysis.forensics import study_typical_cases
from analysis.study import load_variables, sample
from analysis.tables import configurations, printed_configurations, solution_chart, typical_cases
from analysis.tables.charts import load_charts, mark
from analysis.tables.paths import closest
from analysis.tables.typical import listed, typical_cases_table

from .reading import bands, grid, notes, panel

IDS = ["H1", "H2", "H3", "NH1", "NH2", "NH3"]


@pytest.fixture(scope="module")
def chart():
    return configurations()


@pytest.mark.parametrize(
    ("present", "role", "shown"),
    [
        (True, "core", "● core"),
        (True, "peripheral", "• peripheral"),
        (True, "present", "● present"),
        (True, None, "● present"),
        (False, "absent", "⊗ absent"),
        (False, None, "⊗ absent"),
        (None, "irrelevant", ""),
        (None, None, ""),
    ],
)
def test_marks_have_words(present, role, shown):
    assert mark(present, role).text == shown


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
    assert "of 4 that fit equally well" in notes(table)
    assert [row[0] for row in panel(table, 1)][-1] == "总覆盖度 solution coverage"
    assert panel(table, 1)[0][1:4] == ["0.992333", "0.998819", "0.982932"]
    model = held.held.solution
    other = replace(model, paths=model.paths[:1])
    assert closest([other, model], held) is model
    assert closest([model, other], held) is model


def test_typical_cases_that_are_no_members_are_named():
    table = typical_cases()
    rows = {row[0].split()[0]: row for row in grid(table)}
    named = {path["id"]: path["cases"] for path in load_document("paths")["paths"]}
    for path in IDS:
        assert all(case in rows[path][1] for case in named[path])
        missing = [case for case in named[path] if case not in rows[path][3]]
        assert rows[path][4].count(" ") >= len(missing)
        assert all(case in rows[path][4] for case in missing)
    assert rows["NH1"][4] == "–"
    assert [band.startswith("~") for band in bands(table)] == [False, True]


def test_a_path_without_members_is_shown_as_such():
    charts = load_charts()
    emptied = tuple(replace(path, typical=(), deviant=()) for path in charts[0].held.solution.paths)
    solution = replace(charts[0].held.solution, paths=emptied)
    chart = replace(charts[0], held=replace(charts[0].held, solution=solution))
    table = typical_cases_table(
        [chart], study_typical_cases().all, sample(), load_variables().labels
    )
    assert [row[3] for row in grid(table)] == ["–"] * 3


def test_the_names_of_a_case_stay_together():
    names = {label.zh: label for label in sample()}
    text = "".join(run.text for run in listed(["北京", "上海"], names))
    assert text == "北京\N{NO-BREAK SPACE}Beijing, 上海\N{NO-BREAK SPACE}Shanghai"
