"""Cases of the sample, and the three authentic columns from the public series."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.data import InputError, load_document, load_table
from analysis.study import cases, read_values, sample
from analysis.study.derive import grown
from analysis.study.variables import Growth

RULE = Growth(last_year=2019, first=1998, last=2019, years=2)
VALUE_CLAIMS = [c for c in load_document("claims")["claims"] if c["kind"] == "value"]


def test_sample_is_the_mainland_without_three_provinces():
    out = {case.label.zh for case in cases() if not case.in_sample}
    assert out == {"西藏", "宁夏", "新疆"}
    assert len(cases()) == 31
    assert len(sample()) == 28


def test_tiles_do_not_overlap():
    places = {case.tile for case in cases()}
    assert len(places) == 31


def test_series_have_one_row_per_province_of_the_sample():
    raw = read_values().raw
    assert list(raw.index) == [label.zh for label in sample()]
    assert list(raw.columns) == ["rd_intensity", "marketization", "government_support"]
    assert not raw.isna().any(axis=None)


@pytest.mark.parametrize("claim", VALUE_CLAIMS, ids=lambda claim: claim["id"])
def test_number_in_the_text(claim):
    value = 100 * read_values().raw.loc[claim["province"], claim["of"]]
    decimals = len(claim["printed"].rstrip("%").partition(".")[2])
    assert f"{value:.{decimals}f}%" == claim["printed"]


def test_there_are_numbers_in_the_text_to_check():
    assert len(VALUE_CLAIMS) == 2


def test_ratios_come_straight_from_the_published_numbers():
    fiscal = load_table("fiscal_expenditure").set_index(["province_zh", "year"])
    row = fiscal.loc[("四川", 2021)]
    ratio = row["sci_tech_expenditure_100m_yuan"] / row["general_budget_expenditure_100m_yuan"]
    assert read_values().raw.loc["四川", "government_support"] == ratio


def scores(**columns):
    years = range(1997, 2020)
    return pd.DataFrame(
        {name: [score(year) for year in years] for name, score in columns.items()},
        index=years,
        dtype="float64",
    )


def test_constant_growth_is_carried_on():
    table = scores(a=lambda year: 2 * 1.1 ** (year - 1997))
    found = grown(table, RULE)
    assert found["a"] == pytest.approx(2 * 1.1**24)


def test_growth_is_the_arithmetic_mean_of_yearly_rates():
    # doubles in 1998, constant afterwards: the mean of 22 rates is 1 / 22
    table = scores(a=lambda year: 1.0 if year == 1997 else 2.0)
    found = grown(table, RULE)
    assert found["a"] == pytest.approx(2 * (1 + 1 / 22) ** 2)


def test_a_missing_score_leaves_no_value():
    table = scores(a=lambda year: None if year == 1997 else 2.0, b=lambda year: 2.0)
    found = grown(table, RULE)
    assert found.isna().to_dict() == {"a": True, "b": False}


def test_missing_rows_of_a_province_are_named(without_line):
    root = without_line("data/public/rd_intensity.csv", "安徽,Anhui,2021")
    with pytest.raises(InputError) as caught:
        read_values(root)
    (problem,) = caught.value.problems
    assert (problem.file, problem.value) == ("data/public/rd_intensity.csv", "安徽")
    assert problem.message == "no row for this case in 2021"


def test_sample_of_another_size_is_refused(data_copy):
    path = data_copy / "data/configurational/provinces.csv"
    path.write_text(path.read_text("utf-8").replace("BJ,true", "BJ,false"), "utf-8")
    with pytest.raises(InputError, match="27 provinces in the sample, the study states 28"):
        read_values(data_copy)
