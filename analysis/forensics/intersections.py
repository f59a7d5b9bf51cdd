"""Intersections of three paths from raw, unique and solution coverages.

Case by case, max(a, b, c) = a + b + c - min(a, b) - min(a, c) - min(b, c) + min(a, b, c) holds for
fuzzy sets, and a path's unique coverage is the solution's coverage less that of the union of the
other paths. Hence, in coverages of the outcome,

    cov(A and B) = raw A + raw B - solution + unique C,

and the triple intersection follows. The intersection of conjunctions is the conjunction of all
their literals, so the marks order these coverages: more literals, less coverage; the same literals,
the same coverage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations

import pandas as pd

from analysis.forensics.hidden_sums import STEP
from analysis.forensics.intervals import Interval
from analysis.forensics.literals import Conjunction, SetLiteral, joined
from analysis.forensics.transcripts import Panel


@dataclass(frozen=True, slots=True)
class Intersection:
    """Coverage of the intersection of some paths, as the printed digits allow it.

    ``sums`` is the coverage times the sum of the outcome; ``steps`` its multiples of 0.001.
    """

    paths: tuple[str, ...]
    literals: frozenset[SetLiteral]
    coverage: Interval
    sums: Interval

    @property
    def steps(self) -> range:
        """Return the multiples of 0.001 among the possible sums, as whole thousandths."""
        return self.sums.multiples(STEP)

    @property
    def name(self) -> str:
        """Return the names of the paths, joined by the sign of intersection."""
        return " ∩ ".join(self.paths)


@dataclass(frozen=True, slots=True)
class OrderCheck:
    """Two intersections whose coverages the marks order, and whether the numbers obey.

    ``relation`` is ``=`` for equal literals and ``>=`` when the first has fewer; ``gap`` is the
    least difference between the two that the printed digits leave, 0 when they obey.
    """

    first: Intersection
    relation: str
    second: Intersection
    gap: Fraction

    @property
    def holds(self) -> bool:
        """Return whether the printed numbers obey the relation."""
        return self.gap == 0


@dataclass(frozen=True, slots=True)
class IntersectionReport:
    """All intersections of the three paths of a panel and the order checks between them."""

    intersections: tuple[Intersection, ...]
    checks: tuple[OrderCheck, ...]

    @property
    def broken(self) -> tuple[OrderCheck, ...]:
        """Return the checks that the printed numbers fail."""
        return tuple(check for check in self.checks if not check.holds)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per check: both sides, relation, coverages, gap, whether it holds."""
        return pd.DataFrame(
            {
                "first": check.first.name,
                "relation": check.relation,
                "second": check.second.name,
                "coverage_first": check.first.coverage.middle,
                "coverage_second": check.second.coverage.middle,
                "gap": float(check.gap),
                "holds": check.holds,
            }
            for check in self.checks
        )


def intersections(
    panel: Panel, total: Interval, readings: Sequence[Conjunction] | None = None
) -> IntersectionReport:
    """Return the coverages of all intersections of a panel's three paths, checked by their marks.

    ``total`` is the sum of the outcome; ``readings`` replaces the printed marks, one conjunction
    per path. Raises ValueError for a panel without three paths.
    """
    if len(panel.paths) != 3:
        raise ValueError("the identity is written for three paths")
    literals = readings or [path.literals for path in panel.paths]
    marks = {path.id: each for path, each in zip(panel.paths, literals, strict=True)}
    found = tuple(
        Intersection(names, joined(marks[name] for name in names), coverage, coverage * total)
        for names, coverage in _coverages(panel)
    )
    return IntersectionReport(found, tuple(_checks(found)))


@lru_cache(maxsize=8)
def _coverages(panel: Panel) -> tuple[tuple[tuple[str, ...], Interval], ...]:
    return tuple(_all_coverages(panel))


def _all_coverages(panel: Panel) -> Iterator[tuple[tuple[str, ...], Interval]]:
    raw = {path.id: path.raw_coverage.interval() for path in panel.paths}
    unique = {path.id: path.unique_coverage.interval() for path in panel.paths}
    solution = panel.coverage.interval()
    for name, coverage in raw.items():
        yield (name,), coverage
    for pair in combinations(raw, 2):
        (third,) = set(raw) - set(pair)
        yield pair, raw[pair[0]] + raw[pair[1]] - solution + unique[third]
    everything = list(raw.values()) + list(unique.values())
    triple = everything[0]
    for each in everything[1:]:
        triple = triple + each
    yield tuple(raw), triple - solution - solution


def _checks(found: Sequence[Intersection]) -> Iterator[OrderCheck]:
    for one, two in combinations(found, 2):
        if one.literals == two.literals:
            apart = max(one.coverage.low - two.coverage.high, two.coverage.low - one.coverage.high)
            yield OrderCheck(one, "=", two, max(Fraction(0), apart))
        elif one.literals < two.literals:
            gap = two.coverage.low - one.coverage.high
            yield OrderCheck(one, ">=", two, max(Fraction(0), gap))
        elif two.literals < one.literals:
            gap = one.coverage.low - two.coverage.high
            yield OrderCheck(two, ">=", one, max(Fraction(0), gap))
