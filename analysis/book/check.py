"""All checks of a finished book, for either engine."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from analysis.book.check_html import Expected, captions, check_html
from analysis.book.check_pdf import CHINESE, check_pdf
from analysis.book.check_switch import switch_faults
from analysis.book.errors import Fault
from analysis.book.manuscript import Manuscript
from analysis.book.qmd import Chapter, Markdown
from analysis.book.subset import HEADING
from analysis.book.trace import execution_options

FLOATS = ("fig-", "tbl-")


class CheckError(Exception):
    """The finished book breaks a rule; nothing was put in its place."""

    exit_code = 1

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


def found_formats(output: Path, written: Sequence[Manuscript]) -> dict[str, tuple[str, ...]]:
    """Return the formats that lie in the output folder, by edition."""
    found = {}
    for one in written:
        folder = output / one.book.folder
        files = {"html": "index.html", "pdf": one.book.pdf}
        formats = tuple(name for name, file in files.items() if (folder / file).is_file())
        if formats:
            found[one.book.edition] = formats
    return found


def check_book(
    output: Path, written: Sequence[Manuscript], present: Mapping[str, Sequence[str]]
) -> list[Fault]:
    """Return the faults of the finished editions in the output folder.

    ``written`` are all editions; ``present`` the formats of each that are there.
    """
    held = [one for one in written if one.book.edition in present]
    web = [one for one in written if "html" in present.get(one.book.edition, ())]
    missing = frozenset(
        posixpath.join(one.book.folder, entry.href)
        for one in written
        if one not in web
        for entry in one.book.entries
    )
    faults = (
        fault
        for one in held
        for fault in check_output(output, one, present[one.book.edition], missing)
    )
    return list(dict.fromkeys(faults))


def check_switch(
    output: Path, written: Sequence[Manuscript], present: Mapping[str, Sequence[str]]
) -> list[Fault]:
    """Return the places of finished pages that the switch to another language does not find."""
    web = [one for one in written if "html" in present.get(one.book.edition, ())]
    return list(switch_faults(output, [(one.book.folder, expected_pages(one)) for one in web]))


def check_output(
    output: Path,
    written: Manuscript,
    formats: Sequence[str],
    not_built: frozenset[str] = frozenset(),
) -> list[Fault]:
    """Return the faults of the finished ``formats`` of one edition.

    ``not_built`` are files below ``output`` that links may name although they are not there.
    """
    folder = output / written.book.folder
    pdf = folder / written.book.pdf
    pages = expected_pages(written)
    faults = []
    if "html" in formats:
        lacking = {posixpath.relpath(name, written.book.folder or ".") for name in not_built}
        lacking |= set() if "pdf" in formats else {pdf.name}
        faults += check_html(folder, pages, frozenset(lacking))
    if "pdf" in formats:
        numbers = captions(folder, pages) if "html" in formats else None
        chinese = any(CHINESE.search(chapter.source) for chapter in written.chapters)
        faults += check_pdf(pdf, _titles(written), numbers, chinese)
    return [_within(written.book.folder, fault) for fault in faults]


def _within(folder: str, fault: Fault) -> Fault:
    """Return a fault of a file in an edition's folder with the folder in the file's name."""
    return replace(fault, file=f"{folder}/{fault.file}") if folder else fault


def expected_pages(written: Manuscript) -> tuple[Expected, ...]:
    """Return the pages that must be there, with the figures and tables on each."""
    defaults = written.book.execute_defaults("html")
    pages = []
    for entry, chapter in zip(written.book.entries, written.chapters, strict=True):
        labels = []
        for cell in chapter.cells:
            options = execution_options(chapter, cell, defaults)
            shown = options["include"] and options["eval"] and options["output"] is not False
            if shown and cell.label.startswith(FLOATS):
                labels.append(cell.label)
        pages.append(Expected(entry.href, tuple(labels)))
    return tuple(pages)


def _titles(written: Manuscript) -> list[str]:
    found = (_title(chapter) for chapter in written.chapters)
    return [title for title in found if title]


def _title(chapter: Chapter) -> str:
    """Return the chapter's title as plain words; empty where it is computed."""
    for block in chapter.blocks:
        for line in block.text.splitlines() if isinstance(block, Markdown) else ():
            heading = HEADING.match(line)
            if heading is not None:
                text = heading["text"]
                return "" if "`" in text else text.replace("*", "").strip()
    return ""
