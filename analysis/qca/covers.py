"""Which sets of prime implicants cover every positive row: minimum and irredundant covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.data.errors import InputError
from analysis.qca._inputs import fault
from analysis.qca.cover_bound import (
    contained_lines,
    distinct_lines,
    dual_weights,
    minimum_cover_size,
)

BoolMatrix = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]
Cover = tuple[int, ...]
MODEL_CAP = 10_000
SLACK = 1e-7


@dataclass(frozen=True, slots=True)
class Covers:
    """Covers of a chart, each a rising tuple of implicant indices, in lexicographic order.

    ``complete`` is false where the search stopped at the cap: then there are more.
    """

    covers: tuple[Cover, ...]
    complete: bool

    @property
    def essential(self) -> Cover:
        """The implicants in every cover."""
        shared = set.intersection(*map(set, self.covers)) if self.covers else set()
        return tuple(sorted(shared))


def undominated(chart: BoolMatrix) -> npt.NDArray[np.int64]:
    """Return the implicants that no other covers strictly more rows than (row dominance).

    ``chart`` is (implicants, rows). Of implicants with the same rows all stay.
    """
    first, same_as = distinct_lines(chart)
    return np.flatnonzero(~contained_lines(chart[first])[same_as])


def minimum_covers(
    chart: BoolMatrix, cap: int = MODEL_CAP, time_limit: float | None = None
) -> Covers:
    """Return every cover with the least number of implicants, up to ``cap`` of them.

    ``chart`` (implicants, rows) says which implicant covers which row. Raises InputError where a
    row is covered by none, and where ``time_limit`` (s) passes before the least number is proven.
    """
    _require_coverable(chart)
    if not chart.shape[1]:
        return Covers(((),), complete=True)
    size = minimum_cover_size(chart, time_limit)
    return _collect(_covers_of_size(chart, size), cap)


def irredundant_covers(chart: BoolMatrix, cap: int = MODEL_CAP) -> Covers:
    """Return every cover from which no implicant can go (Petrick 1956), up to ``cap`` of them."""
    _require_coverable(chart)
    if not chart.shape[1]:
        return Covers(((),), complete=True)
    return _collect(_all_irredundant(chart), cap)


def _require_coverable(chart: BoolMatrix) -> None:
    bare = np.flatnonzero(~chart.any(axis=0))
    if bare.size:
        raise InputError(
            [
                fault("no implicant covers this row", "extend the chart", column="row", value=row)
                for row in bare
            ]
        )


def _collect(found: Iterator[Cover], cap: int) -> Covers:
    covers: list[Cover] = []
    for cover in found:
        if len(covers) == cap:
            return Covers(_sorted(covers), complete=False)
        covers.append(cover)
    return Covers(_sorted(covers), complete=True)


def _sorted(covers: list[Cover]) -> tuple[Cover, ...]:
    return tuple(sorted((tuple(sorted(c)) for c in covers), key=lambda c: (len(c), c)))


def _lines_as_bits(chart: BoolMatrix) -> list[int]:
    """Return each line of a chart as one integer, its first column the lowest bit."""
    packed = np.packbits(chart, axis=1, bitorder="little")
    return [int.from_bytes(line.tobytes(), "little") for line in packed]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _covers_of_size(chart: BoolMatrix, size: int) -> Iterator[Cover]:
    """Yield every cover of ``size`` implicants once: branch on the scarcest uncovered row.

    Rows carry weights of which no implicant holds more than 1 in all (a feasible dual solution).
    With weight W uncovered and ``left`` implicants to go, each of them must hold at least W less
    what the ``left`` - 1 heaviest hold: whatever falls short leaves the pool for good.
    """
    weights = dual_weights(chart)

    def extend(chosen: Cover, uncovered: BoolMatrix, pool: IntArray) -> Iterator[Cover]:
        left = size - len(chosen)
        held = chart[pool][:, uncovered]
        weight = weights[uncovered]
        gains = held @ weight
        needed = weight.sum() - _largest(gains, left - 1)
        useful = (gains >= needed - SLACK) & (held.all(axis=1) if left == 1 else held.any(axis=1))
        pool, held = pool[useful], held[useful]
        if left == 1:
            for i in pool.tolist():
                yield (*chosen, i)
            return
        if not held.any(axis=0).all():
            return
        options = np.flatnonzero(held[:, held.sum(axis=0).argmin()])
        open_ones = np.ones(len(pool), dtype=bool)
        for place in options.tolist():
            open_ones[place] = False
            i = int(pool[place])
            rest = uncovered & ~chart[i]
            if rest.any():
                yield from extend((*chosen, i), rest, pool[open_ones])

    yield from extend((), np.ones(chart.shape[1], dtype=bool), np.arange(len(chart)))


def _largest(gains: npt.NDArray[np.float64], count: int) -> float:
    """Return the sum of the ``count`` largest gains."""
    if count <= 0:
        return 0.0
    largest = np.partition(gains, -count)[-count:] if count < len(gains) else gains
    return float(largest.sum())


def _all_irredundant(chart: BoolMatrix) -> Iterator[Cover]:
    """Yield every irredundant cover once; a choice that makes an earlier one idle is dropped."""
    rows_of, implicants_of = _lines_as_bits(chart), _lines_as_bits(chart.T)

    def extend(
        chosen: Cover, private: tuple[int, ...], uncovered: int, allowed: int
    ) -> Iterator[Cover]:
        if not uncovered:
            yield chosen
            return
        options = (implicants_of[row] & allowed for row in _bits(uncovered))
        for i in _bits(min(options, key=int.bit_count)):
            allowed &= ~(1 << i)
            kept = tuple(own & ~rows_of[i] for own in private)
            if all(kept):
                own = (*kept, rows_of[i] & uncovered)
                yield from extend((*chosen, i), own, uncovered & ~rows_of[i], allowed)

    yield from extend((), (), (1 << chart.shape[1]) - 1, (1 << len(chart)) - 1)
