"""Studies of every kind: no solution, several models, contradictions, values, many conditions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.data import InputError, Label
from analysis.qca import Expression, MultiValueTable
from analysis.study import (
    configurations,
    load_study,
    memberships,
    nca_necessity,
    qca_necessity,
    typical_cases,
)
from tests.study.small import HEAD, document, make_project, variable, write_study


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path)


def study_of(project, text=None, **parts):
    write_study(project, "small", document(**parts), None if text is None else {"data.csv": text})
    return load_study("small", project)


def csv(frame):
    return frame.to_csv(index_label="case")


def test_a_study_without_a_sufficient_row_has_panels_without_models(project):
    study = study_of(project, qca={"consistency": 1, "pri": 1})
    found = configurations(study)
    assert found.high.reported == found.high.complex == ()
    assert found.high.analysis is None and found.high.at_least == 0
    assert set(found.high.table.output) == {"0"}


def test_rows_between_two_thresholds_are_contradictory(project):
    study = study_of(project, qca={"consistency": 0.9, "contradiction": 0.5})
    assert "C" in configurations(study).high.table.output


VALUES = pd.DataFrame(
    {
        "Y": [1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0],
        "A": [2, 2, 2, 0, 0, 1, 1, 0, 1, 2, 0, 1],
        "B": [1, 0, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0],
        "C": [0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 1],
    },
    index=[f"c{i}" for i in range(12)],
)
LEVELS = [{"zh": zh, "en": en} for zh, en in (("低", "low"), ("中", "middle"), ("高", "high"))]


def of_values(project):
    variables = [
        variable("Y", "outcome", kind="crisp"),
        variable("A", kind="values", levels=LEVELS),
        variable("B", kind="crisp"),
        variable("C", kind="crisp"),
    ]
    return study_of(project, csv(VALUES), variables=variables, calibration={})


def test_multi_value_conditions_have_a_parsimonious_solution(project):
    found = configurations(of_values(project))
    assert isinstance(found.high.table, MultiValueTable) and found.high.is_multivalue
    (model,) = found.high.reported
    assert {str(term) for term in model.terms} == {"a{2}", "a{1}*b{1}"}
    assert model.fit.consistency == model.fit.coverage == 1
    assert found.high.intermediate == ()
    assert set(model.paths[0].typical) == {"c0", "c1", "c2", "c9"}


def test_necessity_of_multi_value_conditions_is_that_of_their_values(project):
    found = qca_necessity(of_values(project))
    literals = [row.literal for row in found.high.rows]
    assert literals[:6] == ["a{0}", "~a{0}", "a{1}", "~a{1}", "a{2}", "~a{2}"]
    assert found.high["~a{0}"].consistency == 1
    assert found.necessary(found.high) == ("~a{0}",)


def test_values_have_the_names_that_the_study_gives_them(project):
    sets = memberships(of_values(project)).sets
    assert sets.labels["a{2}"] == Label("变量A：高", "Variable A: high")
    assert sets.values["a{2}"].sum() == 4
    assert memberships(of_values_again(project)).sets.conditions[:3] == ("a{0}", "a{1}", "a{2}")


def of_values_again(project):
    return load_study("small", project)


def test_nca_takes_multi_value_conditions_by_their_numbers(project):
    found = nca_necessity(of_values(project), permutations=0)
    assert found.result.get("a", "ce_fdh").effect_size > 0


def test_thresholds_make_values_of_raw_numbers(project):
    frame = VALUES.assign(A=VALUES["A"] * 10 + 5)
    variables = [
        variable("Y", "outcome", kind="crisp"),
        variable("A", kind="values", calibration={"thresholds": [10, 20]}),
        *(variable(key, kind="crisp") for key in "BC"),
    ]
    held = memberships(study_of(project, csv(frame), variables=variables, calibration={}))
    assert held.values["a"].tolist() == VALUES["A"].tolist()


def test_crisp_sets_make_a_truth_table(project):
    crisp = VALUES.assign(A=(VALUES["A"] > 0).astype(int))
    variables = [
        variable("Y", "outcome", kind="crisp"),
        *(variable(key, kind="crisp") for key in "ABC"),
    ]
    study = study_of(
        project, csv(crisp), variables=variables, calibration={}, qca={"consistency": 0.75}
    )
    found = configurations(study)
    assert set(np.unique(memberships(study).values)) == {0, 1}
    assert found.high.reported and not found.high.is_multivalue


def test_a_membership_of_one_half_is_refused_unless_the_study_settles_it(project):
    text = f"{HEAD}\n甲,0.9,0.5,0.7,0.1\n乙,0.8,0.9,0.6,0.3\n丙,0.1,0.2,0.3,0.9\n"
    with pytest.raises(InputError, match=r"case 甲: a membership of exactly 0\.5"):
        memberships(study_of(project, text))


@pytest.mark.parametrize(("settled", "rows"), [(0.501, 2), ("keep", 2), (0.499, 3)])
def test_a_study_settles_one_half_as_it_declares(project, settled, rows):
    text = f"{HEAD}\n甲,0.9,0.5,0.7,0.1\n乙,0.8,0.9,0.6,0.3\n丙,0.1,0.2,0.3,0.9\n"
    calibration = {"method": "given", "crossover_value": settled}
    found = configurations(study_of(project, text, calibration=calibration))
    assert len(found.high.table) == rows


def test_a_variable_that_is_the_same_everywhere_is_refused(project):
    text = f"{HEAD}\n甲,0.9,0.6,0.7,0.1\n乙,0.8,0.6,0.6,0.3\n丙,0.1,0.6,0.3,0.9\n"
    with pytest.raises(InputError) as caught:
        memberships(study_of(project, text))
    (problem,) = caught.value.problems
    assert (problem.row, problem.message) == (15, "a is 0.6 in all 3 cases")


def test_equal_quartiles_are_told_with_the_file_of_the_column(project):
    text = f"{HEAD}\n甲,0.9,1,0.7,0.1\n乙,0.8,1,0.6,0.3\n丙,0.1,1,0.3,0.9\n丁,0.2,1,0.3,0.9\n"
    variables = document()["variables"]
    variables[1]["calibration"] = {"method": "fsqca"}
    with pytest.raises(InputError) as caught:
        memberships(study_of(project, text, variables=variables))
    (problem,) = caught.value.problems
    assert problem.file == "data/studies/small/data.csv"
    assert (problem.column, problem.message) == ("A", "the anchors are out of order")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("member", {"甲", "乙", "丙", "庚"}),
        ("member_with_outcome", {"甲", "乙", "丙", "庚"}),
    ],
)
def test_typical_cases_follow_the_rule_of_the_study(project, rule, expected):
    study = study_of(project, qca={"consistency": 0.8, "typical_cases": rule})
    found = configurations(study)
    cases = {case for path in found.high.reported[0].paths for case in typical_cases(path, rule)}
    assert cases == expected


def wide(rng, n, k):
    x = rng.beta(0.3, 0.3, (n, k))
    y = np.clip(x[:, :3].min(axis=1) + rng.normal(0, 0.03, n), 0, 1)
    frame = pd.DataFrame(x, columns=[f"C{i}" for i in range(k)])
    return frame.assign(Y=y).set_axis([f"case {i}" for i in range(n)])


def of_size(project, n, k, **parts):
    frame = wide(np.random.default_rng(7), n, k)
    variables = [variable("Y", "outcome")]
    variables += [variable(f"C{i}", expected="present") for i in range(k)]
    calibration = {"method": "given", "crossover_value": 0.501}
    return study_of(project, csv(frame), variables=variables, calibration=calibration, **parts)


@pytest.mark.parametrize(("n", "k"), [(5, 2), (60, 20), (400, 12)])
def test_studies_of_many_sizes_are_solved(project, n, k):
    found = configurations(
        of_size(project, n, k, qca={"consistency": 0.8, "pri": 0.6, "models": 3})
    )
    for panel in found.panels:
        for model in panel.reported:
            assert 0 < model.fit.consistency <= 1 and 0 < model.fit.coverage <= 1
    if k == 12:
        covered = Expression.parse("c0*c1*c2")
        table = found.high.table
        sufficient = [row for row in table.rows if row.output == "1"]
        assert sufficient and all(row.term.is_subset_of(covered.terms[0]) for row in sufficient)


@pytest.mark.slow
def test_a_hundred_thousand_cases_of_ten_conditions(project):
    study = of_size(project, 100_000, 10, qca={"consistency": 0.8, "pri": 0.3, "frequency": 20})
    found = configurations(study)
    assert sum(found.high.table.frequency) == 100_000
    assert [str(term) for term in found.high.reported[0].terms] == ["c0*c1*c2"]
