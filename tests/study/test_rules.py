"""Faults of a study's file, each told once, with its place and a remedy."""

from __future__ import annotations

import pytest

from analysis.data import InputError
from analysis.study import load_study
from tests.study.small import document, make_project, variable, write_study


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path)


def with_variable(**more):
    """Return a document whose condition A has more fields."""
    variables = document()["variables"]
    variables[1] |= more
    return document(variables=variables)


def tables(**more):
    return document(tables=[{"id": "data", "file": "data.csv", "case": "case", **more}])


GIVEN = {"method": "given"}
FAULTS = {
    "two outcomes": (
        document(variables=[variable("Y", "outcome"), variable("A", "outcome"), variable("B")]),
        [
            ("variables", "2 variables have the role outcome"),
            ("variables", "fewer than two conditions"),
        ],
    ),
    "no outcome": (
        document(variables=[*map(variable, "ABC")]),
        [("variables", "0 variables have the role outcome")],
    ),
    "unknown table": (
        with_variable(data={"table": "date", "column": "A"}),
        [
            (
                "variables/1/data/table",
                "unknown reference: no such value in this file, tables/*/id",
            )
        ],
    ),
    "unknown dimension": (
        with_variable(dimension="market"),
        [
            (
                "variables/1/dimension",
                "unknown reference: no such value in this file, dimensions/*/key",
            )
        ],
    ),
    "table from nowhere": (
        document(tables=[{"id": "data", "case": "case"}]),
        [("tables/0", "one source is needed")],
    ),
    "table from two places": (
        tables(catalogue="provinces"),
        [("tables/0", "one source is needed")],
    ),
    "file outside the folder": (
        tables(file="../paper/data.csv"),
        [("tables/0/file", "not in the expected form")],
    ),
    "file of another kind": (
        tables(file="data.pickle"),
        [("tables/0/file", "not in the expected form")],
    ),
    "sheet of a text file": (
        tables(sheet="2021"),
        [("tables/0/sheet", "the table has no sheets")],
    ),
    "years without a year": (
        tables(year="year"),
        [(f"variables/{i}/data", "its table has years, and none is chosen") for i in range(4)],
    ),
    "growth without years": (
        with_variable(
            data={
                "table": "data",
                "column": "A",
                "growth": {
                    **{"last_year": 2019, "from": 1998, "to": 2019, "years": 2},
                    **{"basis": "stated", "why": "because"},
                },
            }
        ),
        [("variables/1/data/growth", "its table has no column of years")],
    ),
    "four anchors": (
        with_variable(calibration={"method": "fsqca", "anchors": [1, 2, 3, 4]}),
        [("variables/1/calibration/anchors", "4 anchors where the method fsqca takes 3")],
    ),
    "anchors out of order": (
        with_variable(calibration={"method": "fsqca", "anchors": [1, 3, 2]}),
        [("variables/1/calibration/anchors", "the anchors are out of order")],
    ),
    "equal anchors": (
        with_variable(calibration={"method": "fsqca", "anchors": [1, 1, 1]}),
        [("variables/1/calibration/anchors", "the anchors are out of order")],
    ),
    "bell without anchors": (
        with_variable(calibration={"method": "bell"}),
        [("variables/1/calibration", "the method bell needs anchors")],
    ),
    "anchors where values are given": (
        with_variable(calibration={"method": "given", "anchors": [1, 2, 3]}),
        [("variables/1/calibration/anchors", "3 anchors where the method given takes 0")],
    ),
    "crisp without threshold": (
        with_variable(kind="crisp", calibration={"method": "crisp"}),
        [("variables/1/calibration", "thresholds and the method crisp go together")],
    ),
    "thresholds falling": (
        document(
            variables=[
                variable("Y", "outcome"),
                *(variable(key, kind="values", calibration={"thresholds": [3, 2]}) for key in "AB"),
            ]
        ),
        [(f"variables/{i}/calibration/thresholds", "the thresholds do not rise") for i in (1, 2)],
    ),
    "crisp method for a fuzzy set": (
        with_variable(calibration={"method": "crisp", "thresholds": [1]}),
        [("variables/1/kind", "the method crisp makes no fuzzy set")],
    ),
    "fuzzy method for a crisp set": (
        with_variable(kind="crisp", calibration={"method": "fsqca"}),
        [("variables/1/kind", "the method fsqca makes a fuzzy set")],
    ),
    "two thresholds of a crisp set": (
        with_variable(kind="crisp", calibration={"thresholds": [1, 2]}),
        [("variables/1/calibration/thresholds", "a crisp set has one threshold")],
    ),
    "fuzzy beside multi-value": (
        with_variable(kind="values"),
        [
            (f"variables/{i}/kind", "fuzzy and multi-value conditions do not go together")
            for i in (2, 3)
        ],
    ),
    "outcome of several values": (
        document(
            variables=[
                variable("Y", "outcome", kind="values"),
                *(variable(key, kind="crisp") for key in "AB"),
            ]
        ),
        [("variables/0/kind", "an outcome of several values is not offered")],
    ),
    "levels of a fuzzy set": (
        with_variable(levels=[{"zh": "低", "en": "low"}, {"zh": "高", "en": "high"}]),
        [("variables/1/levels", "only values have levels")],
    ),
    "contradiction above consistency": (
        document(qca={"consistency": 0.8, "contradiction": 0.9}),
        [("qca/contradiction", "above the consistency")],
    ),
    "printed without a size": (
        document(printed=True),
        [("cases/size", "a printed study needs it")],
    ),
    "left out and in": (
        document(left_out=[{"key": "a", "zh": "甲", "en": "A", "why": {"zh": "无", "en": "none"}}]),
        [("left_out/0/key", "a variable of the study is declared to be left out")],
    ),
    "crossover above one": (
        document(calibration={"method": "given", "crossover_value": 1.5}),
        [
            (
                "calibration/crossover_value",
                "out of range",
            )
        ],
    ),
    "too few variables": (
        document(variables=[variable("Y", "outcome"), variable("A")]),
        [
            ("variables", "fewer than 3 items"),
        ],
    ),
    "key that is no name": (
        with_variable(key="R&D"),
        [("variables/1/key", "not in the expected form")],
    ),
    "key twice": (
        with_variable(key="b"),
        [("variables/2/key", "duplicate key, already on line 17")],
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_with_its_field(project, case):
    written, expected = FAULTS[case]
    write_study(project, "small", written)
    with pytest.raises(InputError) as caught:
        load_study("small", project)
    problems = caught.value.problems
    assert [(problem.column, problem.message) for problem in problems] == expected
    assert all(problem.remedy and problem.row for problem in problems)
    assert {problem.file for problem in problems} == {"data/studies/small/study.yml"}
