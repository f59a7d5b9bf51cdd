"""Tables in a page: each in a box that scrolls, its notes and bands as wide as the box.

What is wider than the window is read by scrolling: the first column stays in sight, and so do
notes and bands, which would else begin and end outside it.
"""

from __future__ import annotations

import re

TABLE = re.compile(r"<table class=\"book-table\b[^>]*>.*?</table>", re.DOTALL)
BOX = '<div class="table-scroll"'
WIDE = re.compile(
    r"(<t[hd]\b[^>]*class=\"(?:[^\"]*\s)?(?:notes|band)\b[^>]*>)(.*?)(</t[hd]>)",
    re.DOTALL,
)


def with_boxes(page: str) -> str:
    """Return a page with each of the book's tables in a box, and what spans them held in sight."""

    def boxed(found: re.Match[str]) -> str:
        table = WIDE.sub(r'\1<div class="in-sight">\2</div>\3', found[0])
        if _in_box(page, found.start()):
            return table
        return f'{BOX} tabindex="0">{table}</div>'

    return TABLE.sub(boxed, page)


def _in_box(page: str, start: int) -> bool:
    """Whether the tag before a table is its box already."""
    before = page[:start].rstrip()
    return before[before.rfind("<") :].startswith(BOX)
