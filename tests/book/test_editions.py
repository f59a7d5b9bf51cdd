"""A book in two languages: made from one execution, checked together, built apart where asked."""

from __future__ import annotations

import re
import shutil

import lxml.html
import pytest
from pypdf import PdfReader

from analysis.book.check import check_book, check_switch
from analysis.book.config import load_book
from analysis.book.editions import edition_names
from analysis.book.errors import BookError
from analysis.book.manuscript import differing, originals, read_manuscripts
from analysis.book.products import FORMATS, owned, products
from analysis.book.quarto import Quarto
from analysis.book.quarto import render as render_with_quarto

from . import bilingual
from .test_build import edit, files, run


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the root of the built book and what the build said; not to be changed."""
    root = bilingual.make(tmp_path_factory.mktemp("two").resolve())
    _, log = run(root)
    return root, log


@pytest.fixture
def book(made, tmp_path):
    """Return the root of a copy of the built book, free to be changed."""
    root = tmp_path.resolve() / "two"
    shutil.copytree(made[0], root, symlinks=True)
    return root


def page(root, name):
    return lxml.html.fromstring((root / "_book" / name).read_bytes())


def text(root, name):
    return " ".join(page(root, name).find(".//article").text_content().split())


# --- one execution, two languages ----------


def test_each_chapter_is_executed_once_for_both_editions(made):
    assert re.findall(r"(\S+): executing", made[1]) == ["chapters/one.qmd"]


def test_each_edition_reads_in_its_own_language(made):
    root = made[0]
    english, chinese = text(root, "chapters/one.html"), text(root, "zh/chapters/zh/one.html")
    assert "First 2, then two*, see Section" in english
    assert "先是 两个*，再是 2，见第 2.1 节" in chinese
    assert "Wordn 省份province28 A note." in english
    assert "词n 省份28 附注。" in chinese and "province" not in chinese.replace('"province"', "")
    assert page(root, "zh/index.html").get("lang") == "zh"


def test_floats_and_references_are_named_as_quarto_names_them(made):
    root = made[0]
    assert "Table\u00a02.1: Words" in page(root, "chapters/one.html").text_content()
    assert "表\u00a02.1： 词语" in page(root, "zh/chapters/zh/one.html").text_content()
    assert text(root, "zh/index.html").endswith("见表 2.1。")
    paper = PdfReader(root / "_book/zh/small-book-zh.pdf")
    assert paper.trailer["/Root"]["/Lang"] == "zh"
    assert "表 2.1" in "".join(each.extract_text() for each in paper.pages).replace("\u00a0", " ")


def test_the_switch_leads_to_the_same_page_of_the_other_edition(made):
    root = made[0]
    for here, lang, there in (
        ("chapters/one.html", "zh", "../zh/chapters/zh/one.html"),
        ("zh/chapters/zh/one.html", "en", "../../../chapters/one.html"),
        ("index.html", "zh", "zh/index.html"),
        ("zh/index.html", "en", "../index.html"),
    ):
        (link,) = page(root, here).find_class("edition-switch")
        assert (link.get("href"), link.get("hreflang"), link.get("lang")) == (there, lang, lang)
        assert (root / "_book" / here).parent.joinpath(there).is_file()


def test_the_finished_editions_have_no_fault(made):
    root = made[0]
    written = read_manuscripts(root)
    every = tuple(written.values())
    present = dict.fromkeys(written, FORMATS)
    assert differing(written) == []
    assert check_switch(root / "_book", every, present) == []
    assert check_book(root / "_book", every, present) == []


# --- what is built when ----------


def test_nothing_is_made_when_nothing_changed(book):
    outcome, log = run(book)
    assert outcome.made == () and "nothing changed" in log
    assert [path.relative_to(book).as_posix() for path in outcome.files] == [
        *("_book/index.html", "_book/small-book-en.pdf"),
        *("_book/zh/index.html", "_book/zh/small-book-zh.pdf"),
    ]


def test_a_chinese_sentence_makes_the_chinese_edition_alone(book):
    before = files(book)
    edit(book / "chapters/zh/one.qmd", "先是", "首先是")
    outcome, log = run(book)
    assert outcome.made == ("zh/html", "zh/pdf")
    assert "executing" not in log
    after = files(book)
    assert {name for name in after if after[name] != before[name]} == {
        *("zh/chapters/zh/one.html", "zh/site/search-data.js", "zh/small-book-zh.pdf"),
        *("zh/downloads/chapters/one.qmd", "zh/downloads/notebooks/one.ipynb"),
        "zh/site/book-sans.woff2",  # a character is new
    }


def test_an_english_sentence_makes_the_english_edition_alone(book):
    edit(book / "chapters/one.qmd", "First", "At first")
    assert run(book)[0].made == ("html", "pdf")


def test_what_editions_share_makes_both(book):
    edit(book / "_quarto.yml", "number-depth: 3", "number-depth: 2")
    assert run(book)[0].made == ("html", "pdf", "zh/html", "zh/pdf")


def test_one_edition_alone_keeps_the_other_if_it_is_current(book):
    before = files(book)
    (book / "_book/zh/index.html").unlink()
    (book / "_book/zh/small-book-zh.pdf").unlink()
    outcome, _ = run(book, editions=("zh",))
    assert outcome.made == ("zh/html", "zh/pdf")
    assert files(book) == before


def test_one_edition_alone_can_be_the_first_that_is_built(tmp_path):
    root = bilingual.make(tmp_path.resolve())
    outcome, _ = run(root, editions=("zh",), formats=("html",))
    assert outcome.made == ("zh/html",)
    assert not (root / "_book/index.html").exists()


def test_an_edition_that_the_book_lacks_is_refused(book):
    with pytest.raises(BookError, match=r"no edition 'fr'\. Remedy: its editions are en, zh"):
        run(book, editions=("fr",))


def test_files_belong_to_their_edition_and_format():
    held = ("index.html", "a.pdf", "x/b.pdf", "zh/index.html", "zh/c.pdf")
    found = {one.name: list(owned(one, ("en", "zh"), held)) for one in products(("en", "zh"))}
    assert found == {
        "html": ["index.html", "x/b.pdf"],
        "pdf": ["a.pdf"],
        "zh/html": ["zh/index.html"],
        "zh/pdf": ["zh/c.pdf"],
    }


# --- where editions differ ----------


def test_cells_that_differ_are_told_and_executed_apart(book):
    edit(book / "chapters/zh/one.qmd", 'Words("附注。", "A note.")', 'Words("说明。", "A note.")')
    written = read_manuscripts(book)
    assert originals(written)["chapters/zh/one.qmd"].path == "chapters/zh/one.qmd"
    (fault,) = differing(written)
    assert "differ from those of chapters/one.qmd" in fault.message
    outcome, log = run(book)
    assert outcome.made == ("zh/html", "zh/pdf")
    assert re.findall(r"(\S+): executing", log) == ["chapters/zh/one.qmd"]
    assert "warning: chapters/zh/one.qmd: its cells" in log
    assert "说明。" in text(book, "zh/chapters/zh/one.html")


def test_captions_may_differ(book):
    edit(book / "chapters/zh/one.qmd", "词语", "几个词")
    assert differing(read_manuscripts(book)) == []


@pytest.mark.parametrize("expression", ["1 + 2", "Words('三', 'two*')"])
def test_other_inline_expressions_are_told(book, expression):
    edit(book / "chapters/zh/one.qmd", "1 + 1", expression)
    assert len(differing(read_manuscripts(book))) == 1


def test_a_chapter_of_one_edition_alone_is_told(book):
    edit(book / "_quarto-zh.yml", "chapters: [chapters/zh/one.qmd]", "chapters: [chapters/one.qmd]")
    assert differing(read_manuscripts(book)) == []  # the English text in place of the Chinese
    edit(book / "_quarto-zh.yml", "chapters/one.qmd]", "chapters/zh/two.qmd]")
    shutil.move(book / "chapters/zh/one.qmd", book / "chapters/zh/two.qmd")
    told = [fault.message for fault in differing(read_manuscripts(book))]
    assert told == [
        "the chapter 2, 'one', is not in this edition at its place",
        "the chapter 2, 'two', is in this edition alone",
    ]


def test_a_place_that_the_other_edition_lacks_is_told(book):
    edit(book / "chapters/zh/one.qmd", "{#sec-details}\n", "{#sec-detail}\n")
    edit(book / "chapters/zh/one.qmd", "[-@sec-details]", "[-@sec-detail]")
    _, log = run(book)
    assert "the switch from 'sec-details' finds no such place in zh/chapters/zh/one.html" in log
    assert "the switch from 'sec-detail' finds no such place in chapters/one.html" in log


# --- the two files of an edition ----------


def test_settings_are_merged_as_quarto_merges_profiles(book):
    assert edition_names(book) == ("en", "zh")
    english, chinese = load_book(book), load_book(book, "zh")
    assert (english.title, english.folder, english.delimiter) == ("A small book", "", ":")
    assert (chinese.title, chinese.folder, chinese.delimiter) == ("一本小书", "zh", "：")
    assert chinese.settings["crossref"] == {"chapters": True, "title-delim": "："}
    assert [entry.href for entry in chinese.entries] == ["index.html", "chapters/zh/one.html"]
    assert [entry.slug for entry in chinese.entries] == ["index", "one"]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "words"),
    [
        ("_quarto.yml", "mathml", "katex", 10, "html-math-method"),
        ("_quarto-zh.yml", "lang: zh", "lang: chinese", 11, "lang"),
        ("_quarto-zh.yml", "chapters/zh/one.qmd", "chapters/zh/gone.qmd", 10, "does not exist"),
    ],
)
def test_a_fault_names_the_file_it_stands_in(book, file, old, new, line, words):
    edit(book / file, old, new)
    with pytest.raises(BookError, match=words) as caught:
        load_book(book, "zh")
    assert (caught.value.faults[0].file, caught.value.faults[0].line) == (file, line)


def test_an_edition_without_its_file_is_told(book):
    (book / "_quarto-zh.yml").unlink()
    with pytest.raises(BookError, match=r"_quarto-zh\.yml: not found"):
        run(book)


def test_the_index_page_of_an_edition_names_its_output(book):
    edit(book / "index.zh.qmd", "output-file: index.html", "output-file: start.html")
    with pytest.raises(BookError, match=r"index\.zh\.qmd:1: .*write 'output-file: index\.html'"):
        run(book)


def test_quarto_renders_an_edition_as_a_profile(book, tmp_path, monkeypatch):
    program = tmp_path / "quarto"
    program.write_text(
        '#!/bin/sh\necho "$@" >> calls.txt\nmkdir -p _book.x && cp -R _book/. _book.x\n'
    )
    program.chmod(0o755)
    wanted = {"en": ("html",), "zh": ("html", "pdf")}

    class Quiet:
        def stage(self, text):
            pass

    inputs = render_with_quarto(Quarto(program, "1.9.38"), book, wanted, book / "_book.x", Quiet())
    assert (book / "calls.txt").read_text().splitlines() == [
        "render --to html --profile en --output-dir _book.x --no-clean",
        "render --to html --profile zh --output-dir _book.x/zh --no-clean",
        "render --to book-typst --profile zh --output-dir _book.x/zh --no-clean",
    ]
    assert {"file:_quarto-zh.yml", "file:chapters/zh/one.qmd"} <= inputs["zh"]
