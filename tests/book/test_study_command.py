"""``book study``: made, checked, described, and refused with one line per fault."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from analysis.book.cli import app
from tests.study.small import TABLE, document, make_project, write_study


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path / "project")


def call(project, *arguments):
    return CliRunner().invoke(app, ["study", *arguments, "--root", str(project)])


@pytest.mark.parametrize("command", ["new", "check", "list", "schema"])
def test_help_says_what_a_command_does(command):
    result = CliRunner().invoke(app, ["study", command, "--help"])
    assert result.exit_code == 0 and len(result.output.split()) > 15


def test_a_new_study_can_be_checked_at_once(project):
    made = call(project, "new", "chips")
    assert made.stdout.splitlines()[:2] == [
        "data/studies/chips/study.yml",
        "data/studies/chips/data.csv",
    ]
    checked = call(project, "check", "chips")
    assert checked.exit_code == 0
    assert "  10 cases" in checked.stdout.splitlines()


def test_a_check_tells_what_is_left_out_and_what_is_not_used(project):
    tables = [
        {"id": "data", "file": "data.csv", "case": "case"},
        {"id": "names", "file": "names.csv", "case": "case"},
    ]
    rule = {"table": "names", "missing": "listwise"}
    names = "case\n" + "\n".join("甲乙丙丁戊己庚") + "\n"
    write_study(
        project,
        "small",
        document(tables=tables, cases=rule),
        {"data.csv": TABLE.replace("乙,0.83,", "乙,,"), "names.csv": names},
    )
    lines = call(project, "check").stdout.splitlines()
    assert "  left out for want of values: 乙 (y)" in lines
    assert "  not used: 辛 in data/studies/small/data.csv, which is no case of the study" in lines
    assert any(line.startswith("  ~y: ") and line.endswith("1 model") for line in lines)


def test_faults_are_told_one_a_line_and_exit_with_2(project):
    write_study(project, "small", document(), {"data.csv": TABLE.replace("0.92", "x")})
    result = call(project, "check")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "data/studies/small/data.csv, row 3, column A, value 'x': not a number. "
        "Remedy: write a number with a decimal point, without separators or units."
    ]


def test_an_unknown_study_exits_with_2(project):
    result = call(project, "check", "none")
    assert result.exit_code == 2 and "there is no study of this name" in result.stderr


def test_studies_are_listed_with_their_titles(project):
    write_study(project, "small", document())
    assert call(project, "list").stdout == "small: A small study\n"


def test_schemas_are_printed_and_written(project):
    write_study(project, "small", document())
    assert json.loads(call(project, "schema").stdout)["title"] == "Study"
    printed = json.loads(call(project, "schema", "small").stdout)
    assert call(project, "schema", "small", "--write").stdout.strip() == (
        "data/studies/small/datapackage.json"
    )
    path = project / "data/studies/small/datapackage.json"
    assert json.loads(path.read_text("utf-8")) == printed
