"""Typical cases beside the members of each path."""

from __future__ import annotations

from dataclasses import replace

from analysis.data import load_document
from analysis.forensics import study_typical_cases
from analysis.study import load_variables, sample
from analysis.tables import typical_cases
from analysis.tables.charts import load_charts
from analysis.tables.typical import listed, typical_cases_table

from .reading import bands, grid

IDS = ["H1", "H2", "H3", "NH1", "NH2", "NH3"]


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


def test_cases_stand_on_a_line_each_with_both_names():
    names = {label.zh: label for label in sample()}
    text = "".join(run.text for run in listed(["北京", "上海"], names))
    assert text == "北京 Beijing\n上海 Shanghai"
