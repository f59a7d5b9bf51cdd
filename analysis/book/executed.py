"""What executing a chapter gives: frozen, and the same after a journey through JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.book.qmd import Chapter

NOT_RUN = "…"


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


@dataclass(frozen=True, slots=True)
class Executed:
    """The outputs of a chapter by cell number, and its inline results (Markdown) by number."""

    outputs: Mapping[int, tuple[Output, ...]]
    inlines: Mapping[int, str]

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
        inlines = {str(number): text for number, text in self.inlines.items()}
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
