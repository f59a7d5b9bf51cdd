"""The web book: one page per chapter, with everything it needs beside it."""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
import panflute as pf
from markupsafe import Markup

from analysis.book import pandoc
from analysis.book.citations import cite
from analysis.book.config import Book
from analysis.book.document import Document, Page
from analysis.book.html_blocks import HtmlDresser
from analysis.book.options import after_body, in_header
from analysis.book.references import resolve
from analysis.book.search import INDEX, index_script, places
from analysis.book.words import APPENDICES, LANGUAGES, PAGE, REFERENCES, said

TEMPLATES = Path(__file__).parent / "templates"
STATIC = (
    "book.css",
    "book.js",
    "minisearch.LICENSE.txt",
    "minisearch.js",
    "reader.js",
    "search.js",
)
SITE = "site"


def write_html(document: Document, out: Path) -> None:
    """Write every page of ``document``, its figures, styles and fonts below ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor() as pool:
        pages = list(pool.map(lambda page: _page(document, page), document.pages))
    template = _environment().get_template("page.html.j2")
    for page, (content, files) in zip(document.pages, pages, strict=True):
        for name, data in files.items():
            target = out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        text = template.render(**_context(document, page), content=Markup(content))
        _write_text(out / page.entry.href, text)
    _copy_static(document.book, out)
    contents = [content for content, _ in pages]
    _write_text(out / SITE / INDEX, _search_index(document.pages, contents))


def _search_index(pages: Sequence[Page], contents: Sequence[str]) -> str:
    titles = [
        (page.entry.href, f"{page.headings[0].number} {page.title}".strip()) for page in pages
    ]
    found = [
        place
        for number, (page, content) in enumerate(zip(pages, contents, strict=True))
        for place in places(content, number, page.entry.href)
    ]
    return index_script(titles, found)


def _write_text(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")


def _page(document: Document, page: Page) -> tuple[str, dict[str, bytes]]:
    dresser = HtmlDresser(document.book, page, document.targets)
    tree = resolve(page.document(), page.chapter, document.targets, dresser.link)
    tree = _with_bibliography(cite(dresser.dress(tree), document.book), document.book)
    content = pandoc.run(
        pandoc.dump(tree),
        *("--from", "json", "--to", "html5", "--mathml", "--section-divs", "--wrap=none"),
    )
    return content, dresser.files


def _with_bibliography(tree: pf.Doc, book: Book) -> pf.Doc:
    """Return the tree with a heading over the list of references, where there is one."""
    blocks = list(tree.content)
    for index, block in enumerate(blocks):
        if isinstance(block, pf.Div) and block.identifier == "refs":
            title = pf.Str(REFERENCES.text(book.language))
            heading = pf.Header(title, level=2, identifier="bibliography", classes=["unnumbered"])
            tree.content = [*blocks[:index], heading, *blocks[index:]]
    return tree


def _context(document: Document, page: Page) -> dict[str, Any]:
    pages = document.pages
    position = pages.index(page)
    dresser = HtmlDresser(document.book, page)
    depth = document.book.settings["format"]["html"].get("toc-depth", 3)
    return {
        "book": document.book,
        "page": page,
        "parts": _parts(pages, document.book),
        "say": said(PAGE, document.book.language),
        "switches": list(_switches(document, page)),
        "outline": [h for h in page.headings[1:] if h.level <= depth],
        "previous": pages[position - 1] if position else None,
        "next": pages[position + 1] if position + 1 < len(pages) else None,
        "address": dresser.address,
        "home": pages[0],
        "site": dresser.address(SITE),
        "in_header": Markup(in_header(document.book, dresser.address("."))),
        "after_body": Markup(after_body(page.chapter)),
    }


def _switches(document: Document, page: Page) -> Iterator[dict[str, str]]:
    """Yield the links to the same page in the other editions: language, its name, address."""
    here = posixpath.dirname(posixpath.join(document.book.folder, page.entry.href))
    for other in document.others:
        for entry in other.entries:
            if entry.slug == page.entry.slug:
                target = posixpath.join(other.folder, entry.href)
                name = LANGUAGES[other.language]
                href = posixpath.relpath(target, here or ".")
                yield {"lang": other.lang, "name": name, "href": href}


def _parts(pages: Sequence[Page], book: Book) -> list[tuple[str, list[Page]]]:
    def part(page: Page) -> str:
        appendices = APPENDICES.text(book.language)
        return appendices if page.entry.appendix else page.entry.part or ""

    return [(name, list(group)) for name, group in groupby(pages, key=part)]


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _copy_static(book: Book, out: Path) -> None:
    site = out / SITE
    site.mkdir(exist_ok=True)
    for name in STATIC:
        shutil.copyfile(TEMPLATES / name, site / name)
    css = book.settings["format"]["html"].get("css")
    if css:
        shutil.copyfile(book.root / css, site / "shared.css")
    for resource in book.resources:
        target = out / resource
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(book.root / resource, target)
