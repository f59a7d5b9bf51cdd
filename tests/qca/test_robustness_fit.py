from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from analysis.data.errors import InputError
from analysis.qca import Expression, sufficiency_fit
from analysis.qca.robustness_fit import case_robustness, fit_robustness, robust_core

from .reference import data

INITIAL = Expression.parse("DIG*ORG + IND*GOV")
TESTS = [Expression.parse(text) for text in ("DIG*ORG*MKT + IND*GOV", "RD*ORG", "DIG*GOV + RD*IND")]


def test_parameters_by_their_definitions():
    frame = data("provinces")
    found = fit_robustness(frame, "Y", INITIAL, TESTS)
    first = INITIAL.membership(frame)
    others = np.array([test.membership(frame) for test in TESTS])
    core = np.minimum(first, others.min(axis=0))
    expected = sufficiency_fit(core, frame["Y"]).to_dict()
    assert found.core.to_dict() == pytest.approx(expected, nan_ok=True)
    assert found.coverage_ratio == pytest.approx(found.core.coverage / found.initial.coverage)
    assert found.coverage_ratio <= 1
    union = others.max(axis=0)
    expected = np.minimum(first, union).sum() / np.maximum(first, union).sum()
    assert found.overlap_maximum == pytest.approx(expected)


def test_the_order_of_the_tests_changes_nothing():
    frame = data("provinces")
    results = [
        fit_robustness(frame, "Y", INITIAL, order).to_frame() for order in permutations(TESTS)
    ]
    for other in results[1:]:
        pd.testing.assert_frame_equal(results[0], other)


def test_the_core_as_expression_holds_the_minimum_of_the_solutions():
    frame = data("provinces")
    core = robust_core([INITIAL, *TESTS]).membership(frame)
    least = np.min([e.membership(frame) for e in (INITIAL, *TESTS)], axis=0)
    np.testing.assert_allclose(core, least, atol=1e-12)


def test_a_solution_against_itself_is_perfect():
    found = fit_robustness(data("provinces"), "~Y", INITIAL, [INITIAL])
    assert found.to_frame().iloc[0].tolist() == pytest.approx([1, 1, 1, 1])
    assert case_robustness(data("provinces"), "~Y", INITIAL, [INITIAL]).rank == 1


def test_cases_by_hand():
    frame = pd.DataFrame(
        {
            "A": [0.9, 0.9, 0.9, 0.1, 0.1],
            "B": [0.9, 0.1, 0.8, 0.9, 0.2],
            "Y": [1, 0.9, 0.2, 0.9, 0],
        },
        index=list("abcde"),
    )
    found = case_robustness(frame, "Y", Expression.parse("A"), [Expression.parse("B")])
    assert dict(found.groups) == {
        "a": "robust typical", "b": "shaky typical", "c": "robust deviant",
        "d": "possible typical", "e": "outside",
    }  # fmt: skip
    assert (found.typical_share, found.deviant_share, found.rank) == (0.5, 1.0, 4)
    assert found.of("shaky typical") == ("b",)
    larger = case_robustness(frame, "Y", Expression.parse("A"), [Expression.parse("A + B")])
    assert larger.rank == 2
    smaller = case_robustness(frame, "Y", Expression.parse("A"), [Expression.parse("A*B")])
    assert smaller.rank == 3


def test_a_test_is_needed():
    with pytest.raises(InputError, match="at least one"):
        fit_robustness(data("provinces"), "Y", INITIAL, [])
    with pytest.raises(InputError, match="no solution"):
        robust_core([])
