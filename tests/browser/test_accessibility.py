"""axe-core finds nothing against WCAG 2.2 at level AA, on any page, with everything unfolded."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import BOOK, chapters, listings

LEVELS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# In full once; again what depends on the colours, and what depends on the width.
LOOKS = {
    "light, desktop": ("light", DESKTOP, LEVELS),
    "dark, desktop": ("dark", DESKTOP, {"type": "rule", "values": ["color-contrast"]}),
    "light, phone": (
        *("light", PHONE),
        {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]},
    ),
}
# The rows of the ledger are alike: the first hundred stand for all where the colours are looked at
# again, which would take longer than everything else together.
SHORTEN = "document.querySelectorAll('table.ledger tr:nth-child(n+100)').forEach(e => e.remove())"
UNFOLD = "document.querySelectorAll('details').forEach(each => { each.open = true })"
# What is unfolded is measured with the next frame, and takes the focus then if it scrolls.
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def violations(page, rules) -> list[str]:
    """Return each violation with the element it was found on and what would mend it."""
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['html'][:120]} ({node['failureSummary']})"
        for one in found
        for node in one["nodes"][:3]
    ]


@pytest.fixture
def looked_at(browser):
    def look(name: str, how: str) -> list[str]:
        scheme, size, rules = LOOKS[how]
        context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        page = context.new_page()
        page.goto((BOOK / name).as_uri(), wait_until="load")
        page.evaluate(UNFOLD)
        if rules is not LEVELS:
            page.evaluate(SHORTEN)
        page.evaluate(SETTLED)
        found = violations(page, rules)
        context.close()
        return found

    return look


@pytest.mark.parametrize("how", LOOKS)
@pytest.mark.parametrize("name", chapters())
def test_a_page_can_be_used_by_everyone(looked_at, name, how):
    assert looked_at(name, how) == []


def test_listings_of_code_can_be_used_by_everyone(looked_at):
    for name in listings()[:2]:
        assert looked_at(name, "light, desktop") == []
        assert looked_at(name, "dark, desktop") == []


def test_the_search_window_can_be_used_by_everyone(browser):
    page = browser.new_page(viewport=DESKTOP, reduced_motion="reduce")
    page.goto((BOOK / "index.html").as_uri())
    page.keyboard.press("Control+k")
    page.locator("#search-field").fill("necessary")
    page.locator(".search-results a").first.wait_for()
    assert violations(page, LEVELS) == []
    page.close()


def test_an_enlarged_figure_can_be_used_by_everyone(browser):
    page = browser.new_page(viewport=DESKTOP, reduced_motion="reduce")
    page.goto((BOOK / "chapters/case-coding.html").as_uri())
    page.get_by_role("button", name="Enlarge").first.click()
    assert violations(page, LEVELS) == []
    page.close()


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ("<p style='color: #999; background: #fff'>faint</p>", "color-contrast"),
        ("<img src='data:,'>", "image-alt"),
        ("<a href='#x'></a>", "link-name"),
    ],
)
def test_the_check_finds_what_is_wrong(browser, html, rule):
    page = browser.new_page()
    page.set_content(f"<html lang=en><title>T</title><main><h1>T</h1>{html}</main></html>")
    assert any(found.startswith(f"{rule}:") for found in violations(page, LEVELS))
    page.close()
