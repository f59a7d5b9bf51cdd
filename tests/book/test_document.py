from __future__ import annotations

import pytest

from analysis.book.document import assemble
from analysis.book.errors import BookError
from analysis.book.executed import Executed
from analysis.book.html import write_html

from . import minibook


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    return minibook.document(minibook.make(tmp_path_factory.mktemp("book")))


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("fig-curve", "Figure\N{NO-BREAK SPACE}2.1"),
        ("tbl-sums", "Table\N{NO-BREAK SPACE}2.1"),
        ("tbl-rows", "Table\N{NO-BREAK SPACE}A.1"),
        ("eq-sum", "Equation\N{NO-BREAK SPACE}2.1"),
        ("sec-about", "Chapter\N{NO-BREAK SPACE}1"),
        ("sec-one", "Chapter\N{NO-BREAK SPACE}2"),
        ("sec-details", "Section\N{NO-BREAK SPACE}2.2"),
        ("sec-extra", "Appendix\N{NO-BREAK SPACE}A"),
    ],
)
def test_labels_read_as_quarto_prints_them(document, label, text):
    assert document.targets[label].text == text


def test_headings_carry_their_numbers(document):
    assert [(h.number, h.text) for h in document.pages[1].headings] == [
        ("2", "One"),
        ("2.1", "Background"),
        ("2.2", "Details"),
        ("2.2.1", "Deeper"),
    ]


def test_unnumbered_headings_and_tabs_take_no_number(document):
    assert [(h.number, h.text) for h in document.pages[0].headings] == [("1", "About"), ("", "Why")]


def test_a_reference_to_nothing_names_file_and_line(tmp_path):
    index = minibook.INDEX.replace("@tbl-sums, [-", "@tbl-gone, [-")
    broken = minibook.document(minibook.make(tmp_path, index=index))
    with pytest.raises(BookError) as caught:
        write_html(broken, tmp_path / "out")
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == ("index.qmd", 3)
    assert "@tbl-gone" in fault.message


def test_words_inside_a_reference_are_refused(tmp_path):
    index = minibook.INDEX.replace("[-@tbl-sums]", "[see @tbl-sums]")
    broken = minibook.document(minibook.make(tmp_path, index=index))
    with pytest.raises(BookError, match="words inside the brackets of @tbl-sums"):
        write_html(broken, tmp_path / "out")


def test_a_citation_right_after_a_reference_is_refused(tmp_path):
    index = minibook.INDEX.replace("@fig-curve, @tbl", "@fig-curve [@dul2016], @tbl")
    broken = minibook.document(minibook.make(tmp_path, index=index))
    with pytest.raises(BookError, match="@dul2016 is read as part of a cross-reference"):
        write_html(broken, tmp_path / "out")


def test_a_section_label_given_twice_is_refused(tmp_path):
    book = minibook.make(tmp_path, extra="# Extra {#sec-one}\n")
    executed = {**minibook.RESULTS, "chapters/extra.qmd": Executed({}, {})}
    with pytest.raises(BookError, match=r"sec-one is used in chapters/one\.qmd too"):
        assemble(book, minibook.chapters(book), executed)


def test_an_unknown_citation_stops_the_build(tmp_path):
    index = minibook.INDEX.replace("@gioia2013", "@nobody1999")
    broken = minibook.document(minibook.make(tmp_path, index=index))
    with pytest.raises(BookError, match="nobody1999"):
        write_html(broken, tmp_path / "out")
