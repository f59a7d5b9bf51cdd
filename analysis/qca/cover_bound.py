"""The least number of implicants that cover every row: a set cover solved to proven optimality."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from analysis.qca._inputs import fail

BoolMatrix = npt.NDArray[np.bool_]
PAIRWISE_LIMIT = 20_000
BLOCK = 1_024
SMALL_CHART = 64


def minimum_cover_size(chart: BoolMatrix, time_limit: float | None = None) -> int:
    """Return the size of a minimum cover of an (implicants, rows) chart.

    Essential implicants, dominated implicants and implied rows go first; what is left is a binary
    program for HiGHS (Huangfu and Hall 2018). Raises InputError when ``time_limit`` (s) ends it.
    """
    forced, core = reduced_chart(chart)
    return forced + (solve_core(core, time_limit) if core.shape[1] else 0)


def solve_core(chart: BoolMatrix, time_limit: float | None = None) -> int:
    """Return the size of a minimum cover by integer programming alone."""
    count = len(chart)
    result = milp(
        c=np.ones(count),
        constraints=LinearConstraint(csr_array(chart.T.astype(float)), lb=1, ub=np.inf),
        integrality=np.ones(count),
        bounds=Bounds(0, 1),
        options={} if time_limit is None else {"time_limit": time_limit},
    )
    if result.status != 0:
        bound = np.ceil((result.mip_dual_bound or 1) - 1e-6)
        best = "none" if result.fun is None else round(float(result.fun))
        fail(
            f"the minimum cover was not proven in time: at least {bound:.0f} terms, best {best}",
            "allow more time, or use row dominance",
        )
    return round(float(result.fun))


def dual_weights(chart: BoolMatrix) -> npt.NDArray[np.float64]:
    """Return weights of the rows, of which no implicant holds more than 1 in all.

    Their sum bounds the size of every cover from below; for large charts it is the optimum of the
    linear relaxation, for small ones the plain count of rows per implicant.
    """
    if len(chart) < SMALL_CHART:
        return np.full(chart.shape[1], 1 / chart.sum(axis=1).max())
    result = linprog(
        c=np.ones(len(chart)),
        A_ub=-csr_array(chart.T.astype(float)),
        b_ub=-np.ones(chart.shape[1]),
        bounds=(0, None),
        method="highs",
    )
    weights = np.maximum(-result.ineqlin.marginals, 0.0)
    return np.asarray(weights / max(1.0, float((chart @ weights).max())), dtype=np.float64)


def reduced_chart(chart: BoolMatrix) -> tuple[int, BoolMatrix]:
    """Return how many implicants every minimum cover must have, and the chart left to solve.

    The reductions keep one minimum cover, not all of them (McCluskey 1956).
    """
    forced = 0
    while True:
        before = chart.shape
        chart = chart[_maximal_lines(chart)]
        chart = chart[:, _maximal_lines(~chart.T)]
        single = chart.sum(axis=0) == 1
        essential = chart[:, single].any(axis=1)
        forced += int(essential.sum())
        chart = chart[~essential][:, ~chart[essential].any(axis=0)]
        if chart.shape == before:
            return forced, chart


def _maximal_lines(chart: BoolMatrix) -> npt.NDArray[np.int64]:
    """Return the lines that are no subset of another; of equal lines the first."""
    first, _ = distinct_lines(chart)
    first = np.sort(first)
    if len(first) > PAIRWISE_LIMIT:
        return first  # the solver's own presolve is quicker
    return np.asarray(first[~contained_lines(chart[first])], dtype=np.int64)


def distinct_lines(chart: BoolMatrix) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return where each distinct line first occurs, and which distinct line each line is."""
    if not chart.shape[1]:
        return np.zeros(min(1, len(chart)), dtype=np.int64), np.zeros(len(chart), dtype=np.int64)
    packed = np.packbits(chart, axis=1)
    _, first, same_as = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    return first, same_as.ravel()


def contained_lines(lines: BoolMatrix) -> BoolMatrix:
    """Return which of some distinct lines are a strict subset of another."""
    numbers = lines.astype(np.float32)
    sizes = numbers.sum(axis=1)
    contained = np.zeros(len(lines), dtype=bool)
    for start in range(0, len(lines), BLOCK):
        part = slice(start, start + BLOCK)
        shared = numbers[part] @ numbers.T
        inside = (shared == sizes[part, None]) & (sizes[None, :] > sizes[part, None])
        contained[part] = inside.any(axis=1)
    return contained
