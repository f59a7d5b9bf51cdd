import pandas as pd
import pytest

from analysis.data.errors import InputError
from analysis.qca import Thresholds, parsimonious_solution, truth_table
from analysis.qca.enhanced import (
    against_necessity,
    contradictory_assumptions,
    enhanced_analysis,
    simultaneous_subsets,
)

from .reference import SETS
from .test_truth_table import reference_table


@pytest.mark.parametrize("name", SETS)
def test_no_contradictory_assumption_survives(name):
    table, negated = reference_table(name, "pos"), reference_table(name, "neg")
    found = enhanced_analysis(table, negated)
    left, right = found.outcome.parsimonious, found.negation.parsimonious
    assert contradictory_assumptions(left, right) == ()
    before = contradictory_assumptions(parsimonious_solution(table), parsimonious_solution(negated))
    assert set(before) <= set(found.untenable.contradictory)


def test_there_are_contradictory_assumptions_to_remove():
    left = parsimonious_solution(reference_table("provinces", "pos"))
    right = parsimonious_solution(reference_table("provinces", "neg"))
    rows = contradictory_assumptions(left, right)
    assert rows
    assert any(rows[0] in left.simplifying_assumptions(model) for model in left.models)
    assert any(rows[0] in right.simplifying_assumptions(model) for model in right.models)


def test_rows_sufficient_for_both_sides():
    frame = pd.DataFrame(
        {"A": [0.6, 0.6, 0.9, 0.1], "B": [0.6, 0.55, 0.1, 0.1], "Y": [0.5, 0.45, 0.9, 0.0]}
    )
    table = truth_table(frame, "Y", "AB", Thresholds(0.75))
    negated = truth_table(frame, "~Y", "AB", Thresholds(0.75))
    assert simultaneous_subsets(table, negated) == (4,)
    found = enhanced_analysis(table, negated)
    assert found.untenable.simultaneous == (4,)
    assert 4 not in found.outcome.table.with_output("1")
    assert 4 not in found.negation.table.with_output("1")


def test_nothing_outside_a_necessary_condition_is_assumed():
    table, negated = reference_table("provinces", "pos"), reference_table("provinces", "neg")
    found = enhanced_analysis(table, negated, necessary=["DIG"], impossible=["~RD*GOV*~MKT"])
    for model in found.outcome.parsimonious.models:
        for term in model.terms:
            assert term & against_necessity("DIG", table.conditions).terms[0] is None
    assert set(found.untenable.to_frame()["reason"]) >= {"impossible", "against necessity"}
    assert str(against_necessity("DIG + RD", table.conditions)) == "~DIG*~RD"
    with pytest.raises(InputError, match="QQ"):
        enhanced_analysis(table, negated, impossible=["QQ"])
