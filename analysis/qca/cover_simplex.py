"""The linear relaxation of a cover, solved anew from where that of a similar question ended.

Dual simplex (Lemke 1954) that leaves along the steepest edge (Forrest and Goldfarb 1992), with a
dense inverse of the basis, one line per row of the chart. Taking an implicant or ruling one out
keeps the weights of the rows feasible: a few dozen pivots lead from one relaxation to the next, and
the bound rises with each, so that the search may stop once it is high enough.

What bounds the time is the number of pivots, each of which reads the open implicants and the
inverse once (some 0.1 ms for 3,000 implicants and 100 rows). No bound rests on the accuracy of the
pivots: it is computed anew from the weights they end with.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

BoolMatrix = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
TINY = 1e-9
LEAST_PIVOT = 1e-7
DRIFT = 1e-6
MOST_PIVOTS = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """A basis for a chart of m implicants and n rows.

    ``held`` (n,) are its variables: an implicant's number, or m and a row's number for that row's
    surplus; ``inverse`` (n, n) is the inverse of their columns.
    """

    held: IntArray
    inverse: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """A bound for covers: each has at least ``bound`` implicants, an optimal one or not.

    ``costs`` (k,) is by how much a cover with that open implicant exceeds the bound at least,
    ``shares`` (k,) how much of it the relaxed cover takes; ``basis`` is where to go on from.
    """

    bound: float
    costs: Floats
    shares: Floats
    basis: Basis


def first_basis(chart: BoolMatrix) -> Basis:
    """Return the basis of surpluses alone, from which every relaxation of a chart can start."""
    implicants, rows = chart.shape
    return Basis(np.arange(implicants, implicants + rows), -np.eye(rows))


def relaxed(
    chart: BoolMatrix, open_ones: IntArray, bare: BoolMatrix, start: Basis, enough: float
) -> Relaxed:
    """Return the relaxation of covering the ``bare`` rows (n,) by the ``open_ones`` (k,) alone.

    ``chart`` is (implicants, rows). The search for the best bound ends once it is beyond
    ``enough``.
    """
    lines = csr_array(chart[open_ones].astype(float))
    tableau = _tableau(chart, lines, open_ones, bare, start)
    for _ in range(MOST_PIVOTS):
        if tableau.bound > enough or not tableau.pivot():
            break
    weights = np.nan_to_num(tableau.lacks[len(open_ones) :], nan=0.0, posinf=0.0) * bare
    costs = 1 - lines @ weights
    return Relaxed(
        bound=float(weights.sum() + np.minimum(costs, 0).sum()),
        costs=np.maximum(costs, 0),
        shares=tableau.shares(),
        basis=tableau.basis() if tableau.is_accurate() else first_basis(chart),
    )


@dataclass(slots=True, eq=False)
class _Tableau:
    """The pivots. Variables are numbered anew: k open implicants, then the surpluses of n rows.

    ``lacks`` (k + n,) is what the weights of an implicant's rows lack of 1, and a row's weight;
    ``held`` (n,) are the variables of the basis, -1 where an implicant is closed, ``values`` what
    they amount to.
    """

    chart: BoolMatrix
    lines: csr_array
    numbers: IntArray
    start: IntArray
    held: IntArray
    inverse: Floats
    values: Floats
    lacks: Floats
    is_held: BoolMatrix
    bound: float

    def pivot(self) -> bool:
        """Exchange one variable of the basis; return whether there was something to exchange."""
        out = self._leaving()
        if out is None:
            return False
        edge = self.inverse[out] if self.values[out] > 0 else -self.inverse[out]
        slopes = np.concatenate([self.lines @ edge, -edge])
        able = ((slopes > LEAST_PIVOT) & ~self.is_held).nonzero()[0]
        if not len(able):
            return False
        ratios = self.lacks[able] / slopes[able]
        step = ratios.min()
        ties = able[ratios <= step + TINY]
        enters = int(ties[slopes[ties].argmax()])
        slopes *= step
        np.maximum(self.lacks - slopes, 0, out=self.lacks)
        self.bound += step * abs(self.values[out])
        self._exchange(out, enters)
        return True

    def _leaving(self) -> int | None:
        """Return the line whose value is furthest out of bounds, in lengths of its edge."""
        beyond = np.where(self.held < 0, np.abs(self.values), -self.values)
        wrong = (beyond > TINY).nonzero()[0]
        if not len(wrong):
            return None
        edges = self.inverse[wrong]
        lengths = np.einsum("ij,ij->i", edges, edges)
        return int(wrong[(beyond[wrong] ** 2 / lengths).argmax()])

    def _exchange(self, out: int, enters: int) -> None:
        column = self._column(enters)
        line, value = self.inverse[out] / column[out], self.values[out] / column[out]
        column[out] = 0
        self.inverse -= column[:, None] * line
        self.values -= column * value
        self.inverse[out], self.values[out] = line, value
        if self.held[out] >= 0:
            self.is_held[self.held[out]] = False
        self.held[out], self.is_held[enters] = enters, True

    def _column(self, variable: int) -> Floats:
        implicants = len(self.lacks) - len(self.held)
        if variable >= implicants:
            return -self.inverse[:, variable - implicants]
        rows = self.chart[self.numbers[variable]]
        return np.asarray(self.inverse[:, rows].sum(axis=1))

    def shares(self) -> Floats:
        """Return how much of each open implicant the basis takes."""
        found = np.zeros(len(self.lacks))
        found[self.held[self.held >= 0]] = self.values[self.held >= 0]
        return found[: len(self.lacks) - len(self.held)]

    def basis(self) -> Basis:
        """Return the basis by the numbers of the chart."""
        held = np.where(self.held < 0, self.start, self.numbers[self.held])
        return Basis(held, self.inverse)

    def is_accurate(self) -> bool:
        """Return whether rounding has left the open implicants of the basis as heavy as 1."""
        implicants = len(self.lacks) - len(self.held)
        own = self.held[(self.held >= 0) & (self.held < implicants)]
        loads = self.lines[own] @ self.lacks[implicants:]
        return bool((np.abs(loads - 1) < DRIFT).all())


def _tableau(
    chart: BoolMatrix, lines: csr_array, open_ones: IntArray, bare: BoolMatrix, start: Basis
) -> _Tableau:
    implicants, rows = chart.shape
    numbers = np.concatenate([open_ones, np.arange(implicants, implicants + rows)])
    place = np.full(implicants + rows, -1)
    place[numbers] = np.arange(len(numbers))
    held = place[start.held]
    weights = np.maximum(start.inverse[start.held < implicants].sum(axis=0), 0)
    is_held = np.zeros(len(numbers), dtype=bool)
    is_held[held[held >= 0]] = True
    return _Tableau(
        chart=chart,
        lines=lines,
        numbers=numbers,
        start=start.held,
        held=held,
        inverse=start.inverse.copy(),
        values=start.inverse[:, bare].sum(axis=1),
        lacks=np.concatenate([np.maximum(1 - lines @ weights, 0), weights]),
        is_held=is_held,
        bound=float(weights[bare].sum()),
    )
