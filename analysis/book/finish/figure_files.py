"""A figure as PDF, by Typst: vector, with its fonts, the same bytes for the same picture."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import typst

from analysis.book.errors import BookError
from analysis.book.pdf import FONTS

# The sheet takes the size that the picture says it has.
SHEET = """\
#set page(width: auto, height: auto, margin: 0pt)
#set document(title: {title}, date: none)
#image("figure.svg", format: "svg", alt: {alt})
"""


def as_pdf(svg: str, title: str, alt: str, root: Path) -> bytes:
    """Return a picture as PDF; ``alt`` is its text alternative, ``root`` holds the fonts."""
    with tempfile.TemporaryDirectory(prefix="book-figure-") as folder:
        (Path(folder) / "figure.svg").write_text(svg, encoding="utf-8")
        sheet = Path(folder) / "sheet.typ"
        sheet.write_text(SHEET.format(title=_text(title), alt=_text(alt)), encoding="utf-8")
        try:
            made = typst.compile(
                str(sheet), root=folder, font_paths=[str(root / FONTS)], ignore_system_fonts=True,
                format="pdf", timestamp=0,
            )  # fmt: skip
        except typst.TypstError as error:
            raise BookError.at("typst", None, f"{title}: {error.message}", "redraw it") from None
    assert isinstance(made, bytes)  # one sheet gives one file
    return made


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
