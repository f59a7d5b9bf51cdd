"""The PDF: all pages in one Typst document, set with the fonts that the project carries."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import panflute as pf
import typst

from analysis.book import pandoc
from analysis.book.citations import cite
from analysis.book.config import PRINT, Book
from analysis.book.document import Document, Page
from analysis.book.errors import BookError
from analysis.book.history import epoch_of
from analysis.book.references import resolve
from analysis.book.typst_blocks import TypstDresser, read_tables
from analysis.book.words import APPENDICES, REFERENCES

DESIGN = "_extensions/book"
FONTS = "assets/fonts"
SHORTHAND = re.compile(r'\{"t":"Str","c":("(?:[^"\\]|\\.)*?(?:\.\.\.|-\?)(?:[^"\\]|\\.)*")\}')
LINKED = "#show image: linked-image.with(read: path => xml(path))"


def write_pdf(document: Document, out_file: Path) -> None:
    """Write the whole book as one PDF; a warning of Typst stops the build."""
    with tempfile.TemporaryDirectory(prefix="book-typst-") as folder:
        copy_design(document.book.root, Path(folder))
        source = Path(folder) / "book.typ"
        source.write_text(_source(document, Path(folder)), encoding="utf-8")
        out_file.parent.mkdir(parents=True, exist_ok=True)
        out_file.write_bytes(_compile(source, document.book))


def copy_design(root: Path, folder: Path) -> None:
    """Copy the page design that both engines use to the same place below ``folder``."""
    target = folder / DESIGN
    target.mkdir(parents=True)
    for module in sorted((root / DESIGN).glob("*.typ")):
        shutil.copy(module, target)


def _source(document: Document, folder: Path) -> str:
    with ThreadPoolExecutor() as pool:
        dressed = list(pool.map(lambda page: _dress(document, page), document.pages))
    blocks: list[pf.Element] = []
    for page, (tree, files) in zip(document.pages, dressed, strict=True):
        blocks += [*_part(document, page), *tree.content]
        for name, data in files.items():
            target = folder / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(data)
    tree = _with_bibliography(cite(pf.Doc(*blocks), document.book), document.book)
    body = pandoc.run(
        as_written(pandoc.dump(tree)),
        *("--from", "json", "--to", "typst-citations", "--wrap=none"),
    )
    return f'#import "/{DESIGN}/book.typ": *\n{_show(document.book)}\n{LINKED}\n{body}'


def as_written(tree: str) -> str:
    """Return a tree as JSON whose words Typst sets as they are, with three dots as three dots.

    Pandoc's Typst writer overlooks that Typst reads dots as an ellipsis and ``-?`` as a place to
    break a word. Prose has had its ellipses set by Pandoc before.
    """

    def literal(found: re.Match[str]) -> str:
        text = json.dumps(json.loads(found[1]), ensure_ascii=False)
        return json.dumps({"t": "RawInline", "c": ["typst", f"#{text};"]}, ensure_ascii=False)

    return SHORTHAND.sub(literal, tree)


def _dress(document: Document, page: Page) -> tuple[pf.Doc, dict[str, bytes]]:
    tree = page.document()
    dresser = TypstDresser(document.book, page, document.targets, tables=read_tables(tree))
    tree = resolve(tree, page.chapter, document.targets, dresser.link)
    return dresser.dress(tree), dresser.files


def _part(document: Document, page: Page) -> Iterator[pf.Element]:
    """Yield the title of the part that begins with ``page``, if one does."""
    position = document.pages.index(page)
    before = document.pages[position - 1].entry if position else None
    appendices = APPENDICES.text(document.book.language)
    name = appendices if page.entry.appendix else page.entry.part
    name_before = None if before is None else appendices if before.appendix else before.part
    if name and name != name_before:
        if page.entry.appendix:
            yield pf.RawBlock("#show: book-appendices", "typst")
        yield pf.RawBlock(f"#book-part[{_escape(name)}]", "typst")


def _with_bibliography(tree: pf.Doc, book: Book) -> pf.Doc:
    title = REFERENCES.text(book.language)
    blocks = list(tree.content)
    for index, block in enumerate(blocks):
        if isinstance(block, pf.Div) and block.identifier == "refs":
            heading = pf.RawBlock(f"#heading(level: 1, numbering: none)[{title}]", "typst")
            design = pf.RawBlock("#show: book-references", "typst")
            tree.content = [*blocks[:index], heading, design, *blocks[index:]]
    return tree


def _show(book: Book) -> str:
    depth = book.settings["format"][PRINT].get("toc-depth", 2)
    fields = {
        "title": book.title,
        "subtitle": book.subtitle,
        "author": book.author,
        "description": book.description,
        "lang": book.language,
    }
    values = ", ".join(f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in fields.items())
    return f"#show: book.with({values}, toc-depth: {depth})"


def _compile(source: Path, book: Book) -> bytes:
    compiler = typst.Compiler(
        str(source),
        root=str(source.parent),
        font_paths=[str(book.root / FONTS)],
        ignore_system_fonts=True,
    )
    try:
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", timestamp=epoch_of(book.root) or 0, pdf_standards=["ua-1"]
        )
    except typst.TypstError as error:
        raise BookError.at(
            "typst", None, str(error.message), f"correct the chapter or {DESIGN}"
        ) from None
    if warnings:
        told = "; ".join(sorted({str(warning.message) for warning in warnings}))
        raise BookError.at("typst", None, f"warning: {told}", "correct what it names")
    assert isinstance(pdf, bytes)  # one document gives one file
    return pdf


def _escape(text: str) -> str:
    return "".join(f"\\{c}" if c in "#[]*_$@<>`\\" else c for c in text)
