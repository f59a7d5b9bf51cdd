"""Figures enlarged, tables as CSV, in the markup of both engines."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from .conftest import PROJECT
from .webpages import ENOUGH_CONTRAST, FACTS, FAINT, PHONE, chromium, opened, served

pytestmark = pytest.mark.browser

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40" viewBox="0 0 120 40">'
    '<text x="4" y="20">条件 x</text></svg>'
)
LINKED = SVG.replace("<text", '<a href="#there"><text').replace("</text>", "</text></a>")
TABLE = """<table><thead><tr><th rowspan="2">条件<br>Condition</th><th colspan="2">Both</th></tr>
<tr><th>a</th><th>b<sup>✓</sup></th></tr></thead>
<tbody><tr><th rowspan="2">say "x", y</th><td>-0.5</td><td>−12.5 %</td></tr>
<tr><td>=SUM(A1)</td><td>@cmd</td></tr><tr><th>+1+2</th><td>~m</td><td>＝1</td></tr>
<tr><td colspan="3">notes<script>1</script></td></tr></tbody></table>"""
CAPTION = '{number}: A <em>caption</em><a class="anchor" href="#x"></a>'
FILES = '<div class="float-tools"><a href="a.svg" download="fig-a.svg">Download SVG</a></div>'
PORTABLE = f"""<div id="fig-a" class="quarto-float"><figure class="quarto-float-fig figure">
<div class="figure-scroll" tabindex="0"><a href="a.svg" class="figure-open">
<img src="a.svg" alt="A line" class="img-fluid figure-img"></a></div>
<figcaption>{CAPTION.format(number="Figure 1.1")}</figcaption>{FILES}</figure></div>
<div id="tbl-a" class="quarto-float"><figure class="quarto-float-tbl figure">
<figcaption>{CAPTION.format(number="Table 1.1")}</figcaption>
<div class="table-scroll" tabindex="0">{TABLE}</div></figure></div>"""
QUARTO = f"""<div id="fig-a" class="quarto-float quarto-figure anchored">
<figure class="quarto-float quarto-float-fig figure"><div aria-describedby="c">
<img src="a.svg" class="img-fluid figure-img" alt="A line"></div>
<figcaption id="c">{CAPTION.format(number="Figure 1.1")}</figcaption></figure></div>
<div id="tbl-a" class="cell quarto-float anchored">
<figure class="quarto-float quarto-float-tbl figure">
<figcaption>{CAPTION.format(number="Table 1.1")}</figcaption><div>{TABLE}</div></figure></div>"""
INLINE = f"""<div id="fig-a" class="quarto-float"><figure class="quarto-float-fig figure">
<div class="figure-scroll">{LINKED}</div><figcaption>Figure 1.1: Inline</figcaption></figure></div>
<p id="there">The place.</p>"""
PAGE = """<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>Floats</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<style>:root {{ color-scheme: light dark; }}</style>
<link rel="stylesheet" href="figures-and-tables.css">
<script src="floats.js" defer></script></head>
<body><main><h1>Floats</h1>{body}</main></body></html>"""
ROWS = [
    ["条件 Condition", "Both", "Both"],
    ["条件 Condition", "a", "b✓"],
    ['say "x", y', "-0.5", "−12.5 %"],
    ['say "x", y', "'=SUM(A1)", "'@cmd"],
    ["'+1+2", "~m", "'＝1"],
    ["notes", "notes", "notes"],
    ["Table 1.1: A caption"],
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("pages")
    for name in ("floats.js", "figures-and-tables.css"):
        (root / name).write_bytes((PROJECT / "assets" / name).read_bytes())
    (root / "a.svg").write_text(SVG, encoding="utf-8")
    for name, body in (("portable", PORTABLE), ("quarto", QUARTO), ("inline", INLINE)):
        (root / f"{name}.html").write_text(PAGE.format(lang="en", body=body), encoding="utf-8")
    (root / "zh.html").write_text(PAGE.format(lang="zh", body=PORTABLE), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def browser(folder):
    with chromium() as running:
        yield running


@pytest.fixture(params=["portable", "quarto"])
def page(request, browser, folder):
    with opened(browser, (folder / f"{request.param}.html").as_uri()) as shown:
        yield shown


def downloaded(page, name: str) -> tuple[str, bytes]:
    """Return the file name and the bytes of what a click on ``name`` gives."""
    with page.expect_download() as waiting:
        page.get_by_text(name, exact=True).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_table_is_downloaded_with_whole_rows_and_no_formula(page):
    name, data = downloaded(page, "Download CSV")
    assert name == "tbl-a.csv"
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(data.decode("utf-8-sig").splitlines())) == ROWS


def test_a_figure_opens_by_keyboard_larger_and_smaller_and_closes(page):
    opener = page.get_by_role("button", name="Enlarge")
    before = page.locator("figure img").bounding_box()["width"]
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Figure 1.1: A caption")
    picture = dialog.locator("img")
    fitting = picture.bounding_box()["width"]
    assert fitting > 1.3 * before
    assert dialog.get_by_role("button", name="Smaller").is_disabled()
    dialog.get_by_role("button", name="Larger").focus()
    page.keyboard.press("Enter")
    assert picture.bounding_box()["width"] == pytest.approx(1.4 * fitting, rel=0.02)
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert opener.evaluate("button => button === document.activeElement")


def test_a_click_on_the_picture_enlarges_it_where_it_was_a_link(browser, folder):
    with opened(browser, (folder / "portable.html").as_uri()) as page:
        page.locator("figure img").click()
        assert page.locator("dialog[open]").count() == 1
        page.locator("dialog").get_by_role("button", name="Close").click()
        page.locator("dialog").wait_for(state="detached")


def test_a_figure_is_downloaded_from_a_server(browser, folder):
    with served(folder) as host, opened(browser, f"{host}/portable.html") as page:
        assert downloaded(page, "Download SVG") == ("fig-a.svg", SVG.encode())


def test_a_part_of_an_enlarged_figure_leads_out_of_the_window(browser, folder):
    with opened(browser, (folder / "inline.html").as_uri()) as page:
        page.get_by_role("button", name="Enlarge").click()
        page.locator("dialog svg a").click()
        page.locator("dialog").wait_for(state="detached")
        assert page.url.endswith("#there")


def test_the_words_are_those_of_the_page_s_language(browser, folder):
    with opened(browser, (folder / "zh.html").as_uri()) as page:
        tools = page.locator(".float-tools > button").all_inner_texts()
        assert tools == ["放大", "下载 CSV"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_a_figure_opens_no_smaller_and_scrolls_in_its_box(browser, folder, scheme):
    address = (folder / "portable.html").as_uri()
    with opened(browser, address, viewport=PHONE, color_scheme=scheme) as page:
        before = page.locator("figure img").bounding_box()["width"]
        page.get_by_role("button", name="Enlarge").click()
        assert page.evaluate(FAINT, ENOUGH_CONTRAST) == []
        assert page.evaluate(FACTS)["overflow"] <= 0
        picture, dialog = page.locator("dialog img"), page.locator("dialog").bounding_box()
        assert picture.bounding_box()["width"] >= before
        assert dialog["x"] >= 0 and dialog["x"] + dialog["width"] <= PHONE["width"]
        for _ in range(2):
            page.get_by_role("button", name="Smaller").click()
        assert picture.bounding_box()["width"] <= dialog["width"]


def test_without_the_script_the_picture_is_a_link(browser, folder):
    address = (folder / "portable.html").as_uri()
    with opened(browser, address, java_script_enabled=False) as page:
        assert page.locator(".float-tools > :not(a)").count() == 0
        assert page.locator("a.figure-open[href='a.svg']").count() == 1
