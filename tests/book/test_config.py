from __future__ import annotations

import pytest

from analysis.book.config import load_book
from analysis.book.errors import BookError

from . import minibook


def test_entries_are_numbered_as_quarto_numbers_them(tmp_path):
    book = minibook.make(tmp_path)
    assert [(e.path, e.number, e.part, e.appendix) for e in book.entries] == [
        ("index.qmd", "1", None, False),
        ("chapters/one.qmd", "2", "Part one", False),
        ("chapters/extra.qmd", "A", None, True),
    ]
    assert [e.href for e in book.entries][1] == "chapters/one.html"


def test_format_options_override_the_execution_defaults(tmp_path):
    book = minibook.make(tmp_path, config=minibook.CONFIG + "execute: {echo: true}\n")
    assert book.execute_defaults("html") == {"echo": True, "code-fold": True}
    assert book.execute_defaults("book-typst") == {"echo": False}


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("number-depth: 3", "number-depth: nine", 15, "number-depth"),
        ("execute-dir: project", "execute-dir: project, resources: [a.js]", 1, "'a.js' does not"),
        ("lang: en", "website: {}", 1, "website"),
        ("html-math-method: mathml", "html-math-method: katex", 18, "mathml"),
        ("[chapters/one.qmd]", "[chapters/gone.qmd]", 9, "chapters/gone.qmd does not exist"),
        ("references.bib", "gone.bib", 12, "gone.bib does not exist"),
        ("output-file: small-book", "output-file: Small Book", 5, "Small Book"),
    ],
)
def test_faults_name_the_key_and_its_line(tmp_path, old, new, line, words):
    with pytest.raises(BookError, match=words) as caught:
        minibook.make(tmp_path, config=minibook.CONFIG.replace(old, new))
    fault = caught.value.faults[0]
    assert (fault.file, fault.line) == ("_quarto.yml", line)


def test_every_fault_is_told_at_once(tmp_path):
    broken = minibook.CONFIG.replace("lang: en", "lang: english").replace("mathml", "katex")
    with pytest.raises(BookError) as caught:
        minibook.make(tmp_path, config=broken)
    assert len(caught.value.faults) == 2


def test_a_folder_without_a_book_is_named(tmp_path):
    with pytest.raises(BookError, match=r"_quarto\.yml: not found"):
        load_book(tmp_path)


def test_the_books_own_configuration_is_within_the_subset():
    book = load_book(minibook.PROJECT)
    assert book.entries[0].path == "index.qmd"
    assert all((book.root / entry.path).is_file() for entry in book.entries)
