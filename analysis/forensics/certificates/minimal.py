"""Minimal sets of constraints that cannot hold together, smallest first.

Every such set meets every correction set (what must be left out for the rest to hold). The
smallest set that meets all correction sets known so far either cannot hold together, and is a
minimal set of the smallest size left, or is grown to a largest set that holds, whose complement is
a new correction set (implicit hitting sets: Ignatiev, Previti, Liffiton and Marques-Silva 2015).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Members = frozenset[int]


@dataclass(frozen=True, slots=True)
class Question:
    """Numbered constraints; ``holds`` says whether some of them can hold together.

    ``grown`` returns a set that holds and contains a given one that does, as large as it finds.
    """

    count: int
    holds: Callable[[Members], bool]
    grown: Callable[[Members], Members]


def minimal_sets(
    question: Question, candidates: Members | None = None, max_size: int | None = None
) -> Iterator[Members]:
    """Yield the minimal sets that cannot hold together, by size; at most ``max_size`` members.

    Only sets within ``candidates`` (default: all) are sought.
    """
    among = frozenset(range(question.count)) if candidates is None else candidates
    corrections: list[Members] = []
    found: list[Members] = []
    while (guess := smallest_hitting_set(sorted(among), corrections, found)) is not None:
        if max_size is not None and len(guess) > max_size:
            return
        if not question.holds(guess):
            found.append(guess)
            yield guess
        else:
            corrections.append(among - _largest(question, guess, among))


def deletion_filter(members: Members, holds: Callable[[Members], bool]) -> Members:
    """Return a minimal subset that cannot hold together, leaving out members from the last on.

    ``members`` must not hold together.
    """
    kept = members
    for each in sorted(members, reverse=True):
        if not holds(kept - {each}):
            kept = kept - {each}
    return kept


def _largest(question: Question, held: Members, among: Members) -> Members:
    held = question.grown(held) & among
    rest = sorted(among - held)
    return _added(question, held, rest)


def _added(question: Question, held: Members, rest: list[int]) -> Members:
    """Add as many of the rest as hold, halving where they do not hold together."""
    if not rest:
        return held
    if question.holds(held | set(rest)):
        return held | set(rest)
    if len(rest) == 1:
        return held
    middle = len(rest) // 2
    return _added(question, _added(question, held, rest[:middle]), rest[middle:])


def smallest_hitting_set(
    among: list[int], corrections: list[Members], found: list[Members]
) -> Members | None:
    """Return a smallest set that meets every correction set and contains no set found."""
    if not corrections and not found:
        return frozenset()
    rows = [*corrections, *found]
    table = np.array([[float(member in row) for member in among] for row in rows])
    low = [1.0] * len(corrections) + [-np.inf] * len(found)
    high = [np.inf] * len(corrections) + [float(len(each) - 1) for each in found]
    solved = milp(
        np.ones(len(among)),
        constraints=LinearConstraint(table, low, high),
        integrality=np.ones(len(among)),
        bounds=Bounds(0, 1),
    )
    if solved.x is None:
        return None
    return frozenset(m for m, chosen in zip(among, solved.x, strict=True) if chosen > 0.5)
