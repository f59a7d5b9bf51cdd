"""A Chromium without a window, and pages that were looked at with it."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from .test_browser import DESKTOP, program


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a running Chromium; skip the test where there is none and none is required."""
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
