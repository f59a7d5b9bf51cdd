"""Numbers that the case study prints in its text and in its tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.data import Words
from analysis.forensics.casechecks.claims import check_case_claims
from analysis.forensics.entries.entry import Entry

METHOD = Words("与转录资料对照", "compared with the transcribed material")


def case_study_entries(root: Path | None = None) -> Iterator[Entry]:
    """Yield one entry per number: those of the text, then people, minutes and items of tables."""
    for claim in check_case_claims(root):
        found = claim.finding
        yield Entry(
            document="case study",
            table=claim.table,
            row=claim.row,
            column=claim.column,
            printed=claim.printed,
            recomputed=found.recomputed,
            interval="",
            rule="",
            verdict=found.verdict,
            basis=found.basis,
            consequence=found.consequence,
            method=METHOD,
            note=found.note,
            locator=claim.locator,
            statistic=claim.label,
            check=claim.check,
        )
