"""Whether a solution survives another threshold (Oana, Schneider and Thomann 2021, chapter 5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeVar

import pandas as pd

from analysis.data.terminal import Labels, Result
from analysis.qca.cube_terms import cubes_of
from analysis.qca.expressions import Term
from analysis.qca.implicants import minterms
from analysis.qca.intermediate import Expectations, standard_analysis
from analysis.qca.minimization import CoverOptions, Model
from analysis.qca.solutions import Solution, describe
from analysis.qca.truth_table import Thresholds, TruthTable

T = TypeVar("T", Term, int)
Relation = Literal["equal", "subset", "superset", "overlapping", "disjoint"]


@dataclass(frozen=True, slots=True)
class ModelComparison(Result):
    """A model under other thresholds against the initial one.

    ``rows`` and ``paths`` say how the tested model stands to the initial one, as sets of rows and
    as sets of paths; ``inside`` pairs each tested path with the initial paths that contain it;
    the differences are tested minus initial.
    """

    initial: Solution
    tested: Solution
    rows: Relation
    paths: Relation
    inside: tuple[tuple[Term, tuple[Term, ...]], ...]
    consistency_difference: float
    coverage_difference: float

    def to_dict(self) -> dict[str, object]:
        """Return the comparison as plain data."""
        return {
            "initial": str(self.initial.name),
            "tested": str(self.tested.name),
            "rows": self.rows,
            "paths": self.paths,
            "inside": {str(term): [str(t) for t in outer] for term, outer in self.inside},
            "consistency_difference": self.consistency_difference,
            "coverage_difference": self.coverage_difference,
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one line per tested path: the initial paths that contain it; fit differences."""
        lines = [
            {
                "path": str(term),
                "inside": "; ".join(map(str, outer)),
                "rows": self.rows,
                "paths": self.paths,
                "consistency_difference": self.consistency_difference,
                "coverage_difference": self.coverage_difference,
            }
            for term, outer in self.inside
        ]
        return pd.DataFrame(lines)

    @property
    def labels(self) -> Labels:
        """The labels of the initial solution."""
        return self.initial.labels


@dataclass(frozen=True, slots=True)
class ThresholdTest(Result):
    """Every tested intermediate model against every initial one, under other thresholds.

    ``no_solution`` is true where no row is sufficient under the tested thresholds.
    """

    initial: Thresholds
    tested: Thresholds
    comparisons: tuple[ModelComparison, ...]
    no_solution: bool = False
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def to_frame(self) -> pd.DataFrame:
        """Return one line per comparison of two models."""
        lines = [{k: v for k, v in c.to_dict().items() if k != "inside"} for c in self.comparisons]
        return pd.DataFrame(lines)

    def to_dict(self) -> dict[str, object]:
        """Return thresholds and comparisons as plain data."""
        return {
            "initial": self.initial.to_dict(),
            "tested": self.tested.to_dict(),
            "comparisons": [comparison.to_dict() for comparison in self.comparisons],
            "no_solution": self.no_solution,
        }


def threshold_test(
    table: TruthTable,
    expectations: Expectations = (),
    options: CoverOptions | None = None,
    *,
    consistency: float | None = None,
    pri: float | None = None,
    frequency: int | None = None,
) -> ThresholdTest:
    """Return how the intermediate solution changes when thresholds do, the others kept."""
    kept = table.thresholds
    limits = Thresholds(
        consistency=kept.consistency if consistency is None else consistency,
        pri=kept.pri if pri is None else pri,
        frequency=kept.frequency if frequency is None else frequency,
        contradiction=kept.contradiction,
    )
    changed = table.with_thresholds(limits)
    if not len(changed.with_output("1")):
        return ThresholdTest(kept, limits, (), no_solution=True, labels=table.labels)
    before = standard_analysis(table, expectations, options)
    after = standard_analysis(changed, expectations, options)
    comparisons = tuple(
        compare_models(table, old, new)
        for old in before.intermediate_models
        for new in after.intermediate_models
    )
    return ThresholdTest(kept, limits, comparisons, labels=table.labels)


def compare_models(table: TruthTable, initial: Model, tested: Model) -> ModelComparison:
    """Return how ``tested`` stands to ``initial`` on the cases of ``table``."""
    old, new = describe(table, initial), describe(table, tested)
    held = [
        frozenset(minterms(cubes_of(model.terms, table.conditions)).tolist())
        for model in (initial, tested)
    ]
    inside = tuple(
        (term, tuple(outer for outer in initial.terms if term.is_subset_of(outer)))
        for term in tested.terms
    )
    return ModelComparison(
        initial=old,
        tested=new,
        rows=_relation(held[1], held[0]),
        paths=_relation(frozenset(tested.terms), frozenset(initial.terms)),
        inside=inside,
        consistency_difference=new.fit.consistency - old.fit.consistency,
        coverage_difference=new.fit.coverage - old.fit.coverage,
    )


def _relation(tested: frozenset[T], initial: frozenset[T]) -> Relation:
    """Return how the tested set stands to the initial one."""
    if tested == initial:
        return "equal"
    if tested < initial:
        return "subset"
    if tested > initial:
        return "superset"
    return "overlapping" if tested & initial else "disjoint"
