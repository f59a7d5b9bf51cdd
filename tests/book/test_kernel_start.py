from __future__ import annotations

import importlib
import inspect
import os
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from analysis.book.kernel_start import Recorder, escaped, inline_markdown, is_input


class AsMarkdown:
    def _repr_markdown_(self):
        return "**0.9**"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (28, "28"),
        (0.5, "0.5"),
        (True, "True"),
        (-3, "-3"),
        ("plain", "plain"),
        ("A*B_c", r"A\*B\_c"),
        ("~A", r"\~A"),
        ("[x](y) #1 `c`", r"\[x\]\(y\) \#1 \`c\`"),
        ("数字化技术", "数字化技术"),
        (AsMarkdown(), "**0.9**"),
    ],
)
def test_inline_values(value, expected):
    assert inline_markdown(value) == expected


@pytest.mark.parametrize("value", [None, [1], Fraction(1, 3), object()])
def test_inline_values_that_the_engines_would_print_differently_are_refused(value):
    with pytest.raises(TypeError, match="an inline value must be text"):
        inline_markdown(value)


def test_escaped_text_is_text_for_pandoc():
    from analysis.book import pandoc

    text = r"*a* _b_ `c` ~d~ ^e^ $f$ <g> @h [i](j) \k {l} 1. #m |n| !o +p -q >r, s"
    assert pandoc.run(escaped(text), "--from", "markdown", "--to", "plain").strip() == text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("data/x.csv", True),
        ("index.qmd", True),
        (".", True),
        ("_book/index.html", False),
        ("_book.x3/index.html", False),
        (".cache/book/stamp.json", False),
        (".venv/lib/x.py", False),
        ("analysis/__pycache__/x.pyc", False),
    ],
)
def test_what_can_be_an_input(name, expected):
    assert is_input(name) is expected


@pytest.fixture
def recorder(tmp_path):
    recorder = Recorder(str(tmp_path))
    sys.addaudithook(recorder.hook)
    yield recorder
    recorder.active = False


def test_files_read_and_folders_listed_are_recorded(recorder, tmp_path):
    (tmp_path / "data").mkdir()
    recorder.written.clear()
    with pytest.raises(FileNotFoundError):
        (tmp_path / "data/absent.csv").read_text()
    sorted((tmp_path / "data").iterdir())
    descriptor = os.open(tmp_path / "data", os.O_RDONLY)
    os.close(descriptor)
    found = recorder.report()
    assert found["files"] == ["data", "data/absent.csv"]
    assert found["listings"] == ["data"]


def test_a_file_the_chapter_wrote_itself_is_no_input(recorder, tmp_path):
    (tmp_path / "own.txt").write_text("1")
    assert (tmp_path / "own.txt").read_text() == "1"
    assert recorder.report()["files"] == []


def test_files_outside_the_root_and_derived_ones_are_no_input(recorder, tmp_path):
    (tmp_path / "_book").mkdir()
    recorder.written.clear()
    with pytest.raises(FileNotFoundError):
        (tmp_path / "_book/index.html").read_text()
    Path(__file__).read_text()
    assert recorder.report()["files"] == []


def test_nothing_is_recorded_after_the_end(recorder, tmp_path):
    recorder.active = False
    with pytest.raises(FileNotFoundError):
        (tmp_path / "x").read_text()
    assert recorder.report()["files"] == []


MODULE = 'def used():\n    """Say one."""\n    return 1\n'


def test_asking_for_a_docstring_reads_the_whole_module(tmp_path, monkeypatch):
    (tmp_path / "documented_module.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("documented_module")
    original = inspect.getdoc
    recorder = Recorder(str(tmp_path))
    monkeypatch.setattr(inspect, "getdoc", original)
    recorder.trace_documentation()
    assert inspect.getdoc(module.used) == "Say one."
    assert recorder.report()["files"] == ["documented_module.py"]


def test_a_module_whose_functions_are_not_noted_counts_whole(recorder, tmp_path, monkeypatch):
    (tmp_path / "plain_module.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("plain_module")
    found = recorder.report()
    assert (found["modules"], found["files"]) == (["plain_module.py"], ["plain_module.py"])
