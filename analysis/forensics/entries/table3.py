"""Table 3: each level from the line through all the other rows of its column."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.data import Words
from analysis.forensics.checks.nca import level_place
from analysis.forensics.checks.study import nca_table
from analysis.forensics.entries.by_check import entry_by, findings_by_place
from analysis.forensics.entries.entry import Entry, LedgerSources

TABLE, LOCATOR = "table3", "section 4.1.1"
STATISTIC = Words(
    "条件所需水平（占其范围的百分比）", "required level of the condition, percent of its range"
)


def table3_entries(sources: LedgerSources) -> Iterator[Entry]:
    """Yield one entry per level of Table 3, row by row."""
    tables = sources.tables
    found = findings_by_place([nca_table(sources)])
    for row, level in enumerate(tables.levels):
        for condition, column in tables.bottlenecks.items():
            place = level_place(level, condition)
            yield entry_by(
                found.get(place),
                TABLE,
                place,
                column[row],
                statistic=STATISTIC,
                locator=LOCATOR,
            )
