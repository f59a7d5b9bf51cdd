import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data.errors import InputError
from analysis.qca import Expression, Literal, Term, term_memberships

from .reference import ATOL, SETS, SIDES, data, load

literals = st.tuples(st.sampled_from("ABCD"), st.booleans())
terms = st.lists(literals, max_size=4).map(lambda pairs: Term.of(dict(pairs)))
expressions = st.lists(terms, max_size=4).map(lambda found: Expression(tuple(found)))
CORNERS = pd.DataFrame(
    [[row >> j & 1 for j in range(4)] for row in range(16)], columns=list("ABCD"), dtype=float
)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("A*~B + C", "A*~B + C"),
        (" ~ A * B+~C ", "~A*B + ~C"),
        ("数字化技术*~R&D投入强度 + 政府支持度", "数字化技术*~R&D投入强度 + 政府支持度"),
        ("数字化技术＊～市场化环境", "数字化技术*~市场化环境"),
        ("~(A*B + ~C)", "~A*C + ~B*C"),
        ("(A + B)*(A + C)", "A + B*C"),
        ("~~A", "A"),
        ("A*~A", "0"),
        ("A + ~(A*B) + 0", "A + ~A + ~B"),
        ("1*A + 0*B", "A"),
        ("~1", "0"),
        ("A + A", "A"),
        ("government support*A", "government support*A"),
    ],
)
def test_parsing_and_printing(text, printed):
    assert str(Expression.parse(text)) == printed


@pytest.mark.parametrize("text", ["", "A*", "A++B", "(A", "A)", "~", "A B*(C", "*A"])
def test_malformed_text_is_one_clear_error(text):
    with pytest.raises(InputError, match="Remedy: write unions of products"):
        Expression.parse(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(" * 60 + "A" + ")" * 60, "nested too deep"),
        ("(" * 9_000, "nested too deep"),
        ("~" * 9_000 + "A", "nested too deep"),
        ("*".join(f"(A{n} + B{n})" for n in range(40)), "too many terms"),
        (f"~({' + '.join(f'A{n}*B{n}' for n in range(40))})", "too many terms"),
    ],
)
def test_what_cannot_be_worked_out_is_refused_at_once(text, words):
    with pytest.raises(InputError, match=words):
        Expression.parse(text)


def test_negations_and_brackets_of_a_usual_size_are_worked_out():
    assert Expression.parse("~" * 40 + "A") == Expression.parse("(" * 40 + "A" + ")" * 40)
    names = [f"{a}*{b}*{c}" for a, b, c in ("ABC", "BCD", "CDE", "DEF", "EFA")]
    whole = Expression.parse(" + ".join(names))
    assert Expression.parse(f"~({whole})") == ~whole


def test_unknown_condition_names_the_known():
    with pytest.raises(InputError, match=r"'Z' is no condition.*A, B"):
        Expression.parse("A*Z", ["A", "B"])
    with pytest.raises(InputError, match="not one term"):
        Term.parse("A + B")


@given(expressions)
def test_printing_and_parsing_are_inverse(expression):
    assert Expression.parse(str(expression)) == expression


@given(expressions, expressions)
def test_algebra_agrees_with_the_corners(left, right):
    a, b = left.membership(CORNERS), right.membership(CORNERS)
    np.testing.assert_array_equal((left & right).membership(CORNERS), np.minimum(a, b))
    np.testing.assert_array_equal((left | right).membership(CORNERS), np.maximum(a, b))
    np.testing.assert_array_equal((~left).membership(CORNERS), 1 - a)


@given(expressions, expressions, st.integers(0, 2**32 - 1))
def test_algebra_of_fuzzy_sets(left, right, seed):
    """Negated and joined expressions drop what holds a set and its negation: lower, never across.

    Nothing changes sides of 0.5, and the union is exact.
    """
    values = np.random.default_rng(seed).integers(0, 100, (30, 4)) / 100 + 0.001
    frame = pd.DataFrame(values, columns=list("ABCD"))
    a, b = left.membership(frame), right.membership(frame)
    np.testing.assert_array_equal((left | right).membership(frame), np.maximum(a, b))
    for found, exact in (
        ((~left).membership(frame), 1 - a),
        ((left & right).membership(frame), np.minimum(a, b)),
    ):
        assert (found <= exact + 1e-12).all()
        np.testing.assert_array_equal(found > 0.5, exact > 0.5)


def test_terms_are_compared_by_their_literals():
    assert Term.parse("A*~B") == Term.parse("~B*A")
    assert hash(Term.parse("A*~B")) == hash(Term.parse("~B*A"))
    assert Term.parse("A*~B*C").is_subset_of(Term.parse("~B"))
    assert not Term.parse("A*B").is_subset_of(Term.parse("~B"))
    assert Term.parse("A") & Term.parse("~A") is None
    assert str(Term.parse("B*~A").ordered(["A", "B"])) == "~A*B"
    assert ~Literal("A") == Literal("A", present=False)


def test_fuzzy_membership_by_hand():
    frame = pd.DataFrame({"A": [0.2, 0.7], "B": [0.6, 0.9], "C": [0.1, 0.4]})
    np.testing.assert_allclose(Expression.parse("A*~B + C").membership(frame), [0.2, 0.4])
    found = term_memberships([Term.parse("A*B"), Term.parse("~C")], frame)
    np.testing.assert_allclose(found, [[0.2, 0.7], [0.9, 0.6]])


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", SETS)
def test_memberships_of_prime_implicants_agree_with_the_reference(name, side):
    stored = load(name, f"min_{side}")["parsimonious"]["pims"]
    texts = [text for text in stored if text != "row"]
    found = term_memberships([Term.parse(text) for text in texts], data(name))
    for values, text in zip(found, texts, strict=True):
        np.testing.assert_allclose(values, stored[text], atol=ATOL)


def test_results_as_plain_data():
    expression = Expression.parse("A*~B + C")
    assert expression.to_dict()["terms"] == [{"A": True, "B": False}, {"C": True}]
    assert expression.to_frame().loc["A*~B", "B"] == 0
    assert pd.isna(expression.to_frame().loc["C", "A"])
