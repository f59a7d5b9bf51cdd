"""Style attributes moved into a style sheet, as a strict policy forbids them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from analysis.book.finish.markup import attribute, rewritten, with_class, without

SHEET = "site/styles.css"
PREFIX = "s-"


def moved(page: str) -> tuple[str, frozenset[str]]:
    """Return a page with a class for each style attribute, and what was declared in them."""
    found: set[str] = set()

    def change(tag: str) -> str:
        style = attribute(tag, "style")
        if style is None:
            return tag
        declarations = style.strip().rstrip(";")
        tag = without(tag, "style")
        if not declarations:
            return tag
        found.add(declarations)
        return with_class(tag, class_of(declarations))

    return rewritten(page, change), frozenset(found)


def class_of(declarations: str) -> str:
    """Return the class that stands for the declarations of a style attribute."""
    return PREFIX + blake2b(declarations.encode("utf-8"), digest_size=4).hexdigest()


def sheet(found: Iterable[str]) -> str:
    """Return a style sheet whose rules win over others as style attributes do."""
    return "".join(f".{class_of(one)} {{ {_important(one)} }}\n" for one in sorted(found))


def _important(declarations: str) -> str:
    parts = (part.strip() for part in declarations.split(";"))
    return "; ".join(f"{part} !important" for part in parts if part)
