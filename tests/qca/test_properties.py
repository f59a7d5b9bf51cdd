"""Properties that any truth table analysis must have, whatever the data."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.qca import (
    CoverOptions,
    Literal,
    Term,
    Thresholds,
    standard_analysis,
    truth_table,
)

NAMES = "ABCD"
grid = st.integers(0, 100).filter(lambda i: i != 50).map(lambda i: i / 100)
frames = st.lists(st.lists(grid, min_size=5, max_size=5), min_size=4, max_size=25).map(
    lambda values: pd.DataFrame(values, columns=[*NAMES, "Y"])
)


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
