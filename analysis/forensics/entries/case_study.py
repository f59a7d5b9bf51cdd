"""Counts that the case study states about itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.casestudy import load_claims
from analysis.forensics.entries.entry import Entry
from analysis.forensics.verdicts import Basis, Consequence, Verdict


def case_study_entries(root: Path | None = None) -> Iterator[Entry]:
    """Yield one entry per stated count: concepts, themes, dimensions, people per row."""
    for claim in load_claims(root):
        verdict = Verdict.of(claim.verdict)
        wrong = verdict is Verdict.CONTRADICTED
        yield Entry(
            document="case study",
            table="table1" if claim.locator == "Table 1" else "text",
            row=claim.id,
            column=claim.locator,
            printed=claim.printed,
            recomputed=str(claim.recomputed),
            interval="",
            rule="",
            verdict=verdict,
            basis=Basis.PRINTED_ONLY,
            consequence=Consequence.ARITHMETIC if wrong else Consequence.NONE,
            method="counted in the transcribed material",
            note=claim.label.en,
        )
