"""Schemas for others: they accept what the project accepts and refuse what it refuses."""

from __future__ import annotations

import jsonschema
import pytest

from analysis.study import load_study
from analysis.study.published import data_package, study_schema, table_schema
from tests.study.small import document, make_project, variable, write_study


def small(project, **parts):
    write_study(project, "small", document(**parts))
    return load_study("small", project)


@pytest.mark.parametrize("name", ["paper", "update-2023"])
def test_shipped_studies_keep_to_the_published_schema(name):
    validator = jsonschema.Draft202012Validator(study_schema())
    assert validator.is_valid(load_study(name).text.value)


def test_the_published_schema_refuses_what_no_study_may_have():
    validator = jsonschema.Draft202012Validator(study_schema())
    assert validator.is_valid(document())
    assert not validator.is_valid(document(qca={"consistency": 2}))
    assert not validator.is_valid(document(surprise=1))


def test_tables_of_a_study_have_a_schema(tmp_path):
    study = small(make_project(tmp_path))
    assert table_schema(study, "data") == {
        "fields": [
            {"name": "case", "type": "string", "constraints": {"required": True, "unique": True}},
            *(
                {
                    "name": key,
                    "type": "number",
                    "title": f"Variable {key}",
                    "constraints": {"required": True, "minimum": 0, "maximum": 1},
                }
                for key in "YABC"
            ),
        ],
        "missingValues": [""],
        "primaryKey": "case",
    }


def test_a_package_names_the_files_of_the_study_alone(tmp_path):
    project = make_project(tmp_path)
    package = data_package(small(project))
    assert [(one["path"], one["format"]) for one in package["resources"]] == [("data.csv", "csv")]
    assert data_package(load_study("paper"))["resources"] == []


def test_years_and_missing_values_show_in_the_schema(tmp_path):
    tables = [
        {"id": "data", "file": "data.csv", "case": "case", "absent": ["-"]},
        {"id": "raw", "file": "raw.csv", "case": "place", "year": "year"},
    ]
    variables = document()["variables"]
    variables[1] = variable("A", data={"table": "raw", "column": "x", "over": "y", "year": 2020})
    rule = {"table": "data", "missing": "listwise"}
    study = small(make_project(tmp_path), tables=tables, variables=variables, cases=rule)
    found = table_schema(study, "raw")
    assert found["primaryKey"] == ["place", "year"]
    assert [field["name"] for field in found["fields"]] == ["place", "year", "x", "y"]
    own = table_schema(study, "data")
    assert own["missingValues"] == ["", "-"]
    assert "required" not in own["fields"][1]["constraints"]
