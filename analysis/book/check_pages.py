"""What a reader would not forgive on a page of the PDF; every breach is a fault with its page.

Text beyond the margins, a heading or the head of a table alone at the foot of a page, a picture
without a text alternative. Reads boxes of text and the tags that say what a piece is.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from analysis.book.errors import Fault

MM = 72 / 25.4
SIDE = 25 * MM  # `page-side` of the page design
FOOT = 22 * MM  # below it only the page's number stands
SLACK = 6.0  # points: a space that ends a line counts as part of it
BODY = 11.0  # points: no text but headings is larger
MARGIN_REMEDY = "shorten its words, or let the page design break them"
ALONE_REMEDY = "keep it with what follows: see _extensions/book"
ALT_REMEDY = "give the cell a fig-alt"


@dataclass(frozen=True, slots=True)
class Box:
    """Text on one line of a page: edges in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    text: str


def check_pages(file: Path) -> list[Fault]:
    """Return the faults of the pages of a PDF that can be opened."""
    document = pdfium.PdfDocument(file)
    try:
        return [
            Fault(file.name, None, f"page {number}: {message}", remedy)
            for number, page in enumerate(document, start=1)
            for message, remedy in _of_page(page)
        ]
    finally:
        document.close()


def _of_page(page: Any) -> Iterator[tuple[str, str]]:
    texts = page.get_textpage()
    boxes = sorted(_boxes(texts), key=lambda box: -box.bottom)
    for box in boxes:
        if box.left < SIDE - SLACK or box.right > page.get_width() - SIDE + SLACK:
            yield f"'{box.text}' stands in the margin", MARGIN_REMEDY
    above_foot = [box for box in boxes if box.bottom > FOOT]
    if above_foot and _size(texts, above_foot[-1]) > BODY:
        yield f"the heading '{above_foot[-1].text}' is alone at the foot", ALONE_REMEDY
    yield from _tag_faults(page)


def _boxes(texts: Any) -> Iterator[Box]:
    for index in range(texts.count_rects()):
        left, bottom, right, top = texts.get_rect(index)
        said = texts.get_text_bounded(left, bottom, right, top).strip()
        if said:
            yield Box(left, bottom, right, said)


def _size(texts: Any, box: Box) -> float:
    index = texts.get_index(box.left + 1, box.bottom + 2, 4, 4)
    return 0.0 if index is None else float(raw.FPDFText_GetFontSize(texts.raw, index))


def _tag_faults(page: Any) -> Iterator[tuple[str, str]]:
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    try:
        for index in range(raw.FPDF_StructTree_CountChildren(tree)):
            for tag in _below(raw.FPDF_StructTree_GetChildAtIndex(tree, index)):
                kind = _name(tag)
                if kind == "Figure" and not _string(raw.FPDF_StructElement_GetAltText, tag):
                    yield "a picture has no text alternative", ALT_REMEDY
                if kind == "Table" and _ends_with_head(tag):
                    yield "the head of a table is alone at the foot", ALONE_REMEDY
    finally:
        raw.FPDF_StructTree_Close(tree)


def _ends_with_head(table: Any) -> bool:
    """Return whether the last row of a table that the page shows holds only heads."""
    rows = [tag for tag in _below(table) if _name(tag) == "TR"]
    cells = [_name(cell) for cell in _children(rows[-1])] if rows else []
    return bool(cells) and set(cells) == {"TH"}


def _below(tag: Any) -> Iterator[Any]:
    if tag:
        yield tag
        for child in _children(tag):
            yield from _below(child)


def _children(tag: Any) -> list[Any]:
    count = raw.FPDF_StructElement_CountChildren(tag)
    found = (raw.FPDF_StructElement_GetChildAtIndex(tag, index) for index in range(count))
    return [child for child in found if child]


def _name(tag: Any) -> str:
    return _string(raw.FPDF_StructElement_GetType, tag)


def _string(read: Callable[..., int], tag: Any) -> str:
    """Return a string of a tag: PDFium tells its length first, in bytes of UTF-16."""
    length = read(tag, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    read(tag, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le")
