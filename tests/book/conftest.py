from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.book.build import Order, build
from analysis.book.progress import Progress

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]


def copy_sample(root: Path) -> Path:
    """Write the sample book below ``root``, with the project's assets beside it."""
    shutil.copytree(HERE / "sample", root, dirs_exist_ok=True)
    (root / "assets").mkdir()
    for name in ("author-date.csl", "figures-and-tables.css"):
        shutil.copy(PROJECT / "assets" / name, root / "assets")
    (root / "assets/fonts").symlink_to(PROJECT / "assets/fonts")
    shutil.copytree(PROJECT / "_extensions", root / "_extensions")
    return root


@pytest.fixture(scope="session")
def built_once(tmp_path_factory) -> Path:
    """Return the root of the sample book, built; not to be changed."""
    root = copy_sample(tmp_path_factory.mktemp("sample").resolve())
    build(Order(root, engine="portable"), Progress())
    return root


@pytest.fixture
def sample(built_once, tmp_path) -> Path:
    """Return the root of a copy of the built sample book, free to be changed."""
    root = tmp_path.resolve() / "sample"
    shutil.copytree(built_once, root, symlinks=True)
    return root
