"""The panel at the end of each page: from which commit, programs and data it was made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from analysis.book.document import Page
from analysis.book.finish.edition import Edition
from analysis.book.finish.facts import Words
from analysis.book.finish.places import CHECKSUMS, address, chapter_copy, data_copy, notebook
from analysis.book.finish.templates import rendered
from analysis.book.qmd import Chapter
from analysis.book.stamp import PORTABLE
from analysis.forensics.verdicts import Verdict

BADGE = re.compile(r"(?:#|id=\")ledger-([\w-]+)\"")
BEFORE = ('<nav class="pager"', "</main>", "</body>")


def with_panel(page: str, panel: str) -> str:
    """Return a page with its panel after the text."""
    place = next((page.rfind(mark) for mark in BEFORE if mark in page), len(page))
    return page[:place] + panel + page[place:]


def panel_of(page: Page, text: str, data: Iterable[str], edition: Edition) -> str:
    """Return the panel of a page of text; ``data`` are ids of the files that it reads."""
    facts, words, href = edition.facts, edition.words, page.entry.href
    files = [facts.data[one] for one in sorted(data) if one in facts.data]
    commit, repository = facts.source.commit, edition.repository
    return rendered(
        "provenance.html.j2",
        words=words,
        version=facts.version,
        source=facts.source,
        commit_address=f"{repository}/commit/{commit}" if repository and commit else None,
        engines=[words["portable"] if one == PORTABLE else one for one in facts.engines],
        cells=len(page.chapter.cells),
        inlines=len(page.chapter.inlines),
        verdicts=_verdicts(text, facts.verdicts, words, edition.lang),
        data=[
            {"name": one.path, "address": address(data_copy(one.path), href), "digest": one.digest}
            for one in files
        ],
        downloads=_downloads(href, page.chapter, words, bool(facts.data)),
    )


def _downloads(href: str, chapter: Chapter, words: Words, data: bool) -> list[tuple[str, str]]:
    found = [
        (address(notebook(chapter.path), href), words["notebook"]),
        (address(chapter_copy(chapter.path), href), words["chapter"]),
    ]
    return [*found, (address(CHECKSUMS, href), words["checksums"])] if data else found


def _verdicts(
    page: str, verdicts: Mapping[str, str], words: Words, lang: str
) -> list[tuple[str, Sequence[tuple[str, int]]]]:
    """Return the counts of verdicts in the whole book and among the numbers on this page."""
    if not verdicts:
        return []
    shown = {one: verdicts[one] for one in BADGE.findall(page) if one in verdicts}
    return [
        (words["in_book"], _counted(verdicts, lang)),
        (words["on_page"], _counted(shown, lang)),
    ]


def _counted(verdicts: Mapping[str, str], lang: str) -> Sequence[tuple[str, int]]:
    counts = Counter(verdicts.values())
    return [
        (f"{each.mark} {each.label.zh if lang[:2] == 'zh' else each.label.en}", counts[each.value])
        for each in Verdict
        if counts[each.value]
    ]
