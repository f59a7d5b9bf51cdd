"""Table 3: each level from the line through all the other rows of its column."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.forensics.ceiling_lines import ceiling_lines, predicted
from analysis.forensics.entries.entry import Entry, LedgerSources, entry
from analysis.forensics.printed import NEAREST
from analysis.forensics.verdicts import Basis, judge

METHOD = "line through the other rows"


def table3_entries(sources: LedgerSources) -> Iterator[Entry]:
    """Yield one entry per level of Table 3, row by row."""
    tables = sources.tables
    columns = {
        key: predicted(ceiling_lines(key, tables.levels, column))
        for key, column in tables.bottlenecks.items()
    }
    for place, level in enumerate(tables.levels):
        for key, levels in columns.items():
            printed = tables.bottlenecks[key][place]
            judgement = judge(printed, levels[place], Basis.PRINTED_ONLY, rules=NEAREST)
            note = "" if levels[place] is not None else "the other rows lie on no line"
            yield entry("table3", f"{level}%", key, judgement, METHOD, note)
