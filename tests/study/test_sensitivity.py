"""How far choices can move: the ends of every range, and every case, tried directly."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from analysis.qca import Thresholds, standard_analysis, truth_table
from analysis.qca.calibration import calibrate_direct
from analysis.qca.sweep import intermediate_set
from analysis.study import configurations, load_study, memberships, read_values
from analysis.study.sensitivity import sensitivity
from analysis.study.solver import paths_of
from tests.study.small import document, make_project, variable, write_study

N = 16
ANCHORS = {"A": [20, 50, 80], "B": [30, 55, 75]}
QCA = {"consistency": 0.8, "pri": 0.3}
RULE = {"anchor_steps": 8, "anchor_reach": 0.4, "dropped": 1, "bootstraps": 40, "seed": 5}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    rng = np.random.default_rng(11)
    raw = pd.DataFrame(rng.uniform(5, 95, (N, 2)).round(1), columns=["A", "B"])
    noise = rng.normal(0, 8, N)
    raw["C"] = rng.random(N).round(2)
    raw["Y"] = (np.clip(raw[["A", "B"]].min(axis=1) + noise, 1, 99) / 100).round(2)
    raw.index = [f"case{i}" for i in range(N)]
    project = make_project(tmp_path_factory.mktemp("project"))
    variables = [
        variable("Y", "outcome"),
        *(
            variable(key, calibration={"method": "fsqca", "anchors": anchors})
            for key, anchors in ANCHORS.items()
        ),
        variable("C"),
    ]
    calibration = {"method": "given", "crossover_value": 0.501}
    written = document(variables=variables, calibration=calibration, qca=QCA, robustness=RULE)
    write_study(project, "small", written, {"data.csv": raw.to_csv(index_label="case")})
    return load_study("small", project)


@pytest.fixture(scope="module")
def found(study):
    return sensitivity(study)


def models(values, outcome, limits=None):
    table = truth_table(
        values, outcome, ["a", "b", "c"], limits or Thresholds(0.8, 0.3, 1), crossover_rule="keep"
    )
    return intermediate_set(standard_analysis(table) if "1" in table.output else None)


def with_anchor(study, variable, position, value):
    held, raw = memberships(study).values, read_values(study).values
    anchors = [float(one) for one in ANCHORS[variable.upper()]]
    anchors[position] = value
    moved = calibrate_direct(raw[variable], tuple(anchors), crossover_rule=0.501)
    return held.assign(**{variable: moved})


def test_the_solver_finds_the_models_that_are_reported(study, found):
    for panel, solved in zip(found.panels, configurations(study).panels, strict=True):
        direct = models(memberships(study).values, panel.outcome)
        assert {frozenset(model.terms) for model in solved.reported} == set(direct)
        assert panel.has_solution == bool(direct)


def test_anchors_keep_the_solution_up_to_the_ends_and_not_a_step_beyond(study, found):
    checked = 0
    for panel in found.panels:
        initial = models(memberships(study).values, panel.outcome)
        for each in panel.anchors:
            step = each.spread * RULE["anchor_reach"] / RULE["anchor_steps"]
            for end, sign, is_open in (
                (each.lower, -1, each.open_below),
                (each.upper, 1, each.open_above),
            ):
                at = with_anchor(study, each.variable, each.position, end)
                assert models(at, panel.outcome) == initial
                if not is_open:
                    beyond = with_anchor(study, each.variable, each.position, end + sign * step)
                    assert models(beyond, panel.outcome) != initial
                    checked += 1
    assert checked >= 4
    assert {each.variable for panel in found.panels for each in panel.anchors} == {"a", "b"}


def test_thresholds_keep_the_solution_up_to_the_ends(study, found):
    values = memberships(study).values
    for panel in found.panels:
        initial = models(values, panel.outcome)
        for each in panel.thresholds:
            stated = {"consistency": 0.8, "pri": 0.3, "frequency": 1}
            for end in (each.lower, each.upper):
                number = int(end) if each.choice == "frequency" else end
                limits = Thresholds(**{**stated, each.choice: number})
                assert models(values, panel.outcome, limits) == initial
        assert [each.choice for each in panel.thresholds] == ["consistency", "pri", "frequency"]


def test_every_case_whose_absence_matters_is_named(study, found):
    values = memberships(study).values
    for panel in found.panels:
        initial = models(values, panel.outcome)
        changing = {}
        for case in values.index:
            after = models(values.drop(index=case), panel.outcome)
            if after != initial:
                changing[case,] = (
                    paths_of(initial) - paths_of(after),
                    paths_of(after) - paths_of(initial),
                )
        told = {each.cases: (set(each.lost), set(each.gained)) for each in panel.drops.changing}
        assert told == changing
        assert (panel.drops.possible, panel.drops.tried) == (N, N)


def test_a_bootstrap_counts_what_comes_back(study, found):
    values = memberships(study).values.reset_index(drop=True)
    panel = found.panels[0]
    initial = models(values, panel.outcome)
    rng = np.random.default_rng(RULE["seed"])
    drawn = [
        models(values.iloc[rng.integers(0, N, N)].reset_index(drop=True), panel.outcome)
        for _ in range(RULE["bootstraps"])
    ]
    assert panel.bootstrap.same == pytest.approx(np.mean([each == initial for each in drawn]))
    assert panel.bootstrap.without == pytest.approx(np.mean([not each for each in drawn]))
    for term, share in panel.bootstrap.paths:
        assert share == pytest.approx(np.mean([term in paths_of(each) for each in drawn]))


def test_the_same_seed_gives_the_same_samples(study, found):
    assert sensitivity(study) == found


def test_a_study_may_ask_for_none_of_it(study, tmp_path):
    project = make_project(tmp_path)
    nothing = {"anchor_steps": 0, "dropped": 0, "bootstraps": 0}
    write_study(project, "small", document(robustness=nothing))
    for panel in sensitivity(load_study("small", project)).panels:
        assert (panel.anchors, panel.drops, panel.bootstrap) == ((), None, None)


def test_pairs_of_cases_are_left_out_where_the_study_says_two(tmp_path):
    project = make_project(tmp_path)
    write_study(project, "small", document(robustness={"dropped": 2, "bootstraps": 0}))
    (high, _) = sensitivity(load_study("small", project)).panels
    assert high.drops.tried == len(list(combinations(range(8), 2)))
    assert all(len(each.cases) == 2 for each in high.drops.changing)


def test_an_outcome_without_solution_has_nothing_to_withstand(tmp_path):
    project = make_project(tmp_path)
    write_study(project, "small", document(qca={"consistency": 1, "pri": 1}))
    for panel in sensitivity(load_study("small", project)).panels:
        assert not panel.has_solution and panel.thresholds == ()
