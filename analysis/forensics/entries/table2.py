"""Table 2: effect sizes, p-values, accuracies, scopes and ceiling zones."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.data import Words
from analysis.data.labels import COMMA
from analysis.forensics.checks.nca import place as nca_place
from analysis.forensics.checks.study import nca_table
from analysis.forensics.entries.by_check import entry_by, findings_by_place
from analysis.forensics.entries.entry import Entry, LedgerSources

TABLE, LOCATOR = "table2", "section 4.1.1"
STATISTICS = {
    "effect_size": Words("效应量", "effect size"),
    "p_value": Words("置换检验的 P 值", "p-value of the permutation test"),
    "accuracy": Words("精确度", "ceiling accuracy"),
    "scope": Words("范围", "scope"),
    "ceiling_zone": Words("上限区域", "ceiling zone"),
}
CEILINGS = {"ce_fdh": "CE-FDH", "cr_fdh": "CR-FDH"}


def table2_entries(sources: LedgerSources) -> Iterator[Entry]:
    """Yield one entry per number of Table 2, in the order of the table."""
    found = findings_by_place([nca_table(sources)])
    for (statistic, ceiling, condition), printed in sources.tables.nca.items():
        place = nca_place(statistic, ceiling, condition)
        name = COMMA.join([STATISTICS[statistic], CEILINGS[ceiling]])
        yield entry_by(found.get(place), TABLE, place, printed, statistic=name, locator=LOCATOR)
