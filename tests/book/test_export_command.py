from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from analysis.book import export_command as module
from analysis.book.errors import BookError
from analysis.book.export_command import add_export, refi_files, write_refi
from analysis.casestudy import load_structure
from analysis.casestudy.refi import RefiError
from analysis.figures.data_structure import COLOURS
from tests.casestudy.refi_reader import read_codebook

ROOT = Path(__file__).parents[2]


@contextmanager
def told(verbose: bool) -> Iterator[None]:
    """Turn an error into its lines and exit code 2."""
    try:
        yield
    except (BookError, RefiError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None


def call(*arguments: str):
    app = typer.Typer()
    app.callback()(lambda: None)
    add_export(app, told)
    return CliRunner().invoke(app, ["export", *arguments])


def test_the_command_writes_both_files_and_names_them(tmp_path):
    done = call("refi", str(tmp_path / "new/folder"), "--root", str(ROOT))
    assert done.exit_code == 0
    paths = [Path(line) for line in done.stdout.splitlines()]
    assert [path.name for path in paths] == ["case-study.qdc", "case-study.qdpx"]
    assert {path: path.read_bytes() for path in paths} == {
        tmp_path / "new/folder" / file.name: file.content for file in refi_files(ROOT)
    }
    assert sorted(tmp_path.glob("new/folder/*")) == paths


def test_codes_have_the_colours_of_the_figure():
    codes, _ = read_codebook(refi_files(ROOT)[0].content)
    dimensions = [code.colour for code in codes if code.parent is None]
    assert dimensions == list(COLOURS)[: len(load_structure().dimensions)]
    assert len(set(dimensions)) == len(dimensions)


def test_a_failure_leaves_the_old_files(tmp_path, monkeypatch):
    write_refi(ROOT, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    def fail(root):
        raise RefiError("XA: its text holds the character U+0000")

    monkeypatch.setattr(module, "refi_files", fail)
    done = call("refi", str(tmp_path), "--root", str(ROOT))
    assert (done.exit_code, done.stderr) == (2, "XA: its text holds the character U+0000\n")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_an_interruption_leaves_no_part_of_a_file(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_refi(ROOT, tmp_path)
    assert list(tmp_path.iterdir()) == []
