"""Which sets of prime implicants cover every positive row: minimum and irredundant covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_

import numpy as np
import numpy.typing as npt

from analysis.data.errors import InputError
from analysis.qca._inputs import fault
from analysis.qca.cover_bound import minimum_cover_size

BoolMatrix = npt.NDArray[np.bool_]
Cover = tuple[int, ...]
MODEL_CAP = 10_000


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
    masks = _lines_as_bits(chart)
    keep = [i for i, a in enumerate(masks) if not any(a != b and a & b == a for b in masks)]
    return np.array(keep, dtype=np.int64)


def minimum_covers(chart: BoolMatrix, cap: int = MODEL_CAP) -> Covers:
    """Return every cover with the least number of implicants, up to ``cap`` of them.

    ``chart`` (implicants, rows) says which implicant covers which row. Raises InputError where a
    row is covered by none.
    """
    _require_coverable(chart)
    if not chart.shape[1]:
        return Covers(((),), complete=True)
    size = minimum_cover_size(chart)
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
    """Yield every cover of ``size`` implicants once: branch on the scarcest uncovered row."""
    rows_of, implicants_of = _lines_as_bits(chart), _lines_as_bits(chart.T)

    def extend(chosen: Cover, uncovered: int, allowed: int) -> Iterator[Cover]:
        left = size - len(chosen)
        options = [implicants_of[row] & allowed for row in _bits(uncovered)]
        if left == 1:
            for i in _bits(reduce(and_, options)):
                yield (*chosen, i)
            return
        if _independent(options) > left:
            return
        for i in _bits(min(options, key=int.bit_count)):
            allowed &= ~(1 << i)
            rest = uncovered & ~rows_of[i]
            if rest:
                yield from extend((*chosen, i), rest, allowed)

    yield from extend((), (1 << chart.shape[1]) - 1, (1 << len(chart)) - 1)


def _independent(options: list[int]) -> int:
    """Return a number of rows of which no two share an implicant: each needs one of its own."""
    count, used = 0, 0
    for mask in sorted(options, key=int.bit_count):
        if not mask & used:
            count += 1
            used |= mask
    return count


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
