"""The record of changed verdicts leads to the verdicts agreed upon, and takes what is added."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from analysis.data import InputError, Words
from analysis.data.files import find_root
from analysis.forensics.changes import Change, Moved, add_change, load_changes, moved_by
from analysis.forensics.committed import Committed, Difference, load_committed
from analysis.forensics.verdicts import Consequence, Verdict

FILE = "data/forensics/changes.yaml"


@pytest.fixture
def root(tmp_path):
    shutil.copytree(find_root() / "data", tmp_path / "data")
    return tmp_path


def test_the_changes_in_order_give_the_verdicts_agreed_upon():
    held: dict[str, Verdict] = {}
    days = []
    for change in load_changes():
        days.append(change.day)
        for group in change.moved:
            for id in group.ids:
                assert held.pop(id, None) is group.before, id
                if group.after is not None:
                    held[id] = group.after
    assert held == {id: one.verdict for id, one in load_committed().items()}
    assert days == sorted(days)


def test_a_change_that_is_added_is_read_as_it_was(root):
    moved = (
        Moved(Verdict.EXACT, Verdict.CONTRADICTED, ("a-1", "a-2")),
        Moved(None, Verdict.CONSISTENT, ("b",)),
        Moved(Verdict.NOT_DETERMINED, None, ("c",)),
    )
    made = Change(
        date(2027, 1, 31), Words("因为“甲”: #1\n- {乙}", "so: 'it' is \"that\" # x"), moved
    )
    before = load_changes(root)
    assert add_change(made, root) == root / FILE
    assert load_changes(root) == (*before, made)
    assert [path.name for path in (root / FILE).parent.glob(".*")] == []


def committed(id: str, verdict: Verdict) -> Committed:
    return Committed(id, "1", verdict, Consequence.NONE)


def test_numbers_that_moved_alike_stand_together():
    exact, open_ = Verdict.EXACT, Verdict.NOT_DETERMINED
    found = [
        Difference(committed("a", exact), committed("a", open_)),
        Difference(None, committed("b", exact)),
        Difference(committed("c", exact), committed("c", open_)),
        Difference(committed("d", exact), None),
    ]
    assert moved_by(found) == (
        Moved(exact, open_, ("a", "c")),
        Moved(None, exact, ("b",)),
        Moved(exact, None, ("d",)),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [("before: not_determined", "before: perhaps"), ('day: "2026', 'day: "26'), ("en:", "xx:")],
)
def test_a_fault_in_the_file_is_told(root, old, new):
    path = root / FILE
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=r"changes\.yaml"):
        load_changes(root)
