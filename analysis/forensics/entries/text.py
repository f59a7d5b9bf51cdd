"""Numbers and sets that the configurational study states in its prose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.data import Words
from analysis.forensics.claims import check_claims
from analysis.forensics.entries.entry import Entry, LedgerSources
from analysis.forensics.places import TEXT, section

METHOD = Words("与各表或公开数据对照", "compared with tables or public data")


def text_entries(sources: LedgerSources, root: Path | None = None) -> Iterator[Entry]:
    """Yield one entry per checked statement of the prose; ``column`` is its section."""
    for check in check_claims(root, public=sources.public).checks:
        yield Entry(
            document="configurational study",
            table=TEXT,
            row=check.id,
            column=check.section,
            printed=check.printed,
            recomputed=check.recomputed,
            interval="",
            rule="",
            verdict=check.verdict,
            basis=check.basis,
            consequence=check.consequence,
            method=METHOD,
            note=check.note,
            locator=section(check.section),
            statistic=Words(check.statement.zh.removesuffix("。"), check.statistic),
            check=check.check,
        )
