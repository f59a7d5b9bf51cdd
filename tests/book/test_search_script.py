"""The search as a reader uses it: English and Chinese, from a folder, a server, by keyboard."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from analysis.book.html import write_html

from . import minibook
from .conftest import PROJECT
from .webpages import ENOUGH_CONTRAST, FACTS, FAINT, PHONE, chromium, opened, served

pytestmark = pytest.mark.browser

INDEX = """# About {#sec-about}

Markets clear. 关键核心技术突破需要时间。

## Marketization {#sec-market}

The weight of 0.709369 is \\<b> & no markup; 市场化水平。
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("book")
    write_html(minibook.document(minibook.make(root, index=INDEX)), root / "_book")
    return root / "_book"


@pytest.fixture(scope="module")
def browser(site):
    with chromium() as running:
        yield running


@pytest.fixture(scope="module", params=["folder", "server"])
def address(request, site):
    if request.param == "folder":
        yield site.as_uri()
        return
    with served(site) as host:
        yield host


@pytest.fixture
def page(browser, address):
    with opened(browser, f"{address}/chapters/one.html") as shown:
        yield shown


def find(page, words: str) -> list[str]:
    """Return the places found, as page and anchor."""
    if not page.locator("dialog.search[open]").count():
        page.get_by_role("button", name="Search").click()
    page.locator("#search-field").fill("")
    page.wait_for_function("!document.getElementById('search-status').textContent")
    page.locator("#search-field").fill(words)
    page.wait_for_function("document.getElementById('search-status').textContent")
    links = page.locator(".search-results a").evaluate_all("links => links.map(a => a.href)")
    return [unquote(link).rpartition("/")[2] for link in links]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("核心技术", "index.html#sec-about"),
        ("术", "index.html#sec-about"),
        ("市场化", "index.html#sec-market"),
        ("合计", "one.html#tbl-sums"),
        ("marketiz", "index.html#sec-market"),
        ("MARKETIZATION", "index.html#sec-market"),
        ("marketisation", "index.html#sec-market"),
        ("0.709369", "index.html#sec-market"),
        ("rising curve", "one.html#fig-curve"),
        ("0.970", "one.html#tbl-sums"),
        ("weight 水平", "index.html#sec-market"),
    ],
)
def test_words_of_both_languages_are_found(page, words, place):
    assert place in find(page, words)


@pytest.mark.parametrize("words", ["zebra", "心核", "hidden", "0.8", "709369"])
def test_what_is_not_there_is_not_found(page, words):
    assert find(page, words) == []
    assert page.get_by_role("status").inner_text() == "Nothing found."


def test_text_is_shown_as_written_with_the_words_marked(page):
    find(page, "markup")
    assert (
        page.locator(".search-text").inner_text().startswith("The weight of 0.709369 is <b> & no")
    )
    assert page.locator(".search-text mark").all_inner_texts() == ["markup"]


def test_the_keyboard_alone_leads_to_a_place(page):
    page.keyboard.press("Control+k")
    page.wait_for_function("!document.getElementById('search-status').textContent")
    page.keyboard.type("市场化")
    page.locator(".search-results a").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('li') !== null")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search-field"
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html#sec-market")


def test_escape_closes_and_gives_the_focus_back(page):
    find(page, "合计")
    page.keyboard.press("Escape")
    assert not page.locator("dialog.search").is_visible()
    assert page.evaluate("document.activeElement.id") == "search-button"


def test_a_place_on_the_same_page_is_shown_at_once(page):
    find(page, "合计")
    page.locator(".search-results a").first.click()
    assert page.url.endswith("#tbl-sums")
    assert not page.locator("dialog.search").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_can_be_read_on_a_phone(browser, site, scheme):
    address = (site / "index.html").as_uri()
    with opened(browser, address, viewport=PHONE, color_scheme=scheme) as page:
        find(page, "市场化")
        assert page.evaluate(FAINT, ENOUGH_CONTRAST) == []
        assert page.evaluate(FACTS)["overflow"] <= 0
        box = page.locator("dialog.search").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]


def test_without_scripts_no_button_promises_a_search(browser, site):
    with opened(browser, (site / "index.html").as_uri(), java_script_enabled=False) as page:
        assert not page.locator("#search-button").is_visible()


def test_the_index_of_the_book_is_small():
    index = PROJECT / "_book/site/search-data.js"
    if not index.is_file():
        pytest.skip("the book is not built: run 'make book'")
    assert index.stat().st_size < 600_000
