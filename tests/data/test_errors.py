"""Problems as text, and the error that carries them."""

from __future__ import annotations

import pickle

from analysis.data import InputError, Label, Problem
from analysis.data.errors import shown

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
