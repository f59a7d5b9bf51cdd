"""All pages of an edition finished, and the files written that they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from analysis.book.document import Document
from analysis.book.finish import listings
from analysis.book.finish.edition import Edition, edition_of
from analysis.book.finish.notebooks import notebook_of
from analysis.book.finish.page import Finished, finished
from analysis.book.finish.places import CHECKSUMS, DATA, chapter_copy, data_copy, listing, notebook
from analysis.book.finish.styles import SHEET, sheet
from analysis.book.finish.templates import TEMPLATES

MARK = 'class="provenance"'


def finish(document: Document, folder: Path, engine: str) -> None:
    """Finish the pages of an edition that ``engine`` wrote below ``folder``, unless they are."""
    texts = [(folder / page.entry.href).read_text(encoding="utf-8") for page in document.pages]
    if any(MARK in text for text in texts):
        return
    edition = edition_of(document, folder, engine)
    with ThreadPoolExecutor() as pool:
        done = list(
            pool.map(lambda page, text: finished(page, text, edition), document.pages, texts)
        )
    for page, one in zip(document.pages, done, strict=True):
        _write(folder / page.entry.href, one.text)
    for name, content in _files(edition, done):
        _write(folder / name, content)


def _files(edition: Edition, done: Sequence[Finished]) -> Iterator[tuple[str, bytes | str]]:
    """Yield the files of an edition beside its pages: path below the output folder, content."""
    for one in done:
        yield from one.files.items()
    yield SHEET, sheet(declarations for one in done for declarations in one.styles)
    yield from _data(edition)
    yield from _chapters(edition)
    yield from _listings(edition, sorted({file for one in done for file in one.listed}))


def _data(edition: Edition) -> Iterator[tuple[str, bytes | str]]:
    files = sorted(edition.facts.data.values(), key=lambda file: file.path)
    if not files:
        return
    for file in files:
        yield data_copy(file.path), file.content
    lines = (f"{one.digest}  {data_copy(one.path).removeprefix(f'{DATA}/')}\n" for one in files)
    yield CHECKSUMS, "".join(lines)


def _chapters(edition: Edition) -> Iterator[tuple[str, str]]:
    names = {label: target.text for label, target in edition.document.targets.items()}
    for page in edition.document.pages:
        path = page.chapter.path
        yield chapter_copy(path), page.chapter.source
        yield notebook(path), notebook_of(page.chapter, page.title, names, edition.words)


def _listings(edition: Edition, files: Sequence[str]) -> Iterator[tuple[str, str]]:
    if not files:
        return
    yield listings.SHEET, (TEMPLATES / "listing.css").read_text(encoding="utf-8")
    book, words = edition.document.book, edition.words
    with ThreadPoolExecutor() as pool:
        pages = pool.map(lambda file: listings.listing_page(edition.root, file, book, words), files)
        yield from zip(map(listing, files), pages, strict=True)


def _write(path: Path, content: bytes | str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
