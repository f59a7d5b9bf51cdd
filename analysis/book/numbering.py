"""Numbers, labels and reference texts of a book, as Quarto gives them.

Within chapter 2 the first figure is Figure 2.1, the first equation (2.1), the first section 2.1;
appendix chapters are A, B, …
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import panflute as pf

from analysis.book.compose import CELL_CLASS
from analysis.book.config import Entry
from analysis.book.pandoc import plain
from analysis.book.qmd import Cell
from analysis.book.structure import EQUATION
from analysis.book.words import NAMES
from analysis.data.editions import Edition

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Target:
    """What a label points to: ``name`` and ``number`` make the reference's text."""

    label: str
    name: str
    number: str
    entry: Entry

    @property
    def text(self) -> str:
        """The reference as printed, with a no-break space: Figure 2.1."""
        return f"{self.name}{NO_BREAK}{self.number}" if self.number else self.name


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading: level 1 is the chapter's title; ``number`` is "" where unnumbered."""

    label: str
    number: str
    text: str
    level: int


@dataclass(slots=True)
class Counter:
    """Numbers handed out within one chapter; headings deeper than ``depth`` get none.

    ``language`` is that of the names that references begin with.
    """

    entry: Entry
    depth: int
    language: Edition = "en"
    sections: list[int] = field(default_factory=list)
    floats: dict[str, int] = field(default_factory=dict)

    def next_float(self, kind: str) -> str:
        """Return the next number of a kind ("fig", "tbl", "eq"): "2.1"."""
        self.floats[kind] = self.floats.get(kind, 0) + 1
        return f"{self.entry.number}.{self.floats[kind]}"

    def next_section(self, level: int) -> str:
        """Return the next number of a heading of ``level``: "2", "2.1", …"""
        if level == 1:
            return self.entry.number
        self.sections = (self.sections + [0] * level)[: level - 1]
        self.sections[-1] += 1
        if level > self.depth:
            return ""
        return ".".join([self.entry.number, *map(str, self.sections)])


def number_headings(document: pf.Doc, counter: Counter) -> tuple[Heading, ...]:
    """Return the headings of a chapter, after writing each number into its attributes."""
    found: list[Heading] = []

    def visit(element: pf.Element, _: pf.Doc) -> None:
        if isinstance(element, pf.Header):
            bare = "unnumbered" in element.classes
            number = "" if bare else counter.next_section(element.level)
            element.attributes["number"] = number
            found.append(Heading(element.identifier, number, plain(element), element.level))

    document.walk(visit)
    return tuple(found)


def number_floats(
    document: pf.Doc, cells: Mapping[int, Cell], counter: Counter
) -> tuple[Target, ...]:
    """Return a target for each labelled figure, table and equation, in document order.

    Each number is written into the element's attributes.
    """
    found: list[Target] = []

    def visit(element: pf.Element, _: pf.Doc) -> None:
        label = _float_label(element, cells)
        if label is not None:
            kind = label.split("-", 1)[0]
            number = counter.next_float(kind)
            element.attributes["float"] = number
            name = NAMES[kind].text(counter.language)
            found.append(Target(label, name, number, counter.entry))

    document.walk(visit)
    return tuple(found)


def section_targets(headings: tuple[Heading, ...], counter: Counter) -> Iterator[Target]:
    """Yield a target for each heading; a chapter's title is a Chapter or an Appendix."""
    entry = counter.entry
    for heading in headings:
        kind = "sec" if heading.level > 1 else "apx" if entry.appendix else "ch"
        name = NAMES[kind].text(counter.language) if heading.number else heading.text
        yield Target(heading.label, name, heading.number, entry)


def float_kind(label: str) -> str | None:
    """Return "fig" or "tbl" for the label of a figure or table, else None."""
    kind = label.split("-", 1)[0]
    return kind if kind in ("fig", "tbl") and "-" in label else None


def _float_label(element: pf.Element, cells: Mapping[int, Cell]) -> str | None:
    if isinstance(element, pf.Span) and EQUATION in element.classes:
        return str(element.identifier)
    if isinstance(element, pf.Div) and CELL_CLASS in element.classes:
        label = cells[int(element.attributes["number"])].label
        return label if float_kind(label) else None
    return None
