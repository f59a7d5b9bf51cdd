from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.book import fingerprint
from analysis.book.fingerprint import (
    ABSENT,
    CodeMemory,
    Fingerprints,
    code_of,
    describe,
    digest,
    environment_inputs,
)

SOURCE = '''"""About."""
import numpy as np

LIMIT = 3  # cases


def consistency(x, y=LIMIT):
    """Return the consistency."""
    # the smaller one
    return np.minimum(x, y).sum() / x.sum()


class Fit:
    """A result."""

    value: float = 0.0

    def shown(self):
        def rounded():
            return round(self.value, 3)
        return rounded()


if LIMIT:
    def conditional():
        return 1
'''


def changed(old: str, new: str) -> set[str]:
    """Return what of the module changes: names of functions, and "" for the skeleton."""
    assert old in SOURCE
    before, after = code_of(SOURCE), code_of(SOURCE.replace(old, new))
    names = before.functions.keys() | after.functions.keys()
    found = {name for name in names if before.functions.get(name) != after.functions.get(name)}
    return found | ({""} if before.skeleton != after.skeleton else set())


def test_functions_are_named_as_they_run():
    assert set(code_of(SOURCE).functions) == {"consistency", "Fit.shown", "conditional"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"""About."""', '"""Other words."""', set()),
        ('"""Return the consistency."""', '"""Say it otherwise."""', set()),
        ('"""Return the consistency."""\n', "\n", set()),
        ('"""A result."""\n', "\n", set()),
        ("# the smaller one", "# the lesser one", set()),
        ("import numpy as np\n", "import numpy as np\n\n\n", set()),
        ("x.sum()\n", "(x.sum())\n", set()),
        ("np.minimum(x, y).sum() / x", "np.maximum(x, y).sum() / x", {"consistency"}),
        ("round(self.value, 3)", "round(self.value, 2)", {"Fit.shown"}),
        ("return 1", "return 2", {"conditional"}),
        ("LIMIT = 3", "LIMIT = 4", {""}),
        ("value: float = 0.0", "value: float = 1.0", {""}),
        ("y=LIMIT", "y=2", {"", "consistency"}),
        ("import numpy as np", "import numpy", {""}),
        ("def consistency(x", "@cache\ndef consistency(x", {"", "consistency"}),
    ],
)
def test_a_change_shows_where_it_is_made(old, new, expected):
    assert changed(old, new) == expected


COMPILED = "{decorator}\ndef f(x):\n    return x + {n}\n{after}"


@pytest.mark.parametrize(
    ("decorator", "after", "in_skeleton"),
    [
        ("", "", False),
        ("@cache", "", False),
        ("@functools.lru_cache(maxsize=2)", "", False),
        ("@njit", "", True),
        ("@numba.njit(cache=True)", "", True),
        ("", "g = njit(f)", True),
        ("", "g = {'name': f}", False),
    ],
)
def test_a_function_that_may_be_compiled_stays_in_the_skeleton(decorator, after, in_skeleton):
    skeletons = {
        code_of(COMPILED.format(decorator=decorator, n=n, after=after)).skeleton for n in (1, 2)
    }
    assert (len(skeletons) == 2) is in_skeleton


def test_source_without_syntax_counts_as_text():
    assert code_of("def (").skeleton == digest("def (")


def test_values_of_files_folders_modules_and_functions(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/x.csv").write_text("1\n")
    (tmp_path / "m.py").write_text("def f(): return 1\n")
    keys = ["file:data/x.csv", "listing:data", "module:m.py", "function:m.py::f"]
    before = [Fingerprints(tmp_path).value(key) for key in keys]
    assert ABSENT not in before
    assert len(set(before)) == len(before)
    (tmp_path / "data/x.csv").write_text("2\n")
    (tmp_path / "data/y.csv").write_text("3\n")
    (tmp_path / "data/.hidden").write_text("")
    (tmp_path / "m.py").write_text("X = 0\ndef f(): return 2\n")
    after = [Fingerprints(tmp_path).value(key) for key in keys]
    assert all(one != other for one, other in zip(before, after, strict=True))


@pytest.mark.parametrize("key", ["file:x", "listing:x", "module:x.py", "function:x.py::f"])
def test_what_does_not_exist_is_absent(tmp_path, key):
    assert Fingerprints(tmp_path).value(key) == ABSENT


def test_a_value_is_computed_once(tmp_path):
    (tmp_path / "x").write_text("1")
    present = Fingerprints(tmp_path)
    first = present.value("file:x")
    (tmp_path / "x").write_text("2")
    assert present.value("file:x") == first


@pytest.mark.parametrize(
    ("key", "before", "now", "expected"),
    [
        ("file:data/x.csv", "1", "2", "data/x.csv changed"),
        ("file:data/x.csv", ABSENT, "2", "data/x.csv is new"),
        ("file:data/x.csv", "1", ABSENT, "data/x.csv is gone"),
        (
            "function:analysis/qca/fit.py::consistency",
            "1",
            "2",
            "analysis.qca.fit.consistency changed",
        ),
        ("module:analysis/qca/__init__.py", "1", "2",
         "the module-level code of analysis.qca changed"),
        ("cell:fig-x", "1", "2", "cell fig-x changed"),
        ("cell:fig-x", None, "2", "cell fig-x is new"),
        ("lock:", "1", "2", "requirements.lock changed"),
        ("listing:data", "1", "2", "the list of files in data/ changed"),
        ("of-an-older-version:x", "1", None, "of-an-older-version:x is gone"),
    ],
)  # fmt: skip
def test_changes_in_words(key, before, now, expected):
    assert describe(key, before, now) == expected


def test_the_lock_file_and_the_packages_it_names_are_inputs(tmp_path):
    without = environment_inputs(tmp_path)
    assert without["lock:"] == ABSENT
    (tmp_path / "requirements.lock").write_text("numpy==1.0\n")
    with_lock = environment_inputs(tmp_path)
    assert with_lock["lock:"] != ABSENT
    assert with_lock["packages:"] != without["packages:"]
    assert with_lock["python:"] == without["python:"]
    assert f"{sys.version_info[0]}" in sys.version


@given(st.text())
def test_the_digest_is_one_of_content(text):
    assert digest(text) == digest(text.encode())
    assert digest(text) != digest(text + " ")


def test_fingerprints_are_remembered_by_the_text(tmp_path, monkeypatch):
    memory = CodeMemory(tmp_path / "kept/fingerprints.json")
    first = memory.code_of(SOURCE)
    assert first == code_of(SOURCE)
    memory.keep()
    monkeypatch.setattr(fingerprint, "code_of", None)
    assert CodeMemory(tmp_path / "kept/fingerprints.json").code_of(SOURCE) == first


def test_only_what_is_in_use_is_remembered(tmp_path):
    path = tmp_path / "fingerprints.json"
    for source in ("a = 1", "a = 2"):
        memory = CodeMemory(path)
        memory.code_of(source)
        memory.keep()
    (only,) = json.loads(path.read_text()).values()
    assert only == [code_of("a = 2").skeleton, {}]


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"a": 1}', '{"a": []}', '{"a": ["b", 3]}'])
def test_a_damaged_memory_is_no_memory(tmp_path, damage):
    (tmp_path / "fingerprints.json").write_text(damage)
    assert CodeMemory(tmp_path / "fingerprints.json").code_of("a = 1") == code_of("a = 1")
