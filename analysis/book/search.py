"""The index of the full-text search: every section, figure and table with its text and address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any

import lxml.html

INDEX = "search-data.js"
INLINE = frozenset(("a", "abbr", "b", "code", "em", "i", "span", "strong", "sub", "sup"))
SILENT = frozenset(("script", "style", "pre", "annotation", "input", "button", "colgroup"))
FLOAT = "quarto-float"
BADGE = "ledger-badge"


@dataclass(frozen=True, slots=True)
class Place:
    """One searchable place: ``page`` counts from 0, ``anchor`` is an id on that page.

    ``image`` is the address of a figure's picture below the output folder; empty for all else.
    """

    page: int
    anchor: str
    title: str
    text: str
    image: str = ""


def places(content: str, page: int, href: str) -> tuple[Place, ...]:
    """Return the sections, figures and tables in ``content``, the HTML of page ``href``.

    A place's text is its own: that of a section within it, or of a figure, stands there alone.
    Code is left out.
    """
    article = lxml.html.fragment_fromstring(content, create_parent="article")
    return tuple(
        _float(element, page, href) if FLOAT in element.classes else _section(element, page)
        for element in article.iter("section", "div")
        if _is_place(element)
    )


def index_script(pages: Sequence[tuple[str, str]], found: Sequence[Place]) -> str:
    """Return the index as a script; ``pages`` are addresses and titles in reading order."""
    rows = [[p.page, p.anchor, p.title, p.text, *([p.image] if p.image else [])] for p in found]
    data = json.dumps({"pages": pages, "places": rows}, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.bookIndex={data};\n"


def _is_place(element: Any) -> bool:
    return bool(element.get("id")) and (element.tag == "section" or FLOAT in element.classes)


def _section(section: Any, page: int) -> Place:
    heading = next((e for e in section if e.tag in ("h1", "h2", "h3", "h4", "h5", "h6")), None)
    title = "" if heading is None else _joined(_texts(heading))
    own = (text for child in section if child is not heading for text in _own(child))
    return Place(page, section.get("id"), title, _joined(own))


def _float(element: Any, page: int, href: str) -> Place:
    caption = next(element.iter("figcaption"), None)
    title = "" if caption is None else _joined(_texts(caption))
    parts = (part for part in element.iter("img", "table"))
    text = _joined(text for part in parts for text in (part.get("alt", ""), *_texts(part)))
    image = next((each.get("src") for each in element.iter("img")), "")
    address = normpath(join(dirname(href), image)) if image else ""
    return Place(page, element.get("id"), title, text, address)


def _own(element: Any) -> Iterator[str]:
    """Yield the texts of ``element`` without those of places within it, then what follows it."""
    if not (_silent(element) or _is_place(element)):
        yield from _texts(element, own=True)
    yield f" {element.tail or ''}"


def _texts(element: Any, *, own: bool = False) -> Iterator[str]:
    gap = "" if element.tag in INLINE else " "
    yield gap + (element.text or "")
    for child in element:
        if not (_silent(child) or (own and _is_place(child))):
            yield from _texts(child, own=own)
        yield child.tail or ""
    yield gap


def _silent(element: Any) -> bool:
    """Return whether the text within an element is no prose: a script, code, or a raised badge."""
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return True
    if element.tag == "sup" and BADGE in element.getparent().classes:
        return True
    return "code-fold" in element.classes or "sourceCode" in element.classes


def _joined(texts: Iterable[str]) -> str:
    return re.sub(r"\s+", " ", re.sub("[\u00ad\u200b]", "", "".join(texts))).strip()
