"""Properties that any truth table analysis must have, whatever the data."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.qca import (
    CoverOptions,
    Literal,
    Term,
    Thresholds,
    describe,
    standard_analysis,
    sufficiency_fit,
    superset_search,
    truth_table,
)

NAMES = "ABCD"
fuzzy = st.integers(0, 100).filter(lambda i: i != 50).map(lambda i: i / 100)
crisp = st.integers(0, 1).map(float)


def frames_of(values):
    rows = st.lists(st.lists(values, min_size=5, max_size=5), min_size=4, max_size=25)
    return rows.map(lambda drawn: pd.DataFrame(drawn, columns=[*NAMES, "Y"]))


# Fuzzy sets, crisp sets, and fuzzy conditions of a crisp outcome.
frames = st.one_of(
    frames_of(fuzzy),
    frames_of(crisp),
    frames_of(fuzzy).map(lambda frame: frame.assign(Y=(frame["Y"] > 0.5).astype(float))),
)
levels = st.tuples(st.floats(0, 1), st.floats(0, 1), st.integers(1, 4))


def analyse(frame, conditions=NAMES, expectations="A,~B,D", outcome="Y"):
    table = truth_table(frame, outcome, list(conditions), Thresholds(0.75))
    if "1" not in table.output:
        return None
    return standard_analysis(table, expectations, CoverOptions(cap=500))


def models(found, rename=lambda literal: literal):
    def renamed(term):
        return frozenset(rename(literal) for literal in term.literals)

    def as_set(parts):
        return {frozenset(map(renamed, model.terms)) for model in parts}

    return (
        as_set(found.complex.models),
        as_set(found.parsimonious.models),
        as_set(found.intermediate_models),
    )


@given(frames, st.permutations(NAMES))
@settings(max_examples=40)
def test_the_order_of_conditions_changes_no_model(frame, order):
    found, other = analyse(frame), analyse(frame, order)
    assert (found is None) == (other is None)
    if found is not None:
        assert models(found) == models(other)


@given(frames, st.integers(0, 2**32 - 1))
@settings(max_examples=30)
def test_the_order_of_cases_changes_no_model(frame, seed):
    found = analyse(frame)
    other = analyse(frame.sample(frac=1, random_state=np.random.default_rng(seed)))
    if found is not None and other is not None:
        close = np.abs(found.table.consistency - 0.75) < 1e-6
        if not close.any():
            assert models(found) == models(other)


@given(frames)
@settings(max_examples=40)
def test_a_negated_condition_is_the_same_condition_with_its_sign_changed(frame):
    flipped = frame.assign(B=(1 - frame["B"]).round(2))
    found, other = analyse(frame), analyse(flipped, expectations="A,B,D")

    def flip(literal):
        return ~literal if literal.condition == "B" else literal

    assert (found is None) == (other is None)
    if found is not None:
        assert models(found, flip) == models(other)


@given(frames)
@settings(max_examples=40)
def test_solutions_hold_the_positive_rows_and_nest(frame):
    found = analyse(frame)
    if found is None:
        return
    table = found.table
    positives = [table.term(i) for i, code in enumerate(table.output) if code == "1"]
    negatives = [table.term(i) for i, code in enumerate(table.output) if code == "0"]
    assert not any(found.complex.simplifying_assumptions(m) for m in found.complex.models)
    for part in (*found.complex.models, *found.parsimonious.models, *found.intermediate_models):
        assert all(any(row.is_subset_of(t) for t in part.terms) for row in positives)
        assert not any(row.is_subset_of(t) for t in part.terms for row in negatives)
        for term in part.terms:
            others = [t for t in part.terms if t != term]
            assert any(
                row.is_subset_of(term) and not any(row.is_subset_of(t) for t in others)
                for row in positives
            )
    for pair in found.pairs:
        allowed = set(found.parsimonious.simplifying_assumptions(pair.parsimonious_model))
        assert set(pair.easy_counterfactuals()) <= allowed
        for model in pair.models:
            assert set(found.complex.simplifying_assumptions(model)) <= allowed


@given(frames)
@settings(max_examples=40)
def test_names_change_no_model(frame):
    other_names = dict(zip(NAMES, ["数字化", "Z", "b c", "A"], strict=True))
    found = analyse(frame)
    renamed = frame.rename(columns={**other_names, "Y": "结果"})
    other = analyse(renamed, list(other_names.values()), "数字化,~Z,A", "结果")

    def rename(literal):
        return Literal(other_names[literal.condition], literal.present)

    assert (found is None) == (other is None)
    if found is not None:
        assert models(found, rename) == models(other)


@given(frames)
@settings(max_examples=40)
def test_the_negated_outcome_is_its_complement(frame):
    negated = truth_table(frame, "~Y", list(NAMES), Thresholds(0.75))
    complement = truth_table(frame.assign(Y=1 - frame["Y"]), "Y", list(NAMES), Thresholds(0.75))
    assert negated.to_frame().equals(complement.to_frame())


@given(frames, levels, levels)
@settings(max_examples=60)
def test_no_threshold_adds_a_sufficient_row_when_it_rises(frame, one, other):
    low, high = (tuple(map(pick, one, other)) for pick in (min, max))
    table = truth_table(frame, "Y", list(NAMES), Thresholds(*low))
    strict = table.with_thresholds(Thresholds(*high))
    assert set(strict.with_output("1")) <= set(table.with_output("1"))
    assert set(strict.with_output("?")) >= set(table.with_output("?"))
    same = truth_table(frame, "Y", list(NAMES), Thresholds(*high))
    assert same.output == strict.output


@given(frames, st.sampled_from([0.0, 0.7, 0.8]))
@settings(max_examples=30)
def test_a_higher_threshold_finds_no_more_necessary_conditions(frame, ron):
    loose, strict = (
        superset_search(frame, "Y", list("AB"), consistency=level, ron=ron, depth=1)
        for level in (0.8, 0.9)
    )
    assert {str(i.expression) for i in strict.found} <= {str(i.expression) for i in loose.found}


@given(frames)
@settings(max_examples=40)
def test_fit_of_a_model_is_that_of_its_expression(frame):
    found = analyse(frame)
    if found is None:
        return
    y = frame["Y"]
    for model in found.intermediate_models[:3]:
        solution = describe(found.table, model)
        whole = sufficiency_fit(model.expression.membership(frame), y)
        assert solution.fit.to_dict() == pytest.approx(whole.to_dict(), nan_ok=True)
        assert sum(path.fit.unique_coverage for path in solution.paths) <= whole.coverage + 1e-9


def test_expectations_of_everything_and_nothing():
    rng = np.random.default_rng(8)
    frame = pd.DataFrame(rng.integers(0, 2, (12, 5)), columns=[*NAMES, "Y"]).astype(float)
    frame["Y"] = ((frame["A"] == 1) & (frame["B"] == 0)).astype(float)
    found = analyse(frame, expectations=())
    assert {frozenset(m.terms) for m in found.intermediate_models} == {
        frozenset(m.terms) for m in found.complex.models
    }
    assert all(isinstance(t, Term) for m in found.intermediate_models for t in m.terms)
    assert Literal("A") in found.parsimonious.models[0].terms[0].literals
