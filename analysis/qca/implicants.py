"""Prime implicants, exactly, by bit sets over the lattice of condition subsets.

A cube is a pair of bit masks over k conditions: which matter (``care``) and their values
(``value``, zero outside ``care``). An implicant covers some positive row and no negative one; it
is prime when no literal can go (Quine 1952; Dusa 2019, chapter 8).

With remainders free, the implicants of a positive p are the condition subsets that hit, for each
negative n, one of the conditions on which p and n differ; the prime ones are the minimal hitting
sets. One pass over all 2^k subsets settles 64 positives at a time: subsets that miss a negative
are marked upwards, minimal hitting sets are read downwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.qca._inputs import fail

IntArray = npt.NDArray[np.int64]
WordArray = npt.NDArray[np.uint64]
LATTICE_LIMIT = 22
WORD = 64


@dataclass(frozen=True, slots=True, eq=False)
class Cubes:
    """m cubes over k conditions: ``care`` and ``value``, both (m,); most significant bit first."""

    care: IntArray
    value: IntArray
    k: int

    def __len__(self) -> int:
        return len(self.care)

    def covers(self, minterms: IntArray) -> npt.NDArray[np.bool_]:
        """Return an (m, p) array: whether each cube holds each of p minterms (counted from 0)."""
        return np.asarray((minterms[None, :] & self.care[:, None]) == self.value[:, None])

    def meets(self, other: Cubes) -> npt.NDArray[np.bool_]:
        """Return an (m, len(other)) array: whether two cubes share a minterm."""
        both = self.care[:, None] & other.care[None, :]
        return np.asarray(((self.value[:, None] ^ other.value[None, :]) & both) == 0)

    def ordered(self) -> Cubes:
        """Return the cubes sorted: fewer literals first, earlier conditions, absence first."""
        literals = np.bitwise_count(self.care)
        order = np.lexsort((self.value, -self.care, literals))
        return Cubes(self.care[order], self.value[order], self.k)


def minterm_cubes(minterms: IntArray, k: int) -> Cubes:
    """Return the cubes of single rows (counted from 0)."""
    return Cubes(np.full(len(minterms), (1 << k) - 1, dtype=np.int64), minterms, k)


def prime_implicants(positives: IntArray, negatives: Cubes) -> Cubes:
    """Return the prime implicants that cover a positive and meet no negative cube, ordered.

    Every row that is neither is free, as in the parsimonious solution. ``positives`` are rows
    counted from 0. Raises InputError beyond 22 conditions, and for a positive inside a negative.
    """
    k = negatives.k
    if k > LATTICE_LIMIT:
        remedy = f"use at most {LATTICE_LIMIT} conditions"
        fail("too many conditions for an exact search", remedy, value=k)
    found = [
        _primes_of_word(positives[start : start + WORD], negatives)
        for start in range(0, len(positives), WORD)
    ]
    if not found:
        return Cubes(np.zeros(0, np.int64), np.zeros(0, np.int64), k)
    keys = np.unique(np.concatenate(found))
    return Cubes(keys >> k, keys & ((1 << k) - 1), k).ordered()


def _primes_of_word(positives: IntArray, negatives: Cubes) -> IntArray:
    """Return the keys care * 2^k + value of the primes of up to 64 positives."""
    k = negatives.k
    hits = _hitting_sets(_differences(positives, negatives), k)
    minimal = hits & ~_hit_below(hits, k)
    subsets = np.flatnonzero(minimal)
    words = minimal[subsets]
    keys = []
    for bit, positive in enumerate(positives.tolist()):
        care = subsets[(words >> np.uint64(bit)) & np.uint64(1) == 1]
        keys.append((care << k) | (care & positive))
    return np.unique(np.concatenate(keys))


def _differences(positives: IntArray, negatives: Cubes) -> WordArray:
    """Return, per condition subset, the positives that some negative differs from just there."""
    marks = np.zeros(1 << negatives.k, dtype=np.uint64)
    for bit, positive in enumerate(positives.tolist()):
        subsets = np.unique((negatives.value ^ positive) & negatives.care)
        if len(subsets) and subsets[0] == 0:
            remedy = "a row is either positive or negative"
            fail("a positive row is also a negative one", remedy, column="row", value=positive + 1)
        marks[subsets] |= np.uint64(1) << np.uint64(bit)
    return marks


def _hitting_sets(marks: WordArray, k: int) -> WordArray:
    """Return, per condition subset, the positives all of whose differences it hits."""
    missed = marks
    for j in range(k):
        halves = missed.reshape(-1, 2, 1 << j)
        halves[:, 1] |= halves[:, 0]
    # The subset hits every difference unless its complement contains one.
    return np.asarray(~missed[::-1])


def _hit_below(hits: WordArray, k: int) -> WordArray:
    """Return, per condition subset, the positives hit already with one condition less."""
    below = np.zeros_like(hits)
    for j in range(k):
        below.reshape(-1, 2, 1 << j)[:, 1] |= hits.reshape(-1, 2, 1 << j)[:, 0]
    return below


def merged_implicants(minterms: IntArray, k: int) -> Cubes:
    """Return the prime implicants of exactly these rows, none free, ordered.

    Cubes that differ in one value merge until none does (Quine 1952; McCluskey 1956).
    """
    full = (1 << k) - 1
    current = np.unique((np.int64(full) << k) | minterms)
    primes = []
    while len(current):
        used = np.zeros(len(current), dtype=bool)
        merged = []
        for j in range(k):
            bit = np.int64(1) << j
            lower = np.flatnonzero((current >> k & bit != 0) & (current & bit == 0))
            place = np.searchsorted(current, current[lower] | bit)
            place[place == len(current)] = 0
            paired = current[place] == current[lower] | bit
            used[lower[paired]] = True
            used[place[paired]] = True
            merged.append(current[lower[paired]] ^ (bit << k))
        primes.append(current[~used])
        current = np.unique(np.concatenate(merged)) if merged else current[:0]
    keys = np.concatenate(primes) if primes else current
    return Cubes(keys >> k, keys & full, k).ordered()


def consensus_implicants(cubes: Cubes) -> Cubes:
    """Return the prime implicants of a union of cubes, ordered, without listing its rows.

    Iterated consensus (Quine 1955): two cubes that conflict in one condition yield the cube that
    bridges them; absorbed cubes go.
    """
    primes: list[tuple[int, int]] = []
    waiting = list(zip(cubes.care.tolist(), cubes.value.tolist(), strict=True))
    while waiting:
        care, value = waiting.pop()
        if any(_inside(care, value, c, v) for c, v in primes):
            continue
        primes = [(c, v) for c, v in primes if not _inside(c, v, care, value)]
        for c, v in primes:
            conflict = (value ^ v) & care & c
            if conflict.bit_count() == 1:
                bridge = (care | c) & ~conflict
                waiting.append((bridge, (value | v) & bridge))
        primes.append((care, value))
    care_values = np.array(primes, dtype=np.int64).reshape(-1, 2)
    return Cubes(care_values[:, 0], care_values[:, 1], cubes.k).ordered()


def _inside(care: int, value: int, other_care: int, other_value: int) -> bool:
    return not other_care & ~care and value & other_care == other_value


def minterms(cubes: Cubes) -> IntArray:
    """Return the rows (counted from 0) that the cubes hold, sorted."""
    held = [np.zeros(0, dtype=np.int64)]
    for care, value in zip(cubes.care.tolist(), cubes.value.tolist(), strict=True):
        rows = np.array([value], dtype=np.int64)
        for j in range(cubes.k):
            if not care >> j & 1:
                rows = np.concatenate([rows, rows | 1 << j])
        held.append(rows)
    return np.unique(np.concatenate(held))
