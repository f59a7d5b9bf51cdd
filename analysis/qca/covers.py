"""Which sets of prime implicants cover every positive row: minimum and irredundant covers.

What bounds the time: first a proof of the least size (see ``cover_bound``), then the covers listed,
up to a cap; where the cap, or a stated effort, ends the list, their number is counted or bounded
(see ``cover_count``). Memory is a few bytes per cell of the chart and per cover listed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, product
from math import comb

import numpy as np
import numpy.typing as npt

from analysis.data.errors import InputError
from analysis.qca._inputs import fault
from analysis.qca.cover_bound import minimum_cover
from analysis.qca.cover_count import Part, separate
from analysis.qca.cover_search import CoverSearch
from analysis.qca.dominance import contained_lines, distinct_lines

BoolMatrix = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]
Cover = tuple[int, ...]
MODEL_CAP = 10_000
LIST_EFFORT = 20_000_000
COUNTED_BEYOND_CAP = 100_000


@dataclass(frozen=True, slots=True)
class Covers:
    """Covers of a chart, each a rising tuple of implicant indices, in lexicographic order.

    ``complete`` is false where the search stopped at the cap or its effort. In all there are
    ``at_least`` to ``at_most`` covers; the two are equal where the number is known. ``essential``
    are implicants in every cover: all of those where the list is complete, otherwise those that
    alone can cover some row.
    """

    covers: tuple[Cover, ...]
    complete: bool
    at_least: int
    at_most: int
    essential: Cover


def undominated(chart: BoolMatrix) -> IntArray:
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
        return _all_of([()])
    parts = separate(chart, minimum_cover(chart, time_limit))
    searches = [part.search(LIST_EFFORT) for part in parts.parts]
    lists = [_listed(part, search, cap) for part, search in zip(parts.parts, searches, strict=True)]
    found = list(islice(_joined(parts.sole, lists), cap + 1))
    if len(found) <= cap and not any(search.ended for search in searches):
        return _all_of(found)
    count = parts.count()
    at_least = max(count.at_least, len(found))
    return Covers(_first_of(found, cap), False, at_least, count.at_most, parts.sole)


def _listed(part: Part, search: CoverSearch, cap: int) -> list[Cover]:
    """Return covers of a part, as implicants of the chart, one more than ``cap`` at most."""
    found = list(islice(search.covers(), cap + 1))
    if search.ended:
        found = list(islice(_exchanged(part.chart, [*found, part.known]), cap + 1))
    return [tuple(part.implicants[list(cover)].tolist()) for cover in found]


def _exchanged(chart: BoolMatrix, known: Iterable[Cover]) -> Iterator[Cover]:
    """Yield covers of the same size, each once: the known ones, then one exchange at a time."""
    seen = dict.fromkeys(map(_rising, known))
    waiting = deque(seen)
    while waiting:
        cover = waiting.popleft()
        yield cover
        for i in cover:
            others = [j for j in cover if j != i]
            bare = ~chart[others].any(axis=0)
            for other in np.flatnonzero(chart[:, bare].all(axis=1)).tolist():
                found = _rising((*others, other))
                if found not in seen:
                    seen[found] = None
                    waiting.append(found)


def _joined(sole: Cover, lists: Sequence[Sequence[Cover]]) -> Iterator[Cover]:
    """Yield the implicants that stand alone with one cover of each part, in every combination."""
    for chosen in product(*lists):
        yield _rising((*sole, *chain.from_iterable(chosen)))


def irredundant_covers(chart: BoolMatrix, cap: int = MODEL_CAP) -> Covers:
    """Return every cover from which no implicant can go (Petrick 1956), up to ``cap`` of them.

    Beyond the cap up to 100,000 more are counted; no irredundant cover holds another, so there are
    no more than the widest level of subsets has (Sperner 1928).
    """
    _require_coverable(chart)
    if not chart.shape[1]:
        return _all_of([()])
    search = _all_irredundant(chart)
    listed = list(islice(search, cap + 1))
    if len(listed) <= cap:
        return _all_of(listed)
    more = sum(1 for _ in islice(search, COUNTED_BEYOND_CAP))
    at_least = len(listed) + more
    at_most = at_least if more < COUNTED_BEYOND_CAP else comb(len(chart), len(chart) // 2)
    sole = tuple(np.flatnonzero(_alone(chart)).tolist())
    return Covers(_first_of(listed, cap), False, at_least, at_most, sole)


def _require_coverable(chart: BoolMatrix) -> None:
    bare = np.flatnonzero(~chart.any(axis=0))
    if bare.size:
        raise InputError(
            [
                fault("no implicant covers this row", "extend the chart", column="row", value=row)
                for row in bare
            ]
        )


def _all_of(found: list[Cover]) -> Covers:
    covers = _first_of(found, len(found))
    shared = set.intersection(*map(set, covers)) if covers else set()
    return Covers(covers, True, len(covers), len(covers), tuple(sorted(shared)))


def _first_of(found: Iterable[Cover], cap: int) -> tuple[Cover, ...]:
    """Return the first ``cap`` different covers found, sorted."""
    distinct = list(dict.fromkeys(map(_rising, found)))[:cap]
    return tuple(sorted(distinct, key=lambda cover: (len(cover), cover)))


def _rising(cover: Cover) -> Cover:
    return tuple(sorted(cover))


def _alone(chart: BoolMatrix) -> BoolMatrix:
    """Return which implicants are the only one to cover some row."""
    return np.asarray(chart[:, chart.sum(axis=0) == 1].any(axis=1))


def _lines_as_bits(chart: BoolMatrix) -> list[int]:
    """Return each line of a chart as one integer, its first column the lowest bit."""
    packed = np.packbits(chart, axis=1, bitorder="little")
    return [int.from_bytes(line.tobytes(), "little") for line in packed]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


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
