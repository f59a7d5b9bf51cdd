"""Facts behind the tables that were never printed but follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.data import load_document
from analysis.forensics.authentic import study_sums
from analysis.forensics.bounds import necessity_consistencies, path_bounds
from analysis.forensics.ceiling_lines import CeilingLines, ceiling_lines
from analysis.forensics.crossovers import (
    CrossoverCount,
    crossover_candidates,
    crossover_counts,
    implied_total,
    middle_counts,
)
from analysis.forensics.literals import SetLiteral
from analysis.forensics.scopes import ANCHORS
from analysis.forensics.transcripts import OUTCOME, load_transcripts
from analysis.forensics.verdicts import Verdict
from analysis.study import calibrations, load_settings


@dataclass(frozen=True, slots=True)
class CrossoverReport:
    """Cases at the crossover, and what they give away of the outcome's raw counts.

    ``middle_counts``: pairs of middle counts of patents that fit, ``totals``: sums of patents that
    fit. ``candidates``: provinces that can be the one at the crossover of the outcome, judged by
    the public columns; ``candidates_by_paths`` trusts the marks of the paths as well, for the
    provinces that the text names as typical of a path whose coverage is possible.
    """

    counts: tuple[CrossoverCount, ...]
    middle_counts: tuple[tuple[int, int], ...]
    totals: tuple[int, ...]
    candidates: tuple[str, ...]
    candidates_by_paths: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per column: cases at its crossover, side of the outcome's case."""
        return pd.DataFrame(
            {
                "variable": each.condition or OUTCOME,
                "cases_at_crossover": each.count,
                "side_of_outcome_case": " or ".join(sorted(each.outcome_case)),
                "patterns": len(each.patterns),
            }
            for each in self.counts
        )


def crossover_report(root: Path | None = None) -> CrossoverReport:
    """Return the crossover cases of the study and what follows from them."""
    tables = load_transcripts(root)
    counts = crossover_counts(study_sums(root))
    outcome = tables.statistics[OUTCOME]
    exclusion, crossover, inclusion = (outcome[name].number for name in ANCHORS)
    at_crossover = counts[0].count or 0
    columns = {name: each.memberships for name, each in calibrations(root).items()}
    known = pd.DataFrame(columns)
    return CrossoverReport(
        counts=counts,
        middle_counts=middle_counts(exclusion, crossover, inclusion, at_crossover),
        totals=implied_total(outcome["mean"], load_settings(root).size),
        candidates=crossover_candidates(counts, known),
        candidates_by_paths=crossover_candidates(counts, known, _named_cases(root)),
    )


def _named_cases(root: Path | None) -> dict[str, list[SetLiteral]]:
    """Literals of the paths a case is named for; paths with impossible marks are left out."""
    tables = load_transcripts(root)
    sound = {}
    for panel in tables.panels:
        table = necessity_consistencies(tables.necessity, panel.outcome_present)
        for path, bound in zip(panel.paths, path_bounds(panel, table), strict=True):
            if bound.judgement.verdict is not Verdict.CONTRADICTED:
                sound[path.id] = path.literals
    return {
        case: list(sound[path["id"]])
        for path in load_document("paths", root)["paths"]
        if path["id"] in sound
        for case in path["cases"]
    }


def study_ceiling_lines(root: Path | None = None) -> Mapping[str, CeilingLines]:
    """Return the ceiling lines behind every column of Table 3, by condition."""
    tables = load_transcripts(root)
    return {
        condition: ceiling_lines(condition, tables.levels, column)
        for condition, column in tables.bottlenecks.items()
    }
