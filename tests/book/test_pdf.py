from __future__ import annotations

import pytest
from pypdf import PdfReader

from analysis.book.pdf import write_pdf

from . import minibook


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    root = tmp_path_factory.mktemp("book")
    write_pdf(minibook.document(minibook.make(root)), root / "book.pdf")
    return PdfReader(root / "book.pdf")


@pytest.fixture(scope="module")
def words(pdf) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def bookmarks(outline) -> list[str]:
    found: list[str] = []
    for item in outline:
        found += bookmarks(item) if isinstance(item, list) else [item.title]
    return found


def test_bookmarks_are_the_numbered_headings(pdf):
    assert bookmarks(pdf.outline) == [
        "1 About",
        "Why",
        "Part one",
        "2 One",
        "2.1 Background",
        "2.2 Details",
        "2.2.1 Deeper",
        "Appendices",
        "A Extra",
        "A.1 Rows",
        "References",
    ]


@pytest.mark.parametrize(
    "expected",
    [
        "See Figure 2.1, Table 2.1, 2.1, Section 2.2, Equation 2.1, Appendix A, Chapter 2",
        "Figure 2.1: A curve of",
        "Table 2.1: Sums 合计",
        "Table A.1: Rows",
        "Reconstruction 重构",
        "There are 28 cases",
        "图中文字",
    ],
)
def test_text_and_numbers_are_those_of_the_web_pages(words, expected):
    assert expected in words


def test_code_is_hidden_where_the_format_says_so(words):
    assert "curve()" not in words


def test_metadata_and_language_are_set(pdf):
    assert pdf.metadata.title == "A small book"
    assert pdf.trailer["/Root"]["/Lang"] == "en"


def test_same_book_same_bytes(tmp_path):
    document = minibook.document(minibook.make(tmp_path))
    write_pdf(document, tmp_path / "a.pdf")
    write_pdf(document, tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
