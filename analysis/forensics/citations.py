"""Citations in a text against the list of references, and the list against itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pandas as pd

from analysis.data import Words, load_table
from analysis.data.labels import COLON, COMMA, Text, out_of
from analysis.data.locators import located
from analysis.forensics.calendar import Period
from analysis.forensics.findings import Finding, none_odd, open_to
from analysis.forensics.verdicts import Basis, Consequence, Verdict

LIST = Words("参考文献表（所用文本缺）", "the list of references, which the copy used lacks")
NOT_FIRST = Words("并非所引文献第一作者的人名", "authors that are not the reference's first")
BOTH_PURPOSES = Words(
    "既用于方法又用于内容的文献：{numbers}；须由外部资料判定：{source}",
    "cited for the method and for the substance: {numbers}; decided by: {source}",
)
DIFFERENT = Words("中英文著录不一的条目", "entries whose two versions differ")
NO_YEAR = Words("卷号与年份不合", "volumes that do not go with their years")
FALLING = Words("终页小于起页的页码", "page ranges that end before their start")
AFTER = Words("晚于{name}（{date}）发表", "published after {date}, {name}")
NUMBERS = re.compile(r"\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*")


@dataclass(frozen=True, slots=True)
class Citation:
    """One mark in the text: its section, the string in brackets, the author named with it.

    ``about`` says what it supports: ``method``, ``measure`` or ``substance``.
    """

    section: str
    printed: str
    author: str
    about: str

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers cited, ranges written out; none for a mark that holds no number."""
        return tuple(expanded(self.printed))


@dataclass(frozen=True, slots=True)
class Reference:
    """One version of an entry of the list; Chinese works are printed in two versions."""

    number: int
    language: str
    first_author: str
    journal: str
    year: int
    volume: str
    issue: str
    pages: str


def expanded(printed: str) -> Iterator[int]:
    """Yield the numbers of a mark such as ``26-27,53``; nothing for a mark without numbers."""
    if NUMBERS.fullmatch(printed):
        for part in printed.split(","):
            first, _, last = part.partition("-")
            yield from range(int(first), int(last or first) + 1)


def marks_resolved(citations: Sequence[Citation]) -> Finding:
    """Return whether every mark holds a number; an editor's reminder left in the text does not."""
    odd = [COLON.join([_place(each), each.printed]) for each in citations if not each.numbers]
    note = Words("未指向任何文献的引用标记", "marks that cite no reference")
    return none_odd(odd, len(citations), note)


def cited_in_order(citations: Sequence[Citation]) -> Finding:
    """Return whether new references are numbered in the order of their first citation, 1, 2, 3 …"""
    first = list(dict.fromkeys(number for each in citations for number in each.numbers))
    expected = range(1, len(first) + 1)
    odd = [
        Words(f"本应为 [{due}] 处引为 [{got}]", f"[{got}] in place of [{due}]")
        for got, due in zip(first, expected, strict=True)
        if got != due
    ]
    return none_odd(odd, len(first), Words("首次引用次序有误", "first citations out of order"))


def never_cited(citations: Sequence[Citation], listed: Iterable[int]) -> Finding:
    """Return whether every listed reference is cited."""
    cited, known = _cited(citations), sorted(set(listed))
    odd = [f"[{n}]" for n in known if n not in cited]
    return none_odd(odd, len(known), Words("列出而未引用", "listed, never cited"))


def not_listed(citations: Sequence[Citation], listed: Iterable[int]) -> Finding:
    """Return whether every cited reference is listed; open where the list is missing."""
    cited, known = _cited(citations), set(listed)
    if not known:
        return open_to(LIST, Words(f"引用了 {len(cited)} 条", f"{len(cited)} cited"))
    odd = [f"[{n}]" for n in sorted(cited - known)]
    return none_odd(odd, len(cited), Words("引用而未列出", "cited, not listed"))


def gaps(citations: Sequence[Citation]) -> Finding:
    """Return whether the numbers cited run from 1 to the largest without a gap."""
    cited = _cited(citations)
    top = max(cited, default=0)
    odd = [f"[{n}]" for n in range(1, top + 1) if n not in cited]
    return none_odd(odd, top, Words("从未引用", "never cited"))


def one_author_each(citations: Sequence[Citation]) -> Finding:
    """Return whether a number is always cited with the same author's name."""
    names: dict[int, list[str]] = {}
    for each in citations:
        if each.author and len(each.numbers) == 1:
            names.setdefault(each.numbers[0], []).append(each.author)
    odd = [
        COLON.join([f"[{n}]", COMMA.join(dict.fromkeys(of))])
        for n, of in names.items()
        if len(set(of)) > 1
    ]
    return none_odd(odd, len(names), Words("同号而作者不同", "numbers with two authors"))


def authors_agree(citations: Sequence[Citation], references: Sequence[Reference]) -> Finding:
    """Return whether an author named in the text is the first author of the reference cited."""
    firsts = {(each.number, each.first_author.casefold()) for each in references}
    named = [each for each in citations if each.author and each.numbers]
    odd = [
        COLON.join([_place(each), f"{each.author} [{each.printed}]"])
        for each in named
        if not any(
            number == each.numbers[0] and author.startswith(each.author.casefold())
            for number, author in firsts
        )
    ]
    return none_odd(odd, len(named), NOT_FIRST)


def two_purposes(citations: Sequence[Citation], source: Text) -> Finding:
    """Return the references cited for the method and for the substance as well.

    A work on subsidies is an unlikely authority on a method, so one of the marks may carry a wrong
    number. That is a suspicion, not a proof: the verdict is consistent without such references and
    left to ``source`` with them.
    """
    uses: dict[int, set[str]] = {}
    for each in citations:
        for number in each.numbers:
            uses.setdefault(number, set()).add(each.about)
    odd = tuple(f"[{n}]" for n, of in sorted(uses.items()) if {"method", "substance"} <= of)
    if odd:
        note = BOTH_PURPOSES.format(numbers=COMMA.join(odd), source=source)
        told = out_of(len(odd), len(uses))
        verdict = Verdict.NOT_DETERMINED
        return Finding(told, verdict, Basis.PRINTED_ONLY, note, Consequence.NONE, odd)
    return Finding(out_of(0, len(uses)), Verdict.CONSISTENT, Basis.PRINTED_ONLY)


def numbered_through(references: Sequence[Reference]) -> Finding:
    """Return whether the list is numbered 1, 2, 3 … without gap."""
    numbers = list(dict.fromkeys(each.number for each in references))
    due = range(1, len(numbers) + 1)
    odd = [f"[{got}]" for got, want in zip(numbers, due, strict=True) if got != want]
    return none_odd(odd, len(numbers), Words("编号不连续的条目", "entries out of number"))


def versions_agree(references: Sequence[Reference]) -> Finding:
    """Return whether the versions of one entry print the same year, volume, issue and pages."""
    facts: dict[int, set[tuple[object, ...]]] = {}
    for each in references:
        facts.setdefault(each.number, set()).add((each.year, each.volume, each.issue, each.pages))
    odd = [f"[{number}]" for number, of in facts.items() if len(of) > 1]
    twice = [n for n, count in Counter(each.number for each in references).items() if count > 1]
    return none_odd(odd, len(twice), DIFFERENT)


def volumes_follow_years(references: Sequence[Reference]) -> Finding:
    """Return whether volumes go with years in the journals that print one volume a year.

    Formula: year - volume is constant. A journal counts as one of these when entries of two
    different years share the most frequent difference and most of its entries have it; journals
    with several volumes a year have no such difference.
    """
    odd, checked = [], 0
    for journal, own in _by_journal(references).items():
        numbered = {each.number: each for each in own if each.volume.isdecimal()}
        usual = _yearly(numbered.values())
        if usual is None:
            continue
        checked += len(numbered)
        odd += [
            Words(
                f"[{number}] {journal} {each.year} 年，第 {each.volume} 卷",
                f"[{number}] {journal} {each.year}, volume {each.volume}",
            )
            for number, each in numbered.items()
            if each.year - int(each.volume) != usual
        ]
    return none_odd(odd, checked, NO_YEAR)


def _yearly(entries: Collection[Reference]) -> int | None:
    """Return the difference of year and volume of a journal with one volume a year, else None."""
    differences = Counter(each.year - int(each.volume) for each in entries)
    if not differences:
        return None
    usual, count = differences.most_common(1)[0]
    years = {each.year for each in entries if each.year - int(each.volume) == usual}
    return usual if len(years) > 1 and count * 2 > len(entries) else None


def pages_rise(references: Sequence[Reference]) -> Finding:
    """Return whether every page range ends after its start; article numbers keep their own."""
    odd, checked = [], 0
    for each in references:
        for part in each.pages.split(","):
            ends = [int(text.rsplit("-", 1)[-1]) for text in _ends(part)]
            checked += 1
            odd += [f"[{each.number}] {part}" for low, high in pairwise(ends) if high < low]
    return none_odd(odd, checked, FALLING)


def later_than(references: Sequence[Reference], closed: Period, name: Text) -> Finding:
    """Return whether no reference is of a year after the manuscript was closed (``name``)."""
    numbers = {each.number for each in references}
    late = dict.fromkeys(each.number for each in references if each.year > closed.last.year)
    note = AFTER.format(name=name, date=closed.words)
    return none_odd([f"[{number}]" for number in late], len(numbers), note)


def load_citations(id: str, root: Path | None = None) -> tuple[Citation, ...]:
    """Return the citation marks of one paper (``citations`` or ``case_citations``)."""
    frame = load_table(id, root)
    return tuple(
        Citation(row["section"], row["printed"], _text(row["author"]), row["about"])
        for row in frame.sort_values("order").to_dict("records")
    )


def load_references(root: Path | None = None) -> tuple[Reference, ...]:
    """Return the case study's list of references, each version of an entry on its own."""
    return tuple(
        Reference(
            int(row["number"]),
            row["language"],
            row["first_author"],
            row["journal"],
            int(row["year"]),
            _text(row["volume"]),
            _text(row["issue"]),
            row["pages"],
        )
        for row in load_table("case_references", root).to_dict("records")
    )


def _place(each: Citation) -> Words:
    """Return where a mark stands; a section is named by its number alone."""
    return located(each.section)


def _cited(citations: Sequence[Citation]) -> set[int]:
    return {number for each in citations for number in each.numbers}


def _by_journal(references: Sequence[Reference]) -> dict[str, list[Reference]]:
    groups: dict[str, list[Reference]] = {}
    for each in references:
        groups.setdefault(each.journal, []).append(each)
    return groups


def _ends(part: str) -> tuple[str, ...]:
    """Return both ends of a page range; those of an article's own pages keep their prefix."""
    match = re.fullmatch(r"(\d+-\d+)-(\d+-\d+)", part)
    return match.groups() if match else tuple(part.split("-"))


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
