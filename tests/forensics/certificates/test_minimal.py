from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.forensics.certificates.minimal import (
    Question,
    deletion_filter,
    minimal_sets,
    smallest_hitting_set,
)

COUNT = 6
CORES = st.lists(
    st.frozensets(st.integers(0, COUNT - 1), min_size=1, max_size=4), min_size=0, max_size=4
)


def question(cores):
    """Constraints that contradict where they contain one of the cores."""
    return Question(
        COUNT,
        holds=lambda members: not any(core <= members for core in cores),
        grown=lambda members: members,
    )


@given(CORES)
@settings(max_examples=40, deadline=None)
def test_all_minimal_sets_are_found_once_and_by_size(cores):
    asked = question(cores)
    found = list(minimal_sets(asked))
    subsets = chain.from_iterable(combinations(range(COUNT), k) for k in range(COUNT + 1))
    bad = [frozenset(each) for each in subsets if not asked.holds(frozenset(each))]
    minimal = {each for each in bad if not any(other < each for other in bad)}
    assert set(found) == minimal
    assert len(found) == len(minimal)
    assert [len(each) for each in found] == sorted(len(each) for each in found)


@given(CORES.filter(bool))
@settings(max_examples=40, deadline=None)
def test_a_deletion_filter_leaves_a_core(cores):
    kept = deletion_filter(frozenset(range(COUNT)), question(cores).holds)
    assert kept in cores
    assert all(question(cores).holds(kept - {each}) for each in kept)


def test_candidates_and_size_limit_the_search():
    asked = question([frozenset({0, 1}), frozenset({2, 3, 4})])
    assert list(minimal_sets(asked, frozenset({2, 3, 4}))) == [frozenset({2, 3, 4})]
    assert list(minimal_sets(asked, max_size=2)) == [frozenset({0, 1})]


def test_hitting_sets():
    sets = [frozenset({0, 1}), frozenset({1, 2})]
    assert smallest_hitting_set([0, 1, 2], sets, []) == frozenset({1})
    assert smallest_hitting_set([0], [frozenset({0})], [frozenset({0})]) is None
