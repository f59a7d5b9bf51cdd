"""Public numbers that the study's prose cites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.data import load_table
from analysis.study import VariableStatistics, load_settings, load_variables, read_values
from analysis.study.statistics import variable_statistics


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """Public series of the sample, and of all provinces where the text looks beyond it.

    ``values`` (28, 3): raw values of the authentic conditions in the study's year. ``rd`` is the
    table of R&D intensity (percent) and expenditure (100 million yuan), ``fiscal`` that of public
    budgets, both for all years and provinces. ``statistics``: variable -> the seven statistics of
    Table 1. ``covered``: public series -> the provinces with a value in the year that is used.
    """

    sample_size: int
    year: int
    statistics: Mapping[str, VariableStatistics]
    covered: Mapping[str, frozenset[str]]
    values: pd.DataFrame = field(repr=False, compare=False)
    rd: pd.DataFrame = field(repr=False, compare=False)
    fiscal: pd.DataFrame = field(repr=False, compare=False)

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years for which R&D intensity and public budgets are both published."""
        both = set(self.rd["year"]) & set(self.fiscal["year"])
        return tuple(sorted(int(year) for year in both))

    def of_year(self, year: int) -> pd.DataFrame:
        """Return R&D intensity and government support of the sample in one year, as ratios."""
        rd = self.rd[self.rd["year"] == year].set_index("province_zh")
        budget = self.fiscal[self.fiscal["year"] == year].set_index("province_zh")
        whole = budget["general_budget_expenditure_100m_yuan"]
        columns = {
            "rd_intensity": rd["rd_intensity_pct"] / 100,
            "government_support": budget["sci_tech_expenditure_100m_yuan"] / whole,
        }
        return pd.DataFrame(columns).reindex(self.values.index)

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
    values = read_values(root).raw
    rd, fiscal = load_table("rd_intensity", root), load_table("fiscal_expenditure", root)
    market = load_table("marketization_index", root)
    return PublicFacts(
        sample_size=len(values),
        year=settings.condition_year,
        statistics={
            str(name): variable_statistics(values[name], settings.ddof, settings.quantile_method)
            for name in values.columns
        },
        covered={
            "rd_intensity": _covered(rd, settings.condition_year),
            "government_support": _covered(fiscal, settings.condition_year),
            "marketization": _covered(market, _last_score(root)),
        },
        values=values,
        rd=rd,
        fiscal=fiscal,
    )


def _last_score(root: Path | None) -> int:
    """Return the last year with a published score of marketization."""
    growth = load_variables(root)["marketization"].data.growth
    return load_settings(root).condition_year if growth is None else growth.last_year


def _covered(table: pd.DataFrame, year: int) -> frozenset[str]:
    rows = table[(table["year"] == year) & (table["province_zh"] != NATION)].dropna()
    return frozenset(rows["province_zh"])
