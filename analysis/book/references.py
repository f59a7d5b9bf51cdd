"""Cross-references resolved: ``@fig-x`` becomes a link that reads Figure 2.1."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import panflute as pf

from analysis.book.errors import BookError, Fault
from analysis.book.numbering import Target
from analysis.book.qmd import Chapter

KINDS = ("fig-", "tbl-", "eq-", "sec-")
Link = Callable[[Target, str], pf.Element]


def resolve(
    document: pf.Doc, chapter: Chapter, targets: Mapping[str, Target], link: Link
) -> pf.Doc:
    """Return the document with every cross-reference turned into ``link(target, text)``.

    `BookError` lists each reference that leads nowhere, with its line.
    """
    faults: list[Fault] = []

    def visit(element: pf.Element, _: pf.Doc) -> pf.Element | list[pf.Element] | None:
        if not isinstance(element, pf.Cite) or not is_reference(element):
            return None
        faults.extend(_faults(element, chapter, targets))
        if faults:
            return None
        inlines: list[pf.Element] = []
        for citation in element.citations:
            target = targets[citation.id]
            bare = citation.mode == "SuppressAuthor"
            separator = [pf.Str(","), pf.Space()] if inlines else []
            inlines += [*separator, link(target, target.number if bare else target.text)]
        return inlines

    document = document.walk(visit)
    if faults:
        raise BookError(faults)
    return document


def is_reference(cite: pf.Cite) -> bool:
    """Return whether a citation points into the book rather than to the bibliography."""
    return any(citation.id.startswith(KINDS) for citation in cite.citations)


def _faults(cite: pf.Cite, chapter: Chapter, targets: Mapping[str, Target]) -> list[Fault]:
    found = []
    for citation in cite.citations:
        line = _line(chapter, citation.id)
        if not citation.id.startswith(KINDS):
            found.append(
                Fault(
                    chapter.path,
                    line,
                    f"the citation @{citation.id} is read as part of a cross-reference",
                    "put a word or a comma between the two",
                )
            )
        elif citation.id not in targets:
            found.append(
                Fault(
                    chapter.path,
                    line,
                    f"@{citation.id} points to no label of the book",
                    f"label a cell, equation or heading {citation.id}, or correct the reference",
                )
            )
        elif citation.prefix or citation.suffix:
            found.append(
                Fault(
                    chapter.path,
                    line,
                    f"words inside the brackets of @{citation.id}",
                    "write them outside the reference",
                )
            )
    return found


def _line(chapter: Chapter, label: str) -> int | None:
    for number, line in enumerate(chapter.source.splitlines(), start=1):
        if f"@{label}" in line:
            return number
    return None
