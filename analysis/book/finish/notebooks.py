"""A chapter as a notebook: its cells, and its text with values where they are computed.

Text that holds inline expressions becomes a cell of code that shows it; other text is Markdown.
References to figures, tables and sections stand as the book numbers them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from analysis.book.finish.facts import Words
from analysis.book.qmd import Cell, Chapter, Markdown

BEGIN = "from analysis.book.notebook import begin, prose\n\nbegin()"
LABEL = r"(?:fig|tbl|eq|sec)-[\w-]+"
REFERENCE = re.compile(rf"\[-@(?P<bare>{LABEL})\]|@(?P<full>{LABEL})")
ATTRIBUTES = re.compile(r"(?m)^(?P<heading>#+ .*?|\$\$)\s*\{[^{}`]*\}\s*$")
DIVISION = re.compile(r"^:{3,}\s*(?P<attributes>\S.*)?$")
TITLE = re.compile(r"title=\"(?P<title>[^\"]*)\"")
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}

NotebookCell: TypeAlias = dict[str, Any]


def notebook_of(chapter: Chapter, title: str, names: Mapping[str, str], words: Words) -> str:
    """Return the notebook's JSON; ``names`` says how the book refers to each label.

    The same chapter gives the same text.
    """
    about = words["about_notebook"].format(title=title, path=chapter.path)
    cells = [_markdown("introduction", about), _code("begin", BEGIN, hidden=True)]
    for number, block in enumerate(chapter.blocks, start=1):
        if isinstance(block, Cell):
            cells.append(_cell(f"{number}-{block.label}", block))
        elif block.text.strip():
            cells.append(_prose(f"{number}-text", block, names))
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": KERNEL},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _prose(identifier: str, block: Markdown, names: Mapping[str, str]) -> NotebookCell:
    text = plain_markdown(block.text, names)
    if not block.inlines:
        return _markdown(identifier, text)
    return _code(identifier, f"prose({_quoted(text)})", hidden=True)


def plain_markdown(text: str, names: Mapping[str, str]) -> str:
    """Return Quarto's Markdown as any notebook shows it."""
    text = ATTRIBUTES.sub(r"\g<heading>", text.strip("\n"))
    return REFERENCE.sub(lambda match: _referred(match, names), "\n".join(_undivided(text)))


def _referred(match: re.Match[str], names: Mapping[str, str]) -> str:
    name = names.get(match["bare"] or match["full"], match[0])
    return name.rpartition("\N{NO-BREAK SPACE}")[2] if match["bare"] else name


def _undivided(text: str) -> Iterator[str]:
    """Yield the lines of a text with its divisions as quotations, under their titles."""
    depth = 0
    for line in text.splitlines():
        division = DIVISION.match(line)
        if division is None:
            yield f"{'> ' * depth}{line}".rstrip() if depth else line
        elif division["attributes"] is None:
            depth = max(0, depth - 1)
        else:
            depth += 1
            title = TITLE.search(division["attributes"])
            yield from [f"{'> ' * depth}**{title['title']}**", "> " * depth] if title else []


def _cell(identifier: str, cell: Cell) -> NotebookCell:
    if cell.options.get("eval") is False:
        return _markdown(identifier, f"```python\n{cell.source}\n```")
    return _code(identifier, _source(cell), tags=_tags(cell))


def _source(cell: Cell) -> str:
    given = cell.options.items()
    options = [f"#| {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in given]
    return "\n".join([*options, cell.source])


def _tags(cell: Cell) -> list[str]:
    return ["raises-exception"] if cell.options.get("error") is True else []


def _quoted(text: str) -> str:
    """Return a literal of Python for a text, as it is written where that is possible."""
    if '"""' in text or text.endswith("\\"):
        return repr(text)
    return f'r"""\n{text}\n"""'


def _markdown(identifier: str, text: str) -> NotebookCell:
    return {"cell_type": "markdown", "id": identifier, "metadata": {}, "source": _lines(text)}


def _code(
    identifier: str, source: str, hidden: bool = False, tags: list[str] | None = None
) -> NotebookCell:
    metadata: dict[str, Any] = {"tags": tags} if tags else {}
    if hidden:
        metadata["jupyter"] = {"source_hidden": True}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": identifier[:64],
        "metadata": metadata,
        "outputs": [],
        "source": _lines(source),
    }


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
