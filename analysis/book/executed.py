"""What executing a chapter gives: frozen, and the same after a journey through JSON.

A chapter is executed once for all editions of the book: what reads differently in them is stored
under the name of each, and `Executed.in_edition` chooses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from analysis.book.qmd import Cell, Chapter, Inline
from analysis.data.editions import SHOWN

NOT_RUN = "…"

# Options of a cell that hold words for the reader.
SPOKEN = ("fig-cap", "fig-alt", "tbl-cap", "code-summary")

Result: TypeAlias = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Output:
    """One output of a cell.

    ``data`` maps a MIME type to its text (images that are not SVG are base64). The text of a
    stream, or of an error that the cell's options allow, is ``text/plain``; ``stream`` is then
    "stdout", "stderr" or "error", else None.
    """

    data: Mapping[str, Any]
    stream: str | None = None

    @property
    def markdown(self) -> str | None:
        """The output's Markdown, to be read with the chapter; None where it has none."""
        return self.data.get("text/markdown")

    def in_edition(self, edition: str) -> Output:
        """Return the output as an edition shows it."""
        own = self.data.get(SHOWN, {}).get(edition)
        return self if own is None else Output(own, self.stream)


@dataclass(frozen=True, slots=True)
class Executed:
    """The outputs of a chapter by cell number, and its inline results (Markdown) by number.

    An inline result is a text, or a text for each edition.
    """

    outputs: Mapping[int, tuple[Output, ...]]
    inlines: Mapping[int, Result]

    def in_edition(self, edition: str) -> Executed:
        """Return the results as an edition shows them."""
        return Executed(
            {
                number: tuple(each.in_edition(edition) for each in outputs)
                for number, outputs in self.outputs.items()
            },
            {
                number: result if isinstance(result, str) else result[edition]
                for number, result in self.inlines.items()
            },
        )

    def text_of(self, inline: Inline) -> str:
        """Return the Markdown of an inline expression, after `in_edition` has chosen."""
        found = self.inlines[inline.number]
        assert isinstance(found, str)
        return found

    def of_same(self, source: Chapter, chapter: Chapter) -> Executed:
        """Return these results of ``source`` for a chapter that executes the same."""
        found = {
            (segment, inline.expression): self.inlines[inline.number]
            for segment, inline in segments(source)
        }
        inlines = {
            inline.number: found[segment, inline.expression]
            for segment, inline in segments(chapter)
        }
        return Executed(self.outputs, inlines)

    @classmethod
    def blank(cls, chapter: Chapter) -> Executed:
        """Return what stands for a chapter that was not executed: no outputs, "…" inline."""
        return cls({}, {inline.number: NOT_RUN for inline in chapter.inlines})

    def to_json(self) -> str:
        """Return this as JSON; equal results give equal text."""
        outputs = {
            str(number): [{"stream": output.stream, "data": dict(output.data)} for output in found]
            for number, found in self.outputs.items()
        }
        inlines = {str(number): result for number, result in self.inlines.items()}
        content = {"outputs": outputs, "inlines": inlines}
        return json.dumps(content, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Executed:
        """Return what `to_json` wrote; ValueError, KeyError or TypeError if it is damaged."""
        content = json.loads(text)
        outputs = {
            int(number): tuple(Output(one["data"], one["stream"]) for one in found)
            for number, found in content["outputs"].items()
        }
        return cls(outputs, {int(number): text for number, text in content["inlines"].items()})


def segments(chapter: Chapter) -> list[tuple[int, Inline]]:
    """Return the inline expressions of a chapter, each with the number of cells before it."""
    found: list[tuple[int, Inline]] = []
    cells = 0
    for block in chapter.blocks:
        if isinstance(block, Cell):
            cells += 1
        else:
            found += [(cells, inline) for inline in block.inlines]
    return found


def executes_same(one: Chapter, other: Chapter) -> bool:
    """Return whether two chapters execute the same: cells alike, the same expressions between.

    What stands between two cells may come in another order, as it does in another language.
    """
    programs = [
        (
            [(cell.label, cell.source, _options(cell)) for cell in chapter.cells],
            {(segment, inline.expression) for segment, inline in segments(chapter)},
            chapter.front_matter.get("execute"),
        )
        for chapter in (one, other)
    ]
    return programs[0] == programs[1]


def _options(cell: Cell) -> dict[str, Any]:
    """Return the options of a cell that are not words for the reader."""
    return {name: value for name, value in cell.options.items() if name not in SPOKEN}
