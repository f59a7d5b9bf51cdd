from __future__ import annotations

from pathlib import Path

import pytest

from analysis.book import swap as module
from analysis.book.swap import built_aside, carry_over, swap


@pytest.fixture(params=["exchange", "two renames"])
def way(request, monkeypatch):
    if request.param == "two renames":
        monkeypatch.setattr(module, "_exchange", lambda *_: False)
    return request.param


def fill(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "page").write_text(text)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_new_folder_takes_the_place_of_the_old(tmp_path, way):
    target = fill(tmp_path / "_book", "old")
    (target / "gone").write_text("")
    with built_aside(target) as aside:
        assert aside.parent == tmp_path
        swap(fill(aside, "new"), target)
    assert names(target) == ["page"]
    assert (target / "page").read_text() == "new"
    assert names(tmp_path) == ["_book"]


def test_there_need_not_be_an_old_folder(tmp_path, way):
    with built_aside(tmp_path / "_book") as aside:
        swap(fill(aside, "new"), tmp_path / "_book")
    assert (tmp_path / "_book/page").read_text() == "new"
    assert names(tmp_path) == ["_book"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_failure_leaves_the_old_folder_and_no_rest(tmp_path, error):
    target = fill(tmp_path / "_book", "old")
    with pytest.raises(error), built_aside(target) as aside:
        fill(aside, "new")
        raise error
    assert (target / "page").read_text() == "old"
    assert names(tmp_path) == ["_book"]


def test_a_second_rename_that_fails_is_taken_back(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_exchange", lambda *_: False)
    target = fill(tmp_path / "_book", "old")
    with pytest.raises(FileNotFoundError):
        swap(tmp_path / "never-built", target)
    assert (target / "page").read_text() == "old"
    assert names(tmp_path) == ["_book"]


@pytest.mark.parametrize("links", [True, False])
def test_files_are_carried_over(tmp_path, monkeypatch, links):
    if not links:
        monkeypatch.delattr(module.os, "link")
        monkeypatch.setattr(module.os, "link", _no_link, raising=False)
    source = fill(tmp_path / "source", "text")
    (source / "deep").mkdir()
    (source / "deep/file").write_text("more")
    (tmp_path / "target").mkdir()
    carry_over(["page", "deep/file"], source, tmp_path / "target")
    assert (tmp_path / "target/page").read_text() == "text"
    assert (tmp_path / "target/deep/file").read_text() == "more"


def _no_link(*_):
    raise OSError("links are not supported")
