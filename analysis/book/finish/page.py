"""One page finished: its figures with files and links, its origins, its panel, its policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from analysis.book.document import Page
from analysis.book.finish.edition import Edition
from analysis.book.finish.figure_files import as_pdf
from analysis.book.finish.floats import Link, Told, pictures, with_files, with_origins
from analysis.book.finish.linked import (
    alt_of,
    inlined,
    is_linked,
    led_back,
    replaced,
    without_links,
)
from analysis.book.finish.panel import panel_of, with_panel
from analysis.book.finish.places import address, data_copy, listing
from analysis.book.finish.policy import with_policy
from analysis.book.finish.styles import SHEET, moved
from analysis.book.finish.tables import with_boxes
from analysis.book.making import Origin
from analysis.book.numbering import float_kind


@dataclass(frozen=True, slots=True)
class Finished:
    """A page as readers get it, the files that it needs, and what else is to be written for it.

    ``files`` lie below the output folder; ``styles`` are declarations of the edition's style
    sheet, ``listed`` files of code to be listed.
    """

    text: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    styles: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()


def finished(page: Page, text: str, edition: Edition) -> Finished:
    """Return the page of a chapter, finished; ``text`` is what the engine wrote."""
    href = page.entry.href
    found = edition.origins[page.chapter.path]
    shown = [one for one in found if float_kind(one.label)]
    text, files = _with_figures(page, with_boxes(text), edition)
    text = with_origins(text, {one.label: _told(one, href, edition) for one in shown if one.file},
                        edition.words)  # fmt: skip
    data = {id for one in found for id in one.data}
    text = with_panel(text, panel_of(page, text, data, edition))
    text, styles = moved(text)
    sheet = f'<link rel="stylesheet" href="{address(SHEET, href)}">'
    text = with_policy(text.replace("</head>", f"{sheet}\n</head>", 1))
    listed = () if edition.repository else (one.file for one in shown)
    return Finished(text, files, styles, frozenset(file for file in listed if file))


def _with_figures(page: Page, text: str, edition: Edition) -> tuple[str, dict[str, bytes]]:
    """Return the text with files below each figure and linked figures set into it."""
    labels = [cell.label for cell in page.chapter.cells if float_kind(cell.label) == "fig"]
    sources = pictures(text, labels)
    files: dict[str, bytes] = {}
    text = with_files(text, sources, edition.words)
    for label, source in sources.items():
        path = normpath(join(dirname(page.entry.href), source))
        svg = (edition.folder / path).read_text(encoding="utf-8")
        alt = alt_of(text, source)
        if is_linked(svg):
            figure = inlined(svg, label, alt)
            text = led_back(replaced(text, source, figure), svg, label)
            files |= {join(dirname(path), name): data for name, data in figure.files.items()}
            svg = without_links(svg)
            files[path] = svg.encode("utf-8")
        title = edition.document.targets[label].text
        files[f"{path.removesuffix('.svg')}.pdf"] = as_pdf(svg, title, alt, edition.root)
    return text, files


def _told(origin: Origin, href: str, edition: Edition) -> Told:
    facts = edition.facts
    assert origin.file is not None and origin.function is not None  # asked before
    if edition.repository:
        commit = facts.source.commit or "main"
        code = f"{edition.repository}/blob/{commit}/{origin.file}#L{origin.line}"
    else:
        code = address(listing(origin.file, origin.line), href)
    data = (facts.data[one] for one in sorted(origin.data) if one in facts.data)
    return Told(
        Link(origin.function, code),
        [Link(one.id, address(data_copy(one.path), href)) for one in data],
    )
