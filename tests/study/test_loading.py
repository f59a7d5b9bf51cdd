"""Studies found and loaded: defaults, names, the one that a build is for."""

from __future__ import annotations

import json

import pytest

from analysis.data import InputError, Label, find_root
from analysis.study import load_settings, load_study, load_variables, memberships, study_names
from analysis.study.loading import NAMED, active_study, study_at
from analysis.study.published import study_schema
from tests.study.small import document, make_project, write_study


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path)


def test_the_papers_study_is_the_default_one():
    assert active_study() == "paper"
    assert study_names()[0] == "paper"
    assert load_study() == load_study("paper")
    assert load_study().printed


def test_a_project_may_be_for_another_study(project):
    write_study(project, "small", document())
    (project / NAMED).write_text("study: small\n", "utf-8")
    assert study_at(project).title == Label("小研究", "A small study")
    assert load_variables(project).outcome.key == "y"


def test_absent_parts_have_the_defaults_of_the_schema(project):
    write_study(project, "small", document(nca={}, robustness={}))
    settings = load_study("small", project).settings
    assert settings.nca.ceilings == ("ce_fdh", "cr_fdh")
    assert (settings.nca.permutations, settings.nca.p_rule) == (10_000, "nca_since_4_0_4")
    assert (settings.qca.pri, settings.qca.frequency) == (0, 1)
    assert settings.robustness.bootstraps == 200
    assert settings.explorer is None


def test_a_study_stands_for_itself_wherever_a_root_may(project):
    write_study(project, "small", document())
    study = load_study("small", project)
    assert load_settings(study) is study.settings
    held = memberships(study)
    assert held.values.shape == (8, 4)
    assert held.cases[0] == Label("甲", "甲")


def test_the_outcome_comes_first_whatever_the_order(project):
    variables = document()["variables"]
    write_study(project, "small", document(variables=variables[::-1]))
    assert [v.key for v in load_study("small", project).variables.all] == ["y", "c", "b", "a"]


def test_an_unknown_study_is_told_with_those_there_are(project):
    write_study(project, "small", document())
    with pytest.raises(InputError) as caught:
        load_study("smal", project)
    (problem,) = caught.value.problems
    assert (problem.value, problem.message) == ("smal", "there is no study of this name")
    assert "use one of small" in problem.remedy and "book study new smal" in problem.remedy


@pytest.mark.parametrize("name", ["../paper", "paper/..", ".", "a\\b"])
def test_a_name_leads_nowhere_but_into_the_folder_of_studies(project, name):
    write_study(project, "small", document())
    with pytest.raises(InputError, match="no study of this name"):
        load_study(name, project)


def test_the_published_schema_is_that_of_the_project():
    text = (find_root() / "data/schemas/study.schema.json").read_text("utf-8")
    assert json.loads(text) == study_schema(), "run tools/publish_schemas.py"
    assert '"x-' not in text
