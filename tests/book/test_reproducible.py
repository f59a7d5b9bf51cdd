from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from analysis.book.history import epoch_of

from .conftest import copy_sample
from .test_build import files

COMMITTED = 1_720_000_000  # 2024-07-03 09:46:40 UTC
AUTHOR = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b.c", "GIT_COMMITTER_NAME": "A"}
WHO = {**AUTHOR, "GIT_COMMITTER_EMAIL": "a@b.c", "GIT_COMMITTER_DATE": f"{COMMITTED} +0800"}


def git(root: Path, *arguments: str) -> None:
    command = ["git", "-C", str(root), *arguments]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **WHO})


def build(root: Path, jobs: int, **environment: str) -> dict[str, str]:
    """Return the fingerprint of every file of a build in a process of its own."""
    command = [sys.executable, "-m", "analysis.book", "render", "--engine", "portable"]
    command += ["--root", str(root), "--jobs", str(jobs)]
    kept = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    subprocess.run(command, check=True, capture_output=True, env={**kept, **environment})
    return files(root)


@pytest.fixture(scope="module")
def committed(tmp_path_factory) -> Path:
    root = copy_sample(tmp_path_factory.mktemp("committed").resolve())
    (root / ".gitignore").write_text(".cache/\n_book*/\n")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "The sample")
    return root


@pytest.fixture(scope="module")
def first(committed) -> dict[str, str]:
    return build(committed, 1, TZ="Asia/Shanghai", PYTHONHASHSEED="1")


def test_folder_jobs_zone_and_hash_seed_change_no_byte(committed, first, tmp_path):
    other = tmp_path.resolve() / "a deeper" / "folder"
    git(committed, "clone", "--quiet", str(committed), str(other))
    assert build(other, 2, TZ="America/New_York", PYTHONHASHSEED="2") == first


def test_what_was_kept_from_the_last_build_changes_no_byte(committed, first):
    shutil.rmtree(committed / "_book")
    assert build(committed, 2, PYTHONHASHSEED="3") == first


def test_the_pdf_is_as_old_as_the_commit(committed, first):
    (name,) = (name for name in first if name.endswith(".pdf") and "/" not in name)
    created = PdfReader(committed / "_book" / name).metadata.creation_date
    assert created.timestamp() == COMMITTED


def test_the_epoch_is_the_variable_then_the_commit_then_nothing(committed, tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert epoch_of(committed) == COMMITTED
    assert epoch_of(tmp_path) is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert epoch_of(committed) == 86400
    assert epoch_of(tmp_path) == 86400
