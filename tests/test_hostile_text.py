"""Text of the data is never markup: it comes out as written, in the pages and in the PDF.

A name of a province, a paraphrase and a concept that hold every syntax the book passes through are
put into a copy of the data; the functions of the chapters make tables, figures and values of them.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from analysis import casestudy, figures, study, tables
from analysis.book.document import assemble
from analysis.book.executed import Executed, Output
from analysis.book.finish.run import finish
from analysis.book.html import write_html
from analysis.book.kernel_start import inline_markdown
from analysis.book.pdf import write_pdf
from analysis.data import Words
from analysis.data.files import find_root
from tests.book import minibook
from tests.book.webpages import DESKTOP, chromium

ROOT = find_root()
HOSTILE = {
    "markup": '<script>alert(1)</script><img src=x onerror="alert(2)">',
    "entities": "a &amp; b &lt;i&gt; 'single' \"double\"",
    "tex": r"$x^2$ \textbf{T} \newpage %",
    "typst": "#panic() @lab <lab> *b* _i_ $ 1 $ // c",
    "markdown": "**b** [l](u) `c` ![i](j) ~~s~~ | --- ... -? ..",
    "quarto": "{{< include x >}} `{python} 1+1` @fig-curve ::: {.x}",
}
SHOWN = ("tbl-evidence", "tbl-case-places", "tbl-provinces", "tbl-reconstruction")
CONCEPT, PROVINCE = "adding technology R&D services", "Guangdong"
PARAPHRASE = "Internal papers record a full technical team that serves incubated photonics projects"


def yaml_text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def csv_text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def replace(path: Path, old: str, new: str) -> int:
    """Return how often ``new`` was put in the place of a pattern in a file."""
    changed, count = re.subn(old, lambda _: new, path.read_text("utf-8"))
    path.write_text(changed, encoding="utf-8")
    return count


def spoiled(folder: Path, text: str) -> Path:
    """Return a root whose data hold ``text`` as province, paraphrase and concept."""
    shutil.copytree(ROOT / "data", folder / "data")
    for path in folder.rglob("*.csv"):
        replace(path, rf"(?m)(?<=,){PROVINCE}(?=,)", csv_text(text))
    evidence = replace(folder / "data/case_study/evidence.csv", rf"{PARAPHRASE}.*", csv_text(text))
    concept = rf"(?<=en: ){re.escape(CONCEPT)}"
    coding = replace(folder / "data/case_study/coding.yaml", concept, yaml_text(text))
    assert evidence == coding == 1
    return folder


def outputs(root: Path) -> dict[str, Output]:
    """Return what cells of the chapters give with the data below ``root``, by label."""
    tiles = study.cases(root)
    shown = {
        "tbl-evidence": tables.evidence("development", root=root),
        "tbl-case-places": tables.case_places(root),
        "tbl-provinces": tables.provinces_data(root=root),
        "tbl-reconstruction": tables.provinces_data("reconstructed", root),
        "tbl-truth-table": tables.truth_table(root=root),
        "tbl-typical-cases": tables.typical_cases(root),
        "fig-data-structure": figures.data_structure(casestudy.load_structure(root)),
        "fig-tile-map": figures.tile_map(study.memberships(root), tiles=tiles),
    }
    return {label: Output(one._repr_mimebundle_()) for label, one in shown.items()}


@pytest.fixture(scope="module", params=HOSTILE)
def book(request, tmp_path_factory):
    """Return a hostile text and the folder of a small book made with it."""
    text = HOSTILE[request.param]
    data = spoiled(tmp_path_factory.mktemp("data"), text)
    made = outputs(data)
    root = tmp_path_factory.mktemp("book")
    cells = "".join(
        f'\n```{{python}}\n#| label: {label}\n#| {label[:3]}-cap: "C"\n'
        f"{'#| fig-alt: A' if label.startswith('fig') else '#| echo: true'}\nx\n```\n"
        for label in made
    )
    one = "# One {#sec-one}\n\nFirst `{python} a`, then `{python} b`.\n" + cells
    index = "# About {#sec-about}\n\nSee @sec-one.\n"
    held = minibook.make(root, one=one, index=index)
    results = {
        "index.qmd": Executed({}, {}),
        "chapters/one.qmd": Executed(
            {n: (output,) for n, output in enumerate(made.values(), start=1)},
            {1: inline_markdown(text), 2: inline_markdown(Words(text, text))},
        ),
        "chapters/extra.qmd": minibook.RESULTS["chapters/extra.qmd"],
    }
    document = assemble(held, minibook.chapters(held), results)
    write_html(document, root / "_book")
    finish(document, root / "_book", "an engine")
    write_pdf(document, root / "_book/book.pdf")
    return text, root / "_book"


@pytest.mark.browser
def test_in_the_pages_it_is_text(book):
    text, folder = book
    with chromium() as browser:
        page = browser.new_page(viewport=DESKTOP)
        faults: list[str] = []
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto((folder / "chapters/one.html").as_uri())
        squeeze = "element => element.textContent.replace(/\\s+/g, '')"
        wanted = "".join(text.split())
        paragraph = page.locator("section#sec-one > p:not(.code-switch)").evaluate(squeeze)
        assert paragraph == f"First{wanted},then{wanted}."
        for label in SHOWN:
            assert wanted in page.locator(f"#{label} table").evaluate(squeeze), label
        for label in ("fig-data-structure", "fig-tile-map"):
            name = page.locator(f"#{label} svg a").evaluate_all(
                "links => links.map(link => link.getAttribute('aria-label'))"
            )
            assert any(wanted in "".join(said.split()) for said in name), label
        assert wanted in page.locator("#fig-data-structure svg").evaluate(squeeze)
        assert page.locator("main script, main img[src='x'], main h1 ~ h1").count() == 0
        page.keyboard.press("Control+k")
        page.locator("#search-field").fill("First")
        page.locator(".search-results a").first.wait_for()
        assert page.locator(".search-results :is(script, img)").count() == 0
        assert faults == []


def test_in_the_pdf_it_is_text(book):
    text, folder = book
    pages = PdfReader(folder / "book.pdf").pages
    whole = "".join("".join(page.extract_text().split()) for page in pages)
    wanted = "".join(text.split())
    assert f"First{wanted},then{wanted}." in whole
    assert whole.count(wanted) >= 5
