"""Dates as papers print them, read as spans of days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from analysis.data import Words
from analysis.data.labels import ranged, words


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included."""

    first: date
    last: date

    def __lt__(self, other: Period) -> bool:
        return self.last < other.first

    def __str__(self) -> str:
        return self.words.en

    @property
    def words(self) -> Words:
        """Return the days in both languages."""
        first, last = str(self.first), str(self.last)
        return words(first) if first == last else ranged(first, last)


DAY = re.compile(r"(\d{4})(?:-|年)(\d{1,2})(?:-|月)(\d{1,2})日?")
MONTHS = re.compile(r"(\d{4})年(\d{1,2})月(?:至(\d{1,2})月)?")
YEAR_END = re.compile(r"(\d{4})年底")
YEAR = re.compile(r"(\d{4})年?")
ENGLISH = re.compile(r"([A-Z][a-z]+) (\d{1,2})(?:st|nd|rd|th), (\d{4})")


def period(printed: str) -> Period | None:
    """Return the days that a printed date covers; None for what is no date.

    Reads 2023-08-31, 2022年6月28日, 2020年8月至11月, 2023年7月, 2022年底 (its last day), 2015年,
    2015 and August 31st, 2023.
    """
    try:
        return _period(printed)
    except ValueError:
        return None


def _period(printed: str) -> Period | None:
    if match := DAY.fullmatch(printed):
        return _days(date(*map(int, match.groups())))
    if match := ENGLISH.fullmatch(printed):
        return _days(datetime.strptime(" ".join(match.groups()), "%B %d %Y").date())
    if match := MONTHS.fullmatch(printed):
        year, first, last = int(match[1]), int(match[2]), int(match[3] or match[2])
        return _span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
    if match := YEAR_END.fullmatch(printed):
        return _days(date(int(match[1]), 12, 31))
    if match := YEAR.fullmatch(printed):
        return _span(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))
    return None


def _days(day: date) -> Period:
    return Period(day, day)


def _span(first: date, last: date) -> Period | None:
    return Period(first, last) if first <= last else None
