"""The command ``book reconstruct``: which seeds it asks for, what it says, how it fails."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from analysis.book.cli import app
from analysis.forensics.reconstruct import ensemble
from analysis.work import Backend, active


@pytest.fixture
def asked(monkeypatch):
    calls = []

    def make(seeds, out, root=None):
        calls.append((tuple(seeds), out, root, active()))
        return calls[-1][0][:-1]

    monkeypatch.setattr(ensemble, "ensemble", make)
    return calls


def test_seeds_follow_the_first_and_the_finished_are_counted(asked, tmp_path):
    call = ["reconstruct", "--members", "3", "--first", "7", "--out", str(tmp_path)]
    told = CliRunner().invoke(app, call)
    assert told.exit_code == 0
    assert asked[0][:2] == ((7, 8, 9), tmp_path)
    assert asked[0][3] == Backend("processes")
    assert "2 of 3 members" in told.output and "not data" in told.output


def test_a_project_without_data_is_told_in_a_line(tmp_path):
    call = ["reconstruct", "--root", str(tmp_path), "--out", str(tmp_path / "out")]
    told = CliRunner().invoke(app, call)
    assert told.exit_code == 2
    assert "Traceback" not in told.output
