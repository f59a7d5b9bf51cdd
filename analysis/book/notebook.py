"""What the notebooks of the chapters call: the project's folder, tables as HTML, prose with values.

A notebook is run in the project's environment; where it lies does not matter.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from IPython.core.getipython import get_ipython

from analysis.book.kernel_start import inline_markdown
from analysis.book.qmd import Markdown, parse_chapter, replace_inlines
from analysis.data.files import find_root
from analysis.tables.core import Table


@dataclass(frozen=True, slots=True)
class Prose:
    """A chapter's text, shown as Markdown."""

    text: str

    def _repr_markdown_(self) -> str:
        return self.text


def begin() -> None:
    """Make the project's folder the working folder; tables show as HTML from now on."""
    os.chdir(find_root(Path(__file__).parent))
    shell: Any = get_ipython()
    if shell is not None:
        shell.display_formatter.formatters["text/html"].for_type(Table, lambda table: table.html)


def prose(text: str) -> Prose:
    """Return a chapter's text with the values of its inline expressions, as Markdown."""
    shell: Any = get_ipython()
    names: dict[str, Any] = {} if shell is None else shell.user_ns
    pieces = [
        replace_inlines(
            block.text,
            (inline_markdown(eval(inline.expression.strip(), names)) for inline in block.inlines),
        )
        for block in parse_chapter("the notebook", text).blocks
        if isinstance(block, Markdown)
    ]
    return Prose(everywhere("\n\n".join(pieces)))


def everywhere(text: str) -> str:
    """Return Pandoc's Markdown without what other programs would show as it is written."""
    text = re.sub(r"(?<=[)\]])\{[^{}]*\}", "", text)
    text = re.sub(r"\[([^\[\]]*)\]\([^()\s]*\.qmd[^()]*\)", r"\1", text)
    return re.sub(r"\^([^\s^]+)\^", r"<sup>\1</sup>", text)
