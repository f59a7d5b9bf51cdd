from __future__ import annotations

import lxml.html
import pytest

from analysis.book.links import Address, addresses, css_addresses


def found(html: str) -> list[tuple[str, bool]]:
    tree = lxml.html.document_fromstring(f"<html><body>{html}</body></html>")
    return [(address.text, address.fetched) for address in addresses(tree)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="x.html#y">', [("x.html#y", False)]),
        ('<img src="x.png" alt="">', [("x.png", True)]),
        ('<img srcset="x.png 1x, y.png 2x">', [("x.png", True), ("y.png", True)]),
        ('<link rel="stylesheet" href="x.css">', [("x.css", True)]),
        ('<link rel="icon" href="x.ico">', [("x.ico", True)]),
        ('<link rel="next" href="x.html">', [("x.html", False)]),
        ('<script src="x.js"></script>', [("x.js", True)]),
        ('<object data="x.svg"></object>', [("x.svg", True)]),
        ('<iframe src="x.html"></iframe>', [("x.html", True)]),
        ('<p style="background: url(x.png)">', [("x.png", True)]),
        ("<style>@import 'x.css';</style>", [("x.css", True)]),
        ('<svg><use xlink:href="x.svg#a"/></svg>', [("x.svg#a", True)]),
        ('<svg><image href="x.png"/></svg>', [("x.png", True)]),
        ('<form action="x"></form>', [("x", False)]),
        ('<meta http-equiv="refresh" content="0; url=x.html">', [("x.html", True)]),
        ('<video poster="x.png"></video>', [("x.png", True)]),
        ("<p data-x='y'>plain</p>", []),
    ],
)
def test_addresses_in_a_page(html, expected):
    assert found(html) == expected


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (
            "@font-face { src: url('a.woff2') format('woff2'), url(b.woff2) }",
            ["a.woff2", "b.woff2"],
        ),
        ('@import url("a.css"); @import "b.css";', ["a.css", "b.css"]),
        ("/* url(no.png) */ a { color: red }", []),
        ("a { background: url( c.png ) }", ["c.png"]),
    ],
)
def test_addresses_in_a_style_sheet(css, expected):
    assert list(css_addresses(css)) == expected


@pytest.mark.parametrize(
    ("text", "external", "internal"),
    [
        ("x.html", False, True),
        ("#y", False, True),
        ("", False, True),
        ("../x.html?q#y", False, True),
        ("https://example.org/", True, False),
        ("//example.org/x.js", True, False),
        ("/x.html", True, False),
        ("file:///x.html", True, False),
        ("data:,", False, False),
        ("mailto:a@example.org", False, False),
        ("javascript:void(0)", False, False),
    ],
)
def test_where_an_address_leads(text, external, internal):
    address = Address(text, None, fetched=False)
    assert (address.external, address.internal) == (external, internal)


@pytest.mark.parametrize(
    ("page", "text", "expected"),
    [
        ("index.html", "a/b.html#c", ("a/b.html", "c")),
        ("a/b.html", "../index.html", ("index.html", "")),
        ("a/b.html", "#c", ("a/b.html", "c")),
        ("a/b.html", "c%20d.html#%E5%9B%BE", ("a/c d.html", "图")),
    ],
)
def test_the_target_as_seen_from_a_page(page, text, expected):
    assert Address(text, None, fetched=False).target(page) == expected


@pytest.mark.parametrize(
    ("text", "file"),
    [("./", "chapters/index.html"), ("../", "index.html"), ("../part/", "part/index.html")],
)
def test_a_folder_stands_for_its_index_page(text, file):
    assert Address(text, None, False).target("chapters/one.html") == (file, "")
