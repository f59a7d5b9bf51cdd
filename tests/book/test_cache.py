from __future__ import annotations

import json
import os

import pytest

from analysis.book.cache import FIRST_RUN, RESULTS_LOST, RUNS_KEPT, Cache
from analysis.book.executed import Executed, Output
from analysis.book.fingerprint import Fingerprints
from analysis.book.qmd import parse_chapter
from analysis.book.trace import chapter_inputs

OWN = {"cell:a": "1", "order:": "2"}


def result(text: str) -> Executed:
    return Executed({1: (Output({"text/plain": text}),)}, {})


@pytest.fixture
def root(tmp_path):
    (tmp_path / "x.csv").write_text("1")
    return tmp_path


@pytest.fixture
def cache(root):
    return Cache(root / ".cache/book")


def inputs(root, **changes):
    return {**OWN, "file:x.csv": Fingerprints(root).value("file:x.csv"), **changes}


def look(cache, root, own=OWN):
    return cache.lookup("a.qmd", own, Fingerprints(root))


def test_a_chapter_that_never_ran(cache, root):
    assert look(cache, root).executed is None
    assert look(cache, root).reasons == (FIRST_RUN,)


def test_results_hold_while_every_input_is_the_same(cache, root):
    cache.store("a.qmd", inputs(root), result("one"))
    assert look(cache, root).executed == result("one")
    assert cache.lookup("b.qmd", OWN, Fingerprints(root)).executed is None


def test_a_changed_file_and_a_changed_cell_are_named(cache, root):
    cache.store("a.qmd", inputs(root), result("one"))
    (root / "x.csv").write_text("2")
    found = look(cache, root, {**OWN, "cell:a": "9", "cell:b": "1"})
    assert found.executed is None
    assert set(found.reasons) == {"x.csv changed", "cell a changed", "cell b is new"}


def test_going_back_finds_the_older_results(cache, root):
    cache.store("a.qmd", inputs(root), result("one"))
    (root / "x.csv").write_text("2")
    cache.store("a.qmd", inputs(root), result("two"))
    assert look(cache, root).executed == result("two")
    (root / "x.csv").write_text("1")
    assert look(cache, root).executed == result("one")


def test_only_the_last_runs_are_kept(cache, root):
    for number in range(RUNS_KEPT + 3):
        (root / "x.csv").write_text(str(number))
        cache.store("a.qmd", inputs(root), result(str(number)))
    (root / "x.csv").write_text("0")
    assert look(cache, root).executed is None


@pytest.mark.parametrize("damage", ["", "{", '{"outputs": {}, "inlines": {}}', None])
def test_damaged_results_are_no_results(cache, root, damage):
    cache.store("a.qmd", inputs(root), result("one"))
    (stored,) = (root / ".cache/book/results").glob("*.json")
    if damage is None:
        stored.unlink()
    else:
        stored.write_text(damage)
    assert look(cache, root).executed is None
    assert look(cache, root).reasons == (RESULTS_LOST,)


@pytest.mark.parametrize("damage", ["", "[]", '{"runs": 3}', '{"runs": [{"inputs": 1}]}', "\xff"])
def test_a_damaged_record_is_no_record(cache, root, damage):
    cache.store("a.qmd", inputs(root), result("one"))
    (record,) = (root / ".cache/book/chapters").glob("*.json")
    record.write_text(damage, encoding="latin-1")
    assert look(cache, root).reasons == (FIRST_RUN,)


def test_inputs_of_another_version_do_not_disturb(cache, root):
    cache.store("a.qmd", {**inputs(root), "unheard-of:x": "1"}, result("one"))
    assert look(cache, root).reasons == ("unheard-of:x is gone",)


def test_the_results_used_longest_ago_go_first(root):
    cache = Cache(root / ".cache/book", max_bytes=250)
    folder = root / ".cache/book/results"
    for age, name in enumerate("abcd"):
        cache.store(f"{name}.qmd", OWN, result(name * 20))
        newest = max(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (1000 + age, 1000 + age))
    cache.close()
    assert sum(path.stat().st_size for path in folder.glob("*.json")) <= 250
    kept = [cache.lookup(f"{n}.qmd", OWN, Fingerprints(root)).executed is not None for n in "abcd"]
    assert kept == sorted(kept)
    assert any(kept) and not all(kept)


def test_a_failed_write_leaves_nothing_behind(cache, root, monkeypatch):
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        cache.store("a.qmd", inputs(root), result("one"))
    assert not [path for path in (root / ".cache/book").rglob("*") if path.is_file()]


def test_files_used_are_those_of_the_last_run(cache, root):
    cache.store("a.qmd", {**inputs(root), "listing:data": "1"}, result("one"))
    assert cache.files_used("a.qmd") == {"file:x.csv", "listing:data"}
    assert cache.files_used("b.qmd") == set()


def test_the_latest_results_fit_the_cells_as_they_are(cache):
    chapter = parse_chapter("a.qmd", "# A\n\n```{python}\n1\n```\n")
    longer = parse_chapter("a.qmd", "# A\n\n```{python}\n1\n```\n\n```{python}\n2\n```\n")
    cache.store("a.qmd", chapter_inputs(chapter, {}), result("one"))
    assert cache.latest(chapter) == result("one")
    assert cache.latest(longer) is None


def test_the_record_is_readable(cache, root):
    cache.store("a.qmd", inputs(root), result("one"))
    (record,) = (root / ".cache/book/chapters").glob("*.json")
    assert json.loads(record.read_text())["chapter"] == "a.qmd"
