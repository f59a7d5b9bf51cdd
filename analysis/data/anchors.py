"""Names of places in the book that parts of figures lead to, and rows of tables lead back to.

They begin alike, so that both engines and both formats know them from names of headings.
"""

from __future__ import annotations

import re

PREFIX = "at-"


def anchor(kind: str, id: str) -> str:
    """Return the name of a place: of what ``kind`` ("evidence", "case") it is, and whose."""
    plain = re.sub(r"[^\w-]+", "-", id)
    return f"{PREFIX}{kind}-{plain}"
