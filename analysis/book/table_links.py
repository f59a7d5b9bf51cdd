"""References and links inside tables that cells give as HTML, for either format.

In such a table Quarto reads ``<span data-qmd="@tbl-name"></span>`` as a cross-reference and takes
``href="chapter.qmd#place"`` to the chapter's page; the same two forms are read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import panflute as pf

from analysis.book.errors import BookError, Fault
from analysis.book.numbering import Target

QMD = "qmd"
REFERENCE = re.compile(r'<span data-qmd="@(?P<label>[\w-]+)"></span>')
CHAPTER_LINK = re.compile(r'(?P<tag><a\b[^>]*\shref=")(?P<page>[^"#:]+)\.qmd(?=["#])')

Link = Callable[[Target], pf.Element]


def in_html(
    text: str, path: str, targets: Mapping[str, Target], link: Callable[[Target], str]
) -> str:
    """Return a table's HTML with references as links and chapters as pages.

    ``path`` is the chapter's; `BookError` names a reference that leads nowhere.
    """

    def resolved(match: re.Match[str]) -> str:
        return link(_target(match["label"], path, targets))

    return CHAPTER_LINK.sub(r"\g<tag>\g<page>.html", REFERENCE.sub(resolved, text))


def in_tree(
    blocks: Sequence[pf.Element],
    path: str,
    targets: Mapping[str, Target],
    link: Link,
    cross_page: Callable[[pf.Link], pf.Element],
) -> list[pf.Element]:
    """Return a table's native blocks with references and links to chapters resolved."""

    def visit(element: pf.Element, _: pf.Doc) -> pf.Element | None:
        if isinstance(element, pf.Link):
            return cross_page(element)
        if isinstance(element, pf.Span) and QMD in element.attributes:
            label = element.attributes[QMD].removeprefix("@")
            return link(_target(label, path, targets))
        return None

    return list(pf.Doc(*blocks).walk(visit).content)


def _target(label: str, path: str, targets: Mapping[str, Target]) -> Target:
    if label not in targets:
        message = f"@{label}, in a table, points to no label of the book"
        remedy = f"label a cell, equation or heading {label}, or correct the reference"
        raise BookError([Fault(path, None, message, remedy)])
    return targets[label]
