"""``book results`` and ``book diff``: two studies, two builds, two commits, and what is neither."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from typer.testing import CliRunner

from analysis.book.cli import app
from analysis.data.files import find_root
from tests.study.small import TABLE, document, make_project, write_study

FLIP = TABLE.replace("丁,0.36,0.22", "丁,0.36,0.82")
GIT = ["git", "-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = make_project(tmp_path_factory.mktemp("project"))
    write_study(root, "small", document())
    write_study(root, "other", document(), {"data.csv": FLIP})
    return root


def call(project, *arguments):
    return CliRunner().invoke(app, [*arguments, "--root", str(project)])


def test_two_studies_as_lines(project):
    done = call(project, "diff", "small", "other")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[:2] == ["from small: A small study", "to   other: A small study"]
    at = lines.index("Memberships that cross one half: 1")
    assert lines[at + 1] == "  丁, Variable A: 0.22 -> 0.82"
    assert "Cases: no change" in lines


def test_two_studies_as_json(project):
    found = json.loads(call(project, "diff", "small", "other", "--json").stdout)
    assert found["crossings"] == [{"variable": "a", "case": "丁", "before": 0.22, "after": 0.82}]
    assert found["old"]["study"] == "small" and found["count"] >= 1


def test_builds_by_the_file_they_keep(project, tmp_path):
    for name in ("small", "other"):
        kept = tmp_path / name / "downloads/results.json"
        kept.parent.mkdir(parents=True)
        kept.write_text(call(project, "results", name).stdout, encoding="utf-8")
    folders = call(project, "diff", str(tmp_path / "small"), str(tmp_path / "other"))
    assert folders.stdout == call(project, "diff", "small", "other").stdout
    file = str(tmp_path / "small/downloads/results.json")
    assert "no change" in call(project, "diff", file, "small").stdout


def test_two_commits(tmp_path):
    root = make_project(tmp_path / "project")
    folder = write_study(root, "small", document())
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(find_root() / "analysis", root / "analysis", ignore=ignored)

    def commit(message):
        subprocess.run([*GIT, "-C", str(root), "add", "-A"], check=True)
        subprocess.run([*GIT, "-C", str(root), "commit", "-qm", message], check=True)

    subprocess.run(["git", "init", "-q", str(root)], check=True)
    commit("one")
    (folder / "data.csv").write_text(FLIP, encoding="utf-8")
    commit("two")
    done = call(root, "diff", "HEAD~1:small", "HEAD:small")
    assert done.exit_code == 0, done.stderr
    assert "  丁, Variable A: 0.22 -> 0.82" in done.stdout.splitlines()


def test_a_commit_without_results_is_told(tmp_path):
    root = make_project(tmp_path / "project")
    write_study(root, "small", document())
    (root / "analysis").mkdir()
    (root / "analysis/__init__.py").write_text("", encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    subprocess.run([*GIT, "-C", str(root), "add", "-A"], check=True)
    subprocess.run([*GIT, "-C", str(root), "commit", "-qm", "one"], check=True)
    done = call(root, "diff", "HEAD:small", "small")
    assert done.exit_code == 2 and "its code does not tell results" in done.stderr


@pytest.mark.parametrize(
    ("side", "said"),
    [
        ("nothing", "neither a study, nor a build, nor a commit"),
        ("--output=/tmp/x", "No such option"),
        ("HEAD:../x", "neither a study"),
    ],
)
def test_what_is_neither_is_told_in_one_line(project, side, said):
    done = call(project, "diff", side, "small")
    assert done.exit_code == 2 and said in done.stderr


def test_a_build_without_results_and_a_file_that_is_none(project, tmp_path):
    done = call(project, "diff", str(tmp_path), "small")
    assert done.exit_code == 2 and "this build kept no results" in done.stderr
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    done = call(project, "diff", str(tmp_path / "x.json"), "small")
    assert done.exit_code == 2 and len(done.stderr.splitlines()) == 1
