import numpy as np
import pytest
from hypothesis import given, settings

from analysis.data.errors import InputError
from analysis.qca import Expression, Literal, Term
from analysis.qca.simplification import factored, shortest_forms, simplify

from .test_expressions import CORNERS, expressions


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("A*B + A*~B", "A"),
        ("A + ~A*B", "A + B"),
        ("A*B + ~A*C + B*C", "A*B + ~A*C"),
        ("A + A*B", "A"),
        ("A*~A", "0"),
        ("A + ~A", "1"),
    ],
)
def test_known_simplifications(text, short):
    assert str(simplify(Expression.parse(text))) == short


def test_ties_are_all_given():
    ring = Expression.parse("A*~B + B*~C + ~A*C + ~A*B + A*~C + ~B*C")
    assert [len(form.terms) for form in shortest_forms(ring)] == [3, 3]


@given(expressions)
@settings(max_examples=80)
def test_shorter_forms_hold_the_same_corners(expression):
    for form in shortest_forms(expression, cap=5):
        np.testing.assert_array_equal(form.membership(CORNERS), expression.membership(CORNERS))
        assert len(form.terms) <= len(set(expression.terms))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("A*B + A*C", "A*(B + C)"),
        ("A*B*C + A*B*~D", "A*B*(C + ~D)"),
        ("A*B + C", "A*B + C"),
        ("A*B + A*C + ~D*E + ~D*F", "A*(B + C) + ~D*(E + F)"),
        ("数字化技术*市场化环境 + 数字化技术*政府支持度", "数字化技术*(市场化环境 + 政府支持度)"),
    ],
)
def test_factoring(text, printed):
    assert factored(Expression.parse(text)) == printed


@given(expressions)
def test_factoring_loses_nothing(expression):
    if expression.terms:
        again = Expression.parse(factored(expression))
        np.testing.assert_array_equal(again.membership(CORNERS), expression.membership(CORNERS))


def test_too_many_conditions():
    wide = Expression((Term(tuple(Literal(f"C{i}") for i in range(19))),))
    with pytest.raises(InputError, match="at most 18"):
        simplify(wide)
