from __future__ import annotations

import re

import pytest
import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream, DecodedStreamObject, NameObject

from analysis.book.check_pdf import check_pdf, pdf_captions
from analysis.book.pdftext import read_page

from .conftest import PROJECT

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20" viewBox="0 0 60 20">'
    '<text x="5" y="10" font-family="Noto Sans CJK SC" font-size="5">{text}</text></svg>'
)
SOURCE = """\
#set text(font: "Noto Sans CJK SC", fallback: false)
#set heading(numbering: "1.1")
= The first chapter
Words 数字化技术.

Figure 1.1: A figure

Table 1.1: A table
= The second chapter
{body}
"""


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    """Return a function that sets a PDF with Typst and gives its path."""
    folder = tmp_path_factory.mktemp("pdf")

    def write(body: str = "More words.", svg: str = "字"):
        (folder / "x.svg").write_text(SVG.format(text=svg), encoding="utf-8")
        source = folder / "x.typ"
        source.write_text(SOURCE.format(body=body), encoding="utf-8")
        out = folder / f"{abs(hash((body, svg)))}.pdf"
        data = typst.Compiler(
            str(source),
            font_paths=[str(PROJECT / "assets/fonts")],
            ignore_system_fonts=True,
        ).compile(format="pdf")
        out.write_bytes(data)
        return out

    return write


def messages(path, titles=("The first chapter", "The second chapter"), **options):
    return [fault.message for fault in check_pdf(path, titles, **options)]


def test_a_good_pdf_has_no_fault(make):
    numbers = {"Figure 1.1", "Table 1.1"}
    assert messages(make(), html_captions=numbers, chinese=True) == []


def test_what_is_no_pdf(tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"not a PDF")
    (message,) = messages(tmp_path / "x.pdf")
    assert message.startswith("cannot be opened")


def test_a_pdf_that_is_not_there(tmp_path):
    (message,) = messages(tmp_path / "x.pdf")
    assert message.startswith("cannot be opened")


def test_a_chapter_without_bookmark(make):
    expected = ["no bookmark leads to the chapter 'The third chapter'"]
    assert messages(make(), titles=["The first chapter", "The third chapter"]) == expected


@pytest.mark.parametrize("body", ["ಕನ್ನಡ", '#image("x.svg", alt: "x")'])
def test_characters_that_the_font_lacks_are_counted(make, body):
    (message,) = messages(make(body, svg="ಕನ್ನ"))
    assert "characters without a glyph in" in message
    assert message.startswith("page 1: ")


def test_text_in_pictures_is_looked_at(make):
    found = read_page(PdfReader(make('#image("x.svg", alt: "x")', svg="图中文字")).pages[0])
    assert found.missing == {}
    assert "图中文字" in found.text


def test_glyph_zero_is_found_in_every_way_of_showing_text(make, tmp_path):
    writer = PdfWriter(clone_from=make())
    page = writer.pages[0]
    font = next(iter(page["/Resources"]["/Font"]))
    shown = f"BT {font} 9 Tf <00010000> Tj [<0000> -20 <0002>] TJ (\\000\\000) ' 1 1 <0000> \" ET"
    stream = DecodedStreamObject()
    stream.set_data(shown.encode())
    page[NameObject("/Contents")] = ContentStream(stream, writer)
    writer.write(tmp_path / "x.pdf")
    (count,) = read_page(PdfReader(tmp_path / "x.pdf").pages[0]).missing.values()
    assert count == 4


def test_a_font_that_is_not_embedded(make, tmp_path):
    writer = PdfWriter(clone_from=make())
    for entry in writer.pages[0]["/Resources"]["/Font"].values():
        font = entry.get_object()
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            descriptor.pop(key, None)
    writer.write(tmp_path / "x.pdf")
    told = messages(tmp_path / "x.pdf")
    assert told
    assert all(re.fullmatch(r"page 1: the font \S+ is not embedded", one) for one in told), told


def test_all_fonts_of_a_good_pdf_are_embedded(make):
    fonts = read_page(PdfReader(make()).pages[0]).fonts
    assert fonts
    assert all(font.embedded for font in fonts)


def test_unresolved_references(make):
    assert messages(make("See ?\\@fig-x.")) == ["page 1: unresolved reference '?@fig-x'"]


def test_numbers_that_differ_from_the_web_pages(make):
    assert messages(make(), html_captions={"Figure 1.1", "Figure 1.2"}) == [
        "Figure 1.2 of the web pages is not in the PDF",
        "Table 1.1 of the PDF is not in the web pages",
    ]


def test_text_that_should_be_chinese(tmp_path):
    source = tmp_path / "x.typ"
    source.write_text("= Only English\nText.\n")
    (tmp_path / "x.pdf").write_bytes(typst.compile(str(source), format="pdf"))
    expected = ["no Chinese text can be extracted"]
    assert messages(tmp_path / "x.pdf", ["Only English"], chinese=True) == expected
    assert messages(tmp_path / "x.pdf", ["Only English"]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Figure 2.1: A curve", {"Figure 2.1"}),
        ("see Figure 2.1: it", set()),
        ("Table A.10 : Rows\nFigure 3: X", {"Table A.10", "Figure 3"}),
        ("图 1.1：框架", {"图 1.1"}),
    ],
)
def test_captions_in_extracted_text(text, expected):
    assert pdf_captions([text]) == expected
