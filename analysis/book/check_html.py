"""What must hold of the finished web pages; every breach is a fault that names page and line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html

from analysis.book.errors import Fault
from analysis.book.links import Address, addresses, css_addresses

CAPTION = re.compile(r"^\s*(Figure|Table|图|表)\s+([A-Z0-9]+(?:\.[0-9]+)*)")
UNRESOLVED = re.compile(r"\?@[\w-]*|(?<!\?)\?\?(?!\?)")
PROSE = "//body//text()[not(ancestor::pre or ancestor::code or ancestor::script)]"
REBUILD = "correct the chapter or the page template, then build again"


@dataclass(frozen=True, slots=True)
class Expected:
    """One page that must be there: its address, and the labels of its figures and tables."""

    href: str
    floats: tuple[str, ...] = ()


def check_html(
    folder: Path, pages: Sequence[Expected], not_built: frozenset[str] = frozenset()
) -> list[Fault]:
    """Return the faults of the web book in ``folder``.

    ``not_built`` are files that links may name although this build does not make them.
    """
    trees = {page.href: parsed(folder / page.href) for page in pages}
    present = {href: tree for href, tree in trees.items() if tree is not None}
    identifiers = {href: Counter(_identifiers(tree)) for href, tree in present.items()}
    faults = [
        Fault(href, None, "the chapter's page is missing", "build the book again")
        for href in trees
        if href not in present
    ]
    for page in pages:
        if page.href in present:
            tree = present[page.href]
            faults += _page_faults(page, tree, identifiers[page.href])
            faults += _address_faults(folder, page.href, tree, identifiers, not_built)
    return faults + list(_style_faults(folder))


def captions(folder: Path, pages: Sequence[Expected]) -> set[str]:
    """Return the numbers of all figures and tables in the pages, such as "Figure 2.1"."""
    found = set()
    for page in pages:
        tree = parsed(folder / page.href)
        for caption in [] if tree is None else tree.iter("figcaption", "caption"):
            match = CAPTION.match(caption.text_content())
            if match is not None:
                found.add(f"{match[1]} {match[2]}")
    return found


def parsed(path: Path) -> Any:
    """Return the tree of a page; None where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8"))


def _identifiers(tree: Any) -> Iterator[str]:
    """Yield the ids that a link can lead to; those of style sheets in the head are not."""
    for element in tree.body.iter():
        if isinstance(element.tag, str) and element.get("id"):
            yield element.get("id")


def _page_faults(page: Expected, tree: Any, identifiers: Mapping[str, int]) -> Iterator[Fault]:
    if not tree.get("lang"):
        yield Fault(page.href, None, "the page names no language", REBUILD)
    for identifier, count in identifiers.items():
        if count > 1:
            message = f"the id '{identifier}' stands {count} times on the page"
            yield Fault(page.href, None, message, REBUILD)
    for text in _unresolved(tree):
        yield Fault(page.href, None, f"unresolved reference '{text}'", "correct the label")
    yield from _image_faults(page.href, tree)
    for label in page.floats:
        yield from _float_faults(page.href, label, tree)


def _unresolved(tree: Any) -> list[str]:
    return sorted(set(UNRESOLVED.findall("".join(tree.xpath(PROSE)))))


def _image_faults(href: str, tree: Any) -> Iterator[Fault]:
    for image in tree.iter("img"):
        decorative = image.get("role") == "presentation" or image.get("aria-hidden") == "true"
        if not decorative and not (image.get("alt") or "").strip():
            message = f"the image {image.get('src')} has no text alternative"
            yield Fault(href, image.sourceline, message, "give its cell a fig-alt")


def _float_faults(href: str, label: str, tree: Any) -> Iterator[Fault]:
    found = tree.get_element_by_id(label, None)
    if found is None:
        yield Fault(href, None, f"{label} is missing", "see what its cell gives")
    elif next(found.iter("img", "svg", "table", "object"), None) is None:
        yield Fault(href, found.sourceline, f"{label} is empty", "see what its cell gives")


def _address_faults(
    folder: Path,
    href: str,
    tree: Any,
    identifiers: Mapping[str, Mapping[str, int]],
    not_built: frozenset[str],
) -> Iterator[Fault]:
    for address in addresses(tree):
        if address.external and address.fetched:
            message = f"the page asks for {address.text}"
            yield Fault(href, address.line, message, "put a copy beside the pages")
        elif address.external and not address.text.startswith(("http://", "https://")):
            message = f"the link {address.text} does not work from a folder"
            yield Fault(href, address.line, message, "make it relative")
        elif address.internal:
            yield from _internal_faults(folder, href, address, identifiers, not_built)


def _internal_faults(
    folder: Path,
    href: str,
    address: Address,
    identifiers: Mapping[str, Mapping[str, int]],
    not_built: frozenset[str],
) -> Iterator[Fault]:
    file, fragment = address.target(href)
    if file in not_built:
        return
    if not (folder / file).is_file():
        message = f"the link {address.text or '(empty)'} leads nowhere"
        yield Fault(href, address.line, message, REBUILD)
    elif fragment not in ("", "top") and fragment not in identifiers.get(file, {fragment: 1}):
        message = f"there is no '{fragment}' in {file}"
        yield Fault(href, address.line, message, "correct the link or give the place that id")


def _style_faults(folder: Path) -> Iterator[Fault]:
    for path in sorted((*folder.rglob("*.css"), *folder.rglob("*.svg"))):
        name = path.relative_to(folder).as_posix()
        for text in css_addresses(path.read_text(encoding="utf-8", errors="replace")):
            address = Address(text, None, fetched=True)
            file, _ = address.target(name)
            if address.external:
                yield Fault(name, None, f"it asks for {text}", "put a copy beside the pages")
            elif address.internal and text and not text.startswith("#") \
                    and not (folder / file).is_file():  # fmt: skip
                yield Fault(name, None, f"{text} leads nowhere", REBUILD)
