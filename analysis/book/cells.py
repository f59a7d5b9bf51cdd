"""Executed cells as document blocks: which output is shown, and its files.

`html` and `pdf` dress what `shown` selects; both show the same outputs.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import panflute as pf

from analysis.book.compose import CAPTION_CLASS, CELL_CLASS, OUTPUT_CLASS
from analysis.book.executed import Output
from analysis.book.numbering import float_kind
from analysis.book.qmd import Cell

# The first of these that an output carries is the one shown. `compose` has written Markdown and
# HTML into the chapter, as blocks.
WRITTEN = ("text/markdown", "text/html")
FILES = "application/x-book-files+json"
PREFERENCE = (*WRITTEN, "image/svg+xml", "image/png", "text/plain")


@dataclass(frozen=True, slots=True)
class Shown:
    """One output as shown: ``mime`` and ``data`` as the kernel gave them, or a stream's text.

    ``files`` are texts to be published beside the pages, by path below the output folder.
    """

    index: int
    mime: str
    data: str
    blocks: tuple[pf.Element, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        """The bytes of an image's file."""
        if self.mime == "image/svg+xml":
            return self.data.encode("utf-8")
        return base64.b64decode(self.data)


@dataclass(frozen=True, slots=True)
class CellBlock:
    """A cell's place in the tree with all that is needed to write it."""

    cell: Cell
    options: Mapping[str, Any]
    number: str
    caption: tuple[pf.Element, ...]
    shown: tuple[Shown, ...]

    @property
    def kind(self) -> str | None:
        """ "fig" or "tbl" for a numbered float, else None."""
        return float_kind(self.cell.label)

    @property
    def alt(self) -> str:
        """The figure's text alternative."""
        return str(self.cell.options.get("fig-alt", ""))


def cell_number(element: pf.Element) -> int | None:
    """Return the cell's number if the element is the division of a cell."""
    if isinstance(element, pf.Div) and CELL_CLASS in element.classes:
        return int(element.attributes["number"])
    return None


def read_cell(
    element: pf.Div,
    cell: Cell,
    options: Mapping[str, Any],
    outputs: Sequence[Output],
) -> CellBlock:
    """Return what the division of a cell shows."""
    caption: tuple[pf.Element, ...] = ()
    written: dict[int, tuple[pf.Element, ...]] = {}
    for block in element.content:
        if CAPTION_CLASS in block.classes:
            caption = tuple(block.content[0].content)
        elif OUTPUT_CLASS in block.classes:
            written[int(block.attributes["index"])] = tuple(block.content)
    visible = options["include"] and options["output"] is not False
    shown = tuple(_select(outputs, written)) if visible else ()
    return CellBlock(cell, options, element.attributes.get("float", ""), caption, shown)


def _select(
    outputs: Sequence[Output], written: Mapping[int, tuple[pf.Element, ...]]
) -> Iterator[Shown]:
    for index, output in enumerate(outputs):
        for mime in PREFERENCE:
            if mime in output.data:
                files = output.data.get(FILES, {})
                yield Shown(index, mime, output.data[mime], written.get(index, ()), files)
                break
