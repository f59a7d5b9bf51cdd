from __future__ import annotations

import pytest

from analysis.book.check import check_output, expected_pages
from analysis.book.check_html import Expected
from analysis.book.manuscript import read_manuscript

from .test_build import edit


def test_the_sample_has_no_fault(built_once):
    assert check_output(built_once / "_book", read_manuscript(built_once), ("html", "pdf")) == []


def test_figures_and_tables_that_must_be_there(built_once):
    assert expected_pages(read_manuscript(built_once)) == (
        Expected("index.html"),
        Expected("chapters/figures.html", ("fig-curve", "fig-other")),
        Expected("chapters/tables.html", ("tbl-values",)),
        Expected("chapters/extra.html", ("tbl-others",)),
    )


@pytest.mark.parametrize("option", ["include: false", "eval: false", "output: false"])
def test_what_a_cell_hides_need_not_be_there(sample, option):
    edit(
        sample / "chapters/extra.qmd", "#| label: tbl-others", f"#| label: tbl-others\n#| {option}"
    )
    assert expected_pages(read_manuscript(sample))[-1].floats == ()


def test_web_pages_alone_may_name_the_pdf(sample):
    (sample / "_book/sample-book.pdf").unlink()
    written = read_manuscript(sample)
    assert check_output(sample / "_book", written, ("html",)) == []
    told = {fault.message for fault in check_output(sample / "_book", written, ("html", "pdf"))}
    assert "the link sample-book.pdf leads nowhere" in told


def test_a_lost_figure_is_told(sample):
    edit(sample / "_book/chapters/figures.html", 'id="fig-curve"', 'id="fig-lost"')
    written = read_manuscript(sample)
    told = [fault.message for fault in check_output(sample / "_book", written, ("html",))]
    assert "fig-curve is missing" in told


def test_a_number_that_differs_between_the_formats_is_told(sample):
    edit(sample / "_book/chapters/extra.html", "A.1</span>", "A.7</span>")
    written = read_manuscript(sample)
    told = [fault.message for fault in check_output(sample / "_book", written, ("html", "pdf"))]
    assert "Table A.7 of the web pages is not in the PDF" in told
