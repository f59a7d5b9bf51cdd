from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path

import psutil
import pytest

from analysis.book import quarto as module
from analysis.book.build import Order, build
from analysis.book.check import expected_pages
from analysis.book.check_html import captions
from analysis.book.errors import BookError
from analysis.book.manuscript import read_manuscript
from analysis.book.progress import PlainProgress
from analysis.book.quarto import Quarto, QuartoError, find_quarto, install, required

from .test_build import edit, files

pytestmark = pytest.mark.skipif(os.name == "nt", reason="stands in for Quarto with a shell script")

# Answers as Quarto does, and gives the pages of FINISHED for what it would have written.
STAND_IN = """\
#!/bin/sh
if [ "$1" = "--version" ]; then echo "{version}"; exit 0; fi
echo "$@" >> calls.txt
echo "python=$QUARTO_PYTHON" >> calls.txt
{before}
while [ $# -gt 0 ]; do
  case "$1" in --to) to=$2;; --output-dir) out=$2;; esac
  shift
done
if [ "$to" = html ]; then
  cp -R {finished}/. "$out"; rm -f "$out"/*.pdf
  {after}
else
  cp {finished}/*.pdf "$out"
fi
"""


@pytest.fixture
def stand_in(tmp_path, monkeypatch, built_once):
    """Return a function that puts a program named quarto on an otherwise empty PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setattr(module.sys, "executable", str(tmp_path / "no/python"))

    def write(
        version: str = "1.9.38", before: str = "", after: str = ":", name: str = "quarto"
    ) -> Path:
        program = folder / name
        texts = {"version": version, "before": before, "after": after}
        program.write_text(STAND_IN.format(**texts, finished=built_once / "_book"))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(folder) + os.pathsep + "/usr/bin" + os.pathsep + "/bin")
        return program

    return write


def run(root: Path, engine: str = "auto", **changes):
    log = io.StringIO()
    return build(Order(root, engine=engine, **changes), PlainProgress(log)), log.getvalue()


@pytest.mark.parametrize(
    ("version", "usable"),
    [("1.9.0", True), ("1.9.38", True), ("1.10.1", True), ("99.9.9", True), ("2.0.0", True),
     ("1.8.27", False), ("1.4.550", False), ("1.9.0-rc1", False), ("nonsense", False)],
)  # fmt: skip
def test_which_versions_are_usable(version, usable):
    assert Quarto(Path("quarto"), version).usable is usable


def test_no_quarto(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setattr(module.sys, "executable", str(tmp_path / "python"))
    assert find_quarto() is None
    with pytest.raises(BookError, match=r"no Quarto was found.*make quarto"):
        required(None)


def test_quarto_on_the_path(stand_in):
    program = stand_in()
    assert find_quarto() == Quarto(program, "1.9.38")


def test_quarto_named_by_the_environment_comes_first(stand_in, monkeypatch):
    stand_in("1.9.38")
    named = stand_in("1.10.0", name="quarto-of-mine")
    monkeypatch.setenv("QUARTO_PATH", str(named))
    assert find_quarto() == Quarto(named, "1.10.0")


def test_a_usable_quarto_is_taken_before_an_old_one(stand_in, monkeypatch):
    usable = stand_in("1.9.38")
    monkeypatch.setenv("QUARTO_PATH", str(stand_in("1.4.550", name="quarto-of-old")))
    assert find_quarto() == Quarto(usable, "1.9.38")


def test_a_program_that_does_not_answer_is_no_quarto(stand_in):
    stand_in().write_text("#!/bin/sh\nexit 1\n")
    assert find_quarto() is None


def test_an_old_quarto_is_named_and_the_portable_engine_builds(sample, stand_in):
    stand_in("1.4.550")
    outcome, log = run(sample)
    assert outcome.made == ()
    assert "Quarto 1.4.550 (" in log
    assert ") is too old: 1.9 is needed; run 'make quarto'" in log
    with pytest.raises(BookError, match=r"version 1\.4\.550 .* is too old, 1\.9 is needed"):
        run(sample, engine="quarto")


def test_quarto_builds_both_formats_aside(sample, stand_in):
    stand_in()
    before = files(sample)
    outcome, log = run(sample)
    assert outcome.made == ("html", "pdf")
    assert "html: building, because it was built by the portable engine" in log
    calls = (sample / "calls.txt").read_text().splitlines()
    assert [call.split()[:3] for call in calls[::2]] == [
        ["render", "--to", "html"],
        ["render", "--to", "book-typst"],
    ]
    assert all("--no-clean" in call and "--output-dir _book." in call for call in calls[::2])
    assert set(calls[1::2]) == {f"python={module.sys.executable}"}
    assert files(sample) == before
    assert [path.name for path in sample.glob("_book*")] == ["_book"]


def test_quartos_pages_are_finished(sample, stand_in):
    stand_in(after='find "$out" -name "*.html" -exec sed -i s/provenance/unfinished/g {} +')
    run(sample)
    page = (sample / "_book/index.html").read_text(encoding="utf-8")
    assert page.count('class="provenance"') == 1
    assert "<dd>Quarto 1.9.38 · Python" in page


def test_nothing_changed_is_seen_without_running_quarto(sample, stand_in):
    stand_in()
    run(sample)
    (sample / "calls.txt").unlink()
    assert run(sample)[0].made == ()
    assert not (sample / "calls.txt").exists()
    edit(sample / "data/others.csv", "7", "8")
    assert run(sample)[0].made == ("html", "pdf")


def test_warnings_of_quarto_are_counted(sample, stand_in):
    stand_in(before="echo 'WARNING: Unable to resolve crossref @fig-none' >&2")
    progress = PlainProgress(io.StringIO())
    build(Order(sample, engine="quarto"), progress)
    assert progress.warnings == ["Quarto: Unable to resolve crossref @fig-none"] * 2


def test_a_quarto_that_stops_leaves_the_book_as_it_was(sample, stand_in):
    before = files(sample)
    stand_in(before="echo 'ERROR: the cell failed'; exit 7")
    with pytest.raises(QuartoError, match=r"exit code 7.*\n *ERROR: the cell failed"):
        run(sample)
    assert files(sample) == before


class Interrupted(PlainProgress):
    def note(self, text):
        if text == "started":
            raise KeyboardInterrupt


def test_an_interrupt_ends_quarto_and_all_that_it_started(sample, stand_in):
    before = files(sample)
    stand_in(before="sleep 300 &\necho started\nsleep 300")
    with pytest.raises(KeyboardInterrupt):
        build(Order(sample, engine="quarto"), Interrupted(io.StringIO()))
    assert psutil.Process().children(recursive=True) == []
    assert files(sample) == before
    assert [path.name for path in sample.glob("_book*")] == ["_book"]


def test_what_quarto_wrote_is_checked(sample, stand_in):
    stand_in(before=":")
    edit(sample / "index.qmd", "A quotation.", "Another quotation.")
    edit(sample / "chapters/extra.qmd", "tbl-others", "tbl-renamed")
    with pytest.raises(Exception, match="tbl-renamed is missing"):
        run(sample)


@pytest.mark.parametrize(
    ("log", "reason"),
    [
        (
            "urllib.error.URLError: <urlopen error no route>",
            "that page cannot be reached from here",
        ),
        (
            "ERROR: No matching distribution found for quarto-cli",
            "the package index in use does not",
        ),
        ("ERROR: Something odd\n", "pip said: ERROR: Something odd"),
        ("", "pip gave no reason"),
    ],
)
def test_an_installation_that_fails_says_why_and_what_to_do(monkeypatch, log, reason):
    failed = subprocess.CompletedProcess([], 1, stdout="", stderr=log)
    monkeypatch.setattr(module.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(QuartoError) as caught:
        install()
    assert caught.value.exit_code == 1
    assert reason in str(caught.value)
    assert "The book builds without it" in str(caught.value)


def test_an_installation_that_succeeds(monkeypatch):
    done = subprocess.CompletedProcess([], 0, stdout="", stderr="")
    monkeypatch.setattr(module.subprocess, "run", lambda *_, **__: done)
    found = Quarto(Path("quarto"), "1.9.38")
    monkeypatch.setattr(module, "find_quarto", lambda: found)
    assert install() == found


@pytest.mark.slow
def test_the_real_quarto_gives_the_numbers_of_the_portable_engine(sample):
    quarto = find_quarto()
    if quarto is None or not quarto.usable:
        pytest.skip("no Quarto 1.9 or newer on this machine")
    pages = expected_pages(read_manuscript(sample))
    of_the_portable_engine = captions(sample / "_book", pages)
    outcome, _ = run(sample, engine="quarto")
    assert outcome.made == ("html", "pdf")
    assert captions(sample / "_book", pages) == of_the_portable_engine
