"""A minimum cover of the positive rows: a set cover solved to proven optimality.

What bounds the time: dominance compares every pair of distinct implicants as packed bits, so it
grows with the square of their number (0.7 CPU s for 29,000); the linear relaxation takes a fraction
of a second, since it meets only the implicants that violate it. Where local search finds a cover as
short as the relaxation, rounded up, nothing is left to prove; each size between the two must be
ruled out, at a cost that grows exponentially with its distance from the relaxation (see
``cover_proof``). Memory is a few bytes per cell of the chart.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import NoReturn

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from analysis.data.errors import InputError
from analysis.qca._inputs import fault
from analysis.qca.cover_heuristic import short_cover
from analysis.qca.cover_proof import OutOfTimeError, cover_of_size
from analysis.qca.dominance import maximal_lines

BoolMatrix = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
SMALL_CHART = 64
LARGE_CORE = 1_000
VIOLATED_AT_ONCE = 300
SLACK = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Core:
    """What is left of a chart: implicants every such cover needs, others to choose, rows to cover.

    All three are indices into the chart.
    """

    forced: IntArray
    implicants: IntArray
    rows: IntArray


def minimum_cover(chart: BoolMatrix, time_limit: float | None = None) -> tuple[int, ...]:
    """Return a minimum cover of an (implicants, rows) chart, rising.

    Essential implicants, dominated implicants and implied rows go first. HiGHS (Huangfu and Hall
    2018) solves a rest of up to 1,000 implicants as a binary program; in a larger one, every size
    from the linear relaxation to the best cover of a local search is ruled out or met. Raises
    InputError when ``time_limit`` (s) ends that.
    """
    core = reduced_chart(chart)
    rest = chart[np.ix_(core.implicants, core.rows)]
    chosen = core.implicants[list(_core_cover(rest, time_limit, len(core.forced)))]
    return tuple(sorted([*core.forced.tolist(), *chosen.tolist()]))


def _core_cover(core: BoolMatrix, time_limit: float | None, forced: int) -> tuple[int, ...]:
    if not core.shape[1]:
        return ()
    if len(core) <= LARGE_CORE:
        return solve_core(core, time_limit, forced)
    deadline = None if time_limit is None else monotonic() + time_limit
    least = int(np.ceil(dual_weights(core).sum() - SLACK))
    best = short_cover(core, least)
    for size in range(least, len(best)):
        try:
            found = cover_of_size(core, size, deadline)
        except OutOfTimeError:
            _out_of_time(size + forced, len(best) + forced)
        if found is not None:
            return found
    return best


def solve_core(
    chart: BoolMatrix, time_limit: float | None = None, forced: int = 0
) -> tuple[int, ...]:
    """Return a minimum cover by integer programming alone.

    ``forced`` is added to the sizes that an error names.
    """
    ones = np.ones(len(chart))
    result = milp(
        c=ones,
        constraints=LinearConstraint(csr_array(chart.T.astype(float)), lb=1, ub=np.inf),
        integrality=ones,
        bounds=Bounds(0, 1),
        options={} if time_limit is None else {"time_limit": time_limit},
    )
    chosen = None if result.x is None else tuple(np.flatnonzero(result.x > 0.5).tolist())
    if result.status != 0 or chosen is None:
        bound = int(np.ceil((result.mip_dual_bound or 1) - SLACK))
        _out_of_time(bound + forced, None if chosen is None else len(chosen) + forced)
    return chosen


class TimeLimitError(InputError):
    """The proof that a cover is minimal took longer than it may."""


def _out_of_time(bound: int, best: int | None) -> NoReturn:
    message = (
        f"the minimum cover was not proven in time: at least {bound} terms, best {best or 'none'}"
    )
    raise TimeLimitError([fault(message, "allow more time, or use row dominance")])


def dual_weights(chart: BoolMatrix) -> FloatArray:
    """Return weights of the rows, of which no implicant holds more than 1 in all.

    Their sum bounds the size of every cover from below; for large charts it is the optimum of the
    linear relaxation, for small ones the plain count of rows per implicant. The relaxation starts
    with the widest implicants and adds, until there is none, those that hold more than 1.
    """
    sizes = chart.sum(axis=1)
    if len(chart) < SMALL_CHART:
        return np.full(chart.shape[1], 1 / sizes.max())
    numbers = chart.astype(np.float32)
    active = np.zeros(len(chart), dtype=bool)
    active[np.argsort(-sizes, kind="stable")[:VIOLATED_AT_ONCE]] = True
    while True:
        weights = packing(chart[active])
        loads = numbers @ weights.astype(np.float32)
        beyond = np.flatnonzero((loads > 1 + SLACK) & ~active)
        if not len(beyond):
            heaviest = float((chart[loads > 1 - SLACK] @ weights).max(initial=1.0))
            return np.asarray(weights / heaviest, dtype=np.float64)
        active[beyond[np.argsort(-loads[beyond], kind="stable")[:VIOLATED_AT_ONCE]]] = True


def packing(held: npt.NDArray[np.generic]) -> FloatArray:
    """Return weights in [0, 1] with the largest sum of which no line holds more than 1."""
    result = milp(
        c=-np.ones(held.shape[1]),
        constraints=LinearConstraint(csr_array(held.astype(float)), ub=np.ones(len(held))),
        bounds=Bounds(0, 1),
        options={"presolve": False},
    )
    return np.asarray(np.maximum(result.x, 0.0), dtype=np.float64)


def reduced_chart(chart: BoolMatrix) -> Core:
    """Return which implicants every minimum cover may be given, and what is left to solve.

    The reductions keep one minimum cover, not all of them (McCluskey 1956).
    """
    forced: list[int] = []
    implicants, rows = np.arange(len(chart)), np.arange(chart.shape[1])
    while True:
        before = len(implicants), len(rows)
        left = chart[np.ix_(implicants, rows)]
        kept = maximal_lines(left)
        implicants, left = implicants[kept], left[kept]
        kept = maximal_lines(~left.T)
        rows, left = rows[kept], left[:, kept]
        essential = left[:, left.sum(axis=0) == 1].any(axis=1)
        forced += implicants[essential].tolist()
        rows = rows[~left[essential].any(axis=0)]
        implicants = implicants[~essential]
        if (len(implicants), len(rows)) == before:
            return Core(np.array(forced, dtype=np.int64), implicants, rows)
