from __future__ import annotations

from collections import Counter

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
)

from analysis.book.pdftext import UNKNOWN, all_fonts, read_page

TABLE = b"""
2 beginbfchar
<0001> <0041>
<0002> <5B570042>
endbfchar
2 beginbfrange
<0010> <0012> <0061>
<0020> <0021> [<0078> <0079>]
endbfrange
"""


def page_of(content: bytes, form: bytes = b""):
    """Return a page that draws ``content`` with one composite and one simple font."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    table, drawn = DecodedStreamObject(), DecodedStreamObject()
    table.set_data(TABLE)
    descendant = DictionaryObject({NameObject("/Type"): NameObject("/Font")})
    composite = DictionaryObject(
        {
            NameObject("/BaseFont"): NameObject("/ABCDEF+Sans"),
            NameObject("/Encoding"): NameObject("/Identity-H"),
            NameObject("/ToUnicode"): writer._add_object(table),
            NameObject("/DescendantFonts"): ArrayObject([descendant]),
        }
    )
    simple = DictionaryObject({NameObject("/BaseFont"): NameObject("/Courier")})
    fonts = {NameObject("/f0"): composite, NameObject("/f1"): simple}
    resources = DictionaryObject({NameObject("/Font"): DictionaryObject(fonts)})
    drawn.set_data(form)
    drawn[NameObject("/Subtype")] = NameObject("/Form")
    forms = DictionaryObject({NameObject("/x0"): writer._add_object(drawn)})
    resources[NameObject("/XObject")] = forms
    page[NameObject("/Resources")] = resources
    stream = DecodedStreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream)
    return page


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"BT /f0 9 Tf <0001> Tj ET", "A"),
        (b"BT /f0 9 Tf <00 01 0002> Tj ET", "A字B"),
        (b"BT /f0 9 Tf (\\000\\001) Tj ET", "A"),
        (b"BT /f0 9 Tf [(\\000\\001)-250.5<0010>]TJ ET", "Aa"),
        (b"BT /f0 9 Tf <001000110012> Tj <00200021> Tj ET", "abcxy"),
        (b"BT /f1 9 Tf (a\\(b\\)c) Tj ((nested)) ' ET", "a(b)c(nested)"),
        (b"BT /f1 9 Tf (a\\nb\\\nc) Tj ET", "a\nbc"),
        (b"/Span<</ActualText(hidden)>>BDC BT /f1 9 Tf (a) Tj ET EMC", "a"),
        (b"/Span<</ActualText<FEFF0041>/D<</E(x)>>>>BDC BT /f1 9 Tf (a) Tj ET EMC", "a"),
        (b"BT /f1 9 Tf 1 0 0 1 0 0 Tm (a) Tj 0 -12 Td (b) Tj ET", "a\nb"),
        (b"BT /f1 9 Tf (a) Tj T* (b) Tj ET", "a\nb"),
        (
            b"q 1 0 0 -1 9 700 cm BT /f1 9 Tf (a) Tj ET Q q 1 0 0 -1 50 700 cm BT (b) Tj ET Q "
            b"q 1 0 0 -1 9 688 cm BT (c) Tj ET Q",
            "\nab\nc",
        ),
        (b"0 0 m 9 9 l S BT /f1 9 Tf (a) Tj ET", "a"),
        (b"(before any font) Tj BT /none 9 Tf (unknown font) Tj ET", ""),
        (b"BT /f0 9 Tf <0099> Tj ET", UNKNOWN),
        (b"/x0 Do /x0 Do", "form"),
    ],
)
def test_text_that_is_shown(content, expected):
    assert read_page(page_of(content, b"BT /f1 9 Tf (form) Tj ET")).text == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"BT /f0 9 Tf <0001> Tj ET", {}),
        (b"BT /f0 9 Tf <000100000000> Tj ET", {"ABCDEF+Sans": 2}),
        (b"BT /f0 9 Tf [<0000> -20 (\\000\\000)] TJ ET", {"ABCDEF+Sans": 2}),
        (b"BT /f0 9 Tf <0100> Tj ET", {}),
        (b"BT /f1 9 Tf (\\000) Tj ET", {}),
        (b"/x0 Do", {"ABCDEF+Sans": 1}),
    ],
)
def test_glyphs_that_are_missing(content, expected):
    assert read_page(page_of(content, b"BT /f0 9 Tf <0000> Tj ET")).missing == expected


def test_fonts_are_told_with_the_first_page_that_uses_them():
    pages = [
        read_page(page_of(content))
        for content in (b"BT /f1 9 Tf (a) Tj ET", b"BT /f0 9 Tf <0001> Tj /f1 9 Tf (a) Tj ET")
    ]
    told = [(number, font.name, font.embedded) for number, font in all_fonts(pages)]
    assert told == [(1, "Courier", False), (2, "ABCDEF+Sans", False)]


def test_an_empty_page():
    page = PdfWriter().add_blank_page(9, 9)
    assert read_page(page).text == ""


def test_the_characters_of_a_real_page_are_those_that_another_reader_finds(built_once):
    pages = PdfReader(built_once / "_book/sample-book.pdf").pages
    assert len(pages) > 3
    for page in pages:
        of_pypdf = Counter(one for one in page.extract_text() if not one.isspace())
        assert Counter(one for one in read_page(page).text if not one.isspace()) == of_pypdf
