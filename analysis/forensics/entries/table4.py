"""Table 4: each consistency and coverage from its sibling and the sums of the whole table."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.data import Words
from analysis.forensics.checks.study import necessity_table
from analysis.forensics.entries.by_check import entry_by, findings_by_place
from analysis.forensics.entries.entry import Entry, LedgerSources

TABLE, LOCATOR = "table4", "section 4.1.2"
STATISTICS = {
    "consistency": Words("必要性一致性", "consistency of necessity"),
    "coverage": Words("必要性覆盖度", "coverage of necessity"),
}


def table4_entries(sources: LedgerSources) -> Iterator[Entry]:
    """Yield one entry per consistency and coverage of Table 4."""
    table = necessity_table(sources)
    found = findings_by_place([table])
    for place, _, printed in table.numbers():
        name = STATISTICS[place[1].partition("_")[0]]
        yield entry_by(found.get(place), TABLE, place, printed, statistic=name, locator=LOCATOR)
