"""The ledger's page as a reader uses it: filtered, sorted, by keyboard, from a folder."""

from __future__ import annotations

import pytest

from analysis.forensics import Verdict, ledger
from analysis.tables import ledger as ledger_table
from analysis.tables.badges import anchor

from .conftest import PROJECT
from .webpages import DESKTOP, ENOUGH_CONTRAST, FACTS, FAINT, PHONE, chromium

pytestmark = pytest.mark.browser

ENTRIES = ledger().entries
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ledger</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>:root {{ color-scheme: light dark; }}</style>
<link rel="stylesheet" href="{assets}/figures-and-tables.css"></head>
<body><main><h1>Ledger</h1><div class="table-scroll" tabindex="0">{table}</div></main>
<script src="{assets}/ledger.js" defer></script></body></html>"""
SHOWN = "rows => rows.filter(row => !row.hidden).map(row => row.querySelector('[id]').id)"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    file = tmp_path_factory.mktemp("page") / "ledger.html"
    assets = (PROJECT / "assets").as_uri()
    file.write_text(PAGE.format(assets=assets, table=ledger_table().html), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def browser(page_file):
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser, page_file):
    opened = browser.new_page(viewport=DESKTOP)
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(page_file.as_uri())
    yield opened
    opened.close()
    assert errors == []


def shown(page) -> list[str]:
    return page.locator("table.ledger tbody tr").evaluate_all(SHOWN)


def status(page) -> str:
    return page.locator(".ledger-controls [role=status]").inner_text()


def wanted(*conditions) -> list[str]:
    return [anchor(each) for each in ENTRIES if all(holds(each) for holds in conditions)]


def test_everything_is_shown_at_first(page):
    assert shown(page) == wanted()
    assert status(page) == f"{len(ENTRIES)} of {len(ENTRIES)} numbers"


def test_filters_narrow_together_and_are_taken_back(page):
    page.get_by_label("Document").select_option("configurational")
    page.get_by_label("Table").select_option("Table 2")
    page.get_by_label("Verdict").select_option("✗ contradicted")
    expected = wanted(
        lambda each: each.document.startswith("configurational"),
        lambda each: each.table == "table2",
        lambda each: each.verdict is Verdict.CONTRADICTED,
    )
    assert shown(page) == expected
    assert status(page) == f"{len(expected)} of {len(ENTRIES)} numbers"
    page.get_by_role("button", name="Show all").click()
    page.wait_for_timeout(50)
    assert shown(page) == wanted()


def test_consequences_can_be_chosen(page):
    page.get_by_label("Consequence").select_option("changes a conclusion")
    assert shown(page) == wanted(lambda each: each.consequence.value == "conclusion")


def test_words_are_found_in_any_order_and_any_column(page):
    page.get_by_label("Find").fill("consistency, ~MARKETIZATION")
    assert shown(page) == wanted(
        lambda each: each.row == "~marketization",
        lambda each: each.column.startswith("consistency"),
    )
    page.get_by_label("Find").fill("0.709369")
    assert "ledger-configurational-table5-raw-coverage-h3" in shown(page)


def test_numbers_sort_as_numbers_both_ways(page):
    page.get_by_label("Table").select_option("Table 4")
    head = page.locator("table.ledger thead th").nth(2)
    values = {anchor(each): each.printed for each in ENTRIES}
    for direction, sign in (("ascending", 1), ("descending", -1)):
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == direction
        found = [sign * float(values[id]) for id in shown(page)]
        assert found == sorted(found)
    assert page.locator("table.ledger [aria-sort]").count() == 1


def test_sorting_by_place_gives_the_order_of_the_papers_back(page):
    heads = page.locator("table.ledger thead button")
    heads.nth(4).click()
    assert shown(page) != wanted()
    heads.nth(0).click()
    assert shown(page) == wanted()


def test_the_keyboard_alone_filters_and_sorts(page):
    page.get_by_label("Find").focus()
    page.keyboard.type("bottleneck")
    for _ in range(5):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Show all"
    page.keyboard.press("Enter")
    page.wait_for_timeout(50)
    assert shown(page) == wanted()
    page.locator("table.ledger thead button").nth(2).focus()
    page.keyboard.press("Space")
    assert page.locator("th[aria-sort=ascending]").inner_text().split()[1] == "printed"


def test_a_badge_leads_to_a_row_even_if_it_is_filtered_away(page):
    page.get_by_label("Verdict").select_option("✓ exact")
    target = anchor(next(e for e in ENTRIES if e.verdict is Verdict.CONTRADICTED))
    page.evaluate("id => { location.hash = id; }", target)
    page.wait_for_timeout(100)
    assert target in shown(page)
    box = page.locator(f"[id='{target}']").bounding_box()
    assert 0 <= box["y"] <= DESKTOP["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_controls_and_rows_can_be_read(page, scheme):
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate(FAINT, ENOUGH_CONTRAST) == []


def test_a_phone_shows_rows_as_cards(page):
    page.set_viewport_size(PHONE)
    facts = page.evaluate(FACTS)
    assert facts["overflow"] <= 0
    box = page.locator("table.ledger tbody tr").first.bounding_box()
    assert box["width"] <= PHONE["width"]


def test_without_the_script_the_whole_table_is_there(browser, page_file):
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    opened = context.new_page()
    opened.goto(page_file.as_uri())
    assert opened.locator("table.ledger tbody tr:visible").count() == len(ENTRIES)
    assert opened.locator(".ledger-controls").count() == 0
    context.close()
