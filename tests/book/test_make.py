from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest

from .conftest import PROJECT

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"(?m)^([\w.-]+)==([^\s;\\]+)")


@pytest.fixture
def folder(tmp_path):
    """Return a folder with what make needs to decide what to do."""
    for name in ("Makefile", "pyproject.toml", *LOCKS):
        shutil.copy(PROJECT / name, tmp_path)
    return tmp_path


def make(folder, *arguments):
    command = ["make", "-C", str(folder), "--no-print-directory", *arguments]
    outer = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES")
    environment = {name: value for name, value in os.environ.items() if name not in outer}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_help_lists_every_target(folder):
    told = make(folder).stdout
    named = re.findall(r"(?m)^([a-z]+):.*##", (PROJECT / "Makefile").read_text(encoding="utf-8"))
    assert {"book", "test", "lock", "quarto", "clean", "help"} <= set(named)
    assert all(f"make {target} " in told for target in named)


def test_a_python_that_is_not_there_is_named(folder):
    done = make(folder, "book", "PYTHON=python-of-nobody")
    assert done.returncode != 0
    assert "'python-of-nobody' does not run. Name a Python: make book PYTHON=" in done.stderr


def test_an_old_python_is_named(folder):
    old = folder / "old-python"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.10.0"\n[ "$2" = "import sys" ]\n')
    old.chmod(0o755)
    done = make(folder, "test", f"PYTHON={old}")
    assert done.returncode != 0
    assert f"Python 3.11 or newer is needed, '{old}' is Python 3.10.0" in done.stderr
    assert not (folder / ".venv").exists()


def test_an_environment_is_installed_once_for_what_the_lock_file_says(folder):
    binaries = folder / ".venv/bin"
    binaries.mkdir(parents=True)
    (binaries / "python").symlink_to(sys.executable)
    planned = make(folder, "-n", "book").stdout
    assert "pip install" in planned
    (stamp,) = re.findall(r"touch (\S+)", planned)
    (folder / stamp).touch()
    assert "pip install" not in make(folder, "-n", "book").stdout
    with (folder / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    assert "pip install" in make(folder, "-n", "book").stdout


def test_the_environment_for_tests_is_good_for_the_book(folder):
    planned = make(folder, "-n", "test").stdout
    stamps = re.findall(r"\.venv/\.(\w+)-\d+", planned.split("touch", 1)[1])
    assert stamps == ["test", "book"]


@pytest.mark.parametrize("name", LOCKS)
def test_lock_files_have_hashes_and_no_addresses(name):
    text = (PROJECT / name).read_text(encoding="utf-8")
    assert "://" not in text
    blocks = re.split(r"(?m)^(?=[\w.-]+==)", text)[1:]
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_lock_for_tests_holds_the_lock_of_the_book():
    book, tests = (
        set(PINNED.findall((PROJECT / name).read_text(encoding="utf-8"))) for name in LOCKS
    )
    assert book < tests
