"""The threshold explorer: the grid as data in the page, which the page's script sets in motion.

The data stand in a script element of type ``application/json``, which no browser runs, so that
the page opens from a folder and under a policy that forbids scripts inside the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from analysis.data import Words
from analysis.data.editions import Edition, bundle
from analysis.study import ThresholdGrid
from analysis.tables.core import Part, runs, text_in
from analysis.tables.judged import reconstruction_note

FALLBACK = Words(
    "此处的阈值滑块需要 JavaScript；下面的图与表列出同样的结果。",
    "The sliders that belong here need JavaScript; the figure and the table below hold the same "
    "results.",
)


@dataclass(frozen=True, slots=True)
class Widget:
    """A part of a web page that the PDF leaves out: text, data for a script, a note.

    ``data`` is safe inside a script element.
    """

    data: str
    note: tuple[Part, ...]

    @property
    def html(self) -> str:
        """The HTML of the English edition."""
        return self.html_in("en")

    def html_in(self, edition: Edition) -> str:
        """Return the HTML as an edition shows it; it holds no table, or the PDF would show it."""
        return (
            f'<div class="threshold-explorer">\n<p>{FALLBACK.text(edition)}</p>\n'
            f'<script type="application/json">{self.data}</script>\n</div>\n'
            f'<p class="threshold-note">{escape(text_in(self.note, edition))}</p>'
        )

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """Return what a notebook shows: raw HTML, which only web pages take."""
        return bundle(self._shown)

    def _shown(self, edition: Edition) -> dict[str, str]:
        raw = f"```{{=html}}\n{self.html_in(edition)}\n```\n"
        return {"text/markdown": raw, "text/plain": FALLBACK.text(edition)}


def threshold_explorer(grid: ThresholdGrid) -> Widget:
    """Return the explorer of a grid: its data, and a sentence that stands where no script runs."""
    note = runs(reconstruction_note(grid.origins, grid.labels))
    return Widget(as_script(grid.to_dict()), note)


def as_script(value: object) -> str:
    """Return JSON that is safe inside a script element, whatever text it holds."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
