"""The two sides of ``book diff``: the results of a study, of a build, or of a commit."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from analysis.book.errors import BookError
from analysis.changes import Results, results_of
from analysis.study import load_study, study_names
from analysis.study.loading import DEFAULT

KEPT = "downloads/results.json"
REVISION = re.compile(r"[A-Za-z0-9][\w./@{}^~-]{0,200}")
STUDY = re.compile(r"[a-z0-9][a-z0-9-]*")


def results_for(name: str, root: Path) -> Results:
    """Return the results that a side of the comparison names.

    It is a study, a file or folder of a build (where ``downloads/results.json`` lies), or a commit,
    with ``:STUDY`` for another study than the published one. Raises BookError for anything else.
    """
    if name in study_names(root):
        return results_of(load_study(name, root))
    path = Path(name)
    if path.exists():
        return _of_build(path, root)
    return _of_commit(name, root)


def _of_build(path: Path, root: Path) -> Results:
    file = path / KEPT if path.is_dir() else path
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        remedy = "build the book once more, or name a study or a commit"
        raise BookError.at(str(file), None, "this build kept no results", remedy) from None
    except (OSError, ValueError):
        remedy = "give a file that 'book results' or a build wrote"
        raise BookError.at(str(file), None, "no results of a study", remedy) from None
    return _read(content, str(file), root)


def _of_commit(name: str, root: Path) -> Results:
    revision, _, study = name.partition(":")
    chosen = study or DEFAULT
    if not REVISION.fullmatch(revision) or not STUDY.fullmatch(chosen):
        raise _unknown(name, root)
    archive = _git(root, "archive", "--format=tar", f"{revision}^{{commit}}", "data", "analysis")
    if archive is None:
        raise _unknown(name, root)
    with tempfile.TemporaryDirectory(prefix="book-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as content:
            content.extractall(folder, filter="data")
        return _read(_asked(Path(folder), revision, chosen), name, root)


def _asked(folder: Path, revision: str, study: str) -> Any:
    """Return what the code of a commit says of its own data."""
    command = [sys.executable, "-m", "analysis.book", "results", study, "--root", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        message = f"its code does not tell results: {reason[:200]}"
        raise BookError.at(revision, None, message, "name a later commit, or a build of that one")
    return json.loads(done.stdout)


def _read(content: Any, file: str, root: Path) -> Results:
    return Results.of(content, file, root)


def _unknown(name: str, root: Path) -> BookError:
    studies = ", ".join(study_names(root))
    remedy = f"name a study ({studies}), a folder or file of a build, or a commit"
    return BookError.at(name, None, "neither a study, nor a build, nor a commit", remedy)


def _git(root: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, check=False
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
