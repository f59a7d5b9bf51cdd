"""The three authentic columns from the public series."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.data import InputError, load_document, load_table
from analysis.study import provinces, provincial_series, sample
from analysis.study.provinces import extrapolated_marketization
from analysis.study.settings import MarketizationRule

RULE = MarketizationRule(2019, 1998, 2019, 2)
VALUE_CLAIMS = [c for c in load_document("claims")["claims"] if c["kind"] == "value"]


def test_sample_is_the_mainland_without_three_provinces():
    out = {province.label.zh for province in provinces() if not province.in_sample}
    assert out == {"西藏", "宁夏", "新疆"}
    assert len(provinces()) == 31
    assert len(sample()) == 28


def test_tiles_do_not_overlap():
    places = {(province.tile_row, province.tile_column) for province in provinces()}
    assert len(places) == 31


def test_series_have_one_row_per_province_of_the_sample():
    series = provincial_series()
    assert list(series.values.index) == [label.zh for label in sample()]
    assert list(series.values.columns) == ["rd_intensity", "marketization", "government_support"]
    assert series.year == 2021
    assert not series.values.isna().any(axis=None)


def test_frame_is_a_copy():
    series = provincial_series()
    frame = series.to_frame()
    frame.loc["北京", "marketization"] = 0
    assert series.values.loc["北京", "marketization"] > 1


@pytest.mark.parametrize("claim", VALUE_CLAIMS, ids=lambda claim: claim["id"])
def test_number_in_the_text(claim):
    value = 100 * provincial_series().values.loc[claim["province"], claim["of"]]
    decimals = len(claim["printed"].rstrip("%").partition(".")[2])
    assert f"{value:.{decimals}f}%" == claim["printed"]


def test_there_are_numbers_in_the_text_to_check():
    assert len(VALUE_CLAIMS) == 2


def test_ratios_come_straight_from_the_published_numbers():
    fiscal = load_table("fiscal_expenditure").set_index(["province_zh", "year"])
    row = fiscal.loc[("四川", 2021)]
    ratio = row["sci_tech_expenditure_100m_yuan"] / row["general_budget_expenditure_100m_yuan"]
    assert provincial_series().values.loc["四川", "government_support"] == ratio


def scores(**columns):
    years = range(1997, 2020)
    return pd.DataFrame(
        [(name, year, score(year)) for name, score in columns.items() for year in years],
        columns=["province_zh", "year", "marketization_index"],
    )


def test_constant_growth_is_carried_on():
    table = scores(a=lambda year: 2 * 1.1 ** (year - 1997))
    found = extrapolated_marketization(table, RULE)
    assert found["a"] == pytest.approx(2 * 1.1**24)


def test_growth_is_the_arithmetic_mean_of_yearly_rates():
    # doubles in 1998, constant afterwards: the mean of 22 rates is 1 / 22
    table = scores(a=lambda year: 1.0 if year == 1997 else 2.0)
    found = extrapolated_marketization(table, RULE)
    assert found["a"] == pytest.approx(2 * (1 + 1 / 22) ** 2)


def test_a_missing_score_leaves_no_value():
    table = scores(a=lambda year: None if year == 1997 else 2.0, b=lambda year: 2.0)
    found = extrapolated_marketization(table, RULE)
    assert found.isna().to_dict() == {"a": True, "b": False}


def test_missing_rows_of_a_province_are_named(without_line):
    root = without_line("data/public/rd_intensity.csv", "安徽,Anhui,2021")
    with pytest.raises(InputError) as caught:
        provincial_series(root)
    (problem,) = caught.value.problems
    assert (problem.file, problem.value) == ("data/public/rd_intensity.csv", "安徽")
    assert problem.message == "no value of rd_intensity for this province in the years of the study"


def test_sample_of_another_size_is_refused(data_copy):
    path = data_copy / "data/configurational/provinces.csv"
    path.write_text(path.read_text("utf-8").replace("BJ,true", "BJ,false"), "utf-8")
    with pytest.raises(InputError, match="27 provinces in the sample, the settings say 28"):
        provincial_series(data_copy)
