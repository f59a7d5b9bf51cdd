"""The web book as a reader meets it: opened from a folder, on a desktop and on a phone."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from .conftest import PROJECT

pytestmark = pytest.mark.browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SCHEMES = ("light", "dark")
ENOUGH_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3, text of normal size

FACTS = """() => ({
    title: document.title,
    heading: document.querySelector('h1')?.innerText ?? '',
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    broken: [...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src),
    wide: [...document.querySelectorAll('main *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .filter(e => !e.closest('[tabindex]') && !e.closest('pre') && !e.closest('math'))
        .slice(0, 3).map(e => e.outerHTML.slice(0, 90)),
})"""

# Texts whose colour is too near to that of the first opaque background behind them.
FAINT = """(enough) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const context = canvas.getContext('2d', {willReadFrequently: true});
    const rgba = colour => {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data];
    };
    const luminance = ([r, g, b]) => {
        const [x, y, z] = [r, g, b].map(v => v / 255)
            .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const over = (front, back) =>
        [0, 1, 2].map(i => (front[i] * front[3] + back[i] * (255 - front[3])) / 255).concat(255);
    const behind = element => {
        const layers = [];
        for (let e = element; e; e = e.parentElement) {
            const colour = rgba(getComputedStyle(e).backgroundColor);
            if (colour[3]) layers.push(colour);
            if (colour[3] === 255) break;
        }
        const dark = matchMedia('(prefers-color-scheme: dark)').matches;
        const base = dark ? [18, 18, 18, 255] : [255, 255, 255, 255];
        return layers.reverse().reduce((back, front) => over(front, back), base);
    };
    const found = [];
    for (const element of document.querySelectorAll('body *')) {
        const own = [...element.childNodes].filter(n => n.nodeType === 3 && n.data.trim());
        if (!own.length || element.closest('svg, script, style') || !element.checkVisibility())
            continue;
        const back = behind(element);
        const front = over(rgba(getComputedStyle(element).color), back);
        const [low, high] = [luminance(front), luminance(back)].sort((a, b) => a - b);
        const ratio = (high + 0.05) / (low + 0.05);
        if (ratio < enough)
            found.push(`${ratio.toFixed(2)} ${element.tagName} ${own[0].data.trim().slice(0, 40)}`);
    }
    return [...new Set(found)];
}"""


@dataclass
class Visit:
    """What was seen on one page."""

    page: str
    facts: dict = field(default_factory=dict)
    asked_elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    on_phone: dict = field(default_factory=dict)
    faint: dict[str, list[str]] = field(default_factory=dict)


def program() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser(built_once):
    """Return a Chromium; the sample is built before, as a browser's event loop stands alone."""
    found = program()
    if found is None:
        if os.environ.get("BOOK_REQUIRE_BROWSER") == "1":
            pytest.fail("BOOK_REQUIRE_BROWSER=1, but there is no Chromium")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()


@pytest.fixture(scope="module", params=["sample", "finished"])
def folder(request) -> Path:
    """Return the folder of a built book: the sample, and the book itself where it was built."""
    if request.param == "sample":
        return request.getfixturevalue("built_once") / "_book"
    if not (PROJECT / "_book/index.html").is_file():
        pytest.skip("the book is not built: run 'make book'")
    return PROJECT / "_book"


@pytest.fixture(scope="module")
def visits(browser, folder) -> list[Visit]:
    """Return what was seen on every page, first on a desktop and then on a phone."""
    context = browser.new_context(viewport=DESKTOP)
    seen = []
    for path in sorted(folder.rglob("*.html")):
        visit = Visit(path.relative_to(folder).as_posix())
        page = context.new_page()
        page.on("request", lambda request, visit=visit: _asked(request.url, visit))
        page.on("requestfailed", lambda request, visit=visit: visit.errors.append(request.url))
        page.on("pageerror", lambda error, visit=visit: visit.errors.append(str(error)))
        page.on("console", lambda message, visit=visit: _told(message, visit))
        page.goto(path.as_uri(), wait_until="load")
        visit.facts = page.evaluate(FACTS)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            visit.faint[scheme] = page.evaluate(FAINT, ENOUGH_CONTRAST)
        page.set_viewport_size(PHONE)
        visit.on_phone = page.evaluate(FACTS)
        page.close()
        seen.append(visit)
    context.close()
    return seen


def _asked(url: str, visit: Visit) -> None:
    if not url.startswith(("file:", "data:", "blob:")):
        visit.asked_elsewhere.append(url)


def _told(message, visit: Visit) -> None:
    if message.type in ("error", "warning"):
        visit.errors.append(message.text)


def test_every_page_opens_and_has_a_title(visits):
    assert visits
    for visit in visits:
        assert visit.facts["title"] and visit.facts["heading"], visit.page


def test_no_request_leaves_the_machine(visits):
    assert {visit.page: visit.asked_elsewhere for visit in visits if visit.asked_elsewhere} == {}


def test_no_page_reports_an_error(visits):
    assert {visit.page: visit.errors for visit in visits if visit.errors} == {}


def test_every_picture_is_shown(visits):
    broken = {visit.page: visit.facts["broken"] for visit in visits if visit.facts["broken"]}
    assert broken == {}


@pytest.mark.parametrize("where", ["facts", "on_phone"])
def test_no_page_is_wider_than_the_window(visits, where):
    wide = {}
    for visit in visits:
        facts = getattr(visit, where)
        if facts["overflow"] > 0:
            wide[visit.page] = (facts["overflow"], facts["wide"])
    assert wide == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_text_can_be_read(visits, scheme):
    assert {visit.page: visit.faint[scheme] for visit in visits if visit.faint[scheme]} == {}


def test_a_reference_leads_to_its_target(browser, folder):
    page = browser.new_page(viewport=DESKTOP)
    page.goto((folder / "index.html").as_uri())
    link = page.locator("main a.quarto-xref[href*='#']").first
    name = link.get_attribute("href").partition("#")[2]
    link.click()
    page.wait_for_load_state()
    assert page.url.endswith(f"#{name}")
    assert page.evaluate("name => !!document.getElementById(name)", name)
    box = page.locator(f"[id='{name}']").bounding_box()
    assert -5 <= box["y"] <= DESKTOP["height"]
    page.close()


def test_the_contents_open_on_a_phone(browser, folder):
    page = browser.new_page(viewport=PHONE)
    page.goto((folder / "index.html").as_uri())
    button = page.locator("#menu-button")
    if not button.count():
        pytest.skip("not a page of the portable engine")
    sidebar = page.locator("#sidebar")
    assert not _in_view(sidebar)
    button.click()
    page.wait_for_timeout(500)
    assert _in_view(sidebar)
    assert button.get_attribute("aria-expanded") == "true"
    sidebar.locator("li a").nth(1).click()
    page.wait_for_load_state()
    assert not page.url.endswith("index.html")
    page.close()


def _in_view(locator) -> bool:
    box = locator.bounding_box() if locator.is_visible() else None
    return box is not None and box["x"] + box["width"] > 0 and box["x"] < PHONE["width"]


def test_the_reader_chooses_light_or_dark(browser, folder):
    page = browser.new_page(viewport=DESKTOP, color_scheme="light")
    page.goto((folder / "index.html").as_uri())
    button = page.locator("#theme-button")
    if not button.count():
        pytest.skip("not a page of the portable engine")
    colour = "() => getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(colour)
    button.click()
    assert page.evaluate(colour) != before
    page.close()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p style='color: #767676'>readable</p>", []),
        ("<p style='color: #999'>faint</p>", ["2.85 P faint"]),
        ("<p style='color: #fff; background: #000'>readable</p>", []),
        ("<div style='background: #000'><p style='color: #444'>faint</p></div>", ["2.16 P faint"]),
        ("<p style='color: rgb(0 0 0 / 30%)'>faint</p>", ["2.12 P faint"]),
        ("<p style='color: #fff; display: none'>not shown</p>", []),
    ],
)
def test_the_measure_of_contrast_finds_faint_text(browser, html, expected):
    page = browser.new_page(color_scheme="light")
    page.set_content(html)
    assert page.evaluate(FAINT, ENOUGH_CONTRAST) == expected
    page.close()
