"""Results as plain data: what a study gives, read back, and refused where it is something else."""

from __future__ import annotations

import copy
import json

import pytest

from analysis.changes import Results, compare, results_of
from analysis.data import InputError
from analysis.data.files import find_root
from analysis.study import configurations, load_study, memberships, nca_necessity
from tests.changes.made import PLAIN
from tests.study.small import make_project
from tests.study.ten import make_ten

STUDIES = ("a-tiny", "b-none", "e-ties", "f-models", "g-gaps", "h-values")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return make_ten(make_project(tmp_path_factory.mktemp("ten")), STUDIES)


@pytest.mark.parametrize("name", STUDIES)
def test_results_survive_json_and_follow_their_schema(project, name):
    found = results_of(load_study(name, project))
    written = json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False)
    again = Results.of(json.loads(written), name, project)
    assert again == found
    assert compare(found, again).count == 0


def test_results_are_those_of_the_study(project):
    study = load_study("g-gaps", project)
    found = results_of(study)
    held, solved, nca = memberships(study), configurations(study), nca_necessity(study)
    assert list(found.cases) == list(held.values.index)
    assert found.memberships["c1"] == held.values["c1"].round(6).tolist()
    outputs = [row["output"] for row in found.rows["y"].values()]
    assert outputs == list(solved.high.table.output)
    size = nca.result.get("c1", "ce_fdh").effect_size
    assert found.effects["c1"]["ce_fdh"]["effect_size"] == round(size, 6)


@pytest.mark.parametrize(
    ("size", "name"),
    [(0.0, "none"), (0.0999, "small"), (0.1, "medium"), (0.3, "large"), (0.5, "very large")],
)
def test_classes_of_effect_size(size, name):
    from analysis.changes.results import effect_class

    assert effect_class(size) == name


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["format"], "configurational-results/0"),
        (["memberships", "a"], "many"),
        (["rows"], None),
        (["labels", "a"], {"zh": "甲"}),
    ],
)
def test_what_is_no_result_is_refused_with_its_place(path, value):
    written = copy.deepcopy(PLAIN)
    part = written
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    with pytest.raises(InputError, match=path[0]) as caught:
        Results.of(written, "old.json", find_root())
    assert str(caught.value).startswith("old.json") and "Remedy" in str(caught.value)
