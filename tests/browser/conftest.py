"""The finished book in Debian's Chromium: run with ``make test-browser`` after ``make book``.

Not part of ``make test``: it looks at what was built, some minutes long.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.book.webpages import chromium, served

BOOK = Path(__file__).parents[2] / "_book"
ASKED = "BOOK_TEST_BROWSER"
collect_ignore_glob = [] if os.environ.get(ASKED) == "1" else ["test_*.py"]


def chapters() -> list[str]:
    """Return the addresses of the chapters' pages of all editions, below the book."""
    return [name for name in pages() if "/source/" not in f"/{name}"]


def listings() -> list[str]:
    """Return the addresses of the pages that list code."""
    return [name for name in pages() if "/source/" in f"/{name}"]


def pages() -> list[str]:
    """Return the addresses of all pages; a fault where the book is not built."""
    found = sorted(path.relative_to(BOOK).as_posix() for path in BOOK.rglob("*.html"))
    if not found:
        pytest.exit("The book is not built: run 'make book' before 'make test-browser'.", 2)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a running Chromium."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def host() -> Iterator[str]:
    """Return the address of a server of the book on this machine."""
    with served(BOOK) as address:
        yield address


@pytest.fixture(params=["folder", "server"])
def base(request: pytest.FixtureRequest, host: str) -> str:
    """Return the address of the book, opened as a folder and from a server."""
    return BOOK.as_uri() if request.param == "folder" else host
