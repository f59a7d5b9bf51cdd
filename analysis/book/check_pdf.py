"""What must hold of the finished PDF; every breach is a fault that names the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from analysis.book.check_pages import check_pages
from analysis.book.errors import Fault
from analysis.book.pdftext import UNKNOWN, PageText, all_fonts, read_page

CAPTION = re.compile(r"(?m)^\s*(Figure|Table|图|表)\s+([A-Z0-9]+(?:\.[0-9]+)*)\s*[:：]")
UNRESOLVED = re.compile(r"\?@[\w-]*")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
GLYPH_REMEDY = "make the font subset anew, so that it holds the character"


def check_pdf(
    file: Path,
    titles: Sequence[str],
    html_captions: set[str] | None = None,
    chinese: bool = False,
) -> list[Fault]:
    """Return the faults of the PDF.

    ``titles`` are the chapters' titles; ``html_captions`` the numbers that the web pages give to
    figures and tables (None: not compared); ``chinese``: its text must hold Chinese.
    """
    try:
        reader = PdfReader(file)
        pages = [read_page(page) for page in reader.pages]
    except (OSError, PyPdfError, ValueError) as error:
        return [Fault(file.name, None, f"cannot be opened ({error})", "build the book again")]
    faults = list(_bookmark_faults(file.name, reader, titles))
    faults += _text_faults(file.name, pages, chinese)
    faults += _glyph_faults(file.name, pages)
    faults += check_pages(file)
    if html_captions is not None:
        found = pdf_captions(page.text for page in pages)
        faults += _caption_faults(file.name, found, html_captions)
    return faults


def pdf_captions(texts: Iterable[str]) -> set[str]:
    """Return the numbers of all captioned figures and tables in extracted text."""
    return {f"{match[1]} {match[2]}" for text in texts for match in CAPTION.finditer(text)}


def _bookmark_faults(name: str, reader: PdfReader, titles: Sequence[str]) -> Iterator[Fault]:
    marks = [_plain(title) for title in _titles(reader.outline)]
    for title in titles:
        if not any(mark.endswith(_plain(title)) for mark in marks):
            message = f"no bookmark leads to the chapter '{title}'"
            yield Fault(name, None, message, "see that its heading is in the PDF's outline")


def _titles(outline: Any) -> Iterator[str]:
    for item in outline:
        if isinstance(item, list):
            yield from _titles(item)
        else:
            yield str(item.title)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


def _text_faults(name: str, pages: Sequence[PageText], chinese: bool) -> Iterator[Fault]:
    for number, page in enumerate(pages, start=1):
        for found in sorted(set(UNRESOLVED.findall(page.text))):
            message = f"page {number}: unresolved reference '{found}'"
            yield Fault(name, None, message, "correct the label")
        if UNKNOWN in page.text and not page.missing:
            message = f"page {number}: a character cannot be extracted as text"
            yield Fault(name, None, message, GLYPH_REMEDY)
    if chinese and not any(CHINESE.search(page.text) for page in pages):
        yield Fault(name, None, "no Chinese text can be extracted", GLYPH_REMEDY)


def _glyph_faults(name: str, pages: Sequence[PageText]) -> Iterator[Fault]:
    for number, page in enumerate(pages, start=1):
        for font, count in page.missing.items():
            message = f"page {number}: {count} characters without a glyph in {font}"
            yield Fault(name, None, message, GLYPH_REMEDY)
    for number, found in all_fonts(pages):
        if not found.embedded:
            message = f"page {number}: the font {found.name} is not embedded"
            yield Fault(name, None, message, "use a font from assets/fonts")


def _caption_faults(name: str, found: set[str], expected: set[str]) -> Iterator[Fault]:
    remedy = "see that both writers number the same floats"
    for caption in sorted(expected - found):
        yield Fault(name, None, f"{caption} of the web pages is not in the PDF", remedy)
    for caption in sorted(found - expected):
        yield Fault(name, None, f"{caption} of the PDF is not in the web pages", remedy)
