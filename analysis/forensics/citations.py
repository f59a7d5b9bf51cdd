"""Citations in a text against the list of references, and the list against itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pandas as pd

from analysis.data import load_table
from analysis.forensics.calendar import Period
from analysis.forensics.findings import Finding, none_odd, open_to
from analysis.forensics.verdicts import Basis, Consequence, Verdict

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
    odd = [f"{each.section}: {each.printed}" for each in citations if not each.numbers]
    return none_odd(odd, len(citations), "marks that cite no reference")


def cited_in_order(citations: Sequence[Citation]) -> Finding:
    """Return whether new references are numbered in the order of their first citation, 1, 2, 3 …"""
    first = list(dict.fromkeys(number for each in citations for number in each.numbers))
    expected = range(1, len(first) + 1)
    odd = [
        f"[{got}] in place of [{due}]"
        for got, due in zip(first, expected, strict=True)
        if got != due
    ]
    return none_odd(odd, len(first), "first citations out of order")


def never_cited(citations: Sequence[Citation], listed: Iterable[int]) -> Finding:
    """Return whether every listed reference is cited."""
    cited, known = _cited(citations), sorted(set(listed))
    return none_odd([f"[{n}]" for n in known if n not in cited], len(known), "listed, never cited")


def not_listed(citations: Sequence[Citation], listed: Iterable[int]) -> Finding:
    """Return whether every cited reference is listed; open where the list is missing."""
    cited, known = _cited(citations), set(listed)
    if not known:
        return open_to("the list of references, which the copy used lacks", f"{len(cited)} cited")
    return none_odd([f"[{n}]" for n in sorted(cited - known)], len(cited), "cited, not listed")


def gaps(citations: Sequence[Citation]) -> Finding:
    """Return whether the numbers cited run from 1 to the largest without a gap."""
    cited = _cited(citations)
    top = max(cited, default=0)
    return none_odd([f"[{n}]" for n in range(1, top + 1) if n not in cited], top, "never cited")


def one_author_each(citations: Sequence[Citation]) -> Finding:
    """Return whether a number is always cited with the same author's name."""
    names: dict[int, list[str]] = {}
    for each in citations:
        if each.author and len(each.numbers) == 1:
            names.setdefault(each.numbers[0], []).append(each.author)
    odd = [f"[{n}]: {', '.join(dict.fromkeys(of))}" for n, of in names.items() if len(set(of)) > 1]
    return none_odd(odd, len(names), "numbers with two authors")


def authors_agree(citations: Sequence[Citation], references: Sequence[Reference]) -> Finding:
    """Return whether an author named in the text is the first author of the reference cited."""
    firsts = {(each.number, each.first_author.casefold()) for each in references}
    named = [each for each in citations if each.author and each.numbers]
    odd = [
        f"{each.section}: {each.author} [{each.printed}]"
        for each in named
        if not any(
            number == each.numbers[0] and author.startswith(each.author.casefold())
            for number, author in firsts
        )
    ]
    return none_odd(odd, len(named), "authors that are not the reference's first")


def two_purposes(citations: Sequence[Citation], source: str) -> Finding:
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
        note = f"cited for the method and for the substance: {', '.join(odd)}; decided by: {source}"
        told = f"{len(odd)} of {len(uses)}"
        verdict = Verdict.NOT_DETERMINED
        return Finding(told, verdict, Basis.PRINTED_ONLY, note, Consequence.NONE, odd)
    return Finding(f"0 of {len(uses)}", Verdict.CONSISTENT, Basis.PRINTED_ONLY)


def numbered_through(references: Sequence[Reference]) -> Finding:
    """Return whether the list is numbered 1, 2, 3 … without gap."""
    numbers = list(dict.fromkeys(each.number for each in references))
    due = range(1, len(numbers) + 1)
    odd = [f"[{got}]" for got, want in zip(numbers, due, strict=True) if got != want]
    return none_odd(odd, len(numbers), "entries out of number")


def versions_agree(references: Sequence[Reference]) -> Finding:
    """Return whether the versions of one entry print the same year, volume, issue and pages."""
    facts: dict[int, set[tuple[object, ...]]] = {}
    for each in references:
        facts.setdefault(each.number, set()).add((each.year, each.volume, each.issue, each.pages))
    odd = [f"[{number}]" for number, of in facts.items() if len(of) > 1]
    twice = [n for n, count in Counter(each.number for each in references).items() if count > 1]
    return none_odd(odd, len(twice), "entries whose two versions differ")


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
            f"[{number}] {journal} {each.year}, volume {each.volume}"
            for number, each in numbered.items()
            if each.year - int(each.volume) != usual
        ]
    return none_odd(odd, checked, "volumes that do not go with their years")


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
    return none_odd(odd, checked, "page ranges that end before their start")


def later_than(references: Sequence[Reference], closed: Period, name: str) -> Finding:
    """Return whether no reference is of a year after the manuscript was closed (``name``)."""
    numbers = {each.number for each in references}
    late = dict.fromkeys(each.number for each in references if each.year > closed.last.year)
    note = f"published after {closed}, {name}"
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
