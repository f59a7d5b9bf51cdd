"""New studies: an example that checks, tables of one's own, names that cannot be."""

from __future__ import annotations

import pytest

from analysis.data import InputError
from analysis.study import configurations, load_study
from analysis.study.examined import examine
from analysis.study.template import new_study
from tests.study.small import make_project


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path / "project")


def problem_of(*arguments):
    with pytest.raises(InputError) as caught:
        new_study(*arguments)
    (problem,) = caught.value.problems
    return problem


def test_the_example_is_a_study_with_a_solution(project):
    files = new_study("chips", project)
    assert files == ("data/studies/chips/study.yml", "data/studies/chips/data.csv")
    study = load_study("chips", project)
    assert [variable.key for variable in study.variables.all] == [
        *("outcome", "skill", "funding", "network")
    ]
    found = examine(study)
    assert (found.cases, found.left_out, found.unused) == (10, (), ())
    assert configurations(study).high.reported


TABLE = """\
城市,"R&D: ""share"" %",专利,note,Cost
甲,1.5,120,x,3
乙,2.5,240,y,1
丙,0.5,20,x,4
丁,3.5,260,z,1.5
戊,0.7,60,z,5
己,2.1,150,z,2
"""


def test_a_study_is_made_around_a_table_of_ones_own(project, tmp_path):
    table = tmp_path / "my table.csv"
    table.write_text(TABLE, "utf-8")
    new_study("own", project, table, "专利")
    variables = load_study("own", project).variables
    assert variables.outcome.label.zh == "专利"
    assert [(v.key, v.data.column) for v in variables.conditions] == [
        ("r_d_share", 'R&D: "share" %'),
        ("cost", "Cost"),
    ]
    assert examine(load_study("own", project)).cases == 6


@pytest.mark.parametrize("name", ["../own", "Own", "", "a b", "-x", "a" * 61])
def test_a_name_is_a_plain_one(project, name):
    assert problem_of(name, project).message == "no name for a study"


def test_a_study_is_never_written_over(project):
    new_study("own", project)
    (project / "data/studies/own/study.yml").write_text("mine", "utf-8")
    assert problem_of("own", project).message == "there is a study of this name"
    assert (project / "data/studies/own/study.yml").read_text("utf-8") == "mine"


def test_a_study_needs_a_project(tmp_path):
    assert problem_of("own", tmp_path).message == "this is no project"
    assert not list(tmp_path.iterdir())


def test_a_table_needs_columns_of_numbers(project, tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("case,a,b\n甲,x,1\n乙,y,2\n", "utf-8")
    found = problem_of("own", project, table)
    assert found.message == "0 columns of numbers for conditions"
    found = problem_of("own", project, table, "c")
    assert (found.column, found.message) == ("c", "no column of numbers with this head")
    assert not (project / "data/studies/own").exists()
