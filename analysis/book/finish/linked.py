"""Figures whose parts are links: set into the page, since links in a picture lead nowhere.

The figure's own file stays for who downloads it, without links: they name places of the page. In
the page the figure is the same, but for its glyphs: they lie in files beside the figure, because a
page may not carry fonts.
"""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass, field
from html import escape

from lxml import etree

from analysis.book.finish.markup import attribute, rewritten, with_attribute, without

SVG = "{http://www.w3.org/2000/svg}"
LINKED = re.compile(r"<a[\s>]")
FACE = re.compile(
    r"@font-face\{font-family:'(?P<family>[^']+)';font-weight:(?P<weight>\d+);"
    r"src:url\(data:font/woff2;base64,(?P<data>[\w+/=]+)\) format\('woff2'\)\}"
)


@dataclass(frozen=True, slots=True)
class Inlined:
    """A figure as it stands in the page, and the style sheet and fonts that it needs beside it.

    ``files`` maps names beside the figure's file to contents; ``sheet`` is one of the names.
    """

    svg: str
    sheet: str
    files: dict[str, bytes] = field(default_factory=dict)


def is_linked(svg: str) -> bool:
    """Return whether parts of a figure are links."""
    return LINKED.search(svg) is not None


def inlined(svg: str, name: str, alt: str) -> Inlined:
    """Return a figure to be set into a page; ``name`` is that of its file, without the ending.

    ``alt`` says what a reader who does not see it is told.
    """
    root = etree.fromstring(svg.encode("utf-8"))
    own = f"{name}-sans"
    files: dict[str, bytes] = {}
    faces = []
    for style in root.findall(f"{SVG}style"):
        for face in FACE.finditer(style.text or ""):
            font = f"{name}-{face['weight']}.woff2"
            files[font] = b64decode(face["data"])
            faces.append(
                f"@font-face {{ font-family: '{own}'; font-weight: {face['weight']}; "
                f"src: url('{font}') format('woff2'); }}\n"
            )
        root.remove(style)
    family = root.get("font-family", "sans-serif")
    root.set("font-family", f"'{own}', {family}")
    root.set("role", "group")
    root.set("aria-label", alt)
    root.set("class", "linked-figure")
    sheet = f"{name}.css"
    files[sheet] = "".join(faces).encode("utf-8")
    return Inlined(_text(root), sheet, files)


def without_links(svg: str) -> str:
    """Return a figure as a file of its own, where its links would lead nowhere."""
    root = etree.fromstring(svg.encode("utf-8"))
    for link in list(root.iter(f"{SVG}a")):
        link.tag = f"{SVG}g"
        link.attrib.clear()
    return _text(root)


def replaced(page: str, source: str, figure: Inlined) -> str:
    """Return a page with a figure in the place of its picture, and of a link around that."""
    image = re.compile(
        rf"(?P<open><a\b[^>]*>\s*)?(?P<image><img\b[^>]*\ssrc=\"{re.escape(escape(source))}\"[^>]*>)"
        r"(?(open)\s*</a>)"
    )
    folder = source.rpartition("/")[0]
    address = escape(f"{folder}/{figure.sheet}" if folder else figure.sheet)
    page = image.sub(lambda _: figure.svg, page, count=1)
    return page.replace("</head>", f'<link rel="stylesheet" href="{address}">\n</head>', 1)


def led_back(page: str, svg: str, label: str) -> str:
    """Return a page whose links to a figure, at the places that its parts lead to, lead to these.

    ``label`` is that of the figure: a part leads to a place, and the place back to the part.
    """
    parts = {
        (link.get("href") or "").removeprefix("#"): link.get("id")
        for link in etree.fromstring(svg.encode("utf-8")).iter(f"{SVG}a")
    }

    part: str | None = None

    def change(tag: str) -> str:
        nonlocal part
        part = parts.get(attribute(tag, "id") or "", part)
        if part is None or attribute(tag, "href") != f"#{label}":
            return tag
        tag, part = with_attribute(without(tag, "href"), "href", f"#{part}"), None
        return tag

    return rewritten(page, change)


def alt_of(page: str, source: str) -> str:
    """Return the text alternative of the picture at an address."""
    image = re.search(rf"<img\b[^>]*\ssrc=\"{re.escape(escape(source))}\"[^>]*>", page)
    return "" if image is None else attribute(image[0], "alt") or ""


def _text(root: etree._Element) -> str:
    text: str = etree.tostring(root, encoding="unicode")
    return text
