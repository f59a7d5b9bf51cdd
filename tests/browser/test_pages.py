"""Every page of both editions: as a folder and from a server, both themes, three widths."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tests.book.webpages import FACTS

from .conftest import chapters, listings

WIDTHS = {"phone": 390, "tablet": 820, "desktop": 1280}
SCHEMES = ("light", "dark")


@dataclass
class Heard:
    """What a page reported while it was open, and what it asked of other machines."""

    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def listen(self, page, base: str) -> None:
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("requestfailed", lambda request: self.errors.append(f"failed: {request.url}"))
        page.on("console", self.console)
        page.on("request", lambda request: self.asked(request.url, base))

    def console(self, message) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def asked(self, url: str, base: str) -> None:
        if not url.startswith((base, "data:", "blob:")):
            self.elsewhere.append(url)


@pytest.fixture
def opened(browser, base):
    """Open pages of the book, with animations off; what they report is checked at the end."""
    context = browser.new_context(reduced_motion="reduce")
    heard = Heard()

    def go(name: str, **_):
        page = context.new_page()
        heard.listen(page, base)
        page.goto(f"{base}/{name}", wait_until="load")
        return page

    yield go
    context.close()
    assert heard.errors == []
    assert heard.elsewhere == []


@pytest.mark.parametrize("name", chapters())
def test_a_page_fits_every_window_in_both_themes(opened, name):
    page = opened(name)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in WIDTHS.values():
            page.set_viewport_size({"width": width, "height": 900})
            facts = page.evaluate(FACTS)
            assert facts["title"] and facts["heading"]
            assert facts["overflow"] <= 0, (scheme, width, facts["wide"])
            assert facts["broken"] == []


def test_listings_of_code_fit_every_window(opened):
    for name in listings():
        page = opened(name)
        for width in WIDTHS.values():
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(FACTS)["overflow"] <= 0, (name, width)
        page.close()


@pytest.mark.parametrize("name", chapters())
def test_what_a_page_holds_in_reserve_fits_too(opened, name):
    """Everything unfolded, at the narrowest width."""
    page = opened(name)
    page.set_viewport_size({"width": WIDTHS["phone"], "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    facts = page.evaluate(FACTS)
    assert facts["overflow"] <= 0, facts["wide"]
