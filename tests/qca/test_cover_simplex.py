import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from analysis.qca.cover_simplex import Basis, first_basis, relaxed

from .test_cover_proof import random_chart
from .test_covers import charts


def optimum(chart, open_ones, bare):
    held = chart[open_ones][:, bare].astype(float)
    return linprog(np.ones(len(held)), A_ub=-held.T, b_ub=-np.ones(held.shape[1])).fun


def everything(chart):
    return np.arange(len(chart)), np.ones(chart.shape[1], dtype=bool)


def assert_optimal(chart, open_ones, bare, found):
    assert found.bound == pytest.approx(optimum(chart, open_ones, bare), abs=1e-7)
    held = chart[open_ones][:, bare]
    assert (found.shares @ held >= 1 - 1e-7).all()
    assert found.shares.sum() == pytest.approx(found.bound, abs=1e-7)
    assert (found.shares >= -1e-7).all() and (found.costs >= 0).all()
    assert found.shares @ found.costs == pytest.approx(0, abs=1e-6)


@given(charts)
@settings(max_examples=150)
def test_the_relaxation_is_that_of_a_solver(chart):
    start = first_basis(chart)
    assert_optimal(
        chart, *everything(chart), relaxed(chart, *everything(chart), start, float("inf"))
    )


@pytest.mark.parametrize("seed", range(4))
def test_a_relaxation_goes_on_from_the_one_before(seed):
    chart = random_chart(seed, implicants=200, rows=30)
    rng = np.random.default_rng(seed)
    open_ones, bare = everything(chart)
    basis = first_basis(chart)
    for _ in range(6):
        found = relaxed(chart, open_ones, bare, basis, float("inf"))
        assert_optimal(chart, open_ones, bare, found)
        basis = found.basis
        taken = int(open_ones[found.shares.argmax()])
        open_ones = np.setdiff1d(open_ones, [taken, *rng.choice(open_ones, 5)])
        bare = bare & ~chart[taken] if rng.random() < 0.5 else bare
        bare &= chart[open_ones].any(axis=0)


@given(charts, st.floats(0, 3))
def test_a_bound_cut_short_is_still_a_bound(chart, enough):
    found = relaxed(chart, *everything(chart), first_basis(chart), enough)
    best = optimum(chart, *everything(chart))
    assert found.bound <= best + 1e-9
    assert found.bound > enough or found.bound == pytest.approx(best, abs=1e-7)


@pytest.mark.parametrize("damage", [1e-3, float("nan")])
def test_no_bound_rests_on_the_accuracy_of_the_basis(damage):
    chart = random_chart(1, implicants=200, rows=30)
    sound = relaxed(chart, *everything(chart), first_basis(chart), float("inf"))
    inverse = sound.basis.inverse + damage
    broken = Basis(sound.basis.held, inverse)
    with np.errstate(invalid="ignore"):
        found = relaxed(chart, *everything(chart), broken, float("inf"))
    assert found.bound <= sound.bound + 1e-9
    again = relaxed(chart, *everything(chart), found.basis, float("inf"))
    assert again.bound == pytest.approx(sound.bound, abs=1e-7)
