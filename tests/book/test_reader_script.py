"""What helps a reader on a page: code, previews and permanent links, as Chromium shows them."""

from __future__ import annotations

import pytest

from analysis.book.html import write_html

from . import minibook
from .webpages import ENOUGH_CONTRAST, FACTS, FAINT, PHONE, chromium, opened

pytestmark = pytest.mark.browser

ONE = minibook.ONE.replace("## Background\n", "## Background\n\nAs @dul2016 write of @tbl-rows.\n")
CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("book")
    write_html(minibook.document(minibook.make(root, one=ONE)), root / "_book")
    return root / "_book"


@pytest.fixture(scope="module")
def browser(site):
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser, site):
    with opened(browser, (site / "chapters/one.html").as_uri(), permissions=CLIPBOARD) as shown:
        yield shown


def preview(page) -> str:
    """Return what the preview shows, once it is there."""
    page.locator("#preview").wait_for(state="visible")
    return page.locator("#preview").inner_text()


def test_all_code_is_unfolded_together_and_so_it_stays(page):
    folds = "() => [...document.querySelectorAll('details.code-fold')].map(fold => fold.open)"
    assert page.evaluate(folds) == [False, False, False]
    page.get_by_role("switch", name="Show all code").check()
    assert page.evaluate(folds) == [True, True, True]
    page.reload()
    assert page.evaluate(folds) == [True, True, True]
    page.get_by_role("switch", name="Show all code").uncheck()
    assert page.evaluate(folds) == [False, False, False]


def test_code_is_copied_as_it_was_written(page):
    page.get_by_role("switch", name="Show all code").check()
    button = page.get_by_role("button", name="Copy").nth(2)
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == 'print("hidden")\n'


def test_a_reference_shows_the_figure_of_this_page(browser, site):
    with opened(browser, (site / "chapters/one.html").as_uri()) as page:
        page.locator("figcaption a.quarto-xref").hover()
        assert "Table 2.1: Sums 合计" in preview(page).replace("\u00a0", " ")
        assert page.locator("#preview table").count() == 1
        assert page.locator("#preview [id], #preview a, #preview button").count() == 0
        page.mouse.move(5, 5)
        page.locator("#preview").wait_for(state="hidden")


def test_a_reference_shows_a_place_of_another_page(page):
    page.locator("a.quarto-xref[href='extra.html#tbl-rows']").hover()
    shown = preview(page).replace("\u00a0", " ").splitlines()
    assert [line for line in shown if line][:2] == ["A Extra", "Table A.1: Rows"]


def test_a_picture_of_another_page_is_shown(browser, site):
    with opened(browser, (site / "index.html").as_uri()) as page:
        page.locator("a.quarto-xref[href='chapters/one.html#fig-curve']").first.hover()
        preview(page)
        picture = page.locator("#preview img")
        picture.evaluate("image => image.decode()")
        assert picture.get_attribute("alt") == "A rising curve"


def test_a_citation_shows_its_reference(page):
    page.locator("a[role=doc-biblioref][href='#ref-dul2016']").first.hover()
    assert preview(page).startswith("Dul J (2016)")


def test_the_keyboard_shows_a_preview_and_escape_hides_it(page):
    link = page.locator("a[role=doc-biblioref]").first
    page.locator("body").press("Tab")
    for _ in range(60):
        if link.evaluate("link => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    preview(page)
    assert link.get_attribute("aria-describedby") == "preview"
    page.keyboard.press("Escape")
    assert not page.locator("#preview").is_visible()
    assert link.get_attribute("aria-describedby") is None


@pytest.mark.parametrize("place", ["sec-details", "fig-curve", "tbl-sums"])
def test_headings_figures_and_tables_have_permanent_links(page, place):
    link = page.locator(f"a.anchor[href='#{place}']")
    assert link.count() == 1
    assert link.get_attribute("aria-label").startswith("Link to ")
    assert link.evaluate("link => getComputedStyle(link).opacity") == "0"
    page.keyboard.press("Tab")
    link.focus()
    assert link.evaluate("link => getComputedStyle(link).opacity") == "1"
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{place}")


def test_signs_of_permanent_links_are_no_text(page):
    assert "#" not in page.locator("article").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_preview_fits_a_phone_and_can_be_read(browser, site, scheme):
    address = (site / "chapters/one.html").as_uri()
    with opened(browser, address, viewport=PHONE, color_scheme=scheme) as page:
        page.locator("figcaption a.quarto-xref").hover()
        preview(page)
        assert page.evaluate(FAINT, ENOUGH_CONTRAST) == []
        assert page.evaluate(FACTS)["overflow"] <= 0
        box = page.locator("#preview").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]


def test_without_scripts_the_page_reads_as_before(browser, site):
    address = (site / "chapters/one.html").as_uri()
    with opened(browser, address, java_script_enabled=False) as page:
        assert page.locator(".copy, .code-switch, #preview").count() == 0
        assert page.locator("a.anchor[href='#fig-curve']").count() == 1


def test_code_wider_than_its_box_is_scrolled_by_keyboard(browser, site):
    address = (site / "chapters/one.html").as_uri()
    with opened(browser, address, viewport={"width": 170, "height": 800}) as page:
        page.get_by_role("switch", name="Show all code").check()
        page.wait_for_function("document.querySelectorAll('article pre[tabindex]').length > 0")
        wide = "all => all.map(pre => pre.scrollWidth > pre.clientWidth)"
        reached = "all => all.map(pre => pre.tabIndex === 0)"
        blocks = page.locator("article pre")
        assert blocks.evaluate_all(wide) == blocks.evaluate_all(reached)
        assert not all(blocks.evaluate_all(wide))
