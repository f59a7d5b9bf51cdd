from __future__ import annotations

import pytest

from analysis.book.stamp import (
    STAMP,
    Built,
    Stamp,
    outputs_of,
    read_stamp,
    snapshot,
    stale_formats,
    write_stamp,
)

from .test_publish import git

ENGINE = "an engine"
NAMES = ("html", "pdf")


@pytest.fixture
def root(tmp_path):
    for name in ("analysis/a.py", "assets/a.css", "chapters/a.qmd", "data/a.csv", "_book/a.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    built = Built(
        ENGINE,
        snapshot(tmp_path, ["file:data/a.csv", "file:chapters/a.qmd"]),
        outputs_of(tmp_path / "_book", ["a.html"]),
    )
    write_stamp(tmp_path, Stamp({"html": built}))
    return tmp_path


def stale(root, engine=ENGINE):
    return stale_formats(root, read_stamp(root), engine, NAMES)


def test_what_was_built_is_current_and_the_rest_is_not_built(root):
    assert stale(root) == {"html": (), "pdf": ("it was not built yet",)}


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("analysis/a.py", "analysis/a.py changed"),
        ("analysis/templates/new.css", "analysis/templates/new.css is new"),
        ("assets/a.css", "assets/a.css changed"),
        ("chapters/a.qmd", "chapters/a.qmd changed"),
        ("data/a.csv", "data/a.csv changed"),
        ("requirements.lock", "requirements.lock is new"),
        ("_book/a.html", "_book/a.html was altered"),
    ],
)
def test_what_makes_a_format_stale(root, file, reason):
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_text("changed")
    assert reason in stale(root)["html"]


@pytest.mark.parametrize("file", ["analysis/a.py", "data/a.csv", "_book/a.html"])
def test_what_is_gone_makes_a_format_stale(root, file):
    (root / file).unlink()
    assert stale(root)["html"] == (f"{file} is gone",)


@pytest.mark.parametrize(
    "file", ["data/unused.csv", "README.md", "_book/more.html", "analysis/__pycache__/a.pyc"]
)
def test_what_does_not_matter(root, file):
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_text("new")
    assert stale(root)["html"] == ()


def test_a_commit_makes_the_book_stale(root):
    git(root, "init", "-q")
    assert stale(root)["html"] == ()
    git(root, "add", "data")
    git(root, "commit", "-q", "-m", "x")
    assert stale(root)["html"] == ("the commit, or whether all changes are in one, changed",)


def test_another_engine_builds_anew(root):
    assert stale(root, "another")["html"] == (f"it was built by {ENGINE}",)


def test_inputs_of_one_format_do_not_concern_the_other(root):
    (root / "data/b.csv").write_text("of the PDF alone")
    outputs = outputs_of(root / "_book", ["a.html"])
    pdf = Built(ENGINE, snapshot(root, ["file:data/b.csv"]), outputs)
    write_stamp(root, read_stamp(root).with_format("pdf", pdf))
    assert stale(root) == {"html": (), "pdf": ()}
    (root / "data/b.csv").write_text("changed")
    assert stale(root) == {"html": (), "pdf": ("data/b.csv changed",)}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"html": 1}', '{"html": {"engine": "x"}}'])
def test_a_damaged_stamp_is_no_stamp(root, text):
    (root / STAMP).write_text(text)
    assert read_stamp(root) == Stamp({})


def test_a_stamp_of_some_formats(root):
    stamp = read_stamp(root)
    assert stamp.only(["html"]) == stamp
    assert stamp.only(["pdf"]) == Stamp({})
