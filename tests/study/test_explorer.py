"""The threshold grid: what it says of any setting is what the analysis says of it directly."""

from __future__ import annotations

import json
import random

import jsonschema
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.data import InputError, Label
from analysis.data.files import find_root
from analysis.data.schema import load_schema
from analysis.qca import CoverOptions, Thresholds, core_conditions, solutions_of, standard_analysis
from analysis.study import Memberships, load_settings, memberships, threshold_grid
from analysis.study.configurations import expectations_of, truth_table_of
from analysis.study.explorer import NO_SOLUTION, cuts
from analysis.study.settings import Span

SETTINGS = load_settings()
RULE = SETTINGS.explorer
OUTCOMES = (False, True)
MOST_BYTES = 200_000


@pytest.fixture(scope="module")
def held():
    return memberships()


@pytest.fixture(scope="module")
def grid(held):
    return threshold_grid(data=held)


def some_thresholds(number, seed):
    draw = random.Random(seed)
    return [
        Thresholds(draw.randrange(75, 101) / 100, draw.randrange(50, 101) / 100, draw.randint(1, 3))
        for _ in range(number)
    ]


def require_equal(grid, data, negated, limits):
    """Compare the grid with a truth table made anew and minimised for these thresholds alone."""
    table = truth_table_of(data, SETTINGS.qca, negated).with_thresholds(limits)
    found = grid.at(table.outcome, limits)
    assert found.output == table.output
    kinds = (found.complex, found.parsimonious, found.intermediate)
    if "1" not in table.output:
        assert found.region == NO_SOLUTION and not any(kind.listed for kind in kinds)
        return
    direct = standard_analysis(
        table, expectations_of(SETTINGS.qca, negated), CoverOptions(cap=RULE.models)
    )
    for kind, part in zip(kinds, (direct.complex, direct.parsimonious), strict=False):
        assert [m.solution.to_dict() for m in kind.listed] == [
            s.to_dict() for s in solutions_of(part)
        ]
        assert (kind.at_least, kind.at_most) == (part.at_least, part.at_most)
    expected = direct.intermediate_models[: RULE.models]
    assert [m.solution.terms for m in found.intermediate.listed] == [m.terms for m in expected]
    assert found.intermediate.at_least == direct.at_least
    for model in found.intermediate.listed:
        require_equal_ranks(model, direct)


def require_equal_ranks(model, direct):
    terms = set(model.solution.terms)
    pairs = [p for p in direct.pairs if any(set(m.terms) == terms for m in p.models)]
    for path, rank in zip(model.solution.paths, model.ranks, strict=True):
        for name in path.term.values:
            by = {name in core_conditions(path.term, p.parsimonious_model.terms) for p in pairs}
            assert (name in rank.core) == (by == {True})
            assert (name in rank.core_by_some) == (len(by) == 2)


@pytest.mark.parametrize("negated", OUTCOMES)
def test_fifty_settings_agree_with_the_direct_analysis(grid, held, negated):
    for limits in some_thresholds(50, seed=7):
        require_equal(grid, held, negated, limits)


@st.composite
def data_sets(draw):
    """Memberships of two decimals, none at the crossover, of up to 24 cases."""
    columns = [*memberships().values.columns]
    size = draw(st.integers(6, 24))
    seed = draw(st.integers(0, 2**32 - 1))
    values = np.random.default_rng(seed).beta(0.6, 0.6, (size, len(columns))).round(2)
    values[values == 0.5] = 0.51
    pull = draw(st.sampled_from([0.0, 0.5, 0.9]))
    mixed = (pull * values[:, 1:3].max(axis=1) + (1 - pull) * values[:, 0]).round(2)
    values[:, 0] = np.where(mixed == 0.5, 0.51, mixed)
    names = [Label(f"案{i}", f"case {i}") for i in range(size)]
    frame = pd.DataFrame(values, index=[name.zh for name in names], columns=columns)
    known = memberships()
    return Memberships(known.origins, known.labels, tuple(names), frame)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data_sets(), st.integers(0, 2**16))
def test_on_any_data_the_grid_agrees_with_the_direct_analysis(data, seed):
    made = threshold_grid(data=data)
    validate(made.to_dict())
    for limits in some_thresholds(3, seed):
        for negated in OUTCOMES:
            require_equal(made, data, negated, limits)


def validate(plain):
    schema = load_schema("threshold_grid", find_root(), "a test")
    jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(plain)))


def test_every_cell_holds_the_finding_of_its_thresholds(grid):
    for panel in grid.panels:
        for part in panel.slices:
            for i, consistency in enumerate(part.consistency):
                for j, pri in enumerate(part.pri):
                    limits = Thresholds(consistency, pri, part.frequency)
                    found = panel.findings[part.findings[i, j]]
                    assert found.output == panel.table.with_thresholds(limits).output


def test_regions_are_equal_intermediate_solutions_and_the_studys_is_the_first(grid):
    for panel in grid.panels:
        assert grid.at(panel.outcome, grid.study).region == 1
        solutions = {}
        for number, findings in panel.regions.items():
            for each in findings:
                held = frozenset(frozenset(m.solution.terms) for m in each.intermediate.listed)
                assert solutions.setdefault(number, held) == held
        assert len(set(solutions.values())) == len(solutions)


def test_the_plain_grid_follows_its_schema_is_small_and_always_the_same(grid, held):
    plain = grid.to_dict()
    validate(plain)
    written = json.dumps(plain, ensure_ascii=False, allow_nan=False).encode()
    assert len(written) < MOST_BYTES
    assert json.dumps(threshold_grid(data=held).to_dict(), ensure_ascii=False).encode() == written


def test_the_plain_grid_names_what_is_reconstructed(grid, held):
    assert tuple(grid.to_dict()["reconstructed"]) == held.reconstructed


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        (Thresholds(0.7, 0.75, 1), "consistency"),
        (Thresholds(0.8, 0.2, 1), "pri"),
        (Thresholds(0.8, 0.75, 4), "frequency"),
    ],
)
def test_a_threshold_outside_the_ranges_is_an_error(grid, limits, name):
    with pytest.raises(InputError) as caught:
        grid.at("breakthrough", limits)
    assert [problem.column for problem in caught.value.problems] == [name]


def test_a_study_outside_its_own_ranges_is_an_error_of_the_settings(data_copy):
    path = data_copy / "data/studies/paper/study.yml"
    text = path.read_text("utf-8")
    spoilt = text.replace("consistency: 0.85\n", "consistency: 0.6\n")
    path.write_text(spoilt.replace("  pri: 0.75\n", "  pri: 0.4\n"), "utf-8")
    with pytest.raises(InputError) as caught:
        threshold_grid(data_copy)
    assert [(problem.file, problem.column, problem.value) for problem in caught.value.problems] == [
        ("data/studies/paper/study.yml", "qca/consistency", "0.6"),
        ("data/studies/paper/study.yml", "qca/pri", "0.4"),
    ]


def test_another_outcome_is_an_error(grid):
    with pytest.raises(ValueError, match="outcome must be one of breakthrough, ~breakthrough"):
        grid.panel("marketization")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.6, 0.8, 0.8, 0.9], (0.8, 0.9, 1.0)),
        ([0.75, 1.0], (0.75, 1.0)),
        ([0.2, float("nan")], (1.0,)),
    ],
)
def test_cuts_are_the_rows_values_in_the_range_and_its_end(values, expected):
    assert cuts(np.array(values), Span(0.75, 1, 0.01)) == expected
