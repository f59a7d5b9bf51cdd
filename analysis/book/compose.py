"""A chapter as Pandoc reads it: inline results in place, every cell a marked division.

A cell becomes ``::: {.book-cell number="3"}`` around its caption and its Markdown outputs, so
that references and citations inside them are read with the chapter. `cells` fills in the rest.
"""

from __future__ import annotations

from analysis.book.executed import Executed, Output
from analysis.book.qmd import Cell, Chapter, Markdown, replace_inlines

CELL_CLASS = "book-cell"
CAPTION_CLASS = "book-caption"
OUTPUT_CLASS = "book-output"


def compose(chapter: Chapter, executed: Executed) -> str:
    """Return the Markdown of ``chapter`` with the results of ``executed`` in their places."""
    parts = [
        _cell(block, executed) if isinstance(block, Cell) else _with_inline_results(block, executed)
        for block in chapter.blocks
    ]
    return "\n\n".join(parts) + "\n"


def _with_inline_results(block: Markdown, executed: Executed) -> str:
    results = (executed.text_of(inline) for inline in block.inlines)
    return replace_inlines(block.text, results)


def _cell(cell: Cell, executed: Executed) -> str:
    lines = [f'::: {{.{CELL_CLASS} number="{cell.number}"}}']
    caption = cell.options.get("fig-cap") or cell.options.get("tbl-cap")
    if caption is not None:
        lines += [f"::: {{.{CAPTION_CLASS}}}", str(caption), ":::"]
    for index, output in enumerate(executed.outputs.get(cell.number, ())):
        markdown = _as_markdown(output)
        if markdown is not None:
            lines += [f'::: {{.{OUTPUT_CLASS} index="{index}"}}', "", markdown, "", ":::"]
    return "\n".join([*lines, ":::"])


def _as_markdown(output: Output) -> str | None:
    """Return an output's Markdown; HTML alone becomes a raw block."""
    html = output.data.get("text/html")
    if output.markdown is None and html is not None:
        return f"```{{=html}}\n{html}\n```"
    return output.markdown
