"""What the results of a study withstand: thresholds swept, cases left out and drawn, permuted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analysis.study.configurations import expectations_of, truth_table_of
from analysis.study.declared import Study
from analysis.study.memberships import Memberships, memberships
from analysis.study.necessity import nca_necessity
from analysis.study.sensitivity import Sensitivity, sensitivity
from analysis.study.settings import Span
from analysis.study.solver import Solver
from analysis.study.sweeps import grid, swept

# Below these no solution is called sufficient, nor is one with another frequency compared.
FREQUENCIES = (1, 2, 3)
LEAST_CONSISTENCY, LEAST_PRI = 0.75, 0.5


@dataclass(frozen=True, slots=True)
class PanelSweep:
    """The settings tried for an outcome: how many, how many different solutions they gave.

    ``same`` is the share that gave the solution of the study.
    """

    outcome: str
    settings: int
    distinct: int
    same: float


@dataclass(frozen=True, slots=True)
class Withstood:
    """The sweeps, the sensitivity, and the conditions that are necessary after permutations."""

    study: str
    sweeps: tuple[PanelSweep, ...]
    sensitivity: Sensitivity
    permutations: int
    necessary: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return all results as plain data."""
        return {
            "study": self.study,
            "sweeps": [
                {"outcome": s.outcome, "settings": s.settings, "distinct": s.distinct,
                 "same": s.same}
                for s in self.sweeps
            ],
            "panels": [
                {
                    "outcome": panel.outcome,
                    "cases_left_out": panel.drops and {
                        "tried": panel.drops.tried,
                        "changing": [list(drop.cases) for drop in panel.drops.changing],
                    },
                    "bootstrap": panel.bootstrap and {
                        "samples": panel.bootstrap.samples,
                        "same": panel.bootstrap.same,
                        "paths": {str(term): share for term, share in panel.bootstrap.paths},
                        "necessary": dict(panel.bootstrap.necessary),
                    },
                }
                for panel in self.sensitivity.panels
            ],
            "permutations": self.permutations,
            "necessary": list(self.necessary),
        }  # fmt: skip


def withstood(study: Study, step: float) -> Withstood:
    """Return what a study withstands; ``step`` is that of consistency and PRI in the sweep."""
    held = memberships(study)
    outcomes = () if study.variables.multivalue else (False, True)
    tested = nca_necessity(study, data=held)
    return Withstood(
        study=study.name,
        sweeps=tuple(_sweep(study, held, negated, step) for negated in outcomes),
        sensitivity=sensitivity(study),
        permutations=tested.result.permutations,
        necessary=tested.necessary(),
    )


def _sweep(study: Study, held: Memberships, negated: bool, step: float) -> PanelSweep:
    qca = study.settings.qca
    table, options = truth_table_of(held, qca, negated), qca.cover
    spans = Span(LEAST_CONSISTENCY, 1, step), Span(LEAST_PRI, 1, step)
    settings = list(grid(FREQUENCIES, *spans))
    found = swept(table, settings, expectations_of(qca, negated), options)
    solver = Solver(table.outcome, held.conditions, qca, multivalue=False)
    own = solver.models(held.values)
    same = sum(models == own for models in found) / len(found)
    return PanelSweep(table.outcome, len(found), len(set(found)), same)
