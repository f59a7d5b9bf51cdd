"""The compiled evaluation against plain numpy and the NCA engine."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from analysis.forensics.reconstruct.evaluate import plain_sums
from analysis.forensics.reconstruct.kernel import contributions, nca_misfit, resort, total_sums
from analysis.nca import analyse, bottleneck_table

STATES = arrays.arrays(np.int64, (7, 28), elements=st.integers(0, 1000))
SIGNS = arrays.arrays(np.int64, (7, 6), elements=st.integers(-1, 1))


@settings(deadline=None, max_examples=60)
@given(STATES, SIGNS)
def test_compiled_sums_are_the_plain_ones(X, signs):
    assert total_sums(X, signs).tolist() == plain_sums(X, signs).tolist()


@settings(deadline=None, max_examples=30)
@given(STATES, SIGNS)
def test_cases_add_up_to_the_sums(X, signs):
    out, sums = np.zeros(41, dtype=np.int64), np.zeros(41, dtype=np.int64)
    for case in range(28):
        contributions(X[:, case].copy(), signs, out)
        sums += out
    assert sums.tolist() == plain_sums(X, signs).tolist()


@pytest.mark.parametrize("seed", range(8))
def test_nca_misfit_is_zero_exactly_at_what_the_engine_finds(seed):
    rng = np.random.default_rng(seed)
    x = rng.permutation(np.linspace(0, 1000, 28).astype(np.int64))
    y = np.clip(x + rng.integers(-300, 200, 28), 20, 1000)
    frame = pd.DataFrame({"x": x / 1000, "y": y / 1000})
    found = analyse(frame, ["x"], "y", ["ce_fdh", "cr_fdh"], permutations=0)
    ce, cr = found.get("x", "ce_fdh"), found.get("x", "cr_fdh")
    column = bottleneck_table(found, "cr_fdh").columns[0]
    levels = np.array(
        [
            (k / 10, value - 1e-4, value + 1e-4) if not mark else (k / 10, -1e9, 1e9)
            for k, (value, mark) in enumerate(zip(column.values, column.marks, strict=True))
        ]
    )
    ends = [
        end for each in (ce, cr) for end in (each.ceiling_zone - 1e-7, each.ceiling_zone + 1e-7)
    ]
    wanted = np.array([x.min(), x.max(), y.min(), y.max(), *ends, cr.above], dtype=float)
    order = np.arange(28)
    resort(order, x)
    assert nca_misfit(x, y, order, wanted, levels) == pytest.approx(0, abs=1e-6)
    wanted[8] += 1
    assert nca_misfit(x, y, order, wanted, levels) == pytest.approx(2, abs=1e-6)
