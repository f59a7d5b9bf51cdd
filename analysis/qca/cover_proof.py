"""Is there a cover of a given size? A search for charts too wide for integer programming.

Branch on a row: one of its implicants is in the cover, those tried before are not. A node is cut
where a dual of its linear relaxation shows that the implicants left do not suffice: first by
subgradient steps for all branches at once (Held, Wolfe and Crowder 1974), then by the relaxation
itself, solved over the implicants that violate it. Its reduced costs rule implicants out.

What bounds the time is the number of nodes, which grows exponentially with the distance between the
relaxation and the size in question, times some 5 ms for a relaxation. Sums are in single precision:
every comparison leaves a margin far above their rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from analysis.qca.dominance import maximal_lines

BoolMatrix = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
MARGIN = 1e-4
SUBGRADIENT_STEPS = 60
PATIENCE = 6
STEEPNESS = 12.0
FIRST_ACTIVE, MORE_ACTIVE = 300, 150


class OutOfTimeError(Exception):
    """The deadline passed before the question was settled."""


def cover_of_size(
    chart: BoolMatrix, size: int, deadline: float | None = None
) -> tuple[int, ...] | None:
    """Return some cover of at most ``size`` implicants, rising, or None: there is none.

    ``chart`` is (implicants, rows). Raises OutOfTimeError once ``monotonic()`` exceeds
    ``deadline``.
    """
    width = max(1, int(chart.sum(axis=1).max(initial=0)))
    start = np.full(chart.shape[1], 1 / width, dtype=np.float32)
    node = _Node(chart.astype(np.float32), np.arange(len(chart)), start, size)
    found = _solve(node, deadline)
    return None if found is None else tuple(sorted(found))


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """Rows still bare, the implicants left for them, and weights of the rows to start from."""

    held: Floats
    implicants: IntArray
    weights: Floats
    left: int

    def only(self, kept: BoolMatrix | IntArray) -> _Node:
        return _Node(self.held[kept], self.implicants[kept], self.weights, self.left)

    def coverable(self) -> bool:
        return bool(self.held.any(axis=0).all())


def _solve(node: _Node, deadline: float | None) -> tuple[int, ...] | None:
    if not node.held.shape[1]:
        return ()
    if deadline is not None and monotonic() > deadline:
        raise OutOfTimeError
    if node.left <= 1:
        whole = node.implicants[node.held.all(axis=1)][: node.left]
        return tuple(whole.tolist()) or None
    tight = _tightened(node)
    return None if tight is None else _branch(tight, deadline)


def _tightened(node: _Node) -> _Node | None:
    """Return the node with optimal weights and without what they rule out; None if it is cut."""
    weights = _relaxation(node)
    gap = node.left - float(weights.sum(dtype=np.float64))
    if gap < -MARGIN:
        return None
    node = _Node(node.held, node.implicants, weights, node.left)
    node = node.only(1 - node.held @ weights <= gap + MARGIN)
    if not node.coverable():
        return None
    return node.only(maximal_lines(node.held > 0))


def _branch(node: _Node, deadline: float | None) -> tuple[int, ...] | None:
    costs = np.maximum(1 - node.held @ node.weights, 0)
    row = int((np.exp(-STEEPNESS * costs) @ node.held).argmin())
    options = np.flatnonzero(node.held[:, row])
    options = options[np.argsort(costs[options], kind="stable")]
    open_ones = np.ones(len(node.held), dtype=bool)
    for option, weights in zip(options, _bounds(node, options), strict=True):
        open_ones[option] = False
        if weights is None:
            continue
        found = _solve_with(node, int(option), open_ones, weights, deadline)
        if found is not None:
            return (int(node.implicants[option]), *found)
    return None


def _solve_with(
    node: _Node, option: int, open_ones: BoolMatrix, weights: Floats, deadline: float | None
) -> tuple[int, ...] | None:
    """Return what completes a cover that holds ``option`` and otherwise only open implicants."""
    bare = node.held[option] == 0
    if not bare.any():
        return ()
    left, own = node.left - 1, weights[bare]
    held = node.held[open_ones][:, bare]
    loads = held @ own
    spare = left - float(own.sum() - np.maximum(loads - 1, 0).sum())
    kept = (np.maximum(1 - loads, 0) <= spare + MARGIN) & held.any(axis=1)
    start = np.asarray(own / max(1.0, float(loads.max(initial=0))), dtype=np.float32)
    child = _Node(held[kept], node.implicants[open_ones][kept], start, left)
    return _solve(child, deadline) if child.coverable() else None


def _bounds(node: _Node, options: IntArray) -> list[Floats | None]:
    """Return, per branch, the weights of its best Lagrangian bound; None where they cut it.

    Branch b takes option b and leaves out those up to it. With weights w of the rows left bare, a
    cover has at least S w - S max(0, load - 1) implicants, the load being what each one holds.
    """
    bare = 1 - node.held[options]
    weights = node.weights * bare
    best, best_weights = np.full(len(options), -np.inf), weights.copy()
    pace, waited = np.ones(len(options), dtype=np.float32), np.zeros(len(options), dtype=int)
    cut, target = np.zeros(len(options), dtype=bool), node.left - 1
    order = np.arange(len(options))
    for _ in range(SUBGRADIENT_STEPS):
        at = np.flatnonzero(~cut)
        if not len(at):
            break
        now = weights[at]
        loads = now @ node.held.T
        loads[:, options] *= order[None, :] > at[:, None]
        bound = now.sum(axis=1) - np.maximum(loads - 1, 0).sum(axis=1)
        better = bound > best[at] + MARGIN
        best[at[better]], best_weights[at[better]] = bound[better], now[better]
        waited[at] = np.where(better, 0, waited[at] + 1)
        slow = at[waited[at] >= PATIENCE]
        pace[slow], waited[slow] = pace[slow] / 2, 0
        cut[at] = bound > target + MARGIN
        slope = bare[at] * (1 - (loads > 1).astype(np.float32) @ node.held)
        slope[(now <= 0) & (slope < 0)] = 0
        length = np.maximum((slope * slope).sum(axis=1), MARGIN)
        weights[at] = np.maximum(
            now + (pace[at] * (target + 0.1 - bound) / length)[:, None] * slope, 0
        )
    return [None if out else w for out, w in zip(cut, best_weights, strict=True)]


def _relaxation(node: _Node) -> Floats:
    """Return weights of which no implicant holds more than 1, with the largest sum.

    It may stop early, with weights whose sum exceeds ``left``.
    """
    loads = node.held @ node.weights
    active = np.zeros(len(loads), dtype=bool)
    active[np.argsort(-loads, kind="stable")[:FIRST_ACTIVE]] = True
    best = node.weights / max(1.0, float(loads.max()))
    while True:
        weights = packing(node.held[active]).astype(np.float32)
        loads = node.held @ weights
        feasible = weights / max(1.0, float(loads.max()))
        best = feasible if feasible.sum() > best.sum() else best
        beyond = np.flatnonzero((loads > 1 + MARGIN / 10) & ~active)
        if not len(beyond) or best.sum() > node.left + MARGIN:
            return best
        active[beyond[np.argsort(-loads[beyond], kind="stable")[:MORE_ACTIVE]]] = True


def packing(held: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
    """Return weights in [0, 1] with the largest sum of which no line holds more than 1."""
    result = milp(
        c=-np.ones(held.shape[1]),
        constraints=LinearConstraint(csr_array(held.astype(float)), ub=np.ones(len(held))),
        bounds=Bounds(0, 1),
        options={"presolve": False},
    )
    return np.asarray(np.maximum(result.x, 0.0), dtype=np.float64)
