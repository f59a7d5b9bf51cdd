"""Checks of a stated number that need nothing beyond the statement: its own list, its other
places, the calendar, a check digit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analysis.data import Label, Words
from analysis.data.labels import COLON, COMMA, NOTHING, SEMICOLON, Text
from analysis.data.locators import located
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

NAMED = Words("所列：{names}", "named: {names}")
HERE = Words("此处为{own}；{others}", "{own} here; {others}")
ALIKE = Words("{places}亦同", "printed alike: {places}")
NO_DATE = Words("历法中没有这个日期", "no date of the calendar")
A_DATE = Words("历法中有的日期", "a date of the calendar")
EARLIER, LATER = (
    Words("早于{name}", "earlier than {name}"),
    Words("晚于{name}", "later than {name}"),
)
AFTER, BEFORE = Words("在{name}之后", "after {name}"), Words("在{name}之前", "before {name}")
NOT_BUILT = Words(
    "不是由刊号、年份、期号、页码、页数构成", "not built as journal, year, issue, page, pages"
)
CHECK_DIGIT = Words("{issn} 的校验位应为 {due}", "check digit of {issn} should be {due}")
DOI_HAS = Words("DOI 为 {part}", "the DOI has {part}")
AGREES = Words(
    "校验位、年份、期号与 DOI 相符；其余须由外部资料判定：{source}",
    "check digit, year and issue agree with the DOI; the rest is open to {source}",
)
IN_ORDER = Words("首尾次序无误", "ends in order")
OUT_OF_ORDER = Words("区间的终点小于起点", "the range ends below its start")


@dataclass(frozen=True, slots=True)
class Restatement:
    """The same number in another place, under a name (``meaning``) where the place gives one."""

    place: str
    printed: str
    meaning: Words | None = None

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> Restatement:
        """Return the restatement that an item of a claim describes."""
        place = item.get("locator", item.get("section", ""))
        meaning = item.get("meaning")
        return cls(place, item["printed"], None if meaning is None else Words.of(meaning))


def number(printed: str) -> int:
    """Return the value of a printed count: digits, a Chinese numeral, 双, or an English word.

    Raises KeyError for other words.
    """
    return int(printed) if printed.isdecimal() else NUMERALS[printed]


def is_count(printed: str) -> bool:
    """Return whether a string is a count that ``number`` reads."""
    return printed.isdecimal() or printed in NUMERALS


def recounted(printed: str, count: int, note: Words = NOTHING) -> Finding:
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
    return recounted(printed, len(names), NAMED.format(names=COMMA.join(names)))


def same_value(one: str, other: str) -> bool:
    """Return whether two strings state the same number, date or name."""
    if is_count(one) and is_count(other):
        return number(one) == number(other)
    dates = period(one), period(other)
    if None not in dates:
        return dates[0] == dates[1]
    return one == other


def restated(
    finding: Finding, printed: str, again: Iterable[Restatement], meaning: Words | None = None
) -> Finding:
    """Return a finding revised by the other places that state the same number.

    Another value elsewhere contradicts; so does another name for the same value. Agreement of an
    author with himself raises an open verdict to consistent, and no further.
    """
    others = tuple(again)
    if not others:
        return finding
    odd = tuple(
        COLON.join([located(each.place), each.printed])
        for each in others
        if not same_value(printed, each.printed)
    )
    odd += tuple(
        COLON.join([located(each.place), each.meaning])
        for each in others
        if meaning and each.meaning and each.meaning != meaning
    )
    if odd:
        note = HERE.format(own=meaning or printed, others=SEMICOLON.join(odd))
        return replace(
            finding,
            verdict=Verdict.CONTRADICTED,
            note=note,
            consequence=Consequence.ARITHMETIC,
            odd=odd,
        )
    places = ALIKE.format(places=COMMA.join(located(each.place) for each in others))
    note = SEMICOLON.join([finding.note, places]) if finding.note else places
    is_open = finding.verdict is Verdict.NOT_DETERMINED
    return replace(finding, note=note, verdict=Verdict.CONSISTENT if is_open else finding.verdict)


def dated(
    printed: str,
    after: Mapping[Label, Period] | None = None,
    before: Mapping[Label, Period] | None = None,
) -> Finding:
    """Return the verdict on a date or a span of months.

    It must be one of the calendar, not earlier than what it must follow (``after``: name -> span)
    and not later than what it must precede (``before``). Order alone fixes no date, so a date in
    order is consistent.
    """
    own = period(printed)
    if own is None:
        return Finding(
            "", Verdict.CONTRADICTED, Basis.PRINTED_ONLY, NO_DATE, Consequence.ARITHMETIC
        )
    early = [EARLIER.format(name=name) for name, other in (after or {}).items() if own < other]
    late = [LATER.format(name=name) for name, other in (before or {}).items() if other < own]
    odd = (*early, *late)
    order = [*(AFTER.format(name=name) for name in after or {})]
    order += [BEFORE.format(name=name) for name in before or {}]
    ordered = COMMA.join(order) if order else A_DATE
    return Finding(
        own.words,
        Verdict.CONTRADICTED if odd else Verdict.CONSISTENT,
        Basis.PRINTED_ONLY,
        SEMICOLON.join(odd) if odd else ordered,
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


def article_number(printed: str, doi: str, source: Text) -> Finding:
    """Return the verdict on an article number ``ISSN(year)issue-first page-pages`` with its DOI.

    Its ISSN must carry its own check digit (ISO 3297), and a DOI built on the ISSN must name the
    same journal, year and issue. What else they hold stays open to ``source``.
    """
    own, other = ARTICLE.fullmatch(printed), DOI.fullmatch(doi)
    if own is None or other is None:
        odd = [NOT_BUILT]
    else:
        due = check_digit(own["issn"])
        odd = [] if due == own["issn"][-1] else [CHECK_DIGIT.format(issn=own["issn"], due=due)]
        parts = ("issn", "year", "issue")
        odd += [DOI_HAS.format(part=other[part]) for part in parts if own[part] != other[part]]
    if odd:
        told = SEMICOLON.join(odd)
        verdict, changed = Verdict.CONTRADICTED, Consequence.ARITHMETIC
        return Finding("", verdict, Basis.PRINTED_ONLY, told, changed, tuple(odd))
    note = AGREES.format(source=source)
    return Finding("", Verdict.CONSISTENT, Basis.PRINTED_ONLY, note)


def rising(printed: Sequence[str], source: Text) -> Finding:
    """Return the verdict on the two ends of a printed range: the second must be the larger."""
    low, high = (float(text) for text in printed)
    if low < high:
        return open_to(source, IN_ORDER)
    return Finding(
        "", Verdict.CONTRADICTED, Basis.PRINTED_ONLY, OUT_OF_ORDER, Consequence.ARITHMETIC
    )
