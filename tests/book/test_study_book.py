"""The book of a study: a project made from its chapters and settings, then built as any other."""

from __future__ import annotations

import json
import re

import pytest
from lxml import html
from ruamel.yaml import YAML
from typer.testing import CliRunner

from analysis.book.cli import app
from analysis.book.study_book import derive
from analysis.changes import Results, results_of
from analysis.data.files import find_root
from analysis.study import load_study
from tests.study.small import make_project
from tests.study.ten import make_ten

PROJECT = find_root()
SHARED = ("analysis", "assets", "studybook", "_extensions", "references.bib", "references-zh.bib")


def project_of(root, names):
    """Return a project with studies of its own and the code and design of this one."""
    make_ten(make_project(root), names)
    for name in (*SHARED, "requirements.lock", "pyproject.toml"):
        (root / name).symlink_to(PROJECT / name)
    return root


@pytest.fixture
def project(tmp_path):
    return project_of(tmp_path / "project", ("a-tiny", "c-one"))


def chapters(folder, edition="en"):
    settings = YAML(typ="safe").load((folder / f"_quarto-{edition}.yml").read_text("utf-8"))
    return [name.split("study-")[-1] for name in settings["book"]["chapters"]]


def test_a_study_has_the_chapters_that_apply_to_it(project):
    tiny, one = (derive(project, load_study(name, project)) for name in ("a-tiny", "c-one"))
    plain = ["index.qmd", "data.qmd", "necessity.qmd", "configurations.qmd", "robustness.qmd"]
    assert chapters(tiny) == plain
    assert chapters(one) == [*plain[:4], "thresholds.qmd", plain[4], "changes.qmd"]
    assert len(chapters(one, "zh")) == len(chapters(one))
    assert not (tiny / "chapters/study-changes.qmd").exists()


def test_a_study_gives_its_book_the_title(project):
    folder = derive(project, load_study("a-tiny", project))
    texts = [(folder / f"_quarto-{edition}.yml").read_text("utf-8") for edition in ("en", "zh")]
    assert "title: A small study" in texts[0] and "title: 小研究" in texts[1]


def test_what_is_right_is_left_alone_and_what_no_longer_applies_is_removed(project):
    study = load_study("c-one", project)
    folder = derive(project, study)
    before = {path: path.lstat().st_mtime_ns for path in folder.rglob("*")}
    derive(project, study)
    assert {path: path.lstat().st_mtime_ns for path in folder.rglob("*")} == before
    path = project / "data/studies/c-one/study.yml"
    path.write_text(re.sub(r"base: a-tiny\n", "", path.read_text("utf-8")), encoding="utf-8")
    derive(project, load_study("c-one", project))
    assert not (folder / "chapters/study-changes.qmd").exists()


def render(project, *arguments):
    return CliRunner().invoke(
        app, ["render", "--engine", "portable", *arguments, "--root", str(project)]
    )


def test_an_unknown_study_is_told_in_one_line(project):
    done = render(project, "--study", "nothing")
    assert done.exit_code == 2 and "there is no study of this name" in done.stderr


def test_the_book_of_a_study_says_what_its_results_are(project):
    done = render(project, "--study", "a-tiny")
    assert done.exit_code == 0, done.stderr
    folder = project / "_studies/a-tiny"
    assert (folder / "a-tiny.pdf").read_bytes().startswith(b"%PDF")
    assert not (project / "_book").exists()
    kept = json.loads((folder / "downloads/results.json").read_text("utf-8"))
    study = load_study("a-tiny", project)
    assert Results.of(kept, "results.json", project) == results_of(study)
    for page, sentence in (
        ("index.html", "The study compares 5 cases."),
        ("zh/index.html", "本研究比较 5 个案例。"),
    ):
        text = " ".join(html.parse(str(folder / page)).getroot().text_content().split())
        assert sentence in text
        assert "Traceback" not in text and "{python}" not in text
