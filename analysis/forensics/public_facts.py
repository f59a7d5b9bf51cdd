"""Public numbers that the study's prose cites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.data import load_table
from analysis.study import VariableStatistics, load_settings, provincial_series
from analysis.study.statistics import variable_statistics


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """Public series of the sample, and of all provinces where the text looks beyond it.

    ``values`` (28, 3): raw values of the authentic conditions in the study's year. ``rd`` is the
    table of R&D intensity (percent) and expenditure (100 million yuan), all years and provinces.
    ``statistics``: variable -> the seven statistics of Table 1.
    """

    sample_size: int
    year: int
    statistics: Mapping[str, VariableStatistics]
    values: pd.DataFrame = field(repr=False, compare=False)
    rd: pd.DataFrame = field(repr=False, compare=False)

    def of(self, variable: str, province: str) -> float:
        """Return the raw value of one province, in the unit of the variable (a ratio)."""
        return float(self.values[variable][province])

    def expenditure(self, province: str, year: int, years: int) -> pd.Series:
        """Return R&D expenditure of the last ``years`` years up to ``year``, 100 million yuan."""
        rows = self.rd[self.rd["province_zh"] == province].set_index("year")
        return rows["rd_expenditure_100m_yuan"].loc[year - years + 1 : year]

    def rank(self, variable: str, province: str) -> tuple[int, int, int, int]:
        """Return rank and number of provinces, in the sample and among all with R&D data.

        Rank 1 is the largest value; provinces of equal value share the better rank.
        """
        inside = self.values[variable]
        rows = self.rd[(self.rd["year"] == self.year) & (self.rd["province_zh"] != NATION)]
        everywhere = rows.set_index("province_zh")["rd_intensity_pct"]
        own, all_own = inside[province], everywhere[province]
        return (
            int((inside > own).sum()) + 1,
            len(inside),
            int((everywhere > all_own).sum()) + 1,
            len(everywhere),
        )


NATION = "全国"


def load_public_facts(root: Path | None = None) -> PublicFacts:
    """Return the public numbers behind the study's prose."""
    settings = load_settings(root)
    values = provincial_series(root).values
    return PublicFacts(
        sample_size=len(values),
        year=settings.condition_year,
        statistics={
            str(name): variable_statistics(values[name], settings.ddof, settings.quantile_method)
            for name in values.columns
        },
        values=values,
        rd=load_table("rd_intensity", root),
    )
