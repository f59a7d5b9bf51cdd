"""A small book as a reader meets it: opened from a folder, on a desktop and on a phone."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from .webpages import DESKTOP, ENOUGH_CONTRAST, FACTS, FAINT, PHONE, chromium

pytestmark = pytest.mark.browser

SCHEMES = ("light", "dark")


@dataclass
class Visit:
    """What was seen on one page."""

    page: str
    facts: dict = field(default_factory=dict)
    asked_elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    on_phone: dict = field(default_factory=dict)
    faint: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def browser(built_once):
    """Return a Chromium; the sample is built before, as a browser's event loop stands alone."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def folder(built_once) -> Path:
    """Return the folder of the built sample book."""
    return built_once / "_book"


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
