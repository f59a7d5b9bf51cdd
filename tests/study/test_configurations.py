"""Configurations: solutions, printed paths on the memberships, typical cases, robustness."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest

from analysis.data import find_root, load_document
from analysis.qca import Term
from analysis.study import (
    configurations,
    load_settings,
    memberships,
    printed_panels,
    robustness,
)

SHORT = {
    "DIG": "digital_technology",
    "RD": "rd_intensity",
    "ORG": "organisation_agglomeration",
    "IND": "industrial_synergy",
    "MKT": "marketization",
    "GOV": "government_support",
}
PATHS = {path["id"]: path for path in load_document("paths")["paths"]}
TABLE5 = {
    path["id"]: path
    for panel in load_document("table5_configurations")["panels"]
    for path in panel["paths"]
}


@pytest.fixture(scope="module")
def held():
    return memberships()


@pytest.fixture(scope="module")
def found(held):
    return configurations(data=held)


@pytest.fixture(scope="module")
def printed(held):
    return {panel.outcome: panel for panel in printed_panels(data=held)}


def models_of_reference(file, solution):
    path = find_root() / f"tests/reference/qca/provinces/{file}.json"
    solutions = json.loads(path.read_text("utf-8"))[solution]["solutions"]
    return {frozenset(_term(text) for text in model) for model in solutions}


def _term(text):
    literals = text.split("*")
    return Term.of({SHORT[name.removeprefix("~")]: name[0] != "~" for name in literals})


@pytest.fixture(scope="module")
def as_in_the_reference(held):
    """The solutions of the memberships that the reference packages were given."""
    path = find_root() / "tests/reference/qca/provinces/data.csv"
    names = SHORT | {"Y": held.outcome}
    values = pd.read_csv(path, index_col=0).rename(columns=names)[list(held.values.columns)]
    return configurations(data=replace(held, values=values.set_axis(held.values.index)))


@pytest.mark.parametrize("solution", ["complex", "parsimonious"])
@pytest.mark.parametrize(("panel", "file"), [("high", "min_pos"), ("nonhigh", "min_neg")])
def test_all_tied_models_are_those_of_the_reference(as_in_the_reference, panel, file, solution):
    found = getattr(as_in_the_reference, panel)
    ours = {frozenset(s.terms) for s in getattr(found, solution)}
    assert ours == models_of_reference(file, solution)


def test_thresholds_are_those_of_the_settings(found):
    rule = load_settings().qca
    for panel in (found.high, found.nonhigh):
        limits = panel.table.thresholds
        assert (limits.consistency, limits.pri) == (rule.consistency, rule.pri)
        assert limits.frequency == rule.frequency


def test_expectations_of_the_negation_are_absences_of_technology(found):
    assert {present for _, present in found.high.analysis.expectations} == {True}
    assert dict(found.nonhigh.analysis.expectations) == {
        "digital_technology": False,
        "rd_intensity": False,
    }


def test_core_conditions_are_those_shared_with_the_parsimonious_model(found):
    for panel in (found.high, found.nonhigh):
        short = {solution.name: solution.terms for solution in panel.parsimonious}
        for solution in panel.intermediate:
            for path in solution.paths:
                above = [t for t in short[solution.parsimonious] if path.term.is_subset_of(t)]
                assert path.core == {name for term in above for name in term.values}


def test_printed_paths_have_the_marks_of_table_5(printed):
    for panel in printed.values():
        for path in panel.paths:
            marks = TABLE5[path.id]["marks"]
            wanted = {k: v == "present" for k, v in marks.items() if v != "irrelevant"}
            assert path.term.values == wanted


@pytest.mark.parametrize("path_id", ["NH1", "NH2", "NH3"])
def test_printed_paths_of_the_negation_fit_as_printed(printed, path_id):
    """The reconstruction was fitted to this panel: consistency agrees to its sixth decimal."""
    panel = printed["~breakthrough"]
    index = [path.id for path in panel.paths].index(path_id)
    fit, table = panel.solution.paths[index].fit, TABLE5[path_id]
    assert f"{fit.consistency:.6f}" == table["consistency"]
    assert fit.coverage == pytest.approx(float(table["raw_coverage"]), abs=1e-4)
    assert fit.unique_coverage == pytest.approx(float(table["unique_coverage"]), abs=1e-4)


@pytest.mark.parametrize("path_id", ["NH1", "NH2", "NH3"])
def test_typical_cases_of_the_negation_are_members(printed, path_id):
    panel = printed["~breakthrough"]
    index = [path.id for path in panel.paths].index(path_id)
    assert set(PATHS[path_id]["cases"]) <= set(panel.solution.paths[index].typical)


def test_h3_as_printed_cannot_reach_its_printed_coverage(printed):
    """Its literal ~industrial_synergy bounds the coverage far below what is printed."""
    panel = printed["breakthrough"]
    index = [path.id for path in panel.paths].index("H3")
    coverage = panel.solution.paths[index].fit.coverage
    assert coverage < 0.35 < float(TABLE5["H3"]["raw_coverage"])


def test_stricter_consistency_keeps_the_solutions(held, found):
    result = robustness(data=held)
    assert result.consistency == 0.9
    for test, panel in ((result.high, found.high), (result.nonhigh, found.nonhigh)):
        assert not test.no_solution
        assert test.initial == panel.table.thresholds
        assert test.tested.consistency == 0.9
        assert any(comparison.paths == "equal" for comparison in test.comparisons)
