"""All checks of a finished book, for either engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.book.check_html import Expected, captions, check_html
from analysis.book.check_pdf import CHINESE, check_pdf
from analysis.book.errors import Fault
from analysis.book.portable import Manuscript
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


def check_output(folder: Path, written: Manuscript, formats: Sequence[str]) -> list[Fault]:
    """Return the faults of the finished ``formats`` in ``folder``."""
    pdf = folder / f"{written.book.slug}.pdf"
    pages = expected_pages(written)
    faults = []
    if "html" in formats:
        not_built = frozenset() if "pdf" in formats else frozenset({pdf.name})
        faults += check_html(folder, pages, not_built)
    if "pdf" in formats:
        numbers = captions(folder, pages) if "html" in formats else None
        chinese = any(CHINESE.search(chapter.source) for chapter in written.chapters)
        faults += check_pdf(pdf, _titles(written), numbers, chinese)
    return faults


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
