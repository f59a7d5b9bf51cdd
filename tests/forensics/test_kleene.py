from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from analysis.forensics.intervals import Interval
from analysis.forensics.kleene import CRISP, PatternSpace, SumConstraint, is_possible, sum_bounds
from analysis.forensics.literals import SetLiteral
from analysis.forensics.transcripts import OUTCOME
from tests.forensics.synthetic import CONDITIONS, fuzzy_data, overlap, values

SPACE = PatternSpace.over((*CONDITIONS, OUTCOME))
SLACK = Fraction(1, 10**6)
A, B, C, Y = (SetLiteral(name) for name in (*CONDITIONS, OUTCOME))


def total(space, literals, value):
    return SumConstraint(space.conjunction(literals), Interval.of(value))


@given(fuzzy_data())
@settings(max_examples=15, deadline=None)
def test_the_sums_of_any_data_are_possible_and_bounds_hold_them(data):
    held = [SumConstraint(SPACE.ones, Interval.of(28))]
    for literals in ([A], [B], [Y], [A, Y], [B.negated, Y], [A, A.negated]):
        slack = Fraction(1, 10**6)
        truth = sum(values(data, literals))
        held.append(
            SumConstraint(SPACE.conjunction(literals), Interval(truth - slack, truth + slack))
        )
    assert is_possible(held)
    low, high = sum_bounds(SPACE.conjunction([A, B.negated, Y]), held)
    truth = float(overlap(data, [A, B.negated], True))
    assert low - 1e-4 <= truth <= high + 1e-4


def test_frechet_bounds_are_met_exactly():
    space = PatternSpace.over(("a", "b"))
    held = [
        SumConstraint(space.ones, Interval.of(10)),
        total(space, [A], 7),
        total(space, [B], 6),
    ]
    assert sum_bounds(space.conjunction([A, B]), held) == pytest.approx((3, 6))
    assert sum_bounds(space.union([(A,), (B,)]), held) == pytest.approx((7, 10))
    assert not is_possible([*held, total(space, [A, B], 2.9)])


def test_negation_halves_what_a_set_shares_with_it():
    space = PatternSpace.over(("a",))
    cases = SumConstraint(space.ones, Interval.of(10))
    assert sum_bounds(space.conjunction([A, A.negated]), [cases]) == pytest.approx((0, 5))
    crisp = PatternSpace.over(("a",), CRISP)
    cases = SumConstraint(crisp.ones, Interval.of(10))
    assert sum_bounds(crisp.conjunction([A, A.negated]), [cases]) == pytest.approx((0, 0))


def test_contradictory_constraints_have_no_bounds():
    space = PatternSpace.over(("a",))
    held = [SumConstraint(space.ones, Interval.of(1)), total(space, [A], 2)]
    assert sum_bounds(space.ones, held) is None


def test_shapes():
    assert SPACE.patterns.shape == (81, 4)
    assert np.array_equal(SPACE.union([]), np.zeros(81))
