"""Listings of the code that made figures and tables, a page for each file, beside the book."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from markupsafe import Markup

from analysis.book import pandoc
from analysis.book.config import Book
from analysis.book.finish.facts import Words
from analysis.book.finish.places import LISTINGS, address, listing
from analysis.book.finish.policy import with_policy
from analysis.book.finish.templates import rendered

SHEET = f"{LISTINGS}/listing.css"
NUMBER = re.compile(r"(<a href=\"#L-\d+\")>")


def listing_page(root: Path, file: str, book: Book, words: Words) -> str:
    """Return the page that lists a file of code below ``root``, every line a place to link to."""
    place = listing(file)
    page = rendered(
        "listing.html.j2",
        lang=book.lang,
        words=words,
        file=file,
        title=book.title,
        sheet=address(SHEET, place),
        home=address("index.html", place),
        code=Markup(_highlighted((root / file).read_text(encoding="utf-8"))),
    )
    return with_policy(page)


def _highlighted(source: str) -> str:
    fence = "`" * 8
    text = f"{fence}{{#L .python .numberLines}}\n{source}\n{fence}\n"
    if fence in source:  # a listing that no fence can hold is set without colours
        return f"<pre><code>{escape(source)}</code></pre>"
    html = pandoc.run(text, "--from", "markdown", "--to", "html5")
    html = html.replace("<pre\n", '<pre tabindex="0" ', 1)
    return NUMBER.sub(r'\1 aria-hidden="true" tabindex="-1">', html)
