"""A Chromium without a window, and pages that were looked at with it."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
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


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a running Chromium; skip the test where there is none and none is required."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
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


@contextmanager
def opened(browser: Browser, address: str, **context: object) -> Iterator[Page]:
    """Yield the page at ``address``; it must report no error and ask for nothing elsewhere."""
    window = browser.new_context(**{"viewport": DESKTOP, **context})
    page = window.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.goto(address)
    yield page
    window.close()
    assert faults == []


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Yield the address of a server of ``folder`` on this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
