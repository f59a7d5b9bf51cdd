"""Tags of a finished page, found and rewritten in its text: all else stays as the engine wrote it.

In a finished page every ``<`` that begins no tag is escaped, and so are quotes in attributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

TAG = re.compile(r"<(?P<name>[A-Za-z][\w:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
OPAQUE = re.compile(
    r"<!--.*?-->|(<(script|style)\b[^>]*>)(.*?)(?=</\2>)", re.DOTALL | re.IGNORECASE
)


def attribute(tag: str, name: str) -> str | None:
    """Return the value of an attribute of a tag, None where it has none."""
    found = re.search(rf"\s{re.escape(name)}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return None if found is None else unescape(found[1] if found[1] is not None else found[2])


def without(tag: str, name: str) -> str:
    """Return a tag without an attribute."""
    return re.sub(rf"\s{re.escape(name)}\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", tag, count=1)


def with_class(tag: str, name: str) -> str:
    """Return a tag that has the class ``name`` too."""
    present = attribute(tag, "class")
    named = name if present is None else f"{present} {name}"
    return with_attribute(without(tag, "class"), "class", named)


def with_attribute(tag: str, name: str, value: str) -> str:
    """Return a tag with one attribute more."""
    end = len(tag) - (2 if tag.endswith("/>") else 1)
    return f'{tag[:end].rstrip()} {name}="{escape(value)}"{tag[end:]}'


def rewritten(page: str, change: Callable[[str], str]) -> str:
    """Return a page with every tag changed; what scripts and comments hold is no tag."""
    pieces: list[str] = []
    done = 0
    for opaque in OPAQUE.finditer(page):
        pieces.append(TAG.sub(lambda tag: change(tag[0]), page[done : opaque.start()]))
        opening = opaque[1] or ""
        pieces.append(change(opening) if opening else "")
        pieces.append(opaque[0][len(opening) :])
        done = opaque.end()
    pieces.append(TAG.sub(lambda tag: change(tag[0]), page[done:]))
    return "".join(pieces)
