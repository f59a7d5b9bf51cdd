"""Badges: small links from a printed number to its row in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.data import Words, find_root
from analysis.data.editions import Edition, bundle, shown_editions
from analysis.data.markdown import escaped
from analysis.forensics.entries.case_study import case_study_entries
from analysis.forensics.entries.entry import Entry, load_sources
from analysis.forensics.entries.text import text_entries
from analysis.forensics.ledger import ledger
from analysis.tables.core import Cell, Content, Run, cell, num

LEDGER = "appendix-ledger.qmd"
BADGE = "ledger-badge"
BADGE_NOTE = Words(
    "点击判定或上标记号，可跳至总账中该数字所在的行。",
    "A verdict, or a raised mark, leads to the number's row in the ledger.",
)
# Where an edition's chapters lie below those of the English one.
FOLDERS: Mapping[Edition, str] = {"en": "", "zh": "zh/"}
PARTS: Mapping[str, Callable[[Path], Iterable[Entry]]] = {
    "case-": case_study_entries,
    "configurational-text-": lambda root: text_entries(load_sources(root), root),
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A printed number in running text, followed by its badge; ``folder`` leads to the chapters."""

    entry: Entry
    folder: str = ""

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """Return what a notebook shows: Markdown, or the bare number."""
        return bundle(
            lambda edition: {"text/markdown": self._in(edition), "text/plain": self.entry.printed}
        )

    def _repr_markdown_(self) -> str:
        return self._in(shown_editions()[0])

    def _in(self, edition: Edition) -> str:
        folder = self.folder and f"{self.folder}{FOLDERS[edition]}"
        return (
            f"{escaped(self.entry.printed)}[^{self.entry.verdict.mark}^]"
            f"({folder}{address(self.entry)})"
            f'{{.{BADGE} aria-label="{said(self.entry).text(edition)}"}}'
        )


def quoted(id: str, folder: str = "", root: Path | None = None) -> Quoted:
    """Return a printed number with its badge, for an inline expression.

    ``id`` is the entry's in the ledger; ``folder`` the way from the page to the chapters
    (``chapters/`` on the first page). Raises ValueError when the ledger has no such number.
    """
    known = _by_id(root if root is not None else find_root(), _part(id))
    if id not in known:
        raise ValueError(f"the ledger has no number '{id}'; its ids are those of 'book verify'")
    return Quoted(known[id], folder)


def _part(id: str) -> str:
    """Return which part of the ledger holds an id: most of it need not be computed."""
    found = [part for part in PARTS if id.startswith(part)]
    return found[0] if found else ""


@lru_cache(maxsize=4)
def _by_id(root: Path, part: str) -> Mapping[str, Entry]:
    entries = PARTS[part](root) if part else ledger(root).entries
    return {each.id: each for each in entries}


def anchor(each: Entry) -> str:
    """Return the name of an entry's row in the ledger."""
    return f"ledger-{each.id}"


def address(each: Entry) -> str:
    """Return the address of an entry's row, as a chapter names it."""
    return address_of(each.id)


def address_of(id: str) -> str:
    """Return the address of the row of an entry with this id, as a chapter names it."""
    return f"{LEDGER}#ledger-{id}"


def said(each: Entry) -> Words:
    """Return what a screen reader says of a badge."""
    label = each.verdict.label
    return Words(f"{label.zh}，见总账", f"{label.en}, see the ledger")


def badge(each: Entry) -> Run:
    """Return the badge of an entry: its mark, raised, leading to its row."""
    return Run(each.verdict.mark, None, (BADGE,), raised=True, href=address(each), said=said(each))


def badged(each: Entry, content: Content | None = None) -> Cell:
    """Return a figure with its badge: as printed, or ``content`` in its place."""
    shown = num(each.printed if content is None else content)
    return cell([*shown.content, badge(each)], align=shown.align, classes=shown.classes)


@dataclass(frozen=True, slots=True)
class CaseNumbers:
    """The case study's printed numbers, to find each by its table (``table1``), row and column."""

    entries: tuple[Entry, ...]

    def cell(self, printed: str, table: str, row: str, column: str | None = None) -> Cell:
        """Return a printed number with its badge; without one where the ledger has no such place.

        ``column`` None stands for any.
        """
        for each in self.entries:
            if (each.table, each.row) == (table, row) and column in (None, each.column):
                return badged(each, printed)
        return num(printed)


def load_case_numbers(root: Path | None = None) -> CaseNumbers:
    """Return the case study's printed numbers."""
    return CaseNumbers(tuple(case_study_entries(root)))
