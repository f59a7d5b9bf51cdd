"""A document tree dressed for Typst: calls that the page design in ``_extensions/book`` knows.

Typst numbers them; `check_pdf` compares its numbers with those of the web pages.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import urlsplit

import panflute as pf

from analysis.book import pandoc
from analysis.book.cells import WRITTEN, CellBlock, Shown
from analysis.book.config import PRINT
from analysis.book.dress import Dresser, is_table
from analysis.book.numbering import NO_BREAK, Target
from analysis.book.table_links import in_tree
from analysis.book.words import NAMES
from analysis.data.anchors import PREFIX

NO_FIGURE = "typst:no-figure"  # Pandoc then writes the table alone: the float is around it
LABELLED = ("fig-", "tbl-", "eq-", "sec-", "ledger-", PREFIX)


@dataclass(slots=True)
class TypstDresser(Dresser):
    """Turns one page's tree into Typst-ready blocks; ``files`` are beside the Typst source.

    ``tables`` holds the native blocks of each table of HTML, from `read_tables`.
    """

    target = PRINT
    tables: Mapping[str, Sequence[pf.Element]] = field(default_factory=dict)

    def link(self, target: Target, text: str) -> pf.Element:
        """Return the link to a label of the book."""
        label = self.label(target.label)
        return _inline(f"#link(<{label}>)[{text.replace(NO_BREAK, '~')}]")

    def label(self, identifier: str) -> str:
        """Return the Typst label of an identifier: as given, or made unique by the chapter."""
        labelled = identifier.startswith(LABELLED)
        return identifier if labelled else f"{self.page.entry.slug}--{identifier}"

    def heading(self, header: pf.Header) -> pf.Plain:
        """Return a call of Typst's heading."""
        numbered = "" if header.attributes.get("number") else ", numbering: none"
        label = self.label(header.identifier)
        return pf.Plain(
            _inline(f"#heading(level: {header.level}{numbered})["),
            *header.content,
            _inline(f"] <{label}>"),
        )

    def cross_page(self, link: pf.Link) -> pf.Element:
        """Return a link to the label, or the bare text where a whole chapter is meant.

        A file beside the pages is named as seen from the folder that holds the PDF.
        """
        address, _, anchor = link.url.partition("#")
        if address.endswith(".qmd") and not anchor:
            return pf.Span(*link.content)
        if address == "" or address.endswith(".qmd"):
            return pf.Span(_inline(f"#link(<{self.label(anchor)}>)["), *link.content, _inline("]"))
        if not urlsplit(address).scheme:
            folder = posixpath.dirname(self.page.entry.path)
            link.url = posixpath.normpath(posixpath.join(folder, address))
        return link

    def formula(self, formula: pf.Math) -> list[pf.Element]:
        """Return the formula with its TeX source as text alternative, which PDF/UA asks for."""
        return [
            _inline(f"#[#set math.equation(alt: {_alt(formula.text)}); "),
            formula,
            _inline("]"),
        ]

    def table(self, block: pf.RawBlock) -> list[pf.Element]:
        """Return the native blocks of a table."""
        return in_tree(
            self.tables[block.text],
            self.page.entry.path,
            self.targets,
            lambda target: self.link(target, target.text),
            self.cross_page,
        )

    def equation(self, span: pf.Span) -> pf.Span:
        """Return a numbered equation."""
        formula = next(part for part in span.content if isinstance(part, pf.Math))
        settings = f"numbering: equation-numbering, alt: {_alt(formula.text)}"
        opening = _inline(f"#[#set math.equation({settings}); ")
        return pf.Span(opening, formula, _inline(f" <{span.identifier}>]"))

    def cell(self, block: CellBlock) -> list[pf.Element]:
        """Return a cell's code, where it is shown, and its outputs."""
        code = [pf.CodeBlock(block.cell.source, classes=["python"])]
        outputs = [part for shown in block.shown for part in self._output(block, shown)]
        if block.kind is not None and outputs:
            outputs = self._float(block, outputs)
        return [*(code if block.options["echo"] else []), *outputs]

    def _output(self, block: CellBlock, shown: Shown) -> list[pf.Element]:
        if shown.mime in WRITTEN:
            return list(shown.blocks)
        if shown.mime in ("image/svg+xml", "image/png"):
            path = self._store(block, shown)
            return [
                _block(
                    f"#image({json.dumps(path)}, alt: {json.dumps(block.alt, ensure_ascii=False)})"
                )
            ]
        return [pf.CodeBlock(shown.data.rstrip("\n"))]

    def _store(self, block: CellBlock, shown: Shown) -> str:
        suffix = "svg" if shown.mime == "image/svg+xml" else "png"
        name = f"{self.page.entry.slug}-{block.cell.label}-{shown.index + 1}.{suffix}"
        self.files[f"figures/{name}"] = shown.content
        return f"figures/{name}"

    def _float(self, block: CellBlock, outputs: Sequence[pf.Element]) -> list[pf.Element]:
        kind = str(block.kind)
        opening = f'#book-float("{kind}", [{self.say(NAMES[kind])}], caption: ['
        return [
            pf.Plain(_inline(opening), *block.caption, _inline("])[")),
            *outputs,
            _block(f"] <{block.cell.label}>"),
        ]

    def callout(self, element: pf.Div) -> list[pf.Element]:
        """Return a call of ``book-callout``."""
        title, *content = element.content
        return [
            pf.Plain(
                _inline(f"#book-callout(callout-colours.{element.attributes['kind']}, ["),
                *title.content[0].content,
                _inline("])["),
            ),
            *content,
            _block("]"),
        ]

    def tabset(self, element: pf.Div) -> list[pf.Element]:
        """Return each tab in turn under its title."""
        blocks: list[pf.Element] = []
        for tab in element.content:
            title, *content = tab.content
            head = pf.Plain(_inline("#book-tab["), *title.content[0].content, _inline("]"))
            blocks += [head, *content]
        return blocks


def read_tables(tree: pf.Doc) -> dict[str, Sequence[pf.Element]]:
    """Return the native blocks of every table of HTML in a tree, by its text."""
    found: dict[str, None] = {}

    def visit(element: pf.Element, _: pf.Doc) -> None:
        if is_table(element):
            found[element.text] = None

    tree.walk(visit)
    blocks = pandoc.read_html_blocks(found)
    for block in chain.from_iterable(blocks):
        if isinstance(block, pf.Table):
            block.classes.append(NO_FIGURE)
    return dict(zip(found, blocks, strict=True))


def _alt(formula: str) -> str:
    """Return a formula's TeX as a string of Typst: the text alternative that PDF/UA asks for."""
    return json.dumps(" ".join(formula.split()), ensure_ascii=False)


def _inline(text: str) -> pf.RawInline:
    return pf.RawInline(text, "typst")


def _block(text: str) -> pf.RawBlock:
    return pf.RawBlock(text, "typst")
