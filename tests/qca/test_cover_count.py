import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.qca.cover_bound import dual_weights, minimum_cover
from analysis.qca.cover_count import COUNT_EFFORT, most_covers, separate
from analysis.qca.cover_search import CoverSearch
from analysis.qca.covers import minimum_covers

from .test_covers import charts, every_cover


def count(chart, effort=COUNT_EFFORT):
    return separate(chart, minimum_cover(chart)).count(effort)


@given(charts, st.integers(0, 200))
@settings(max_examples=200)
def test_count_is_exact_and_bounds_hold_whatever_the_effort(chart, effort):
    size = len(minimum_cover(chart))
    true = sum(len(cover) == size for cover in every_cover(chart))
    exact, cut = count(chart), count(chart, effort=effort)
    assert exact.at_least == exact.at_most == true
    assert 1 <= cut.at_least <= true <= cut.at_most
    assert true <= most_covers(chart, size)


def test_separate_parts_multiply():
    """A cycle of five rows has five minimum covers; forty such cycles 5^40, never listed."""
    cycle = np.array([[j in (i, (i + 1) % 5) for j in range(5)] for i in range(5)])
    many = np.kron(np.eye(40, dtype=bool), cycle)
    found = minimum_covers(many, cap=100)
    assert len(found.covers) == 100 and len(found.covers[0]) == 120
    assert found.at_least == found.at_most == 5**40


def test_equal_implicants_multiply_without_being_listed():
    chart = np.repeat(np.eye(4, dtype=bool), 1000, axis=0)
    assert count(chart).at_least == 1000**4


def test_the_product_bound_by_hand():
    assert most_covers(np.ones((6, 2), dtype=bool), 1) == 6
    assert most_covers(np.repeat(np.eye(2, dtype=bool), (2, 3), axis=0), 2) == 6
    assert most_covers(np.eye(3, dtype=bool), 3) == 1


@pytest.mark.parametrize("effort", [0, 10, 10_000])
def test_the_search_says_when_it_gave_up(effort):
    chart = np.repeat(np.eye(3, dtype=bool), 3, axis=0)
    search = CoverSearch(chart, 3, dual_weights(chart), effort)
    assert (len(list(search.covers())) == 27) == (not search.ended)
