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

from analysis.data import Label
from analysis.study import ThresholdGrid
from analysis.tables.core import runs
from analysis.tables.judged import reconstruction_note

FALLBACK = Label(
    "此处的阈值滑块需要 JavaScript；下面的图与表列出同样的结果。",
    "The sliders that belong here need JavaScript; the figure and the table below hold the same "
    "results.",
)


@dataclass(frozen=True, slots=True)
class Widget:
    """A part of a web page that the PDF leaves out; ``html`` holds no table, or it would not."""

    html: str
    plain: str

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """Return what a notebook shows: raw HTML, which only web pages take."""
        raw = f"```{{=html}}\n{self.html}\n```\n"
        return {"text/markdown": raw, "text/plain": self.plain}


def threshold_explorer(grid: ThresholdGrid) -> Widget:
    """Return the explorer of a grid: its data, and a sentence that stands where no script runs."""
    note = "".join(run.text for run in runs(reconstruction_note(grid.origins, grid.labels)))
    html = (
        '<div class="threshold-explorer">\n'
        f'<p><span lang="zh">{FALLBACK.zh}</span> {FALLBACK.en}</p>\n'
        f'<script type="application/json">{as_script(grid.to_dict())}</script>\n'
        f'</div>\n<p class="threshold-note">{escape(note)}</p>'
    )
    return Widget(html, FALLBACK.en)


def as_script(value: object) -> str:
    """Return JSON that is safe inside a script element, whatever text it holds."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
