"""Everything the forensic checks say of the two panels of Table 5."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.forensics.authentic import study_sums
from analysis.forensics.bounds import (
    GridSum,
    Ordering,
    PathBound,
    grid_sums,
    necessity_consistencies,
    orderings,
    path_bounds,
    size_bounds,
)
from analysis.forensics.intersections import IntersectionReport, intersections
from analysis.forensics.joint import JointModel
from analysis.forensics.readings import ReadingEvidence
from analysis.forensics.transcripts import Panel, load_transcripts
from analysis.study import calibrations


@dataclass(frozen=True, slots=True)
class PanelReport:
    """One panel of Table 5: bounds, inequalities, grid, sizes, intersections, joint possibility."""

    outcome_present: bool
    bounds: tuple[PathBound, ...]
    orderings: tuple[Ordering, ...]
    grid: tuple[GridSum, ...]
    sizes: tuple[Ordering, ...]
    intersections: IntersectionReport
    jointly_possible: bool

    def to_frame(self) -> pd.DataFrame:
        """Return one row per path: raw coverage, its bounds, the limiting literal, the verdict."""
        return pd.DataFrame(
            {
                "path": each.path,
                "raw_coverage": each.judgement.printed.text,
                "low": float(each.bounds.possible.low),
                "high": float(each.bounds.possible.high),
                "limiting": each.bounds.limiting.text,
                "verdict": each.judgement.verdict.value,
            }
            for each in self.bounds
        )

    def inequalities_frame(self) -> pd.DataFrame:
        """Return one row per inequality between parameters or sizes, and whether it can hold."""
        return pd.DataFrame(
            {
                "check": each.name.en,
                "left": each.left.middle,
                "right": each.right.middle,
                "holds": each.holds,
            }
            for each in (*self.orderings, *self.sizes)
        )

    def grid_frame(self) -> pd.DataFrame:
        """Return one row per printed parameter: nearest sum on the grid, the value it gives."""
        return pd.DataFrame(
            {
                "number": each.name,
                "printed": each.printed.text,
                "sum": float(each.nearest),
                "recomputed": float(each.recomputed),
                "on_grid": each.on_grid,
                "chance": each.chance,
            }
            for each in self.grid
        )


def panel_reports(root: Path | None = None) -> tuple[PanelReport, ...]:
    """Return the report of both panels, for the outcome and for its negation.

    Raises ValueError when Table 4 contradicts itself on the sum of the outcome, or for a panel
    that has not three paths.
    """
    tables, model = load_transcripts(root), JointModel.of(study_sums(root))
    columns = {name: each.memberships for name, each in calibrations(root).items()}
    known = pd.DataFrame(columns)
    found = []
    for panel in tables.panels:
        total = model.total(panel.outcome_present)
        table = necessity_consistencies(tables.necessity, panel.outcome_present)
        found.append(
            PanelReport(
                outcome_present=panel.outcome_present,
                bounds=path_bounds(panel, table),
                orderings=orderings(panel),
                grid=grid_sums(panel, total),
                sizes=size_bounds(panel, total, known),
                intersections=intersections(panel, total),
                jointly_possible=model.is_possible(panel),
            )
        )
    return tuple(found)


def reading_evidence(panel: Panel, root: Path | None = None) -> ReadingEvidence:
    """Return what other readings of a panel are held against."""
    tables, model = load_transcripts(root), JointModel.of(study_sums(root))
    return ReadingEvidence(
        tables.conditions,
        necessity_consistencies(tables.necessity, panel.outcome_present),
        model.total(panel.outcome_present),
        model,
    )
