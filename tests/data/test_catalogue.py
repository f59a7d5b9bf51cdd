"""The catalogue and every file it names load without a problem."""

from __future__ import annotations

import pytest

from analysis.data import find_entry, load_catalogue, load_document, load_table
from analysis.data.files import find_root

ENTRIES = load_catalogue()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_catalogued_file_loads(entry):
    loaded = load_table(entry.id) if entry.is_table else load_document(entry.id)
    assert len(loaded) > 0


def test_every_data_file_is_catalogued():
    root = find_root()
    apart = {"schemas", "catalog", "studies"}
    files = {
        path.relative_to(root).as_posix()
        for folder in (root / "data").iterdir()
        if folder.is_dir() and folder.name not in apart
        for path in folder.rglob("*")
        if path.suffix in {".csv", ".yaml"}
    }
    named = {entry.path for entry in ENTRIES}
    assert files == {path for path in named if not path.startswith("data/studies/")}
    assert all((root / path).is_file() for path in named)


def test_entry_carries_kind_title_and_provenance():
    entry = find_entry("memberships_reconstructed")
    assert entry.kind == "reconstruction"
    assert "重构" in entry.title.zh
    assert entry.provenance[0].locator
