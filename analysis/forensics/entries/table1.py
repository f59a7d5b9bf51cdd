"""Table 1: quartiles, extremes, means and standard deviations."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.data import Words
from analysis.data.labels import NOTHING
from analysis.forensics.checks.study import calibration_rows, descriptive_rows
from analysis.forensics.entries.by_check import entry_by, findings_by_place
from analysis.forensics.entries.entry import Entry, LedgerSources

TABLE, LOCATOR = "table1", "section 3.3"
EXTRAPOLATED = Words(
    "公布的序列截止较早；外推规则由该行反推",
    "the published series ends earlier; the rule that extends it was recovered from this row",
)
STATISTICS = {
    "inclusion": Words("上四分位数，完全隶属锚点", "upper quartile, anchor of full membership"),
    "crossover": Words("中位数，交叉点锚点", "median, anchor of the crossover"),
    "exclusion": Words(
        "下四分位数，完全不隶属锚点", "lower quartile, anchor of full non-membership"
    ),
    "minimum": Words("最小值", "minimum"),
    "maximum": Words("最大值", "maximum"),
    "mean": Words("均值", "mean"),
    "sd": Words("标准差", "standard deviation"),
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
                note=EXTRAPOLATED if variable == "marketization" else NOTHING,
            )
