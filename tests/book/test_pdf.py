from __future__ import annotations

import re
from io import BytesIO

import pytest
import typst
from pypdf import PdfReader

from analysis.book.pdf import copy_design, write_pdf

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


CHINESE = """\
#import "/_extensions/book/book.typ": *
#show: book.with(title: "书", author: "无名", lang: "zh")
#book-part[第一编]
#heading(level: 1)[绪论]
正文。
#book-float("fig", [图], caption: [框架])[x]
#book-float("tbl", [表], caption: [数值])[#table(columns: 1, [一])]
#show: book-appendices
#book-part[附录]
#heading(level: 1)[数据]
"""


@pytest.fixture(scope="module")
def chinese(tmp_path_factory) -> str:
    """Return the text of a book in Chinese, without spaces."""
    folder = tmp_path_factory.mktemp("zh")
    copy_design(minibook.PROJECT, folder)
    (folder / "book.typ").write_text(CHINESE)
    fonts = [str(minibook.PROJECT / "assets/fonts")]
    data = typst.compile(
        str(folder / "book.typ"), root=str(folder), font_paths=fonts, ignore_system_fonts=True
    )
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


EXPECTED = ["目录", "插图目录", "表格目录", "第1章", "附录A", "图1.1：框架", "表1.1：数值"]


@pytest.mark.parametrize("words", EXPECTED)
def test_a_chinese_book_speaks_chinese_of_itself(chinese, words):
    assert words in chinese
    assert not re.search("Contents|Figure|Table|Chapter|Appendix|Part", chinese)


def test_front_matter_lists_figures_and_tables_with_their_pages(pdf):
    front = " ".join(" ".join(page.extract_text() for page in pdf.pages[:4]).split())
    for entry in ("Figure 2.1", "Table 2.1", "Table A.1"):
        assert entry in front
    assert pdf.page_labels[:5] == ["i", "ii", "iii", "iv", "1"]


def test_running_heads_name_chapter_and_section(tmp_path):
    long = minibook.ONE.replace("## Background", "## Background\n\n" + "Words, words. " * 2500)
    write_pdf(minibook.document(minibook.make(tmp_path, one=long)), tmp_path / "book.pdf")
    pages = [page.extract_text().split() for page in PdfReader(tmp_path / "book.pdf").pages]
    heads = ["".join(words[:3]) for words in pages if words.count("words.") > 100]
    assert any("2One" in head for head in heads)
    assert any("2.1Background" in head for head in heads)


def test_the_words_of_the_design_are_the_same_in_every_language():
    source = (minibook.PROJECT / "_extensions/book/words.typ").read_text()
    tables = re.findall(r"(?ms)^  (\w\w): \((.*?)^  \),", source)
    keys = {lang: re.findall(r"(?m)^    (\w+):", body) for lang, body in tables}
    assert set(keys) == {"en", "zh"}
    assert keys["en"] == keys["zh"]


TAGGED = ("/MarkInfo", "/StructTreeRoot", "/Lang", "/ViewerPreferences", "/Outlines", "/Metadata")


@pytest.mark.parametrize("key", TAGGED)
def test_the_pdf_is_tagged_and_described(pdf, key):
    assert key in pdf.trailer["/Root"]


def test_the_pdf_claims_pdf_ua_and_shows_its_title(pdf):
    root = pdf.trailer["/Root"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/MarkInfo"]["/Marked"]


def test_chinese_in_english_text_is_told_to_screen_readers(pdf):
    found = set()
    for number in range(1, pdf.trailer["/Size"]):
        tag = pdf.get_object(number)
        if isinstance(tag, dict) and tag.get("/Type") == "/StructElem" and "/Lang" in tag:
            found.add(str(tag["/Lang"]))
    assert "zh" in found
