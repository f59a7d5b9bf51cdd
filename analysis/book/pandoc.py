"""Calls of Pandoc, from the wheel that carries it."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterable
from functools import cache
from typing import Any

import panflute
import pypandoc

from analysis.book.errors import BookError

MARKDOWN = "markdown"

panflute.elements.RAW_FORMATS.add("typst")  # its list is older than Pandoc's Typst writer


@cache
def executable() -> str:
    """Return the path of the Pandoc program."""
    return str(pypandoc.get_pandoc_path())


def run(text: str, *options: str) -> str:
    """Return what Pandoc writes for ``text``; a warning of Pandoc stops the build."""
    done = subprocess.run(
        [executable(), "--fail-if-warnings=true", *options],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        message = done.stderr.strip() or f"exit code {done.returncode}"
        raise BookError.at("pandoc", None, message, "correct the chapter that the message quotes")
    return done.stdout


def read_markdown(text: str) -> panflute.Doc:
    """Return the document tree of Quarto Markdown without its executable parts."""
    return load(run(text, "--from", MARKDOWN, "--to", "json"))


def read_html_blocks(fragments: Iterable[str]) -> list[list[panflute.Element]]:
    """Return the blocks of each HTML fragment, read in a single call."""
    wrapped = "".join(f"<div>{fragment}</div>" for fragment in fragments)
    if not wrapped:
        return []
    document = load(run(wrapped, "--from", "html", "--to", "json"))
    return [list(block.content) for block in document.content]


def load(text: str) -> panflute.Doc:
    """Return the panflute document of Pandoc's JSON."""
    try:
        return panflute.load(io.StringIO(text))
    except ValueError:
        remedy = "install the packages of requirements.lock again"
        raise BookError.at("pandoc", None, "it gave no document", remedy) from None


def dump(document: panflute.Doc) -> str:
    """Return Pandoc's JSON of a panflute document."""
    out = io.StringIO()
    panflute.dump(document, out)
    return out.getvalue()


def plain(element: Any) -> str:
    """Return the text of an element without its marks."""
    return str(panflute.stringify(element)).strip()
