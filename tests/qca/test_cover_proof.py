from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data.errors import InputError
from analysis.qca.cover_bound import minimum_cover, packing, solve_core
from analysis.qca.cover_proof import OutOfTimeError, cover_of_size

from .test_covers import charts, every_cover


@given(charts, st.integers(0, 7))
@settings(max_examples=150)
def test_a_cover_of_a_size_is_found_where_brute_force_has_one(chart, size):
    least = min(map(len, every_cover(chart)))
    found = cover_of_size(chart, size)
    assert (found is not None) == (least <= size)
    if found is not None:
        assert len(found) <= size
        assert chart[list(found)].any(axis=0).all()


@given(charts)
def test_packing_is_feasible_and_no_better_than_a_cover(chart):
    weights = packing(chart)
    assert (chart @ weights <= 1 + 1e-6).all()
    assert weights.sum() <= min(map(len, every_cover(chart))) + 1e-6


def random_chart(seed, implicants=1_500, rows=40, share=0.12):
    rng = np.random.default_rng(seed)
    return np.vstack([rng.random((implicants, rows)) < share, np.eye(rows, dtype=bool)])


@pytest.mark.parametrize("seed", range(3))
def test_the_search_agrees_with_integer_programming(seed, monkeypatch):
    chart = random_chart(seed, implicants=250, rows=30)
    least = len(solve_core(chart))
    assert cover_of_size(chart, least - 1) is None
    assert len(cover_of_size(chart, least)) == least
    monkeypatch.setattr("analysis.qca.cover_bound.LARGE_CORE", 0)
    monkeypatch.setattr("analysis.qca.cover_heuristic.STEPS", 1)
    found = minimum_cover(chart)
    assert len(found) == least and chart[list(found)].any(axis=0).all()


def test_a_deadline_ends_the_search_and_names_the_bounds(monkeypatch):
    chart = random_chart(1)
    with pytest.raises(OutOfTimeError):
        cover_of_size(chart, 8, deadline=monotonic() - 1)
    monkeypatch.setattr("analysis.qca.cover_bound.LARGE_CORE", 100)
    monkeypatch.setattr("analysis.qca.cover_bound.short_cover", lambda core, least: (*range(30),))
    with pytest.raises(InputError, match=r"at least \d+ terms, best \d+"):
        minimum_cover(chart, time_limit=0.0)
