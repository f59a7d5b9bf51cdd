"""What both writers do alike with a numbered tree: find Quarto's parts and replace each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import panflute as pf

from analysis.book.cells import CellBlock, cell_number, read_cell
from analysis.book.config import Book
from analysis.book.document import Page
from analysis.book.numbering import Target
from analysis.book.options import effective
from analysis.book.structure import CALLOUT, EQUATION, TABSET
from analysis.data import Words


def is_table(element: pf.Element) -> bool:
    """Return whether an element is a table as a block of HTML."""
    html = isinstance(element, pf.RawBlock) and element.format == "html"
    return html and element.text.lstrip().startswith("<table")


@dataclass(slots=True)
class Dresser(ABC):
    """Turns one page's tree into blocks of one format; ``files`` collects figures to write.

    ``targets`` are the labels of the book; ``files`` maps a path, relative to what is written, to
    the file's content.
    """

    target: ClassVar[str]

    book: Book
    page: Page
    targets: Mapping[str, Target] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def say(self, words: Words) -> str:
        """Return words in the language of the edition."""
        return words.text(self.book.language)

    def dress(self, document: pf.Doc) -> pf.Doc:
        """Return the tree with everything of Quarto's replaced by what the format knows."""
        return document.walk(self._visit)

    def _visit(self, element: pf.Element, _: pf.Doc) -> pf.Element | list[pf.Element] | None:
        if isinstance(element, pf.Header):
            return self.heading(element)
        if isinstance(element, pf.Link):
            return self.cross_page(element)
        if isinstance(element, pf.Math):
            return self.formula(element)
        if isinstance(element, pf.Span) and EQUATION in element.classes:
            return self.equation(element)
        if is_table(element):
            return self.table(element)
        return self._division(element) if isinstance(element, pf.Div) else None

    def _division(self, element: pf.Div) -> pf.Element | list[pf.Element] | None:
        number = cell_number(element)
        if number is not None:
            cell = self.page.cells[number]
            options = effective(self.book, self.page.chapter, cell, self.target)
            outputs = self.page.executed.outputs.get(number, ())
            block = read_cell(element, cell, options, outputs)
            return self.cell(block) if options["include"] else []
        if CALLOUT in element.classes:
            return self.callout(element)
        if TABSET in element.classes:
            return self.tabset(element)
        return None

    @abstractmethod
    def link(self, target: Target, text: str) -> pf.Element:
        """Return the link to a label from this page."""

    @abstractmethod
    def heading(self, header: pf.Header) -> pf.Element:
        """Return a heading with its number."""

    @abstractmethod
    def cross_page(self, link: pf.Link) -> pf.Element:
        """Return a link whose address may name another chapter."""

    def formula(self, formula: pf.Math) -> pf.Element | list[pf.Element] | None:
        """Return a formula as the format wants it; None leaves it as it is."""
        return None

    @abstractmethod
    def table(self, block: pf.RawBlock) -> list[pf.Element]:
        """Return a table that a cell gave as HTML."""

    @abstractmethod
    def equation(self, span: pf.Span) -> pf.Element:
        """Return a labelled equation with its number."""

    @abstractmethod
    def cell(self, block: CellBlock) -> list[pf.Element]:
        """Return a cell's code and outputs, as a float where it is labelled so."""

    @abstractmethod
    def callout(self, element: pf.Div) -> list[pf.Element]:
        """Return a callout: its title, then its content."""

    @abstractmethod
    def tabset(self, element: pf.Div) -> list[pf.Element]:
        """Return a set of tabs, each with its title and content."""
