"""References, links and files of a cell's table: in the pages and in the PDF."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html
from pypdf import PdfReader

from analysis.book.cells import FILES
from analysis.book.document import assemble
from analysis.book.errors import BookError
from analysis.book.executed import Executed, Output
from analysis.book.html import write_html
from analysis.book.pdf import write_pdf

from . import minibook

LINKED = (
    "<table><tbody>"
    '<tr><td><span id="ledger-a">0.970</span></td><td><span data-qmd="@tbl-sums"></span></td></tr>'
    '<tr><td><span id="ledger-b">12</span></td><td><span data-qmd="@fig-curve"></span></td></tr>'
    "</tbody></table>"
)
BADGE = '<a href="extra.qmd#ledger-a" class="ledger-badge" aria-label="exact"><sup>✓</sup></a>'
SPOKEN = 'write href="extra.qmd#place"'
BADGED = f"<table><tbody><tr><td>0.970{BADGE}</td><td>{SPOKEN}</td></tr></tbody></table>"
EXTRA = (
    """\
---
include-after-body:
  text: <script src="../assets/extra.js" defer></script>
---

"""
    + minibook.EXTRA
)
FILE = {"downloads/rows.csv": "zh,en\r\n条件,condition\r\n"}


def shown(text: str, **more) -> tuple[Output, ...]:
    return (Output({"text/markdown": f"```{{=html}}\n{text}\n```", **more}),)


def book(root, extra: str = LINKED):
    held = minibook.make(root, extra=EXTRA)
    (root / "assets/extra.js").write_text("// nothing\n", encoding="utf-8")
    results = dict(minibook.RESULTS)
    one = results["chapters/one.qmd"]
    results["chapters/one.qmd"] = replace(one, outputs={**one.outputs, 2: shown(BADGED)})
    results["chapters/extra.qmd"] = Executed({1: shown(extra, **{FILES: FILE})}, {})
    return assemble(held, minibook.chapters(held), results)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("linked")
    held = book(root)
    write_html(held, root / "_book")
    write_pdf(held, root / "_book/book.pdf")
    return root / "_book"


@pytest.fixture(scope="module")
def extra(site):
    return html.parse(site / "chapters/extra.html").getroot()


def test_a_reference_in_a_table_has_the_number_of_its_target(extra):
    links = {link.text_content(): link.get("href") for link in extra.cssselect("td a.quarto-xref")}
    assert links == {
        "Table\N{NO-BREAK SPACE}2.1": "one.html#tbl-sums",
        "Figure\N{NO-BREAK SPACE}2.1": "one.html#fig-curve",
    }


def test_a_link_in_a_table_leads_to_the_page_of_the_chapter(site, extra):
    one = html.parse(site / "chapters/one.html").getroot()
    (link,) = one.cssselect("td a.ledger-badge")
    assert link.get("href") == "extra.html#ledger-a"
    assert extra.get_element_by_id("ledger-a").text_content() == "0.970"
    assert SPOKEN in one.text_content()  # what only looks like a link is text


def test_a_file_of_a_cell_is_published_byte_for_byte(site):
    for name, text in FILE.items():
        assert (site / name).read_bytes() == text.encode("utf-8")


def test_what_a_chapter_puts_after_its_body_is_on_its_page_alone(site, extra):
    (script,) = extra.xpath("//body/script")
    assert script.get("src") == "../assets/extra.js"
    assert not html.parse(site / "chapters/one.html").getroot().xpath("//body/script")


def test_in_the_pdf_both_ways_lead_to_a_place(site):
    reader = PdfReader(site / "book.pdf")
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Table 2.1" in text and "✓" in text
    names = [
        note.get_object().get("/Dest") or note.get_object().get("/A", {}).get("/D")
        for page in reader.pages
        for note in page.get("/Annots") or ()
        if note.get_object()["/Subtype"] == "/Link"
    ]
    assert len([name for name in names if name is not None]) >= 3


def test_a_reference_in_a_table_to_nothing_names_the_chapter(tmp_path):
    held = book(tmp_path, LINKED.replace("@tbl-sums", "@tbl-none"))
    with pytest.raises(BookError, match=r"chapters/extra\.qmd: @tbl-none, in a table"):
        write_html(held, tmp_path / "_book")
    with pytest.raises(BookError, match=r"chapters/extra\.qmd: @tbl-none, in a table"):
        write_pdf(held, tmp_path / "book.pdf")


def test_a_link_in_a_table_to_no_row_stops_the_pdf(tmp_path):
    held = book(tmp_path, LINKED.replace("ledger-a", "ledger-c"))
    with pytest.raises(BookError, match="ledger-a"):
        write_pdf(held, tmp_path / "book.pdf")
