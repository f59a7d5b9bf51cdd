"""Parts of a figure that lead to rows of a table, and back: in the pages and in the PDF."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html
from pypdf import PdfReader

from analysis.book.document import assemble
from analysis.book.executed import Output
from analysis.book.finish.run import finish
from analysis.book.html import write_html
from analysis.book.pdf import write_pdf
from analysis.data.anchors import anchor
from analysis.figures import draw

from . import minibook
from .test_table_links import shown
from .webpages import DESKTOP, chromium

FIGURE = "fig-curve"
PARTS = {"a": "甲 first", "b": "乙 second", "nowhere": "丙 third"}


def drawn(height: float) -> str:
    pieces = []
    for row, (id, name) in enumerate(PARTS.items()):
        words = draw.text(60, 20 + 40 * row, draw.Line(name, 9))
        place = (10, 5 + 40 * row, 100, 30)
        pieces.append(draw.link(words, anchor("row", id), anchor("part", id), name, *place))
    return draw.figure(pieces, "linked", "Linked", 200, height).svg


def row(id: str) -> str:
    back = f'<span id="{anchor("row", id)}"><a href="#{FIGURE}">{PARTS[id]}</a></span>'
    return f"<tr><th>{back}</th><td>1</td></tr>"


TABLE = (
    "<table><thead><tr><th>Name</th><th>Value</th></tr></thead><tbody>"
    f"{row('a')}{row('b')}</tbody></table>"
)


def book(root, table=TABLE, height=130):
    results = dict(minibook.RESULTS)
    one = results["chapters/one.qmd"]
    picture = (Output({"image/svg+xml": drawn(height), "text/plain": "x"}),)
    outputs = {**one.outputs, 1: picture, 2: shown(table)}
    results["chapters/one.qmd"] = replace(one, outputs=outputs)
    held = minibook.make(root)
    return assemble(held, minibook.chapters(held), results)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("linked")
    document = book(root)
    write_html(document, root / "_book")
    finish(document, root / "_book", "an engine")
    write_pdf(document, root / "_book/book.pdf")
    return root / "_book"


def test_in_the_page_each_part_is_a_named_link_and_each_row_leads_back_to_its_part(folder):
    page = html.parse(folder / "chapters/one.html").getroot()
    (figure,) = page.cssselect(f"#{FIGURE} svg")
    assert figure.get("role") == "group" and figure.get("aria-label") == "A rising curve"
    links = {link.get("id"): link.get("href") for link in figure.iter("{*}a", "a")}
    assert links == {anchor("part", id): f"#{anchor('row', id)}" for id in PARTS}
    assert [link.get("aria-label") for link in figure.iter("{*}a", "a")] == [*PARTS.values()]
    for id in ("a", "b"):
        back = page.get_element_by_id(anchor("row", id)).find("a")
        assert back.get("href") == f"#{anchor('part', id)}"


def test_the_file_to_download_holds_no_links(folder):
    page = html.parse(folder / "chapters/one.html").getroot()
    (address, _) = (a.get("href") for a in page.cssselect(f"#{FIGURE} .float-tools a"))
    assert "<a" not in (folder / "chapters" / address).read_text("utf-8")


def test_in_the_pdf_an_area_over_each_part_leads_to_its_row(folder):
    pdf = PdfReader(folder / "book.pdf")
    found = []
    for page in pdf.pages:
        for held in page.get("/Annots") or ():
            note = held.get_object()
            left, low, right, high = map(float, note["/Rect"])
            if (round(right - left), round(high - low)) == (100, 30):
                found.append((left, high, float(note["/Dest"][3])))
    (x, first, to_first), (other, second, to_second) = found  # the third has no row
    assert x == other and first - second == pytest.approx(40, abs=0.1)
    assert to_first > to_second


def test_a_figure_without_links_stays_a_picture(folder, tmp_path):
    write_html(document := minibook.document(minibook.make(tmp_path)), tmp_path / "_book")
    finish(document, tmp_path / "_book", "an engine")
    page = html.parse(tmp_path / "_book/chapters/one.html").getroot()
    assert page.cssselect(f"#{FIGURE} img") and not page.cssselect(f"#{FIGURE} svg")


@pytest.fixture(scope="module")
def browser(folder):
    with chromium() as running:
        yield running


@pytest.mark.browser
def test_the_keyboard_leads_from_a_part_to_its_row_and_back(browser, folder):
    page = browser.new_page(viewport=DESKTOP)
    page.goto((folder / "chapters/one.html").as_uri())
    page.locator(f"#{anchor('part', 'b')}").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#{anchor('row', 'b')}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == PARTS["b"]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#{anchor('part', 'b')}")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") in (anchor("part", "b"), anchor("part", "a"))
    page.close()


@pytest.mark.browser
def test_the_glyphs_of_a_linked_figure_are_its_own(browser, folder):
    page = browser.new_page(viewport=DESKTOP)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.goto((folder / "chapters/one.html").as_uri())
    page.evaluate("document.fonts.ready")
    loaded = "() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    assert any("fig-curve-sans" in family for family in page.evaluate(loaded))
    assert errors == []
    page.close()


def test_a_figure_taller_than_a_page_is_made_smaller_with_its_links(tmp_path):
    write_pdf(book(tmp_path, height=900), tmp_path / "book.pdf")
    sizes = {
        round(float(note["/Rect"][2]) - float(note["/Rect"][0]), 1)
        for page in PdfReader(tmp_path / "book.pdf").pages
        for note in (held.get_object() for held in page.get("/Annots") or ())
        if "A curve of" in page.extract_text() and "Contents" not in page.extract_text()
    }
    points = 218 / 25.4 * 72  # the tallest that a picture is set
    assert round(100 * points / 900, 1) in sizes
