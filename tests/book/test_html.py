from __future__ import annotations

import pytest
from lxml import html

from analysis.book.html import write_html

from . import minibook


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("book")
    write_html(minibook.document(minibook.make(root)), root / "_book")
    return root / "_book"


@pytest.fixture(scope="module")
def index(site):
    return html.parse(site / "index.html").getroot()


@pytest.fixture(scope="module")
def one(site):
    return html.parse(site / "chapters/one.html").getroot()


def text(elements) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def test_references_link_to_the_page_of_their_label(index):
    links = {a.text_content(): a.get("href") for a in index.cssselect("a.quarto-xref")}
    assert links["Figure\N{NO-BREAK SPACE}2.1"] == "chapters/one.html#fig-curve"
    assert links["2.1"] == "chapters/one.html#tbl-sums"
    assert links["Appendix\N{NO-BREAK SPACE}A"] == "chapters/extra.html#sec-extra"


def test_references_within_a_page_stay_on_it(one):
    (link,) = one.cssselect("figcaption a.quarto-xref")
    assert link.get("href") == "#tbl-sums"


def test_captions_carry_number_and_text(one):
    captions = text(one.cssselect("figcaption"))
    assert captions[0].startswith("Figure 2.1: A curve of")
    assert captions[1] == "Table 2.1: Sums 合计"


def test_figure_is_a_file_with_its_text_alternative(site, one):
    (image,) = one.cssselect("#fig-curve img")
    assert image.get("alt") == "A rising curve"
    assert (site / "chapters" / image.get("src")).read_text("utf-8") == minibook.SVG


def test_table_keeps_its_structure(one):
    (table,) = one.cssselect("#tbl-sums table")
    assert table.cssselect("th[rowspan='2'] span[lang='zh']")[0].text == "条件"


def test_code_is_folded_and_output_shown(one):
    assert text(one.cssselect("details.code-fold summary"))[0] == "Code"
    assert text(one.cssselect(".cell-output")) == ["hidden"]


def test_inline_results_stand_in_the_text(index):
    assert "There are 28 cases." in " ".join(index.text_content().split())


def test_mathematics_is_mathml_and_numbered(one):
    (equation,) = one.cssselect("#eq-sum")
    assert equation.cssselect("math")
    assert equation.text_content().endswith("(2.1)")


def test_callout_and_tabs_open_without_scripts(index):
    assert index.cssselect("details.callout summary")
    assert len(index.cssselect(".tabset > input[type=radio]")) == 2


def test_each_page_lists_its_own_references(one, index):
    assert len(one.cssselect("#refs .csl-entry")) == 1
    assert len(index.cssselect("#refs .csl-entry")) == 2


def test_navigation_follows_the_reading_order(one):
    assert one.cssselect("a[rel=prev]")[0].get("href") == "../index.html"
    assert one.cssselect("a[rel=next]")[0].get("href") == "extra.html"
    assert one.cssselect(".sidebar [aria-current=page]")[0].get("href") == "one.html"


@pytest.mark.parametrize(
    ("href", "address"), [("index", "./a/x.js"), ("chapters/one", "../a/x.js")]
)
def test_what_the_book_puts_into_the_head_stands_on_each_page(tmp_path, href, address):
    css = "css: assets/figures-and-tables.css"
    script = """include-in-header: {text: '<script src="/a/x.js" defer></script>'}"""
    config = minibook.CONFIG.replace(css, f"{css}, {script}")
    write_html(minibook.document(minibook.make(tmp_path, config=config)), tmp_path / "_book")
    tree = html.parse(tmp_path / f"_book/{href}.html").getroot()
    assert address in [script.get("src") for script in tree.head.iter("script")]
