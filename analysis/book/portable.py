"""The portable engine: chapters executed, assembled and written, with parts that pip installs."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.book import subset
from analysis.book.cache import Cache
from analysis.book.config import Book, load_book
from analysis.book.document import Document, assemble
from analysis.book.errors import BookError, Fault
from analysis.book.execute import Executed, execute_chapters
from analysis.book.progress import Progress
from analysis.book.qmd import Chapter, read_chapter
from analysis.book.stamp import PORTABLE
from analysis.book.trace import recorded_reading

CACHE = ".cache/book"


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The book as written: its description and its chapters in reading order."""

    book: Book
    chapters: tuple[Chapter, ...]


def read_manuscript(root: Path) -> Manuscript:
    """Return the book below ``root``; `BookError` lists every fault of every chapter."""
    book = load_book(root)
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


def render(
    root: Path, formats: Sequence[str], out: Path, progress: Progress, jobs: int | None
) -> set[str]:
    """Write ``formats`` ("html", "pdf") below ``out``; return the inputs they were made from."""
    cache = Cache(root / CACHE)
    with recorded_reading(root) as reading:
        progress.stage("Reading the chapters")
        written = read_manuscript(root)
        progress.stage(f"Executing {len(written.chapters)} chapters")
        executed = execute_chapters(
            written.chapters,
            root,
            defaults=written.book.execute_defaults("html"),
            jobs=jobs,
            progress=progress,
            cache=cache,
        )
        _write(written, executed, formats, out, progress)
    inputs = {f"file:{name}" for name in reading.files}
    inputs |= {f"listing:{name}" for name in reading.listings}
    for chapter in written.chapters:
        inputs |= cache.files_used(chapter.path)
    return inputs | _named(written.book)


def preview(
    root: Path, wanted: Sequence[str], out: Path, progress: Progress, jobs: int | None
) -> list[Path]:
    """Write the web pages below ``out`` with only ``wanted`` executed; return their files.

    The other chapters show what their last execution gave. Numbers are those of the whole book.
    """
    cache = Cache(root / CACHE)
    written = read_manuscript(root)
    chosen = [_find(written, name) for name in wanted]
    executed: dict[str, Executed] = {}
    for chapter in written.chapters:
        stored = None if chapter in chosen else cache.latest(chapter)
        executed[chapter.path] = stored or Executed.blank(chapter)
    progress.stage(f"Executing {len(chosen)} of {len(written.chapters)} chapters")
    defaults = written.book.execute_defaults("html")
    executed |= execute_chapters(
        chosen, root, defaults=defaults, jobs=jobs, progress=progress, cache=cache
    )
    _write(written, executed, ("html",), out, progress)
    pages = {entry.path: entry.href for entry in written.book.entries}
    return [out / pages[chapter.path] for chapter in chosen]


def _write(
    written: Manuscript,
    executed: Mapping[str, Executed],
    formats: Sequence[str],
    out: Path,
    progress: Progress,
) -> None:
    from analysis.book.finish.run import finish
    from analysis.book.html import write_html
    from analysis.book.pdf import write_pdf

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        progress.stage("Numbering figures, tables and sections")
        document: Document = assemble(written.book, written.chapters, executed)
        if "html" in formats:
            progress.stage("Writing the web pages")
            write_html(document, out)
            finish(document, out, PORTABLE)
        if "pdf" in formats:
            progress.stage("Typesetting the PDF")
            write_pdf(document, out / f"{written.book.slug}.pdf")
    for warning in caught:
        progress.warning(f"{warning.category.__name__}: {warning.message}")


def _named(book: Book) -> set[str]:
    files = (book.bibliography, book.csl, *(book.root / path for path in book.resources))
    return {f"file:{path.relative_to(book.root).as_posix()}" for path in files if path is not None}


def _find(written: Manuscript, name: str) -> Chapter:
    """Return the chapter meant by a path, or by a file name with or without its ending."""
    stem = name.removesuffix(".qmd")
    for chapter in written.chapters:
        path = chapter.path.removesuffix(".qmd")
        if stem == path or stem == Path(path).name:
            return chapter
    paths = ", ".join(chapter.path for chapter in written.chapters)
    raise BookError(
        [Fault("_quarto.yml", None, f"there is no chapter '{name}'", f"take one of {paths}")]
    )
