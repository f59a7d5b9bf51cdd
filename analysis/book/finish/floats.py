"""Below each figure and table: what made it from which data, and the files of a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from analysis.book.finish.facts import Words

FIGURE_END = "</figure>"
FEW = 2  # data files that are named at once; more of them unfold
IMAGE = re.compile(r"<img\b[^>]*\ssrc=\"(?P<source>[^\"]+\.svg)\"")


@dataclass(frozen=True, slots=True)
class Link:
    """A word of a line, and the address that it leads to from the page."""

    word: str
    address: str


@dataclass(frozen=True, slots=True)
class Told:
    """What stands below one figure or table: who made it, from which data files."""

    made_by: Link
    data: Sequence[Link]


def with_origins(page: str, told: Mapping[str, Told], words: Words) -> str:
    """Return a page with a line at the end of every figure and table of ``told``, by label."""
    for label, origin in told.items():
        page = _at_end(page, label, _line(origin, words))
    return page


def with_files(page: str, files: Mapping[str, str], words: Words) -> str:
    """Return a page with links to download each figure, as SVG and as PDF.

    ``files`` maps labels to the address of the SVG; the PDF lies beside it.
    """
    for label, svg in files.items():
        page = _at_end(page, label, _downloads(label, svg, words))
    return page


def pictures(page: str, labels: Iterable[str]) -> dict[str, str]:
    """Return the address of the SVG of each figure that shows one, by label."""
    found = {label: IMAGE.search(float_of(page, label)) for label in labels}
    return {label: match["source"] for label, match in found.items() if match is not None}


def _at_end(page: str, label: str, more: str) -> str:
    """Return a page with something more at the end of a figure; without the figure, as it is."""
    found = float_of(page, label)
    if not found:
        return page
    end = page.index(found) + len(found) - len(FIGURE_END)
    return page[:end] + more + page[end:]


def float_of(page: str, label: str) -> str:
    """Return the text of a labelled figure or table up to its end; empty where it is not there.

    Quarto sets a figure within the figure, so that two may end.
    """
    start = page.find(f'id="{label}"')
    end = page.find(FIGURE_END, start) if start >= 0 else -1
    if end < 0:
        return ""
    end += len(FIGURE_END)
    while page[start:end].count("<figure") > page[start:end].count(FIGURE_END):
        end = page.index(FIGURE_END, end) + len(FIGURE_END)
    return page[start:end]


def _line(origin: Told, words: Words) -> str:
    parts = f"{escape(words['made_by'])} {_link(origin.made_by)}"
    listed = ", ".join(map(_link, origin.data))
    if len(origin.data) > FEW:
        count = escape(words["from_files"].format(count=len(origin.data)))
        parts += f" <details><summary>{count}</summary>{listed}</details>"
    elif origin.data:
        parts += f" {escape(words['from'])} {listed}"
    return f'<div class="float-origin">{parts}</div>'


def _link(link: Link) -> str:
    return f'<a href="{escape(link.address)}"><code>{escape(link.word)}</code></a>'


def _downloads(label: str, svg: str, words: Words) -> str:
    pdf = f"{svg.removesuffix('.svg')}.pdf"
    links = "".join(
        f'<a href="{escape(address)}" download="{label}.{kind}">{escape(words[word])}</a>'
        for address, kind, word in ((svg, "svg", "download_svg"), (pdf, "pdf", "download_pdf"))
    )
    return f'<div class="float-tools">{links}</div>'
