"""The pages of a small book, finished: with panel, files, policy, notebooks, data."""

from __future__ import annotations

import json
import shutil
import subprocess
from hashlib import sha256

import pytest
from lxml import html

from analysis.book.executed import Executed
from analysis.book.finish.run import finish
from analysis.book.history import source_of
from analysis.book.html import write_html

from .. import minibook
from ..test_publish import git

CATALOGUE = """\
- id: values
  path: data/values.csv
  schema: values
  kind: own
  title: {zh: 值, en: Values}
  provenance:
    - {document: none, locator: none}
"""
ENGINE = "an engine"
LEDGER = [{"id": "a", "verdict": "exact"}, {"id": "b", "verdict": "contradicted"}]


@pytest.fixture
def root(tmp_path):
    """Return the root of a small book whose pages are written and not finished yet."""
    one = minibook.ONE.replace("curve()", "from analysis.drawing import curve\ncurve()")
    index = minibook.INDEX + "\nA number[✓](chapters/extra.qmd#ledger-a).\n"
    minibook.make(tmp_path, one=one, index=index)
    (tmp_path / "data/catalog").mkdir(parents=True)
    (tmp_path / "data/schemas").mkdir()
    schema = "catalog.schema.yaml"
    shutil.copy(minibook.PROJECT / "data/schemas" / schema, tmp_path / "data/schemas")
    (tmp_path / "data/catalog/all.yaml").write_text(CATALOGUE)
    (tmp_path / "data/values.csv").write_text("x\n1\n")
    (tmp_path / "analysis").mkdir()
    drawing = '"""Draw."""\nfrom analysis.data import load_table\n\n\ndef curve():\n'
    (tmp_path / "analysis/drawing.py").write_text(
        f'{drawing}    return load_table("values")  # <b>\n'
    )
    (tmp_path / "_book/downloads").mkdir(parents=True)
    (tmp_path / "_book/downloads/ledger.json").write_text(json.dumps(LEDGER))
    return tmp_path


def finished(root, engine=ENGINE):
    from analysis.book.config import load_book

    document = minibook.document(load_book(root))
    write_html(document, root / "_book")
    finish(document, root / "_book", engine)
    return root / "_book"


def tree(folder, name):
    return html.parse(folder / name).getroot()


def panel(folder, name="index.html"):
    (found,) = tree(folder, name).cssselect("details.provenance")
    return " ".join(found.text_content().split())


def test_every_page_tells_engine_cells_and_verdicts(root):
    folder = finished(root)
    assert f"{ENGINE} · Pandoc" in panel(folder)
    assert "3 cells and 0 values in the text" in panel(folder, "chapters/one.html")
    assert "0 cells and 1 values" in panel(folder)
    assert "In the whole book: ✓ exact 1, ✗ contradicted 1 On this page: ✓ exact 1" in panel(folder)
    assert "On this page: no printed number" in panel(folder, "chapters/one.html")


def test_without_a_history_the_panel_says_so(root, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert "no commit known" in panel(finished(root))
    shutil.rmtree(root / "_book/chapters")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert source_of(root).date == "1970-01-02"
    assert "no commit known, 1970-01-02" in panel(finished(root))


def test_commit_date_and_changes_are_told(root):
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x")
    commit, date = git(root, "show", "-s", "--format=%H %cs").split()
    shown = panel(finished(root))
    assert f"commit {commit[:12]}, {date}" in shown and "no commit holds" not in shown
    (root / "references.bib").write_text((root / "references.bib").read_text() + "\n")
    assert "with changes that no commit holds" in panel(finished(root))


def test_data_files_are_listed_copied_and_can_be_checked(root):
    folder = finished(root)
    digest = sha256(b"x\n1\n").hexdigest()
    assert f"data/values.csv{digest[:16]}" in panel(folder, "chapters/one.html")
    assert "reads no data file" in panel(folder)
    done = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"], cwd=folder / "downloads/data", check=False
    )
    assert done.returncode == 0


def test_a_figure_names_the_function_that_made_it_and_leads_to_its_line(root):
    folder = finished(root)
    (line,) = tree(folder, "chapters/one.html").cssselect("#fig-curve .float-origin")
    assert line.text_content() == "Made by curve from values"
    link, data = (a.get("href") for a in line.cssselect("a"))
    assert (link, data) == ("../source/analysis/drawing.html#L-5", "../downloads/data/values.csv")
    listing = tree(folder, "source/analysis/drawing.html")
    assert listing.get_element_by_id("L-5").text_content().strip() == "def curve():"
    assert not listing.cssselect("b")


def test_with_a_repository_the_links_lead_there(root):
    config = (root / "_quarto.yml").read_text()
    address = "https://example.org/book"
    (root / "_quarto.yml").write_text(
        config.replace("  chapters:\n", f"  repo-url: {address}/\n  chapters:\n", 1)
    )
    folder = finished(root)
    (line,) = tree(folder, "chapters/one.html").cssselect("#fig-curve .float-origin")
    assert line.cssselect("a")[0].get("href") == f"{address}/blob/main/analysis/drawing.py#L5"
    assert not (folder / "source").exists()


def test_figures_can_be_had_as_svg_and_pdf(root):
    folder = finished(root)
    links = tree(folder, "chapters/one.html").cssselect("#fig-curve .float-tools a")
    assert [link.get("download") for link in links] == ["fig-curve.svg", "fig-curve.pdf"]
    svg, pdf = ((folder / "chapters" / link.get("href")).read_bytes() for link in links)
    assert svg.decode() == minibook.SVG and pdf[:5] == b"%PDF-"


def test_each_chapter_can_be_had_as_notebook_and_as_written(root):
    folder = finished(root)
    one = tree(folder, "chapters/one.html")
    links = {a.text_content(): a.get("href") for a in one.cssselect(".provenance dd a")}
    made = folder / "chapters" / links["this chapter as a notebook"]
    assert "Figure\N{NO-BREAK SPACE}2.1" in made.with_name("index.ipynb").read_text("utf-8")
    assert json.loads(made.read_text("utf-8"))["nbformat"] == 4
    source = folder / "chapters" / links["this chapter as written (Quarto)"]
    assert source.read_text("utf-8") == (root / "chapters/one.qmd").read_text("utf-8")


def test_no_page_holds_a_style_or_script_of_its_own(root):
    folder = finished(root)
    for path in folder.rglob("*.html"):
        page = html.parse(path).getroot()
        assert not page.xpath("//*[@style] | //style | //script[not(@src)]"), path
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    aligned = tree(folder, "chapters/one.html").cssselect("#tbl-sums td")[-1].get("class")
    assert (
        f".{aligned} {{ text-align:right !important }}" in (folder / "site/styles.css").read_text()
    )


def test_finishing_twice_changes_nothing(root):
    folder = finished(root)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    from analysis.book.config import load_book

    finish(minibook.document(load_book(root)), folder, "another engine")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_equal_inputs_give_equal_bytes(root):
    folder = finished(root)
    first = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    shutil.rmtree(folder / "chapters")
    finished(root)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == first


def test_what_was_not_executed_numbers_the_same(root):
    from analysis.book.config import load_book
    from analysis.book.document import assemble

    book = load_book(root)
    written = minibook.chapters(book)
    blank = assemble(book, written, {each.path: Executed.blank(each) for each in written})
    assert blank.targets == minibook.document(book).targets
