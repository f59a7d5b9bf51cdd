"""The whole book as numbered document trees: what the HTML and PDF writers start from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import panflute as pf

from analysis.book import pandoc
from analysis.book.compose import compose
from analysis.book.config import Book, Entry
from analysis.book.errors import BookError, Fault
from analysis.book.executed import Executed
from analysis.book.numbering import (
    Counter,
    Heading,
    Target,
    number_floats,
    number_headings,
    section_targets,
)
from analysis.book.qmd import Cell, Chapter
from analysis.book.structure import normalise


@dataclass(frozen=True, slots=True)
class Page:
    """One chapter, parsed and numbered; ``tree`` is Pandoc's JSON."""

    entry: Entry
    chapter: Chapter
    executed: Executed
    tree: str
    headings: tuple[Heading, ...]
    targets: tuple[Target, ...]

    @property
    def title(self) -> str:
        """The chapter's title without its number."""
        return self.headings[0].text

    @property
    def cells(self) -> Mapping[int, Cell]:
        """The chapter's cells by number."""
        return {cell.number: cell for cell in self.chapter.cells}

    def document(self) -> pf.Doc:
        """Return a fresh tree, free to be changed."""
        return pandoc.load(self.tree)


@dataclass(frozen=True, slots=True)
class Document:
    """The pages in reading order, every label of the book, and its other editions."""

    book: Book
    pages: tuple[Page, ...]
    targets: Mapping[str, Target]
    others: tuple[Book, ...] = ()


def assemble(
    book: Book,
    chapters: Sequence[Chapter],
    executed: Mapping[str, Executed],
    others: Sequence[Book] = (),
) -> Document:
    """Return the numbered book; `BookError` lists labels that are given twice."""
    pages = tuple(
        _page(book, entry, chapter, executed[chapter.path])
        for entry, chapter in zip(book.entries, chapters, strict=True)
    )
    return Document(book, pages, _targets(pages), tuple(others))


def _page(book: Book, entry: Entry, chapter: Chapter, executed: Executed) -> Page:
    tree = normalise(pandoc.read_markdown(compose(chapter, executed)), book.language)
    counter = Counter(entry, book.number_depth, book.language)
    headings = number_headings(tree, counter)
    if not headings or headings[0].level != 1:
        raise BookError.at(chapter.path, 1, "no title", "begin with '# Title {#sec-name}'")
    floats = number_floats(tree, {cell.number: cell for cell in chapter.cells}, counter)
    targets = (*section_targets(headings, counter), *floats)
    return Page(entry, chapter, executed, pandoc.dump(tree), headings, targets)


def _targets(pages: Sequence[Page]) -> Mapping[str, Target]:
    found: dict[str, Target] = {}
    faults = []
    for page in pages:
        for target in page.targets:
            first = found.setdefault(target.label, target)
            if first is not target and "-" in target.label and _is_label(target.label):
                faults.append(
                    Fault(
                        page.entry.path,
                        None,
                        f"the label {target.label} is used in {first.entry.path} too",
                        "give each label once in the book",
                    )
                )
    if faults:
        raise BookError(faults)
    return found


def _is_label(label: str) -> bool:
    return label.split("-", 1)[0] in ("fig", "tbl", "eq", "sec")
