"""The provinces of the sample and the three columns that public series give."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.data import InputError, Label, Problem, load_table
from analysis.study.settings import MarketizationRule, Settings, load_settings


@dataclass(frozen=True, slots=True)
class Province:
    """A province: names, letter code, whether it is in the sample, place on a tile map."""

    label: Label
    code: str
    in_sample: bool
    tile_row: int
    tile_column: int


@dataclass(frozen=True, slots=True)
class ProvincialSeries:
    """Raw values of the three authentic conditions for the 28 provinces of the sample.

    ``values`` (28, 3), indexed by the Chinese name of the province: ``rd_intensity`` and
    ``government_support`` as ratios, ``marketization`` in index points.
    """

    year: int
    values: pd.DataFrame = field(repr=False, compare=False)

    def to_frame(self) -> pd.DataFrame:
        """Return a copy of the values, one row per province."""
        return self.values.copy()


def provinces(root: Path | None = None) -> tuple[Province, ...]:
    """Return the 31 mainland provinces in the official order."""
    return tuple(
        Province(
            Label(row["zh"], row["en"]),
            row["code"],
            row["in_sample"],
            row["tile_row"],
            row["tile_column"],
        )
        for row in load_table("provinces", root).to_dict("records")
    )


def sample(root: Path | None = None) -> tuple[Label, ...]:
    """Return the names of the 28 provinces of the sample, in the official order."""
    return tuple(province.label for province in provinces(root) if province.in_sample)


def provincial_series(root: Path | None = None) -> ProvincialSeries:
    """Return R&D intensity, marketization and government support of the sample.

    R&D expenditure over regional product, and science expenditure over the local public budget,
    both of the study's year; marketization as ``extrapolated_marketization``. Raises InputError
    for a province without a value.
    """
    settings = load_settings(root)
    names = pd.Index([label.zh for label in sample(root)], name="province")
    columns = {
        "rd_intensity": _rd_intensity(settings.condition_year, root),
        "marketization": extrapolated_marketization(
            load_table("marketization_index", root), settings.marketization
        ),
        "government_support": _government_support(settings.condition_year, root),
    }
    values = pd.DataFrame({key: column.reindex(names) for key, column in columns.items()})
    _require_complete(values, settings)
    return ProvincialSeries(settings.condition_year, values)


def _rd_intensity(year: int, root: Path | None) -> pd.Series[float]:
    table = load_table("rd_intensity", root)
    chosen = table[table["year"] == year].set_index("province_zh")
    return chosen["rd_intensity_pct"] / 100


def _government_support(year: int, root: Path | None) -> pd.Series[float]:
    table = load_table("fiscal_expenditure", root)
    chosen = table[table["year"] == year].set_index("province_zh")
    part, whole = "sci_tech_expenditure_100m_yuan", "general_budget_expenditure_100m_yuan"
    return chosen[part] / chosen[whole]


def extrapolated_marketization(table: pd.DataFrame, rule: MarketizationRule) -> pd.Series[float]:
    """Return the marketization score of every province in the study's year, in index points.

    The last published score, compounded with the arithmetic mean of the province's yearly growth
    rates. NaN where a score that is needed is missing.
    """
    scores = table.pivot(index="year", columns="province_zh", values="marketization_index")
    growth = scores.pct_change(fill_method=None).loc[rule.growth_from : rule.growth_to]
    mean_growth = growth.mean(skipna=False)
    last = scores.T[rule.last_published_year]
    return last * (1 + mean_growth) ** rule.compounded_years


FILES = {
    "rd_intensity": "data/public/rd_intensity.csv",
    "marketization": "data/public/marketization_index.csv",
    "government_support": "data/public/fiscal_expenditure.csv",
}


def _require_complete(values: pd.DataFrame, settings: Settings) -> None:
    problems = [
        Problem(
            FILES[str(column)],
            None,
            "province_zh",
            str(province),
            f"no value of {column} for this province in the years of the study",
            "add the missing rows of the province",
        )
        for column in values
        for province in values.index[values[column].isna()]
    ]
    if len(values) != settings.size:
        remedy = f"mark {settings.size} provinces as in the sample, or correct the size"
        found = f"{len(values)} provinces in the sample, the settings say {settings.size}"
        problems.append(
            Problem("data/configurational/provinces.csv", None, "in_sample", None, found, remedy)
        )
    if problems:
        raise InputError(problems)
