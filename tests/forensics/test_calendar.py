from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.forensics.calendar import Period, period


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("2023-08-31", "2023-08-31", "2023-08-31"),
        ("2022年6月28日", "2022-06-28", "2022-06-28"),
        ("2020年8月至11月", "2020-08-01", "2020-11-30"),
        ("2023年7月", "2023-07-01", "2023-07-31"),
        ("2022年底", "2022-12-31", "2022-12-31"),
        ("2015年", "2015-01-01", "2015-12-31"),
        ("2016", "2016-01-01", "2016-12-31"),
        ("August 31st, 2023", "2023-08-31", "2023-08-31"),
        ("November 14th, 2023", "2023-11-14", "2023-11-14"),
    ],
)
def test_printed_dates_cover_their_days(printed, first, last):
    assert period(printed) == Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "printed", ["2022年6月31日", "2023-13-01", "2020年11月至8月", "Smarch 1st, 2023", "28", "1+N"]
)
def test_what_is_no_date_is_none(printed):
    assert period(printed) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 30)))
def test_every_form_of_a_day_is_the_same_day(day):
    chinese = f"{day.year}年{day.month}月{day.day}日"
    assert period(day.isoformat()) == period(chinese) == Period(day, day)
    assert period(day.isoformat()) < period((day + timedelta(days=1)).isoformat())
    assert not period(chinese) < period(str(day.year))


def test_a_span_is_shown_with_both_ends():
    assert str(period("2020年8月至11月")) == "2020-08-01 to 2020-11-30"
    assert str(period("2023-08-31")) == "2023-08-31"
