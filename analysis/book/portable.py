"""The portable engine: chapters executed, assembled and written, with parts that pip installs."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from analysis.book.cache import Cache
from analysis.book.config import Book
from analysis.book.document import Document, assemble
from analysis.book.errors import BookError, Fault
from analysis.book.execute import Executed, execute_chapters
from analysis.book.finish.run import finish
from analysis.book.html import SITE, write_html
from analysis.book.manuscript import Manuscript, originals, others_of, read_manuscripts
from analysis.book.pdf import write_pdf
from analysis.book.progress import Progress
from analysis.book.qmd import Chapter
from analysis.book.stamp import PORTABLE
from analysis.book.trace import recorded_reading
from analysis.book.webfont import FONT, web_font

CACHE = ".cache/book"


def render(
    root: Path,
    wanted: Mapping[str, Sequence[str]],
    out: Path,
    progress: Progress,
    jobs: int | None,
) -> dict[str, set[str]]:
    """Write formats ("html", "pdf") of editions, as ``wanted``, each to its folder below ``out``.

    Return, by edition, the inputs it was made from. A chapter is executed once for all editions.
    """
    cache = Cache(root / CACHE)
    with recorded_reading(root) as reading:
        progress.stage("Reading the chapters")
        written = read_manuscripts(root)
        shared = originals(written)
        needed = [chapter for name in wanted for chapter in written[name].chapters]
        executed = _execute(written, [shared[chapter.path] for chapter in needed], root, jobs,
                            progress, cache)  # fmt: skip
        editions = [
            _Edition(written[name], formats, _shown(written[name], shared, executed))
            for name, formats in wanted.items()
        ]
        _write(editions, tuple(written.values()), out, progress)
    read = {f"file:{name}" for name in reading.files}
    read |= {f"listing:{name}" for name in reading.listings}
    foreign = {file for manuscript in written.values() for file in manuscript.files}
    return {
        one.written.book.edition: (read - (foreign - one.written.files))
        | {key for chapter in one.written.chapters
           for key in cache.files_used(shared[chapter.path].path)}
        | _named(one.written.book)
        for one in editions
    }  # fmt: skip


def _execute(
    written: Mapping[str, Manuscript],
    chapters: Sequence[Chapter],
    root: Path,
    jobs: int | None,
    progress: Progress,
    cache: Cache,
) -> dict[str, Executed]:
    distinct = list({chapter.path: chapter for chapter in chapters}.values())
    progress.stage(f"Executing {len(distinct)} chapters")
    main = next(iter(written.values()))
    return execute_chapters(
        distinct,
        root,
        defaults=main.book.execute_defaults("html"),
        jobs=jobs,
        progress=progress,
        cache=cache,
        editions=tuple(filter(None, written)),
    )


def _shown(
    written: Manuscript, shared: Mapping[str, Chapter], executed: Mapping[str, Executed]
) -> dict[str, Executed]:
    """Return the results of an edition's chapters as this edition shows them."""
    found = {}
    for chapter in written.chapters:
        original = shared[chapter.path]
        results = executed[original.path].of_same(original, chapter)
        found[chapter.path] = results.in_edition(written.book.edition)
    return found


def preview(
    root: Path,
    wanted: Sequence[str],
    out: Path,
    progress: Progress,
    jobs: int | None,
    edition: str | None = None,
) -> list[Path]:
    """Write an edition's web pages below ``out`` with only ``wanted`` executed; return their files.

    The other chapters show what their last execution gave. Numbers are those of the whole book.
    """
    cache = Cache(root / CACHE)
    editions = read_manuscripts(root)
    shared = originals(editions)
    written = editions[edition] if edition else next(iter(editions.values()))
    chosen = [_find(written, name) for name in wanted]
    executed = {}
    for chapter in written.chapters:
        original = shared[chapter.path]
        stored = None if chapter in chosen else cache.latest(original)
        executed[original.path] = stored or Executed.blank(original)
    executed |= _execute(editions, [shared[c.path] for c in chosen], root, jobs, progress, cache)
    shown = _Edition(written, ("html",), _shown(written, shared, executed))
    _write([shown], tuple(editions.values()), out, progress)
    pages = {entry.path: entry.href for entry in written.book.entries}
    return [out / written.book.folder / pages[chapter.path] for chapter in chosen]


@dataclass(frozen=True, slots=True)
class _Edition:
    """An edition to be written: formats, and the results of its chapters by path."""

    written: Manuscript
    formats: Sequence[str]
    executed: Mapping[str, Executed]


def _write(
    editions: Sequence[_Edition],
    written: Sequence[Manuscript],
    out: Path,
    progress: Progress,
) -> None:
    """Write the editions side by side; most of the time they wait for Pandoc and Typst."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        progress.stage("Numbering figures, tables and sections")
        with ThreadPoolExecutor() as pool:
            documents = list(pool.map(lambda one: _assembled(one, written), editions))
            pages = [
                (document, out / document.book.folder)
                for document, one in zip(documents, editions, strict=True)
                if "html" in one.formats
            ]
            papers = [
                (document, out / document.book.folder / document.book.pdf)
                for document, one in zip(documents, editions, strict=True)
                if "pdf" in one.formats
            ]
            if pages:
                progress.stage("Writing the web pages")
                list(pool.map(lambda each: _write_pages(*each), pages))
            if papers:
                progress.stage("Typesetting the PDF")
                list(pool.map(lambda each: write_pdf(*each), papers))
    for warning in caught:
        progress.warning(f"{warning.category.__name__}: {warning.message}")


def _write_pages(document: Document, folder: Path) -> None:
    write_html(document, folder)
    finish(document, folder, PORTABLE)
    texts = ((folder / page.entry.href).read_text(encoding="utf-8") for page in document.pages)
    (folder / SITE / FONT).write_bytes(web_font(texts))


def _assembled(one: _Edition, written: Sequence[Manuscript]) -> Document:
    book = one.written.book
    return assemble(book, one.written.chapters, one.executed, others_of(written, one.written))


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
