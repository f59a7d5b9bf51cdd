"""Overlap of any number of paths: the regions of their Venn diagram, weighted.

Cut the memberships of all paths and the outcome at a level: every case then lies in the region of
the paths that hold it. Averaged over all levels, sums of minima and maxima over the cases become
sums of non-negative weights of regions (the argument of `analysis.forensics.kleene`, for
expressions without negation). In shares of the outcome, raw coverage is the weight of the regions
inside a path, unique coverage that of the region inside it alone, solution coverage that of all.
Inclusion-exclusion of raw, unique and solution coverage follows for any number of paths. The
intersection of paths is the conjunction of all their literals: where these contain the literals of
a further path, the intersection lies inside that path too, and some regions are empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np

from analysis.forensics.bounds import GridSum
from analysis.forensics.hidden_sums import STEP
from analysis.forensics.intervals import Interval, exact
from analysis.forensics.kleene import Floats, SumConstraint, is_possible, sum_bounds
from analysis.forensics.literals import joined
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.transcripts import Panel

SOLUTION = "solution"
MOST_PATHS = 12
# Weights are counted in millionths: the solver's tolerance is then far below a printed digit.
SCALE = 10**6
SLACK = Fraction(1, 10**6)
Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Regions:
    """Which regions the marks allow, and each coverage as a 0-1 vector over them.

    ``vectors`` maps (parameter, path or ``solution``) to an array of shape (regions,);
    ``printed`` to the number.
    """

    vectors: Mapping[Name, Floats]
    printed: Mapping[Name, PrintedNumber]

    @classmethod
    def of(cls, panel: Panel) -> Regions | None:
        """Return the regions of a panel, None where there are too many paths to list them."""
        if len(panel.paths) > MOST_PATHS:
            return None
        held = np.array(list(_allowed(panel)), dtype=np.float64)
        vectors: dict[Name, Floats] = {}
        printed: dict[Name, PrintedNumber] = {}
        for place, path in enumerate(panel.paths):
            alone = held[:, place] * (held.sum(axis=1) == 1)
            vectors["raw_coverage", path.id], vectors["unique_coverage", path.id] = (
                held[:, place],
                alone,
            )
            printed["raw_coverage", path.id] = path.raw_coverage
            printed["unique_coverage", path.id] = path.unique_coverage
        vectors["coverage", SOLUTION] = np.ones(len(held))
        printed["coverage", SOLUTION] = panel.coverage
        return cls(vectors, printed)

    @property
    def is_possible(self) -> bool:
        """Return whether some weights give all printed coverages."""
        return is_possible(self._constraints())

    def without(self, name: Name) -> Interval | None:
        """Return what all other printed coverages leave to one of them; None for nothing."""
        found = sum_bounds(self.vectors[name], self._constraints(name))
        if found is None:
            return None
        low, high = (exact(end) / SCALE for end in found)
        unit = SLACK / SCALE
        return Interval(low - unit, high + unit)

    def on_grid(self, name: Name, sums: Mapping[str, GridSum], total: Interval) -> Interval | None:
        """Return the coverage that the grid sums of all others give, where they give only one.

        ``sums`` are those of `bounds.grid_sums`, ``total`` the sum of the outcome, a point.
        """
        others = [
            SumConstraint(vector, Interval.of(sums[_grid_name(each)].nearest / STEP))
            for each, vector in self.vectors.items()
            if each != name
        ]
        found = sum_bounds(self.vectors[name], others)
        if found is None or not total.is_point or found[1] - found[0] > float(SLACK):
            return None
        return Interval.of(round(found[0]) * STEP) / total

    def _constraints(self, left_out: Name | None = None) -> list[SumConstraint]:
        scale = Interval.of(SCALE)
        held = [
            SumConstraint(vector, self.printed[name].interval() * scale)
            for name, vector in self.vectors.items()
            if name != left_out
        ]
        whole = self.vectors["coverage", SOLUTION]
        return [*held, SumConstraint(whole, Interval.of(0, SCALE))]


def _allowed(panel: Panel) -> Iterator[tuple[int, ...]]:
    """Regions (1: inside the path) that no path's marks rule out; the one outside all left out."""
    marks = [path.literals for path in panel.paths]
    for region in product((0, 1), repeat=len(marks)):
        inner = joined(each for each, inside in zip(marks, region, strict=True) if inside)
        forced = all(
            inside or not set(each) <= inner for each, inside in zip(marks, region, strict=True)
        )
        if any(region) and forced:
            yield region


def _grid_name(name: Name) -> str:
    parameter, path = name
    return f"{path} {parameter.replace('_', ' ')}"
