"""The threshold explorer in a page of its own: its script agrees with analysis.qca."""

from __future__ import annotations

import json
import random
import re

import pytest
from book.webpages import chromium

from analysis.data import Label, find_root
from analysis.qca import CoverOptions, Thresholds, standard_analysis
from analysis.study import Memberships, load_settings, memberships, threshold_grid
from analysis.study.configurations import expectations_of, truth_table_of
from analysis.tables import threshold_explorer
from analysis.tables.threshold_widget import FALLBACK, as_script

SETTINGS = load_settings()
SCRIPT = "assets/thresholds.js"
STYLE = "assets/figures-and-tables.css"
PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>Thresholds</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; script-src 'self'; style-src 'self'; img-src data:">
<link rel="icon" href="data:,"><link rel="stylesheet" href="style.css"></head>
<body><main>{widget}</main><script src="thresholds.js" defer></script></body></html>"""
SET = """(values) => {
    for (const [name, value] of Object.entries(values))
        document.getElementById(`threshold-0-${name}`).value = value;
    document.querySelector('.threshold-controls').dispatchEvent(new Event('input'));
}"""
SAYS = "(text) => document.querySelector('[role=status]').textContent === text"
SHOWN = """() => ({
    rows: Object.fromEntries([...document.querySelectorAll('[data-row]')]
        .map(row => [row.dataset.row, row.dataset.code])),
    paths: [...document.querySelectorAll('[data-path]')].map(head => head.dataset.path),
    models: [...document.querySelectorAll('[data-model]')].map(row => row.dataset.model),
    status: document.querySelector('[role=status]').textContent,
})"""


@pytest.fixture(scope="module")
def held():
    return memberships()


@pytest.fixture(scope="module")
def grid(held):
    return threshold_grid(data=held)


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture
def opened(browser, tmp_path):
    """Open a page that holds nothing but the explorer of a grid; errors end the test."""
    errors, pages = [], []

    def open_page(grid, lang="en", **options):
        root = find_root()
        (tmp_path / "thresholds.js").write_text((root / SCRIPT).read_text("utf-8"), "utf-8")
        (tmp_path / "style.css").write_text((root / STYLE).read_text("utf-8"), "utf-8")
        text = PAGE.format(lang=lang, widget=threshold_explorer(grid).html)
        (tmp_path / "page.html").write_text(text, "utf-8")
        page = browser.new_page(**options)
        pages.append(page)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text))
        page.goto((tmp_path / "page.html").as_uri())
        return page

    yield open_page
    for page in pages:
        page.close()
    assert errors == []


def in_signs(term, conditions):
    return "".join({None: "-", True: "1", False: "0"}[term.values.get(name)] for name in conditions)


def expected(held, negated, limits, kind):
    """Return rows, paths and models as the analysis of the table made anew gives them."""
    table = truth_table_of(held, SETTINGS.qca, negated).with_thresholds(limits)
    rows = {str(row.number): row.output for row in table.rows}
    if "1" not in table.output:
        return rows, set(), []
    cap = SETTINGS.explorer.models
    options = CoverOptions(cap=cap)
    found = standard_analysis(table, expectations_of(SETTINGS.qca, negated), options)
    models = {
        "complex": found.complex.models,
        "parsimonious": found.parsimonious.models,
        "intermediate": found.intermediate_models[:cap],
    }[kind]
    signs = [sorted(in_signs(term, table.conditions) for term in m.terms) for m in models]
    return rows, {path for model in signs for path in model}, sorted(map(" ".join, signs))


@pytest.mark.browser
def test_the_script_agrees_with_the_analysis_on_fifty_settings(opened, grid, held):
    page, draw = opened(grid), random.Random(11)
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
        assert f"{list(rows.values()).count('1')} of {len(rows)} rows" in shown["status"]


@pytest.mark.browser
def test_the_keyboard_alone_moves_and_resets_the_thresholds(opened, grid):
    page = opened(grid)
    first = page.evaluate(SHOWN)
    assert page.locator(".threshold-changes li").count() == 1
    page.keyboard.press("Tab")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "frequency"
    page.keyboard.press("ArrowRight")
    moved = page.evaluate(SHOWN)
    assert moved["rows"] != first["rows"] and moved["status"] != first["status"]
    assert "?" in moved["rows"].values()
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function(SAYS, arg=first["status"])
    assert page.evaluate(SHOWN) == first


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_control_has_a_name_and_the_phone_needs_no_sideways_scroll(opened, grid, lang):
    page = opened(grid, lang, viewport={"width": 390, "height": 844}, color_scheme="dark")
    controls = page.locator(".threshold-controls :is(input, select)")
    assert controls.count() == 5
    for control in controls.all():
        assert page.locator(f"label[for={control.get_attribute('id')}]").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.get_by_role("status").get_attribute("aria-live") == "polite"
    assert bool(re.search("[一-龥]", page.get_by_role("status").inner_text())) == (lang == "zh")


@pytest.mark.browser
def test_text_of_the_data_is_never_markup(opened, held):
    bad = '</script><img src=x onerror="alert(1)"> $x$ `{python} 1`'
    cases = (Label(held.cases[0].zh, bad), *held.cases[1:])
    grid = threshold_grid(data=Memberships(held.origins, held.labels, cases, held.values))
    page = opened(grid)
    assert page.locator("img").count() == 0
    assert bad in page.locator(".threshold-rows").inner_text()


@pytest.mark.browser
def test_without_a_script_a_sentence_stands_in_its_place(browser, grid):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(PAGE.format(lang="en", widget=threshold_explorer(grid).html))
    assert FALLBACK.en in page.locator("main").inner_text()
    assert "findings" not in page.locator("main").inner_text()
    context.close()


def test_the_explorer_holds_the_grid_and_says_what_is_reconstructed(grid):
    html = threshold_explorer(grid).html
    data = re.search(r'<script type="application/json">(.*)</script>', html)[1]
    assert json.loads(data) == json.loads(json.dumps(grid.to_dict()))
    assert "<table" not in html and "style=" not in html and " on" + "click" not in html
    assert "Reconstruction: the memberships in" in html


@pytest.mark.parametrize("text", ["</script>", "<!--", "a & b", '"quoted"', "\u2028"])
def test_data_in_a_script_element_cannot_end_it(text):
    written = as_script({"text": text})
    assert not re.search("[<>&]", written)
    assert json.loads(written) == {"text": text}
