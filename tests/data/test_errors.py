"""Problems as text, and the error that carries them."""

from __future__ import annotations

import pickle

import pytest

from analysis.data import InputError, Label, Problem
from analysis.data.errors import shown
from analysis.data.files import read_text

CELL = Problem("data/x.csv", 4, "minutes", "abc", "not a number", "write a number")
FIELD = Problem("data/y.yaml", 12, "themes/3/en", None, "missing key", "add en")
WHOLE = Problem("data/z.csv", None, None, None, "file not found", "restore the file")


def test_a_problem_reads_as_one_line():
    assert str(CELL) == (
        "data/x.csv, row 4, column minutes, value 'abc': not a number. Remedy: write a number."
    )
    assert str(FIELD) == "data/y.yaml, line 12, field themes/3/en: missing key. Remedy: add en."
    assert str(WHOLE) == "data/z.csv: file not found. Remedy: restore the file."


def test_an_input_error_lists_its_problems_one_per_line():
    error = InputError([CELL, FIELD])
    assert str(error).splitlines() == [str(CELL), str(FIELD)]
    assert error.exit_code == 2


def test_an_input_error_survives_pickling():
    error = pickle.loads(pickle.dumps(InputError([CELL, FIELD])))
    assert error.problems == (CELL, FIELD)


def test_shown_values_are_short_and_printable():
    assert shown("a\tb\n") == "a\\tb\\n"
    assert shown("x" * 100) == "x" * 59 + "…"


def test_labels():
    label = Label("数字化技术", "digital technology")
    assert label.both == str(label) == "数字化技术 digital technology"
    assert (label.text("zh"), label.text("en")) == ("数字化技术", "digital technology")
    assert Label.of({"zh": "甲", "en": "A"}) == Label("甲", "A")


def test_a_shared_folder_may_be_a_link_but_nothing_in_it_leads_out(tmp_path):
    shared, root = tmp_path / "shared", tmp_path / "root"
    shared.mkdir()
    root.mkdir()
    (shared / "in.txt").write_text("in", "utf-8")
    (tmp_path / "out.txt").write_text("out", "utf-8")
    (shared / "out.txt").symlink_to(tmp_path / "out.txt")
    (root / "data").symlink_to(shared)
    (root / "alone.txt").symlink_to(tmp_path / "out.txt")
    assert read_text(root, "data/in.txt") == "in"
    for file in ("data/out.txt", "alone.txt", "../out.txt"):
        with pytest.raises(InputError, match="leads out of the project"):
            read_text(root, file)
