"""Citations and lists of references, by Pandoc's citeproc."""

from __future__ import annotations

import panflute as pf

from analysis.book import pandoc
from analysis.book.config import Book


def cite(tree: pf.Doc, book: Book) -> pf.Doc:
    """Return the tree with citations set and, if any, the list of references at its end.

    A key that the bibliography lacks is a warning of Pandoc and stops the build.
    """
    if book.bibliography is None or not _has_citations(tree):
        return tree
    options = [
        *("--from", "json", "--to", "json", "--citeproc"),
        f"--bibliography={book.bibliography}",
        f"--metadata=lang:{book.lang}",
        "--metadata=link-citations:true",
    ]
    if book.csl is not None:
        options.append(f"--csl={book.csl}")
    cited = pandoc.load(pandoc.run(pandoc.dump(tree), *options))
    del cited.metadata["lang"]  # no writer needs it, and Pandoc warns of words that it lacks
    return cited


def _has_citations(tree: pf.Doc) -> bool:
    found: list[pf.Cite] = []

    def visit(element: pf.Element, _: pf.Doc) -> None:
        if isinstance(element, pf.Cite):
            found.append(element)

    tree.walk(visit)
    return bool(found)
