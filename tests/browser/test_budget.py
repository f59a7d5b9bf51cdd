"""No page is heavier than a megabyte, and none takes a second of work to be read, from disk.

The second is one of a processor, until everything is loaded: other programs do not change it. When
the first text stands, by the clock, is measured by ``benchmarks/pages.py``.
"""

from __future__ import annotations

import importlib.util
import sys

import pytest

from .conftest import BOOK, chapters

SOURCE = BOOK.parent / "benchmarks/pages.py"


@pytest.fixture(scope="module")
def measuring():
    spec = importlib.util.spec_from_file_location("pages_of_the_book", SOURCE)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.mark.parametrize("name", chapters())
def test_a_page_keeps_to_the_budget(browser, measuring, name):
    seen = measuring.opened(browser, name)
    assert (BOOK / name).stat().st_size < seen.weight <= measuring.HEAVIEST
    assert 0 < seen.worked <= measuring.SLOWEST


def test_what_is_too_much_is_noticed(browser, measuring, tmp_path):
    busy = "let n = 0; for (let i = 0; i < 4e9; i += 1) { n += i % 7; } document.title = n"
    (tmp_path / "slow.js").write_text(busy)
    (tmp_path / "large.css").write_text("/* " + "x" * 1_000_000 + " */")
    (tmp_path / "index.html").write_text(
        "<!DOCTYPE html><title>T</title><link rel=stylesheet href=large.css>"
        "<body>Text<script src=slow.js></script>"
    )
    seen = measuring.opened(browser, "index.html", tmp_path)
    assert seen.weight > measuring.HEAVIEST
    assert seen.worked > measuring.SLOWEST
    assert seen.readable > 0
