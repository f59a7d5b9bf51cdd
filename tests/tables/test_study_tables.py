"""Tables of studies of every kind: what stands in them, and that none outgrows a page."""

from __future__ import annotations

import re

import numpy as np
import pytest
from lxml import html

from analysis.figures.study_figures import outcome_map
from analysis.study import cases, configurations, load_study, memberships, on_a_map, read_values
from analysis.study.cases import MOST_TILES
from analysis.tables import study_tables as tables
from analysis.tables.study_tables.common import LISTED
from analysis.tables.study_tables.valued import MAP
from tests.study.small import document, make_project, variable, write_study
from tests.study.ten import make_ten
from tests.tables.reading import bands, grid, notes

KINDS = ("a-tiny", "b-none", "c-one", "e-ties", "f-models", "g-gaps", "h-values")
ALL = {
    "settings": tables.settings,
    "variables": tables.variables,
    "values": tables.values,
    "calibration": tables.calibration,
    "nca_effects": tables.nca_effects,
    "bottleneck": tables.bottleneck,
    "qca_necessity": tables.qca_necessity,
    "truth_table": lambda at: tables.truth_table(at=at),
    "truth_table ~": lambda at: tables.truth_table("~", at=at),
    "complex": lambda at: tables.solutions("complex", at=at),
    "parsimonious": lambda at: tables.solutions("parsimonious", at=at),
    "reported": lambda at: tables.solutions("reported", at=at),
    "reported ~": lambda at: tables.solutions("reported", "~", at=at),
    "paths": tables.paths,
    "typical_cases": tables.typical_cases,
    "thresholds": tables.thresholds,
    "anchors": tables.anchors,
    "stricter": tables.stricter,
    "dropped_cases": tables.dropped_cases,
    "resampled": tables.resampled,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return make_ten(make_project(tmp_path_factory.mktemp("ten")), KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_every_table_of_every_study_in_both_languages(project, name):
    study = load_study(name, project)
    for made in ALL:
        table = ALL[made](study)
        zh, en = (html.fromstring(table.html_in(edition)) for edition in ("zh", "en"))
        assert grid(table) and max(len(body.rows) for body in table.bodies) <= LISTED, made
        for page in (zh, en):
            text = page.text_content()
            assert not any(word in text for word in ("nan", "None", "Words(", "{")), made
        numbers = [[cell.text_content() for cell in page.xpath("//td[@class='num']")]
                   for page in (zh, en)]  # fmt: skip
        assert len(numbers[0]) == len(numbers[1]), made


def test_values_are_those_of_the_file_and_the_sample(project):
    study = load_study("g-gaps", project)
    raw, held = read_values(study).values, memberships(study).values
    rows = {row[0]: row[1:] for row in grid(tables.values(study))}
    assert list(rows) == [f"{case} {case}" if len(next(iter(rows)).split()) > 1 else case
                          for case in held.index]  # fmt: skip
    shown = np.array([[float(text.replace(",", "")) for text in row] for row in rows.values()])
    both = np.column_stack([part[key] for key in held for part in (raw, held)])
    np.testing.assert_allclose(shown, both, atol=0.006)


def test_every_tile_of_a_map_leads_to_its_case_and_back():
    study = load_study("update-2023")
    assert on_a_map(cases(study)) and MOST_TILES <= LISTED
    map, rows = outcome_map(study).svg, tables.values(study).html
    asked = set(re.findall(r'href="#(at-case-[^"]+)"', map))
    assert asked == set(re.findall(r' id="(at-case-[^"]+)"', rows)) and len(asked) == 28
    assert rows.count(f'href="{MAP}"') == 28


def test_cases_without_a_map_lead_nowhere(project):
    study = load_study("a-tiny", project)
    assert not on_a_map(cases(study)) and "href" not in tables.values(study).html


def test_rows_of_the_truth_table_hold_every_case_once(project):
    study = load_study("g-gaps", project)
    table, panel = tables.truth_table(at=study), configurations(study).high
    k = len(panel.table.conditions)
    rows = grid(table)
    assert sum(int(row[k + 1]) for row in rows) == len(panel.table.case_names)
    outputs = [row[k + 4][0] for row in rows]
    assert outputs == sorted(outputs, key="1".__ne__)
    assert sorted(outputs) == sorted(panel.table.output)


def test_no_solution_is_said_in_the_table(project):
    study = load_study("b-none", project)
    assert "no solution" in tables.solutions("reported", at=study).plain


def test_contradictory_rows_are_marked_and_explained(project):
    table = tables.truth_table(at=load_study("e-ties", project))
    assert any("C" in row[-2] for row in grid(table)) and "contradictory" in notes(table)


def test_tied_models_are_all_listed(project):
    table = tables.solutions("reported", at=load_study("f-models", project))
    models = [row[0] for row in grid(table) if row[-1] == "–"]
    assert len(models) == 2 and "2 models fit equally well" in notes(table)


def test_values_of_conditions_have_names_in_the_paths(project):
    text = tables.solutions("reported", at=load_study("h-values", project)).html_in("zh")
    assert "高" in text and "简约解" in text


def test_a_reconstructed_column_is_said_to_be_one_wherever_it_counts(project):
    study = load_study("g-gaps", project)
    for made in ("values", "nca_effects", "truth_table", "reported", "thresholds", "anchors"):
        assert "econstruction" in notes(ALL[made](study)), made


def test_many_conditions_bear_numbers_that_a_note_explains(tmp_path):
    project = make_ten(make_project(tmp_path), ("i-wide",))
    study = load_study("i-wide", project)
    table = tables.truth_table(at=study)
    assert [len(body.rows) for body in table.bodies] == [40]
    assert "20 Variable C20" in notes(table) and "40 rows are listed" in notes(table)


def test_ranks_of_many_paths_are_letters_that_a_note_explains(tmp_path):
    wide = tables.paths(load_study("i-wide", make_ten(make_project(tmp_path), ("i-wide",))))
    few = tables.paths(load_study("update-2023"))
    marks = [{text for row in grid(table) for text in row if "⊗" in text} for table in (wide, few)]
    assert marks == [{"⊗ c", "⊗ p"}, {"⊗ core", "⊗ peripheral"}]
    assert "p: peripheral" in notes(wide) and "p: peripheral" not in notes(few)


def test_what_flipped_against_the_base(project):
    study = load_study("c-one", project)
    found = tables.changes_of(study)
    table = tables.changes(found)
    heads = " ".join(bands(table))
    assert "Cases" in heads and "Variables" in heads and "Truth-table rows" not in heads
    assert sum(len(body.rows) for body in table.bodies) == min(
        found.count, sum(min(LISTED, len(body.rows)) for body in table.bodies)
    )


def test_no_change_is_said(tmp_path):
    project = make_project(tmp_path)
    write_study(project, "one", document())
    write_study(project, "two", document(base="one", variables=[
        variable("Y", "outcome"), *map(variable, "ABC")]))  # fmt: skip
    table = tables.changes(tables.changes_of(load_study("two", project)))
    assert grid(table) == [["Nothing changed."]]
