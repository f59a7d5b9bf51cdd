"""What a reader does with the finished book: search, follow figures, change the language."""

from __future__ import annotations

import random
import re
from urllib.parse import unquote

import pytest

from analysis.casestudy import load_structure
from analysis.data.anchors import anchor
from analysis.qca import Thresholds
from analysis.study import cases, memberships
from tests.tables.test_threshold_widget import SET, SHOWN, expected

from .conftest import BOOK

DESKTOP = {"width": 1280, "height": 900}
CHAPTERS = BOOK.parent / "chapters"
EDITIONS = {"en": ("", "chapters"), "zh": ("zh/", "zh/chapters/zh")}


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("edition", "words", "chapter"),
    [
        ("en", "bottleneck", "config-necessity"),
        ("en", "triangulation", "case-coding"),
        ("en", "瓶颈", "config-necessity"),
        ("en", "数据结构", "case-coding"),
        ("zh", "瓶颈", "config-necessity"),
        ("zh", "校准曲线", "config-data"),
        ("zh", "Gioia", "case-design"),
    ],
)
def test_the_search_finds_english_and_chinese_terms(page, base, edition, words, chapter):
    start, _ = EDITIONS[edition]
    page.goto(f"{base}/{start}index.html")
    page.keyboard.press("Control+k")
    page.locator("#search-field").fill(words)
    page.locator(".search-results a").first.wait_for()
    found = page.locator(".search-results a").evaluate_all("links => links.map(a => a.href)")
    assert any(f"{chapter}.html#" in unquote(address) for address in found[:10])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**#*")


def follow(page, part: str, place: str) -> None:
    """Focus a part of a figure, press Enter, and see its place within the window."""
    page.locator(f"[id='{part}']").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("place => decodeURIComponent(location.hash) === '#' + place", arg=place)
    box = page.locator(f"[id='{place}']").bounding_box()
    assert box is not None and 0 <= box["y"] <= DESKTOP["height"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_unit_of_the_data_structure_leads_to_its_evidence_by_keyboard(page, edition):
    page.goto((BOOK / f"{EDITIONS[edition][1]}/case-coding.html").as_uri())
    structure = load_structure()
    for unit in (*structure.concepts, *structure.themes, *structure.dimensions):
        follow(page, anchor("shown", unit.id), anchor("evidence", unit.id))
    for unit in (*structure.concepts, *structure.themes):
        place = page.locator(f"[id='{anchor('evidence', unit.id)}'] a")
        place.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("own => location.hash === '#' + own", arg=anchor("shown", unit.id))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_tile_leads_on_to_memberships_row_and_paths_by_keyboard(page, edition):
    page.goto((BOOK / f"{EDITIONS[edition][1]}/config-data.html").as_uri())
    for name in [case.label.zh for case in cases() if case.in_sample]:
        follow(page, anchor("tile", name), anchor("case", name))
        row = page.locator(f"tr:has([id='{anchor('case', name)}'])")
        links = row.locator("a").evaluate_all("links => links.map(a => a.href)")
        assert any(unquote(link).endswith(f"#{anchor('values', name)}") for link in links)
    last = row.locator("a[href*='config-configurations']").first
    target = unquote(last.get_attribute("href")).partition("#")[2]
    last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/config-configurations.html#*")
    assert page.locator(f"[id='{target}']").is_visible()


PLACES = """() => [...document.querySelectorAll(
    "section[id^=sec-], .quarto-float[id], [id^=eq-]")].map(place => place.id)"""
SEEN = """id => { const box = document.getElementById(id)?.getBoundingClientRect();
    return document.readyState === "complete" && box.top < innerHeight && box.bottom > 0; }"""


def change_language(page) -> None:
    """Click the switch where it is: Playwright's own click may scroll the page before."""
    box = page.locator(".edition-switch").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", [*sorted(path.stem for path in CHAPTERS.glob("*.qmd")), "index"])
def test_the_switch_leads_to_the_same_place_and_back(page, base, edition, name):
    start, folder = EDITIONS[edition]
    here = f"{start}index.html" if name == "index" else f"{folder}/{name}.html"
    page.goto(f"{base}/{here}")
    places = page.evaluate(PLACES)
    assert places
    for place in [*places[:: max(len(places) // 4, 1)], places[-1]]:
        page.goto(f"{base}/{here}#{place}")
        for lang in ("zh" if edition == "en" else "en", edition):
            page.wait_for_function(SEEN, arg=place)
            change_language(page)
            page.wait_for_function("lang => document.documentElement.lang === lang", arg=lang)
            assert page.url.endswith(f"/{name}.html#{place}")
        page.wait_for_function(SEEN, arg=place)
        assert page.url == f"{base}/{here}#{place}"


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_switch_leads_to_the_section_that_is_being_read(page, base, edition):
    page.goto(f"{base}/{EDITIONS[edition][1]}/case-coding.html")
    page.locator("#sec-coverage").evaluate("section => section.scrollIntoView()")
    change_language(page)
    page.wait_for_url("**/case-coding.html#sec-coverage")
    assert page.evaluate("document.documentElement.lang") != edition


def test_tools_of_chinese_pages_speak_chinese(page):
    latin = re.compile("[A-Za-z]{4,}")
    for name, tools in (
        ("appendix-ledger", ".ledger-controls label, .ledger-controls button, [role=status]"),
        ("config-configurations", ".threshold-explorer"),
        ("config-data", ".bar, .pager, .outline, .float-tools, .provenance dt, .code-switch"),
    ):
        page.goto((BOOK / f"zh/chapters/zh/{name}.html").as_uri())
        told = page.locator(tools).all_inner_texts()
        assert told
        assert set(latin.findall(" ".join(told))) <= {"English", "Ctrl", "NCA", "Haesebrouck"}


def test_a_wide_table_scrolls_under_its_first_column(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((BOOK / "chapters/config-configurations.html").as_uri())
    box = page.locator("#tbl-configurations .table-scroll")
    head = box.locator("tbody .stub").first
    before = head.bounding_box()["x"]
    last = box.locator("tbody tr:first-child td").last
    start = last.bounding_box()["x"]
    box.evaluate("box => { box.scrollLeft = 200 }")
    assert last.bounding_box()["x"] == pytest.approx(start - 200, abs=1)
    assert head.bounding_box()["x"] == pytest.approx(before, abs=1)
    note = box.locator(".notes .in-sight").first.bounding_box()
    assert note["x"] >= 0 and note["x"] + note["width"] <= 390


def test_the_explorer_agrees_with_the_analysis_on_fifty_settings(page):
    page.goto((BOOK / "chapters/config-configurations.html").as_uri())
    held, draw = memberships(), random.Random(7)
    for _ in range(50):
        limits = Thresholds(
            draw.randrange(75, 101) / 100, draw.randrange(50, 101) / 100, draw.randint(1, 3)
        )
        negated = draw.random() < 0.5
        kind = draw.choice(["intermediate", "parsimonious", "complex"])
        values = {"frequency": limits.frequency, "consistency": limits.consistency,
                  "pri": limits.pri, "kind": kind}  # fmt: skip
        page.evaluate(SET, {**values, "outcome": f"{'~' if negated else ''}{held.outcome}"})
        shown = page.evaluate(SHOWN)
        rows, paths, models = expected(held, negated, limits, kind)
        assert shown["rows"] == rows
        assert (set(shown["paths"]), sorted(shown["models"])) == (paths, models)
