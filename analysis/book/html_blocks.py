"""A numbered document tree dressed for HTML: cells, floats, callouts, tabsets, headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from posixpath import relpath

import panflute as pf

from analysis.book.cells import WRITTEN, CellBlock, Shown
from analysis.book.dress import Dresser
from analysis.book.numbering import NO_BREAK, Target
from analysis.book.structure import TAB
from analysis.book.table_links import in_html
from analysis.book.words import CODE, LINK_TO, NAMES, THIS_SECTION


@dataclass(slots=True)
class HtmlDresser(Dresser):
    """Turns one page's tree into HTML-ready blocks; ``files`` are below the output folder."""

    target = "html"
    _tabsets: int = 0

    def link(self, target: Target, text: str) -> pf.Element:
        """Return the link to a label from this page."""
        return pf.Link(pf.Str(text), url=self._url(target), classes=["quarto-xref"])

    def _url(self, target: Target) -> str:
        address = "" if target.entry == self.page.entry else self.address(target.entry.href)
        return f"{address}#{target.label}"

    def address(self, href: str) -> str:
        """Return the relative address of a page or file of the book from this page."""
        return relpath(href, str(Path(self.page.entry.href).parent.as_posix()))

    def heading(self, header: pf.Header) -> pf.Header:
        """Return a heading with its number in a span of its own."""
        number = header.attributes.pop("number", "")
        if number:
            kind = "chapter-number" if header.level == 1 else "header-section-number"
            if header.level == 1 and self.page.entry.appendix:
                number = f"{self.say(NAMES['apx'])} {number} —"
            header.content = [
                pf.Span(pf.Str(number), classes=[kind]),
                pf.Space(),
                *header.content,
            ]
            header.attributes["data-number"] = (
                self.page.entry.number if header.level == 1 else number
            )
        if header.identifier:
            header.content.append(self._anchor(header.identifier, self.say(THIS_SECTION)))
        return header

    def cross_page(self, link: pf.Link) -> pf.Link:
        """Return a link whose address ends in .html where it named a chapter."""
        address, _, anchor = link.url.partition("#")
        if address.endswith(".qmd"):
            link.url = address.removesuffix(".qmd") + ".html" + (f"#{anchor}" if anchor else "")
        return link

    def table(self, block: pf.RawBlock) -> list[pf.Element]:
        """Return the table in a box that scrolls where the page is too narrow."""
        text = in_html(block.text, self.page.entry.path, self.targets, self._reference)
        return [_raw(f'<div class="table-scroll" tabindex="0">{text}</div>')]

    def _reference(self, target: Target) -> str:
        """Return the link to a label as HTML."""
        return f'<a href="{escape(self._url(target))}" class="quarto-xref">{target.text}</a>'

    def equation(self, span: pf.Span) -> pf.Span:
        """Return a labelled equation with its number beside it."""
        number = span.attributes.pop("float")
        label = pf.Span(pf.Str(f"({number})"), classes=["equation-number"])
        return pf.Span(*span.content, label, identifier=span.identifier, classes=["equation"])

    def cell(self, block: CellBlock) -> list[pf.Element]:
        """Return a cell's code, folded where asked, and its outputs."""
        outputs = [part for shown in block.shown for part in self._output(block, shown)]
        if block.kind is not None and outputs:
            outputs = self._float(block, outputs)
        return [pf.Div(*self._code(block), *outputs, classes=["cell"])]

    def _code(self, block: CellBlock) -> list[pf.Element]:
        if not block.options["echo"]:
            return []
        code = pf.CodeBlock(block.cell.source, classes=["python"])
        fold = block.options["code-fold"]
        if not fold:
            return [code]
        opened = " open" if fold == "show" else ""
        summary = escape(str(block.options["code-summary"] or self.say(CODE)))
        head = f'<details class="code-fold"{opened}><summary>{summary}</summary>'
        return [_raw(head), code, _raw("</details>")]

    def _output(self, block: CellBlock, shown: Shown) -> list[pf.Element]:
        self.files |= {name: text.encode("utf-8") for name, text in shown.files.items()}
        if shown.mime in WRITTEN:
            return list(shown.blocks)
        if shown.mime in ("image/svg+xml", "image/png"):
            return [_raw(self._image(block, shown))]
        return [pf.Div(pf.CodeBlock(shown.data.rstrip("\n")), classes=["cell-output"])]

    def _image(self, block: CellBlock, shown: Shown) -> str:
        path = self._store(block, shown)
        source = escape(self.address(path))
        alt = escape(block.alt, quote=True)
        return (
            f'<div class="figure-scroll" tabindex="0"><a href="{source}" class="figure-open">'
            f'<img src="{source}" alt="{alt}" class="img-fluid figure-img"></a></div>'
        )

    def _store(self, block: CellBlock, shown: Shown) -> str:
        suffix = "svg" if shown.mime == "image/svg+xml" else "png"
        folder = self.page.entry.path.removesuffix(".qmd") + "_files/figure-html"
        path = f"{folder}/{block.cell.label}-output-{shown.index + 1}.{suffix}"
        self.files[path] = shown.content
        return path

    def _float(self, block: CellBlock, outputs: Sequence[pf.Element]) -> list[pf.Element]:
        kind = str(block.kind)
        name = f"{self.say(NAMES[kind])}{NO_BREAK}{block.number}"
        identifier = f"{block.cell.label}-caption"
        opening = (
            f'<figcaption id="{identifier}" class="quarto-float-caption quarto-float-{kind}">'
            f'<span class="float-number">{name}</span>{escape(self.book.delimiter)} '
        )
        caption = [pf.Plain(pf.RawInline(opening, "html"), *block.caption), _raw("</figcaption>")]
        caption[0].content.append(self._anchor(block.cell.label, name))
        body = [*caption, *outputs] if kind == "tbl" else [*outputs, *caption]
        return [
            _raw(
                f'<div id="{block.cell.label}" class="quarto-float">'
                f'<figure class="quarto-float-{kind} figure" aria-labelledby="{identifier}">'
            ),
            *body,
            _raw("</figure></div>"),
        ]

    def _anchor(self, identifier: str, name: str) -> pf.RawInline:
        """Return a link to the place itself; its sign is in the style sheet, not in the text."""
        told = escape(self.say(LINK_TO.format(name=name)))
        return pf.RawInline(
            f'<a class="anchor" href="#{escape(identifier)}" aria-label="{told}"></a>', "html"
        )

    def callout(self, element: pf.Div) -> list[pf.Element]:
        """Return a callout as a section, or as details where it collapses."""
        kind, collapse = element.attributes["kind"], element.attributes["collapse"]
        title, *content = element.content
        tag = "details" if collapse else "section"
        opened = " open" if collapse == "false" else ""
        label = "summary" if collapse else "div"
        return [
            _raw(f'<{tag} class="callout callout-{kind}"{opened}><{label} class="callout-title">'),
            title.content[0],
            _raw(f'</{label}><div class="callout-body">'),
            *content,
            _raw(f"</div></{tag}>"),
        ]

    def tabset(self, element: pf.Div) -> list[pf.Element]:
        """Return a set of tabs that works without a script."""
        self._tabsets += 1
        name = f"tabset-{self._tabsets}"
        blocks: list[pf.Element] = [_raw('<div class="tabset">')]
        for index, tab in enumerate((tab for tab in element.content if TAB in tab.classes), 1):
            title, *content = tab.content
            checked = " checked" if index == 1 else ""
            blocks += [
                _raw(
                    f'<input type="radio" name="{name}" id="{name}-{index}"{checked}>'
                    f'<label for="{name}-{index}">'
                ),
                title.content[0],
                _raw('</label><div class="tab-body">'),
                *content,
                _raw("</div>"),
            ]
        return [*blocks, _raw("</div>")]


def _raw(text: str) -> pf.RawBlock:
    return pf.RawBlock(text, "html")
