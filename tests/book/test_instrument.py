from __future__ import annotations

import ast
import importlib
import inspect
import os
import sys
import threading
import traceback
from pathlib import Path

import pytest

from analysis.book import instrument
from analysis.book.instrument import TracingFinder, install, instrumented, traced_functions

MODULE = '''"""About."""
from __future__ import annotations

import functools

LIMIT = max(n for n in range(3))


def used():
    """Say one."""
    def inner():
        return [x for x in range(2)]
    return inner()


def unused():
    return 2


def only_words():
    """Nothing but words."""


def generated():
    yield from (1, 2)


async def awaited():
    return 3


@functools.lru_cache(maxsize=None)
def remembered():
    return 5


def compiled(x):
    return x


fast = functools.partial(compiled, 1)


class Thing:
    size = (lambda: 3)()

    def method(self):
        return list(map(lambda n: n + 1, range(2)))

    @property
    def value(self):
        return 4


def failing():
    raise ValueError("here")


if LIMIT:
    def conditional():
        return 1
'''


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Return (imported module, names of functions that ran since)."""
    (tmp_path / "noting_module.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    ran: set[str] = set()
    folder = tmp_path / "code"

    def relative(path):
        below = str(path).startswith(f"{tmp_path}{os.sep}")
        return os.path.relpath(path, tmp_path) if below else None

    install(relative, ran, str(folder))
    sys.modules.pop("noting_module", None)
    yield importlib.import_module("noting_module"), ran
    sys.modules.pop("noting_module", None)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda m: m.used(), "used"),
        (lambda m: list(m.generated()), "generated"),
        (lambda m: m.remembered(), "remembered"),
        (lambda m: m.Thing().method(), "Thing.method"),
        (lambda m: m.Thing().value, "Thing.value"),
        (lambda m: m.conditional(), "conditional"),
        (lambda m: m.only_words(), "only_words"),
        (lambda m: m.awaited().send(None), "awaited"),
    ],
)
def test_a_function_that_runs_is_noted_by_its_outermost_name(module, call, expected):
    imported, ran = module
    assert ran == set()
    try:
        call(imported)
    except StopIteration as result:
        assert result.value == 3
    assert ran == {f"noting_module.py::{expected}"}


def test_a_function_in_another_thread_is_noted(module):
    imported, ran = module
    thread = threading.Thread(target=imported.used)
    thread.start()
    thread.join()
    assert ran == {"noting_module.py::used"}


def test_what_may_be_compiled_is_left_as_it_is(module):
    imported, ran = module
    assert imported.fast() == 1
    assert ran == set()
    names = {name for name, _ in traced_functions(ast.parse(MODULE))}
    assert names == {
        *("used", "unused", "only_words", "generated", "awaited", "remembered", "failing"),
        *("Thing.method", "Thing.value", "conditional"),
    }


def test_the_module_is_otherwise_the_same(module):
    imported, _ = module
    assert imported.used() == [0, 1]
    assert imported.used.__doc__ == "Say one."
    assert imported.only_words.__doc__ == "Nothing but words."
    assert imported.__doc__ == "About."
    assert inspect.getsource(imported.unused) == "def unused():\n    return 2\n"
    assert imported.__file__ == imported.__spec__.origin


def test_tracebacks_name_the_true_line(module):
    imported, _ = module
    line = MODULE.splitlines().index('    raise ValueError("here")') + 1
    with pytest.raises(ValueError, match="here") as caught:
        imported.failing()
    assert traceback.extract_tb(caught.value.__traceback__)[-1].lineno == line


def test_modules_that_are_no_input_are_left_alone(module, tmp_path, monkeypatch):
    finder = next(one for one in sys.meta_path if isinstance(one, TracingFinder))
    spec = finder.find_spec("json.decoder", importlib.import_module("json").__path__)
    assert type(spec.loader).__name__ == "SourceFileLoader"
    assert finder.find_spec("no_such_module_anywhere") is None


@pytest.mark.parametrize("damage", [None, b"", b"rubbish that is longer than a digest"])
def test_compiled_code_is_kept_and_damage_does_no_harm(module, tmp_path, monkeypatch, damage):
    (kept,) = (tmp_path / "code").iterdir()
    if damage is not None:
        kept.write_bytes(damage)
    calls = []
    original = instrument.instrumented
    monkeypatch.setattr(instrument, "instrumented", lambda *a: calls.append(a) or original(*a))
    del sys.modules["noting_module"]
    assert importlib.import_module("noting_module").used() == [0, 1]
    assert len(calls) == (0 if damage is None else 1)
    assert len(list((tmp_path / "code").iterdir())) == 1


def test_code_is_compiled_where_nothing_can_be_kept(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way of a folder")
    path = tmp_path / "m.py"
    path.write_text(MODULE)
    loader = instrument.TracingLoader("m", str(path), "m.py", str(tmp_path / "file"))
    assert loader.get_code("m").co_filename == str(path)


def test_every_file_of_this_package_can_be_instrumented():
    for path in (Path(__file__).parents[2] / "analysis").rglob("*.py"):
        instrumented(path.read_bytes(), str(path), path.name)
