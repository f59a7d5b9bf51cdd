"""Numbers and sets that the configurational study states in its prose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.forensics.claims import check_claims
from analysis.forensics.entries.entry import Entry, LedgerSources
from analysis.forensics.verdicts import Consequence, Verdict


def text_entries(sources: LedgerSources, root: Path | None = None) -> Iterator[Entry]:
    """Yield one entry per checked statement of the prose; ``column`` is its section."""
    for check in check_claims(root, public=sources.public).checks:
        wrong = check.verdict is Verdict.CONTRADICTED
        yield Entry(
            document="configurational study",
            table="text",
            row=check.id,
            column=check.section,
            printed=check.printed,
            recomputed=check.recomputed,
            interval="",
            rule="",
            verdict=check.verdict,
            basis=check.basis,
            consequence=Consequence.CONCLUSION if wrong else Consequence.NONE,
            method="compared with tables or public data",
            note=check.note,
        )
