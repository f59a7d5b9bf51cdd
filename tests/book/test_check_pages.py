from __future__ import annotations

import re

import pytest
import typst

from analysis.book.check_pages import MM, SIDE, check_pages

from .conftest import PROJECT

PAGE = """\
#set document(title: "x")
#set page(paper: "a4", margin: (x: 25mm, top: 27mm, bottom: 24mm), footer: align(center)[1])
#set text(font: "Libertinus Serif", size: 10.5pt)
#show heading: it => block(text(size: 11.5pt, it.body))
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
TABLE = """\
#set block(breakable: true)
#table(columns: 2, table.header([Head one], [Head two]), [a], [b],
  table.header(level: 2, table.cell(colspan: 2)[Band]), table.cell(breakable: false)[
    #block(height: {height}mm)[c]], [d])
"""


@pytest.fixture
def messages(tmp_path):
    """Return a function that sets a page with Typst and gives what is wrong with it."""

    def check(body: str) -> list[str]:
        (tmp_path / "x.svg").write_text(SVG)
        (tmp_path / "x.typ").write_text(PAGE + body)
        data = typst.compile(str(tmp_path / "x.typ"), format="pdf")
        (tmp_path / "x.pdf").write_bytes(data)
        return [fault.message for fault in check_pages(tmp_path / "x.pdf")]

    return check


@pytest.mark.parametrize(
    "body",
    [
        "= A heading\n#lorem(900)",
        "#v(1fr)\n= A heading\nOne line.",
        TABLE.format(height=10),
        '#image("x.svg", alt: "a triangle")',
    ],
)
def test_a_good_page_has_no_fault(messages, body):
    assert messages(body) == []


@pytest.mark.parametrize("dx", ["-9mm", "158mm"])
def test_text_in_either_margin(messages, dx):
    assert messages(f"#place(dx: {dx})[overfull]") == ["page 1: 'overfull' stands in the margin"]


@pytest.mark.parametrize("level", ["=", "==", "==="])
def test_a_heading_alone_at_the_foot(messages, level):
    found = messages(f"Text.\n#v(1fr)\n{level} Left alone\n#pagebreak()\nMore text.")
    assert found == ["page 1: the heading 'Left alone' is alone at the foot"]


def test_the_head_of_a_table_alone_at_the_foot(messages):
    lone = "#v(200mm)\n#table(columns: 2, table.header([Head one], [Head two]))"
    assert messages(lone) == ["page 1: the head of a table is alone at the foot"]


def test_a_picture_without_alternative(messages):
    assert messages('#image("x.svg")') == ["page 1: a picture has no text alternative"]


def test_the_margin_is_that_of_the_page_design():
    look = (PROJECT / "_extensions/book/look.typ").read_text()
    assert float(re.search(r"page-side = (\d+)mm", look)[1]) * MM == pytest.approx(SIDE)
