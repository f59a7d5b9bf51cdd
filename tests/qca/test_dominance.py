import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from analysis.qca.dominance import contained_lines, distinct_lines, maximal_lines

matrices = arrays(
    bool, array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=9), elements=st.booleans()
)


@given(matrices, st.sampled_from([0, 512]))
def test_maximal_lines_are_those_of_the_definition(lines, limit):
    """Both ways to compare lines: by a product of matrices, and by packed bits."""
    sets = [frozenset(np.flatnonzero(line).tolist()) for line in lines]
    expected = [
        i for i, own in enumerate(sets) if own not in sets[:i] and not any(own < s for s in sets)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.qca.dominance.PRODUCT_LIMIT", limit)
        assert maximal_lines(lines).tolist() == expected


@given(matrices)
def test_distinct_lines_name_first_places(lines):
    first, same_as = distinct_lines(lines)
    assert (lines[first][same_as] == lines).all()
    assert len({line.tobytes() for line in lines}) == len(first)
    assert all(not (lines[:i] == lines[i]).all(axis=1).any() for i in first)


def test_more_columns_than_a_word():
    lines = np.tri(200, 130, -1, dtype=bool)[1:131]
    assert contained_lines(lines).tolist() == [True] * 129 + [False]


def test_too_many_lines_stay_uncompared(monkeypatch):
    monkeypatch.setattr("analysis.qca.dominance.PAIRWISE_LIMIT", 1)
    assert maximal_lines(np.array([[1, 0], [1, 1], [1, 0]], dtype=bool)).tolist() == [0, 1]
