"""Checks of a stated number that need nothing beyond the statement: its own list, its other
places, the calendar, a check digit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.forensics.calendar import Period, period
from analysis.forensics.findings import Finding, open_to
from analysis.forensics.verdicts import Basis, Consequence, Verdict

NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")}
NUMERALS |= {"单": 1, "双": 2, "两": 2, "single": 1, "dual": 2}
WORDS = ("one", "two", "three", "four", "five", "six", "seven")
NUMERALS |= {word: value for value, word in enumerate(WORDS, start=1)}
ISSN = re.compile(r"(\d{4})-(\d{3})([\dX])")
ARTICLE = re.compile(
    r"(?P<issn>[\dX-]{9})\((?P<year>\d{4})\)(?P<issue>\d{2})-(?P<first>\d{4})-(?P<pages>\d+)"
)
DOI = re.compile(
    r"10\.\d{4,9}/j\.issn\.(?P<issn>[\dX-]{9})\.(?P<year>\d{4})\.(?P<issue>\d{2})\.(?P<order>\d{3})"
)


@dataclass(frozen=True, slots=True)
class Restatement:
    """The same number in another place, under a name (``meaning``) where the place gives one."""

    place: str
    printed: str
    meaning: str | None = None

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> Restatement:
        """Return the restatement that an item of a claim describes."""
        place = item.get("locator", item.get("section", ""))
        return cls(place, item["printed"], item.get("meaning"))


def number(printed: str) -> int:
    """Return the value of a printed count: digits, a Chinese numeral, 双, or an English word.

    Raises KeyError for other words.
    """
    return int(printed) if printed.isdecimal() else NUMERALS[printed]


def is_count(printed: str) -> bool:
    """Return whether a string is a count that ``number`` reads."""
    return printed.isdecimal() or printed in NUMERALS


def recounted(printed: str, count: int, note: str = "") -> Finding:
    """Return the verdict on a stated count, given the count of what it counts."""
    holds = number(printed) == count
    return Finding(
        str(count),
        Verdict.EXACT if holds else Verdict.CONTRADICTED,
        Basis.PRINTED_ONLY,
        note,
        Consequence.NONE if holds else Consequence.ARITHMETIC,
    )


def listed(printed: str, members: Sequence[str]) -> Finding:
    """Return the verdict on a stated count whose members the same passage names.

    Formula: the count equals the number of distinct members.
    """
    names = tuple(dict.fromkeys(members))
    return recounted(printed, len(names), f"named: {', '.join(names)}")


def same_value(one: str, other: str) -> bool:
    """Return whether two strings state the same number, date or name."""
    if is_count(one) and is_count(other):
        return number(one) == number(other)
    dates = period(one), period(other)
    if None not in dates:
        return dates[0] == dates[1]
    return one == other


def restated(
    finding: Finding, printed: str, again: Iterable[Restatement], meaning: str | None = None
) -> Finding:
    """Return a finding revised by the other places that state the same number.

    Another value elsewhere contradicts; so does another name for the same value. Agreement of an
    author with himself raises an open verdict to consistent, and no further.
    """
    others = tuple(again)
    if not others:
        return finding
    odd = tuple(
        f"{each.place}: {each.printed}" for each in others if not same_value(printed, each.printed)
    )
    odd += tuple(
        f"{each.place}: {each.meaning}"
        for each in others
        if meaning and each.meaning and each.meaning != meaning
    )
    if odd:
        note = f"{meaning or printed} here; {'; '.join(odd)}"
        return replace(
            finding,
            verdict=Verdict.CONTRADICTED,
            note=note,
            consequence=Consequence.ARITHMETIC,
            odd=odd,
        )
    places = f"printed alike: {', '.join(each.place for each in others)}"
    note = f"{finding.note}; {places}" if finding.note else places
    is_open = finding.verdict is Verdict.NOT_DETERMINED
    return replace(finding, note=note, verdict=Verdict.CONSISTENT if is_open else finding.verdict)


def dated(
    printed: str,
    after: Mapping[str, Period] | None = None,
    before: Mapping[str, Period] | None = None,
) -> Finding:
    """Return the verdict on a date or a span of months.

    It must be one of the calendar, not earlier than what it must follow (``after``: name -> span)
    and not later than what it must precede (``before``). Order alone fixes no date, so a date in
    order is consistent.
    """
    own = period(printed)
    if own is None:
        note = "no date of the calendar"
        return Finding("", Verdict.CONTRADICTED, Basis.PRINTED_ONLY, note, Consequence.ARITHMETIC)
    early = [f"earlier than {name}" for name, other in (after or {}).items() if own < other]
    late = [f"later than {name}" for name, other in (before or {}).items() if other < own]
    odd = (*early, *late)
    ordered = ", ".join(
        [*(f"after {n}" for n in after or {}), *(f"before {n}" for n in before or {})]
    )
    return Finding(
        str(own),
        Verdict.CONTRADICTED if odd else Verdict.CONSISTENT,
        Basis.PRINTED_ONLY,
        "; ".join(odd) or ordered or "a date of the calendar",
        Consequence.ARITHMETIC if odd else Consequence.NONE,
        odd,
    )


def check_digit(issn: str) -> str | None:
    """Return the check digit that the first seven digits of an ISSN demand; None for no ISSN.

    ISO 3297: weights 8 to 2, the digit fills the sum up to a multiple of 11, X stands for ten.
    """
    match = ISSN.fullmatch(issn)
    if match is None:
        return None
    digits = [int(digit) for digit in match[1] + match[2]]
    rest = -sum(w * d for w, d in zip(range(8, 1, -1), digits, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def article_number(printed: str, doi: str, source: str) -> Finding:
    """Return the verdict on an article number ``ISSN(year)issue-first page-pages`` with its DOI.

    Its ISSN must carry its own check digit (ISO 3297), and a DOI built on the ISSN must name the
    same journal, year and issue. What else they hold stays open to ``source``.
    """
    own, other = ARTICLE.fullmatch(printed), DOI.fullmatch(doi)
    if own is None or other is None:
        odd = ["not built as journal, year, issue, page, pages"]
    else:
        due = check_digit(own["issn"])
        odd = [] if due == own["issn"][-1] else [f"check digit of {own['issn']} should be {due}"]
        parts = ("issn", "year", "issue")
        odd += [f"the DOI has {other[part]}" for part in parts if own[part] != other[part]]
    if odd:
        told = "; ".join(odd)
        verdict, changed = Verdict.CONTRADICTED, Consequence.ARITHMETIC
        return Finding("", verdict, Basis.PRINTED_ONLY, told, changed, tuple(odd))
    note = f"check digit, year and issue agree with the DOI; the rest is open to {source}"
    return Finding("", Verdict.CONSISTENT, Basis.PRINTED_ONLY, note)


def rising(printed: Sequence[str], source: str) -> Finding:
    """Return the verdict on the two ends of a printed range: the second must be the larger."""
    low, high = (float(text) for text in printed)
    if low < high:
        return open_to(source, "ends in order")
    note = "the range ends below its start"
    return Finding("", Verdict.CONTRADICTED, Basis.PRINTED_ONLY, note, Consequence.ARITHMETIC)
