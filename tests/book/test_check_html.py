from __future__ import annotations

import pytest

from analysis.book.check_html import Expected, captions, check_html

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>T</title>{head}</head><body>{body}</body></html>'
)
FIGURE = (
    '<div id="fig-x"><figure><img src="x.svg" alt="A line"><figcaption>Figure\u00a01.1: X'
    "</figcaption></figure></div>"
)


@pytest.fixture
def faults(tmp_path):
    """Return a function that gives the messages about a one-page book."""

    def of(body: str = "", head: str = "", floats=(), not_built=frozenset(), **more) -> list[str]:
        (tmp_path / "x.svg").write_text("<svg/>")
        (tmp_path / "other.html").write_text(PAGE.format(head="", body='<p id="there">x</p>'))
        (tmp_path / "index.html").write_text(PAGE.format(head=head, body=body), encoding="utf-8")
        for name, text in more.items():
            (tmp_path / name.replace("_", ".")).write_text(text)
        pages = [Expected("index.html", floats), Expected("other.html")]
        return [fault.message for fault in check_html(tmp_path, pages, not_built)]

    return of


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<a href="other.html#there">x</a><a href="#top">x</a><a href="#">x</a>',
        '<a href="https://example.org/">a link may lead away</a>',
        '<p id="a">x</p><a href="#a">x</a>',
        '<img src="x.svg" alt="A line">',
        '<img src="x.svg" alt="" role="presentation">',
        '<img src="data:image/png;base64,AA" alt="A dot">',
        "<p>What? Really?! <code>a ?? b</code></p><pre>?@fig-x ??</pre>",
        "<p>What???</p>",
    ],
)
def test_what_is_right(faults, body):
    assert faults(body) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<a href="gone.html">x</a>', "the link gone.html leads nowhere"),
        ('<a href="other.html#gone">x</a>', "there is no 'gone' in other.html"),
        ('<a href="#gone">x</a>', "there is no 'gone' in index.html"),
        ('<a href="/index.html">x</a>', "the link /index.html does not work from a folder"),
        ('<a href="file:///x">x</a>', "the link file:///x does not work from a folder"),
        ('<img src="gone.svg" alt="x">', "the link gone.svg leads nowhere"),
        ('<img src="x.svg">', "the image x.svg has no text alternative"),
        ('<img src="x.svg" alt=" ">', "the image x.svg has no text alternative"),
        ('<p id="a"></p><p id="a"></p>', "the id 'a' stands 2 times on the page"),
        ("<p>See ?@fig-x.</p>", "unresolved reference '?@fig-x'"),
        ("<p>See <strong>?@</strong></p>", "unresolved reference '?@'"),
        ("<p>Section ?? says</p>", "unresolved reference '??'"),
        (
            '<script src="https://cdn.example/x.js"></script>',
            "the page asks for https://cdn.example/x.js",
        ),
        ('<img src="//cdn.example/x.png" alt="x">', "the page asks for //cdn.example/x.png"),
        (
            '<p style="background:url(https://cdn.example/x.png)">x</p>',
            "the page asks for https://cdn.example/x.png",
        ),
        (
            "<style>@import url(https://fonts.example/x);</style>",
            "the page asks for https://fonts.example/x",
        ),
    ],
)
def test_what_is_wrong(faults, body, message):
    assert faults(body) == [message]


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (
            '<link rel="stylesheet" href="https://cdn.example/x.css">',
            "the page asks for https://cdn.example/x.css",
        ),
        (
            '<link rel="preconnect" href="https://cdn.example/">',
            "the page asks for https://cdn.example/",
        ),
        ('<link rel="stylesheet" href="gone.css">', "the link gone.css leads nowhere"),
    ],
)
def test_what_is_wrong_in_the_head(faults, head, message):
    assert faults(head=head) == [message]


def test_style_sheets_for_light_and_dark_may_share_an_id(faults):
    assert faults(head='<style id="a">p {}</style><style id="a">p {}</style>') == []


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a_css": "@import url(https://fonts.example/x);"}, "it asks for https://fonts.example/x"),
        ({"a_css": "a { background: url(gone.png) }"}, "gone.png leads nowhere"),
        (
            {"a_svg": "<svg><style>@import 'https://fonts.example/x';</style></svg>"},
            "it asks for https://fonts.example/x",
        ),
    ],
)
def test_what_is_wrong_in_styles_and_pictures(faults, files, message):
    assert faults(**files) == [message]


def test_a_missing_page(tmp_path):
    messages = [fault.message for fault in check_html(tmp_path, [Expected("index.html")])]
    assert messages == ["the chapter's page is missing"]


def test_a_page_without_language(tmp_path):
    (tmp_path / "index.html").write_text("<!DOCTYPE html><html><body>x</body></html>")
    messages = [fault.message for fault in check_html(tmp_path, [Expected("index.html")])]
    assert messages == ["the page names no language"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (FIGURE, []),
        ("", ["fig-x is missing"]),
        ('<div id="fig-x"><p>Nothing was drawn.</p></div>', ["fig-x is empty"]),
    ],
)
def test_every_figure_must_be_there(faults, body, expected):
    assert faults(body, floats=("fig-x",)) == expected


def test_a_file_that_this_build_does_not_make_may_be_linked(faults):
    body = '<a href="book.pdf">PDF</a>'
    assert faults(body, not_built=frozenset({"book.pdf"})) == []
    assert faults(body) == ["the link book.pdf leads nowhere"]


def test_the_line_of_a_fault_is_told(tmp_path):
    body = 'x\n\n<a href="gone.html">x</a>'
    (tmp_path / "index.html").write_text(PAGE.format(head="", body=body))
    (fault,) = check_html(tmp_path, [Expected("index.html")])
    assert (fault.file, fault.line) == ("index.html", 3)


def test_numbers_of_figures_and_tables(tmp_path):
    body = (
        FIGURE
        + "<figcaption>Table A.2: Y</figcaption><table><caption>Table 3.1: Z</caption></table>"
        + "<figcaption>No number</figcaption>"
    )
    (tmp_path / "index.html").write_text(PAGE.format(head="", body=body), encoding="utf-8")
    pages = [Expected("index.html"), Expected("absent.html")]
    assert captions(tmp_path, pages) == {"Figure 1.1", "Table A.2", "Table 3.1"}
