from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from analysis.data.errors import InputError
from analysis.qca.cover_bound import (
    dual_weights,
    minimum_cover,
    reduced_chart,
    solve_core,
)
from analysis.qca.cover_count import Parts
from analysis.qca.covers import irredundant_covers, minimum_covers, undominated

charts = arrays(
    bool, array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=7), elements=st.booleans()
).filter(lambda chart: bool(chart.any(axis=0).all()))


def every_cover(chart):
    count = len(chart)
    return [
        chosen
        for size in range(1, count + 1)
        for chosen in combinations(range(count), size)
        if chart[list(chosen)].any(axis=0).all()
    ]


@given(charts)
@settings(max_examples=150)
def test_minimum_covers_are_all_those_of_brute_force(chart):
    covers = every_cover(chart)
    least = min(map(len, covers))
    found = minimum_covers(chart)
    assert found.complete
    assert list(found.covers) == [c for c in covers if len(c) == least]
    assert found.at_least == found.at_most == len(found.covers)
    assert len(minimum_cover(chart)) == least == len(solve_core(chart))
    assert chart[list(minimum_cover(chart))].any(axis=0).all()


@given(charts)
@settings(max_examples=150)
def test_irredundant_covers_are_all_those_of_brute_force(chart):
    covers = every_cover(chart)
    sets = [set(c) for c in covers]
    expected = [c for c in covers if not any(other < set(c) for other in sets)]
    assert list(irredundant_covers(chart).covers) == expected


@given(charts)
def test_row_dominance_keeps_what_no_other_exceeds(chart):
    rows = [set(np.flatnonzero(line)) for line in chart]
    expected = [i for i, own in enumerate(rows) if not any(own < other for other in rows)]
    assert undominated(chart).tolist() == expected


def test_the_cap_is_reported():
    found = minimum_covers(np.ones((6, 2), dtype=bool), cap=4)
    assert len(found.covers) == 4 and not found.complete
    assert (found.at_least, found.at_most) == (6, 6)
    assert minimum_covers(np.ones((4, 2), dtype=bool), cap=4).complete


@given(charts, st.integers(1, 3))
@settings(max_examples=150)
def test_beyond_the_cap_the_number_and_the_essentials_stay_true(chart, cap):
    covers = every_cover(chart)
    least = min(map(len, covers))
    minimum = [c for c in covers if len(c) == least]
    sets = [set(c) for c in covers]
    irredundant = [c for c in covers if not any(other < set(c) for other in sets)]
    for found, true in (
        (minimum_covers(chart, cap), minimum),
        (irredundant_covers(chart, cap), irredundant),
    ):
        assert found.at_least == found.at_most == len(true)
        assert set(found.covers) <= set(true)
        assert len(found.covers) == min(cap, len(true))
        assert found.complete == (len(true) <= cap)
        assert all(set(found.essential) <= set(cover) for cover in true)


def test_a_list_cut_short_claims_no_more_than_it_knows(monkeypatch):
    chart = np.repeat(np.eye(3, dtype=bool), (1, 2, 3), axis=0)
    assert minimum_covers(chart).essential == (0,)
    monkeypatch.setattr("analysis.qca.covers.LIST_EFFORT", 1)
    found = minimum_covers(chart)
    assert not found.complete and len(found.covers) == 6
    assert (found.at_least, found.at_most, found.essential) == (6, 6, (0,))
    monkeypatch.setattr(Parts.count, "__defaults__", (0,))
    bounded = minimum_covers(chart, cap=3)
    assert len(bounded.covers) == 3
    assert (bounded.at_least, bounded.at_most) == (4, 6)
    monkeypatch.setattr("analysis.qca.covers.COUNTED_BEYOND_CAP", 2)
    cut = irredundant_covers(chart, cap=1)
    assert (cut.at_least, cut.at_most) == (4, 20)


def test_a_cyclic_chart_keeps_a_core():
    cycle = np.array([[j in (i, (i + 1) % 5) for j in range(5)] for i in range(5)])
    core = reduced_chart(cycle)
    assert (len(core.forced), len(core.implicants), len(core.rows)) == (0, 5, 5)
    assert len(minimum_cover(cycle)) == 3
    assert minimum_covers(cycle).essential == ()


@given(charts)
def test_dual_weights_bound_every_cover(chart):
    for small in (0, 64):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("analysis.qca.cover_bound.SMALL_CHART", small)
            weights = dual_weights(chart)
            assert (chart @ weights <= 1 + 1e-9).all()
            assert weights.sum() <= len(minimum_cover(chart)) + 1e-9
            least = len(minimum_cover(chart))
            found = [c for c in every_cover(chart) if len(c) == least]
            assert list(minimum_covers(chart).covers) == found


def test_running_out_of_time_names_the_bounds():
    rng = np.random.default_rng(3)
    hard = rng.random((4000, 60)) < 0.08
    hard[:60] |= np.eye(60, dtype=bool)
    with pytest.raises(InputError, match=r"at least .* terms, best"):
        solve_core(hard, time_limit=0.01)


def test_a_row_without_implicant_is_an_error():
    with pytest.raises(InputError, match="no implicant covers"):
        minimum_covers(np.array([[True, False]]))
    assert minimum_covers(np.zeros((0, 0), dtype=bool)).covers == ((),)


@given(charts)
def test_exchanges_yield_minimum_covers_each_once(chart):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.qca.covers.LIST_EFFORT", -1)
        found = minimum_covers(chart)
    least = len(minimum_cover(chart))
    true = [c for c in every_cover(chart) if len(c) == least]
    assert set(found.covers) <= set(true) and len(set(found.covers)) == len(found.covers)
    assert found.at_least == found.at_most == len(true)
