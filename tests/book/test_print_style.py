"""The pages on paper: the text alone, light, nothing cut off at the edge of A4."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.book.html import write_html

from . import minibook
from .conftest import PROJECT
from .webpages import chromium, opened

pytestmark = pytest.mark.browser

PAPER = {"width": 658, "height": 900}  # 174 mm, the width of the text on A4, at 96 dots per inch
CUT = """() => [...document.querySelectorAll('article :is(table, img, pre, math)')]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
    .map(each => each.closest('[id]')?.id ?? each.tagName)"""
SCREEN_ONLY = (
    ".bar, .sidebar, .outline, .pager, .copy, .code-switch, .anchor, .preview, dialog, .float-tools"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("book")
    write_html(minibook.document(minibook.make(root)), root / "_book")
    return root / "_book"


@pytest.fixture(scope="module")
def browser(site):
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser, site):
    address = (site / "chapters/one.html").as_uri()
    with opened(browser, address, viewport=PAPER, color_scheme="dark") as shown:
        yield shown


def test_only_the_text_is_printed(page):
    assert page.locator(SCREEN_ONLY).filter(visible=True).count() > 0
    page.emulate_media(media="print")
    assert page.locator(SCREEN_ONLY).filter(visible=True).count() == 0
    assert page.locator("article h1").is_visible()


def test_folded_code_stays_away_and_unfolded_code_is_printed(page):
    page.get_by_role("switch", name="Show all code").check()
    page.emulate_media(media="print")
    assert page.locator("article pre.sourceCode").filter(visible=True).count() == 3
    page.emulate_media(media="screen")
    page.get_by_role("switch", name="Show all code").uncheck()
    page.emulate_media(media="print")
    assert page.locator("details.code-fold").filter(visible=True).count() == 0


def test_paper_is_white_though_the_reader_chose_dark(page):
    page.get_by_role("button", name="Switch between light and dark").click()
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_collapsed_notes_and_all_tabs_are_printed(browser, site):
    with opened(browser, (site / "index.html").as_uri(), viewport=PAPER) as page:
        page.pdf()
        page.emulate_media(media="print")
        for text in ("Not the authors’ data.", "Alpha.", "Beta."):
            assert page.get_by_text(text).is_visible(), text


def test_nothing_of_the_book_is_cut_off(browser):
    folder = PROJECT / "_book"
    if not (folder / "site/reader.js").is_file():
        pytest.skip("the book is not built by the portable engine: run 'make book'")
    found = {}
    for path in sorted(folder.rglob("*.html")):
        with opened(browser, path.as_uri(), viewport=PAPER) as page:
            page.emulate_media(media="print")
            found[path.name] = page.evaluate(CUT)
    assert {name: cut for name, cut in found.items() if cut} == {}
