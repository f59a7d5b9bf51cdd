from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.forensics.intervals import Interval, exact

numbers = st.integers(-(10**5), 10**5).map(lambda k: Fraction(k, 960))


@st.composite
def interval_with_member(draw):
    low, inside, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    return Interval(low, high), inside


@given(interval_with_member(), interval_with_member())
def test_results_of_members_lie_in_results_of_intervals(one, two):
    (x, a), (y, b) = one, two
    assert (x + y).holds(a + b)
    assert (x - y).holds(a - b)
    assert (x * y).holds(a * b)
    if not y.low <= 0 <= y.high:
        assert (x / y).holds(a / b)


@given(interval_with_member(), st.integers(1, 50))
def test_multiples_are_all_inside_and_none_is_missed(drawn, denominator):
    interval, _ = drawn
    step = Fraction(1, denominator)
    found = interval.multiples(step)
    assert all(interval.holds(k * step) for k in found)
    before, after = (found[0] - 1, found[-1] + 1) if found else (found.start - 1, found.start)
    assert not interval.holds(before * step) and not interval.holds(after * step)


def test_common_part():
    assert Interval.of(0, 2).common(Interval.of(1, 3), Interval.of(-1, 5)) == Interval.of(1, 2)
    assert Interval.of(0, 1).common(Interval.of(2, 3)) is None
    assert Interval.of(0, 1).meets(Interval.of(1, 2))


def test_a_float_counts_as_the_decimals_it_shows():
    assert exact(0.1) == Fraction(1, 10)
    assert exact(Decimal("0.10")) == Fraction(1, 10)


def test_impossible_requests_are_refused():
    with pytest.raises(ValueError, match="empty"):
        Interval.of(2, 1)
    with pytest.raises(ZeroDivisionError):
        Interval.of(1) / Interval.of(-1, 1)


def test_shown_rounds_outwards():
    assert Interval.of(Fraction(1, 3), Fraction(2, 3)).shown(2) == "0.33 to 0.67"
    assert Interval.of(0.5).shown(2) == "0.50"
