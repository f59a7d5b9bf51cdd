"""Truth table, solutions and robustness as tables."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.data import Label
from analysis.qca import Thresholds, solutions_of, standard_analysis, truth_table
from analysis.study import Case, configurations, load_variables
from analysis.tables.sufficiency import (
    distinct,
    literal_name,
    nearest,
    panel_of,
    robustness_table,
    solutions_table,
    truth_table_of,
)

from .reading import bands, grid, notes, panel

LABELS = {
    "y": Label("果", "Yield"),
    "a": Label("甲", "Alpha"),
    "b": Label("乙", "Beta"),
}
ORIGINS = {"y": "reconstructed", "a": "authentic", "b": "authentic"}
# Outcome where a is present, whatever b; nothing is known of ~a*b.
DATA = pd.DataFrame(
    {"y": [0.9, 0.8, 0.1], "a": [0.9, 0.8, 0.2], "b": [0.8, 0.3, 0.1]}, index=["东", "南", "西"]
)
PROVINCES = [
    Case(name, Label(name, code), code, True, None)
    for name, code in zip(DATA.index, ["EA", "SO", "WE"], strict=True)
]


@pytest.fixture
def held():
    return truth_table(DATA, "y", ["a", "b"], Thresholds(0.85, 0.75, 1))


def test_a_truth_table_has_its_sufficient_rows_first(held):
    table = truth_table_of(held, PROVINCES, LABELS, ORIGINS)
    rows = {row[0]: row[1:] for row in grid(table)}
    assert rows["甲 Alpha"] == ["1", "1", "0"]
    assert rows["乙 Beta"] == ["0", "1", "0"]
    assert rows["结果 output"] == ["1", "1", "0"]
    assert rows["案例 cases"] == ["南", "东", "西"]
    assert rows["province codes"] == ["SO", "EA", "WE"]
    assert "1 of 4 rows have no case" in notes(table)


def test_a_solution_shows_every_path_and_its_fit(held):
    found = standard_analysis(held)
    table = solutions_table("complex", solutions_of(found.complex), LABELS, ORIGINS)
    assert panel(table, 0) == [["甲 Alpha", "●"], ["乙 Beta", ""]]
    assert dict(panel(table, 1))["原始覆盖度 raw coverage"] == f"{1.8 / 1.8:.3f}"
    assert panel(table, 2) == [["C1: 0.947, 1.000", "+"]]
    assert "There is one model" in notes(table)


def test_tied_models_are_counted_and_share_their_paths():
    found = configurations()
    models = panel_of(found, "breakthrough").parsimonious
    labels = load_variables().labels
    table = solutions_table("parsimonious", models, labels, found.origins)
    marked = [row[1:].count("+") for row in panel(table, 2)]
    assert marked == [len(model.paths) for model in models]
    assert f"{len(models)} models fit equally well" in notes(table)
    assert "unique coverage" not in {row[0] for row in panel(table, 1)}


def test_models_with_the_same_paths_count_once(held):
    model = solutions_of(standard_analysis(held).complex)[0]
    twin = replace(model, name="C2", paths=tuple(reversed(model.paths)))
    assert distinct([model, twin]) == (model,)


def comparison(tested, initial, paths, rows="equal"):
    return SimpleNamespace(
        tested=SimpleNamespace(name=tested, outcome="y"),
        initial=SimpleNamespace(name=initial, outcome="y"),
        paths=paths,
        rows=rows,
        consistency_difference=0.01,
        coverage_difference=-0.2,
    )


def threshold_test(*comparisons):
    limits = SimpleNamespace(consistency=0.85)
    return SimpleNamespace(
        comparisons=comparisons,
        no_solution=not comparisons,
        initial=limits,
        tested=SimpleNamespace(consistency=0.9),
    )


def test_each_tested_model_meets_the_original_that_is_closest():
    test = threshold_test(
        comparison("C1", "C9", "overlapping"),
        comparison("C1", "C8", "subset"),
        comparison("C2", "C9", "disjoint", "overlapping"),
        comparison("C2", "C8", "disjoint", "subset"),
    )
    assert [(each.tested.name, each.initial.name) for each in nearest(test)] == [
        ("C1", "C8"),
        ("C2", "C8"),
    ]


def test_robustness_counts_models_whose_paths_all_stay():
    high = threshold_test(comparison("C1", "C1", "subset"), comparison("C2", "C1", "disjoint"))
    found = SimpleNamespace(high=high, nonhigh=threshold_test(), origins=ORIGINS)
    table = robustness_table(found, LABELS)
    assert "Of the 2 models at the stricter threshold 1 have all their paths" in notes(table)
    assert grid(table)[0] == ["C1", "C1", "subset", "equal", "+0.010", "-0.200"]
    assert "no row is sufficient" in grid(table)[2][0]
    assert bands(table)[0] == "果 Yield"


@pytest.mark.parametrize(
    ("literal", "shown"), [("a", "甲 Alpha"), ("~a", "~甲 ~Alpha"), ("~y", "~果 ~Yield")]
)
def test_a_negated_name_is_negated_in_both_languages(literal, shown):
    assert "".join(run.text for run in literal_name(literal, LABELS)) == shown
