"""Table 1: quartiles, extremes, means and standard deviations."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.forensics.checks.study import calibration_rows, descriptive_rows
from analysis.forensics.entries.by_check import entry_by, findings_by_place
from analysis.forensics.entries.entry import Entry, LedgerSources

TABLE, LOCATOR = "table1", "section 3.3"
EXTRAPOLATED = (
    "the published series ends earlier; the rule that extends it was recovered from this row"
)
STATISTICS = {
    "inclusion": "upper quartile, anchor of full membership",
    "crossover": "median, anchor of the crossover",
    "exclusion": "lower quartile, anchor of full non-membership",
    "minimum": "minimum",
    "maximum": "maximum",
    "mean": "mean",
    "sd": "standard deviation",
}


def table1_entries(sources: LedgerSources) -> Iterator[Entry]:
    """Yield one entry per number of Table 1, variable by variable."""
    found = findings_by_place([*descriptive_rows(sources), *calibration_rows(sources)])
    for variable, row in sources.tables.statistics.items():
        for name, printed in row.items():
            place = (variable, name)
            yield entry_by(
                found.get(place),
                TABLE,
                place,
                printed,
                statistic=STATISTICS[name],
                locator=LOCATOR,
                note=EXTRAPOLATED if variable == "marketization" else "",
            )
