"""The case study as loaded, and a copy of its data files to spoil."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.casestudy import load_evidence, load_sources, load_structure
from analysis.data.files import find_root


@dataclass(frozen=True, slots=True)
class Copy:
    """A project root that holds only the case study."""

    root: Path

    def edit(self, file: str, old: str, new: str) -> int:
        """Replace the one occurrence of ``old`` and return its line number."""
        path = self.root / "data/case_study" / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{text.count(old)} times in {file}: {old}"
        path.write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    def append(self, file: str, line: str) -> int:
        """Add a line at the end and return its number."""
        path = self.root / "data/case_study" / file
        text = path.read_text("utf-8")
        path.write_text(text + line + "\n", "utf-8")
        return text.count("\n") + 1


@pytest.fixture
def copy(tmp_path) -> Copy:
    source = find_root()
    (tmp_path / "data/catalog").mkdir(parents=True)
    (tmp_path / "data/schemas").mkdir()
    shutil.copy(source / "data/catalog/case_study.yaml", tmp_path / "data/catalog")
    for schema in [
        *source.glob("data/schemas/case_*"),
        source / "data/schemas/catalog.schema.yaml",
    ]:
        shutil.copy(schema, tmp_path / "data/schemas")
    shutil.copytree(source / "data/case_study", tmp_path / "data/case_study")
    return Copy(tmp_path)


@pytest.fixture(scope="session")
def structure():
    return load_structure()


@pytest.fixture(scope="session")
def sources():
    return load_sources()


@pytest.fixture(scope="session")
def evidence(structure):
    return load_evidence(structure)
