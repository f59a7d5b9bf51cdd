"""Options in force: the book's defaults, the chapter's, then the cell's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.book.config import Book
from analysis.book.qmd import Cell, Chapter

# What Quarto takes where nobody says otherwise.
QUARTO_DEFAULTS: Mapping[str, Any] = {
    "echo": True,
    "eval": True,
    "output": True,
    "warning": True,
    "error": False,
    "include": True,
    "code-fold": False,
    "code-summary": None,
}


def after_body(chapter: Chapter) -> str:
    """Return the HTML that the chapter puts at the end of its page, such as a script."""
    asked = chapter.front_matter.get("include-after-body") or {}
    return str(asked.get("text", ""))


def in_header(book: Book, root: str) -> str:
    """Return the HTML that the book puts into the head of each page, such as a script.

    Addresses in it begin with a slash, as Quarto wants them; ``root`` is the address, from the
    page, of the folder that they start from.
    """
    asked = book.settings["format"]["html"].get("include-in-header") or {}
    return str(asked.get("text", "")).replace('="/', f'="{root}/')


def effective(book: Book, chapter: Chapter, cell: Cell, target: str) -> Mapping[str, Any]:
    """Return the options of ``cell`` for ``target`` ("html" or the format for print)."""
    return {
        **QUARTO_DEFAULTS,
        **book.execute_defaults(target),
        **(chapter.front_matter.get("execute") or {}),
        **cell.options,
    }
