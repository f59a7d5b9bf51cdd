"""Addresses in HTML and CSS: where they point, and whether a browser fetches them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

CSS_URL = re.compile(
    r"url\(\s*(['\"]?)(?P<address>.*?)\1\s*\)|@import\s+(['\"])(?P<imported>.*?)\3"
)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FETCHED_ATTRIBUTES = ("src", "srcset", "imagesrcset", "poster", "data", "background", "manifest")
FOLLOWED_TAGS = ("a", "area")
FORM_ATTRIBUTES = ("action", "formaction", "ping")
QUIET_RELATIONS = frozenset(
    ("alternate", "author", "canonical", "help", "license", "next", "prev", "search", "up")
)
NO_FILE = ("data", "javascript", "mailto", "tel", "blob", "about")


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a page; ``fetched`` where opening the page asks for it."""

    text: str
    line: int | None
    fetched: bool

    @property
    def external(self) -> bool:
        """Whether it leads out of the folder of pages, to another machine or an absolute path."""
        parts = urlsplit(self.text)
        return bool(parts.netloc) or parts.scheme not in ("", *NO_FILE) or parts.path[:1] == "/"

    @property
    def internal(self) -> bool:
        """Whether it names a file of the book or a place in it."""
        return not self.external and urlsplit(self.text).scheme == ""

    def target(self, page: str) -> tuple[str, str]:
        """Return (file below the output folder, fragment) as seen from ``page``.

        A folder stands for the index page in it.
        """
        parts = urlsplit(self.text)
        if not parts.path:
            return page, unquote(parts.fragment)
        path = unquote(parts.path) + ("index.html" if parts.path.endswith("/") else "")
        joined = posixpath.join(posixpath.dirname(page), path)
        return posixpath.normpath(joined), unquote(parts.fragment)


def addresses(tree: Any) -> Iterator[Address]:
    """Yield every address in a parsed HTML document (lxml)."""
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield from _of_element(element)


def css_addresses(text: str) -> Iterator[str]:
    """Yield the addresses that a style sheet fetches."""
    for match in CSS_URL.finditer(CSS_COMMENT.sub("", text)):
        yield match["address"] if match["address"] is not None else match["imported"]


def _of_element(element: Any) -> Iterator[Address]:
    tag, line = element.tag.rpartition("}")[2].lower(), element.sourceline
    for name, value in element.attrib.items():
        attribute = name.rpartition("}")[2].rpartition(":")[2].lower()
        if attribute == "href":
            yield Address(value.strip(), line, _fetches_href(tag, element))
        elif attribute.endswith("srcset"):
            yield from (Address(one, line, True) for one in _candidates(value))
        elif attribute in FETCHED_ATTRIBUTES and not (attribute == "data" and tag != "object"):
            yield Address(value.strip(), line, True)
        elif attribute in FORM_ATTRIBUTES:
            yield Address(value.strip(), line, False)
        elif attribute == "style":
            yield from (Address(one, line, True) for one in css_addresses(value))
    if tag == "style":
        yield from (Address(one, line, True) for one in css_addresses(element.text or ""))
    if tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
        _, _, address = (element.get("content") or "").partition("=")
        yield Address(address.strip(" '\""), line, True)


def _fetches_href(tag: str, element: Any) -> bool:
    if tag in FOLLOWED_TAGS:
        return False
    if tag == "link":
        relations = set((element.get("rel") or "").lower().split())
        return not relations or not relations <= QUIET_RELATIONS
    return True


def _candidates(value: str) -> list[str]:
    return [part.split()[0] for part in value.split(",") if part.strip()]
