"""The book as written: each edition's description and chapters, and what editions share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.book import subset
from analysis.book.config import Book, load_book
from analysis.book.editions import config_files, edition_names
from analysis.book.errors import BookError, Fault
from analysis.book.executed import executes_same
from analysis.book.qmd import Chapter, read_chapter


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One edition as written: its description and its chapters in reading order."""

    book: Book
    chapters: tuple[Chapter, ...]

    @property
    def files(self) -> frozenset[str]:
        """The files that describe and hold this edition, as inputs of a build."""
        names = (*config_files(self.book.edition), *(chapter.path for chapter in self.chapters))
        return frozenset(f"file:{name}" for name in names)


def read_manuscript(root: Path, edition: str | None = None) -> Manuscript:
    """Return an edition of the book below ``root``, the main one when None.

    `BookError` lists every fault of every chapter.
    """
    book = load_book(root, edition)
    chapters: list[Chapter] = []
    faults: list[Fault] = []
    for entry in book.entries:
        try:
            chapters.append(read_chapter(root, entry.path))
        except BookError as error:
            faults.extend(error.faults)
    faults += subset.check(book, chapters)
    if faults:
        raise BookError(faults)
    return Manuscript(book, tuple(chapters))


def read_manuscripts(root: Path) -> dict[str, Manuscript]:
    """Return all editions by name, the main one first; `BookError` lists the faults of all."""
    found: dict[str, Manuscript] = {}
    faults: list[Fault] = []
    for name in edition_names(root):
        try:
            found[name] = read_manuscript(root, name)
        except BookError as error:
            faults.extend(error.faults)
    if faults:
        raise BookError(list(dict.fromkeys(faults)))
    return found


def originals(written: Mapping[str, Manuscript]) -> dict[str, Chapter]:
    """Return, by path, the chapter whose results a chapter shows.

    It is the main edition's, where that executes the same; else the chapter itself.
    """
    main = next(iter(written.values()))
    by_slug = dict(_by_slug(main))
    found: dict[str, Chapter] = {}
    for manuscript in written.values():
        for slug, chapter in _by_slug(manuscript):
            original = by_slug.get(slug, chapter)
            found[chapter.path] = original if executes_same(original, chapter) else chapter
    return found


def _by_slug(manuscript: Manuscript) -> Iterator[tuple[str, Chapter]]:
    pairs = zip(manuscript.book.entries, manuscript.chapters, strict=True)
    return ((entry.slug, chapter) for entry, chapter in pairs)


def differing(written: Mapping[str, Manuscript]) -> list[Fault]:
    """Return where the editions differ: a chapter that one lacks, or that executes otherwise."""
    main, *others = written.values()
    faults = [fault for other in others for fault in _chapters_alike(main, other)]
    shared = originals(written)
    for other in others:
        known = dict(_by_slug(main))
        for slug, chapter in _by_slug(other):
            if slug in known and shared[chapter.path] is chapter:
                message = f"its cells or inline expressions differ from those of {known[slug].path}"
                remedy = "make both the same, but for captions and alternative texts"
                faults.append(Fault(chapter.path, None, message, remedy))
    return faults


def _chapters_alike(main: Manuscript, other: Manuscript) -> Iterator[Fault]:
    one = [(e.slug, e.number) for e in main.book.entries]
    two = [(e.slug, e.number) for e in other.book.entries]
    file = config_files(other.book.edition)[-1]
    for slug, number in one:
        if (slug, number) not in two:
            message = f"the chapter {number}, '{slug}', is not in this edition at its place"
            yield Fault(file, None, message, "list the same chapters in both editions")
    for slug, number in two:
        if (slug, number) not in one:
            message = f"the chapter {number}, '{slug}', is in this edition alone"
            yield Fault(file, None, message, "list the same chapters in both editions")


def others_of(written: Sequence[Manuscript], own: Manuscript) -> tuple[Book, ...]:
    """Return the descriptions of the other editions."""
    return tuple(each.book for each in written if each.book.edition != own.book.edition)
