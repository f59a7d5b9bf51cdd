"""One edition of the book to be finished: its pages as written, and what is known of its build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.book.document import Document
from analysis.book.finish.facts import Facts, Words, facts_of, words_of
from analysis.book.making import Origin, code_of_book, origins
from analysis.data.files import CATALOGUE


@dataclass(frozen=True, slots=True)
class Edition:
    """The book in one language; its pages lie in ``folder``.

    ``origins`` holds, by the path of a chapter, where what its cells show comes from.
    """

    document: Document
    folder: Path
    facts: Facts
    words: Words
    origins: Mapping[str, Sequence[Origin]]

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.document.book.root

    @property
    def lang(self) -> str:
        """The language of the pages."""
        return self.document.book.lang

    @property
    def repository(self) -> str | None:
        """The address of the project's repository, without a slash at its end."""
        found = self.document.book.settings["book"].get("repo-url")
        return None if found is None else str(found).rstrip("/")


def edition_of(document: Document, folder: Path, engine: str) -> Edition:
    """Return the edition that ``engine`` wrote below ``folder``."""
    book = document.book
    return Edition(
        document,
        folder,
        facts_of(book.root, folder, engine),
        words_of(book.lang),
        _origins(document),
    )


def _origins(document: Document) -> Mapping[str, Sequence[Origin]]:
    """Return the origins by chapter; none where there is no catalogue of data."""
    root = document.book.root
    if not (root / CATALOGUE).is_dir():
        return {page.chapter.path: () for page in document.pages}
    code = code_of_book(root)
    return {page.chapter.path: tuple(origins(page.chapter, code)) for page in document.pages}
