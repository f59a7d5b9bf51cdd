"""The data of the case study, and a copy of them to spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.casestudy import load_evidence, load_sources, load_structure
from analysis.data import find_root


@pytest.fixture(scope="package")
def structure():
    return load_structure()


@pytest.fixture(scope="package")
def sources():
    return load_sources()


@pytest.fixture(scope="package")
def evidence(structure):
    return load_evidence(structure)


@pytest.fixture
def spoilt(tmp_path) -> Callable[[str, str, str], Path]:
    """Return a function that replaces the one occurrence of a text and returns the root."""
    for folder in ("catalog", "schemas", "case_study"):
        shutil.copytree(find_root() / "data" / folder, tmp_path / "data" / folder)

    def change(file: str, old: str, new: str) -> Path:
        path = tmp_path / "data/case_study" / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{text.count(old)} times in {file}: {old}"
        path.write_text(text.replace(old, new), "utf-8")
        return tmp_path

    return change
