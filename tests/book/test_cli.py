from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from analysis.book import build as build_module
from analysis.book import doctor as doctor_module
from analysis.book.cli import app
from analysis.book.doctor import Finding

from .test_build import edit, files


def call(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


def render(root: Path, *arguments: str):
    return call("render", "--engine", "portable", "--root", str(root), *arguments)


@pytest.mark.parametrize("command", ["render", "check", "doctor", "clean", "quarto"])
def test_help_says_what_a_command_does(command):
    result = call(command, "--help")
    assert result.exit_code == 0
    assert len(result.output.split()) > 15


def test_the_help_of_render_has_examples_and_exit_codes():
    assert "book render --chapter case-coding  a quick look" in call("render", "--help").output
    assert "Exit codes: 0 done, 1 a build or check failed, 2 the input" in call("--help").output


def test_render_ends_with_the_two_paths_and_the_time(sample):
    result = render(sample)
    assert result.exit_code == 0
    first, second, last = result.stdout.splitlines()
    assert first.endswith("_book/index.html")
    assert second.endswith("_book/sample-book.pdf")
    assert re.fullmatch(r"0 warnings, \d+\.\d s", last)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--to", "docx"),
        ("--engine", "latex"),
        ("--jobs", "0"),
        ("--chapter", "index", "--to", "pdf"),
        ("--no-such-option",),
    ],
)
def test_a_wrong_call_is_exit_code_2(sample, arguments):
    result = render(sample, *arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_fault_of_the_input_is_one_line_and_exit_code_2(sample):
    edit(sample / "chapters/extra.qmd", "## Rows", "{{< video x >}}")
    result = render(sample)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert result.stderr.count("chapters/extra.qmd:3: the shortcode 'video' is outside") == 1


def test_a_failing_cell_is_one_line_and_exit_code_1(sample):
    edit(sample / "chapters/extra.qmd", 'frame("others")', "1 / 0")
    result = render(sample)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    expected = "chapters/extra.qmd:10: cell tbl-others failed: ZeroDivisionError: division by zero"
    assert expected in result.stderr.splitlines()


def test_the_traceback_is_there_for_those_who_ask(sample):
    edit(sample / "chapters/extra.qmd", 'frame("others")', "1 / 0")
    assert "----> 3 1 / 0" in render(sample, "--verbose").stderr


def test_bad_data_are_exit_code_2(sample):
    source = (
        "class E(Exception):\n    exit_code = 2\n    problems = ('data/x.csv: bad',)\nraise E()"
    )
    edit(sample / "chapters/extra.qmd", 'frame("others")', source)
    result = render(sample)
    assert result.exit_code == 2
    assert "data/x.csv: bad (needed by chapters/extra.qmd:13)" in result.stderr.splitlines()


def test_an_error_of_the_program_is_told_as_one(sample, monkeypatch):
    def broken(*_):
        raise LookupError("of the program")

    monkeypatch.setattr(build_module, "build", broken)
    result = render(sample)
    assert result.exit_code == 1
    assert "unexpected LookupError: of the program" in result.stderr
    assert "Traceback" not in result.stderr


def test_no_project_here(tmp_path):
    result = render(tmp_path)
    assert result.exit_code == 2
    assert "_quarto.yml: not found in this folder" in result.stderr


def test_check_of_a_good_book(built_once):
    result = call("check", "--root", str(built_once))
    assert (result.exit_code, result.stdout) == (0, "_book: html and pdf checked, no fault\n")


def test_check_of_a_broken_book(sample):
    edit(sample / "_book/index.html", 'href="chapters/figures.html"', 'href="chapters/gone.html"')
    result = call("check", "--root", str(sample))
    assert result.exit_code == 1
    assert "the link chapters/gone.html leads nowhere" in result.stderr


def test_check_without_a_book(sample):
    call("clean", "--root", str(sample))
    result = call("check", "--root", str(sample))
    assert result.exit_code == 2
    assert "there is no book yet" in result.stderr


def test_clean_removes_the_book_and_keeps_the_results(sample):
    (sample / "_book.left").mkdir()
    assert call("clean", "--root", str(sample)).exit_code == 0
    assert not list(sample.glob("_book*"))
    assert list((sample / ".cache/book/results").iterdir())
    assert call("clean", "--all", "--root", str(sample)).exit_code == 0
    assert not (sample / ".cache/book/results").exists()


@pytest.mark.parametrize(
    ("bad", "code"), [(set(), 0), ({"Data"}, 2), ({"Fonts"}, 1), ({"Data", "Fonts"}, 1)]
)
def test_doctor_tells_bad_data_from_a_bad_machine(monkeypatch, bad, code):
    findings = [Finding(subject, "x", bad=subject in bad) for subject in ("Data", "Fonts")]
    monkeypatch.setattr(doctor_module, "examine", lambda root: findings)
    assert call("doctor").exit_code == code


COMMAND = (sys.executable, "-m", "analysis.book", "render", "--engine", "portable", "--root")
QUIET_IMPORTS = """
import sys
sys.argv = ["book", "render", "--engine", "portable", "--root", {root!r}]
from analysis.book.cli import main
try:
    main()
except SystemExit as ended:
    assert not ended.code
heavy = {{"pandas", "numpy", "matplotlib", "nbclient", "panflute", "typst", "lxml", "pypdf"}}
print(sorted(heavy & sys.modules.keys()))
"""


def test_a_build_with_nothing_to_do_imports_nothing_heavy(sample):
    script = QUIET_IMPORTS.format(root=str(sample))
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True
    )
    assert "nothing changed since the last build" in done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def heed_interrupts() -> None:
    """Undo what a shell does to commands it starts in the background: they ignore SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_no_trace(sample, number):
    before = files(sample)
    edit(sample / "chapters/extra.qmd", 'frame("others")', "import time\ntime.sleep(300)")
    with subprocess.Popen(
        [*COMMAND, str(sample)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "cell tbl-others" in line:
                break
        time.sleep(0.3)
        kernels = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(number)
        try:
            _, told = process.communicate(timeout=60)
        finally:
            process.kill()
    assert kernels
    assert "stopped; the book is as it was" in told
    assert "Traceback" not in told
    assert process.returncode == 130
    assert psutil.wait_procs(kernels, timeout=10)[1] == []
    assert files(sample) == before
    assert [path.name for path in sample.glob("_book*")] == ["_book"]
