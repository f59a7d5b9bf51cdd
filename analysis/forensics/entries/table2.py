"""Table 2: effect sizes, p-values, accuracies, scopes and ceiling zones."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.forensics.checks.nca import place as nca_place
from analysis.forensics.checks.study import nca_table
from analysis.forensics.entries.by_check import entry_by, findings_by_place
from analysis.forensics.entries.entry import Entry, LedgerSources

TABLE, LOCATOR = "table2", "section 4.1.1"
STATISTICS = {
    "effect_size": "effect size",
    "p_value": "p-value of the permutation test",
    "accuracy": "ceiling accuracy",
    "scope": "scope",
    "ceiling_zone": "ceiling zone",
}
CEILINGS = {"ce_fdh": "CE-FDH", "cr_fdh": "CR-FDH"}


def table2_entries(sources: LedgerSources) -> Iterator[Entry]:
    """Yield one entry per number of Table 2, in the order of the table."""
    found = findings_by_place([nca_table(sources)])
    for (statistic, ceiling, condition), printed in sources.tables.nca.items():
        place = nca_place(statistic, ceiling, condition)
        name = f"{STATISTICS[statistic]}, {CEILINGS[ceiling]}"
        yield entry_by(found.get(place), TABLE, place, printed, statistic=name, locator=LOCATOR)
