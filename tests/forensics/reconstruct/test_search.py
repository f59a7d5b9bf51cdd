"""A short search: deterministic per seed, inside its sides, better than where it starts."""

from __future__ import annotations

import numpy as np

from analysis.forensics.reconstruct.member import misses, problem
from analysis.forensics.reconstruct.search import searched

STEPS = 20_000


def short(seed):
    posed = problem()
    sides = posed.drawn_sides(np.random.default_rng(seed))
    return sides, searched(posed.plan, posed.space, sides, seed, steps=STEPS, nca_weight=0.02)


def test_the_same_seed_gives_the_same_state():
    _, (first_cost, first) = short(1)
    _, (again_cost, again) = short(1)
    _, (_, other) = short(2)
    assert first_cost == again_cost
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_states_stay_on_their_sides_and_leave_public_columns_alone():
    sides, (_, X) = short(3)
    posed = problem()
    assert ((sides.low <= X) & (sides.high >= X)).all()
    public = [c for c in range(7) if c not in posed.plan.hidden]
    assert np.array_equal(X[public], posed.plan.fixed[public])
    assert (misses(posed.plan, X) % 10 == 0).all()
