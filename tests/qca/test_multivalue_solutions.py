from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data.errors import InputError
from analysis.qca import (
    CoverOptions,
    Model,
    Term,
    Thresholds,
    complex_solution,
    describe_values,
    multivalue_solution,
    multivalue_table,
    parsimonious_solution,
    truth_table,
)

LEVELS = (3, 2, 3)
NAMES = list("ABC")
crisp_tables = st.lists(st.sampled_from("10??"), min_size=18, max_size=18).filter(
    lambda codes: "1" in codes
)


def table_of(codes):
    """One case per row that is not a remainder; two more keep every value observed."""
    rows = [
        (*values, float(code == "1"))
        for values, code in zip(product(*map(range, LEVELS)), codes, strict=True)
        if code != "?"
    ]
    return multivalue_table(pd.DataFrame(rows, columns=[*NAMES, "Y"]), "Y", NAMES)


def brute_force(table, kind):
    """Every cube with a positive row and no forbidden one, kept if no literal can go."""
    rows = [tuple(row) for row in table.values.tolist()]
    positives = {row for row, code in zip(rows, table.output, strict=True) if code == "1"}
    negatives = {row for row, code in zip(rows, table.output, strict=True) if code == "0"}
    if kind == "complex":
        negatives = set(product(*map(range, table.levels))) - positives

    def holds(cube, row):
        return all(v in (-1, r) for v, r in zip(cube, row, strict=True))

    valid = {
        cube
        for cube in product(*(range(-1, count) for count in table.levels))
        if any(holds(cube, p) for p in positives) and not any(holds(cube, n) for n in negatives)
    }
    primes = {
        cube
        for cube in valid
        if not any((*cube[:j], -1, *cube[j + 1 :]) in valid for j in range(3) if cube[j] != -1)
    }
    texts = {
        "*".join(f"{name}{{{v}}}" for name, v in zip(NAMES, cube, strict=True) if v != -1) or "1"
        for cube in primes
    }
    return texts


@given(crisp_tables, st.sampled_from(["complex", "parsimonious"]))
@settings(max_examples=80)
def test_prime_implicants_are_those_of_brute_force(codes, kind):
    table = table_of(codes)
    found = multivalue_solution(table, kind)
    assert {str(term) for term in found.chart.terms} == brute_force(table, kind)


@given(crisp_tables, st.sampled_from(["complex", "parsimonious"]))
@settings(max_examples=40)
def test_models_hold_the_positive_rows_and_no_others_observed(codes, kind):
    table = table_of(codes)
    sets = table.sets()
    for model in multivalue_solution(table, kind, CoverOptions(cap=20)).models:
        inside = model.expression.membership(sets) == 1
        np.testing.assert_array_equal(inside, table.outcome_memberships == 1)
        fit = table.fit(model.expression).whole
        assert (fit.consistency, fit.coverage) == (1.0, 1.0)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rule", [CoverOptions(), CoverOptions(row_dominance=True)])
def test_two_values_give_the_ordinary_solutions(seed, rule):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(rng.integers(0, 2, (12, 5)), columns=[*"ABCD", "Y"]).astype(float)
    limits = Thresholds(0.7)
    many = multivalue_table(frame, "Y", list("ABCD"), limits)
    two = truth_table(frame, "Y", list("ABCD"), limits)

    def ordinary(term):
        return Term(tuple(_literal(lit) for lit in term.literals))

    def _literal(lit):
        name, value = lit.condition[:-3], lit.condition[-2]
        return Term.of({name: value == "1"}).literals[0]

    for kind, solve in (("complex", complex_solution), ("parsimonious", parsimonious_solution)):
        found = {
            frozenset(map(ordinary, model.terms))
            for model in multivalue_solution(many, kind, rule).models
        }
        assert found == {frozenset(model.terms) for model in solve(two, rule).models}


def test_ties_are_all_listed_and_plain():
    frame = pd.DataFrame({"A": [0, 2], "B": [0, 1], "Y": [0.0, 1.0]})
    found = multivalue_solution(multivalue_table(frame, "Y", ["A", "B"]))
    assert [str(model) for model in found.models] == ["P1: A{2}", "P2: B{1}"]
    assert found.to_dict()["models"] == {"P1": ["A{2}"], "P2": ["B{1}"]}
    assert found.to_frame()["term"].tolist() == ["A{2}", "B{1}"]


def test_cases_of_a_model_by_hand():
    cases = ["甲", "乙", "丙", "丁", "戊"]
    frame = pd.DataFrame({"A": [0, 1, 2, 2, 2], "B": [0, 1, 0, 1, 1]}, index=cases)
    table = multivalue_table(frame.assign(Y=[0.1, 0.9, 1.0, 0.2, 0.6]), "Y", ["A", "B"])
    found = describe_values(table, Model("M1", (Term.parse("A{1}"), Term.parse("A{2}*B{1}"))))
    first, second = found.paths
    assert first.typical == first.uniquely == ("乙",) and first.deviant == ()
    assert second.typical == ("戊",) and second.deviant == ("丁",)
    assert found.uncovered == ("丙",) and found.covered == ("乙", "戊")
    assert second.fit.consistency == pytest.approx(0.8 / 2)
    assert found.fit.consistency == pytest.approx(1.7 / 3)
    assert found.fit.coverage == pytest.approx(1.7 / 2.8)


def test_contradictions_count_as_negative_unless_freed():
    frame = pd.DataFrame({"A": [0, 1, 2], "B": [0, 0, 1], "Y": [0.1, 0.9, 0.6]})
    table = multivalue_table(frame, "Y", ["A", "B"], Thresholds(0.8, contradiction=0.5))
    assert table.output == ("0", "1", "C")
    (held,) = multivalue_solution(table).models
    assert str(held.expression) == "A{1}"
    freed = multivalue_solution(table, options=CoverOptions(free_contradictions=True))
    assert len(freed.chart.terms) >= 1


def test_unsupported_wishes_are_told():
    table = multivalue_table(pd.DataFrame({"A": [0, 1], "Y": [0.0, 0.1]}), "Y", ["A"])
    with pytest.raises(InputError, match="no row is sufficient"):
        multivalue_solution(table)
    with pytest.raises(InputError, match="'complex', 'parsimonious'"):
        multivalue_solution(table, "intermediate")
