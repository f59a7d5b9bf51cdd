"""A copy of the project's data that a test may spoil."""

from __future__ import annotations

import shutil

import pytest

from analysis.data.files import find_root


@pytest.fixture
def data_copy(tmp_path):
    shutil.copytree(find_root() / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture
def without_line(data_copy):
    """Return the copied root after deleting the lines of a file that start with a text."""

    def delete(file, start):
        path = data_copy / file
        lines = path.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(start)]
        assert len(kept) < len(lines)
        path.write_text("".join(kept), "utf-8")
        return data_copy

    return delete
