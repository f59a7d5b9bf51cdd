"""Every public name of both engines says what it returns and where its formula comes from."""

from __future__ import annotations

import dataclasses
import doctest
import importlib
import inspect
import pkgutil
import re
import sys

import pytest

from analysis import nca, qca

ENGINES = {"qca": qca, "nca": nca}
PUBLIC = [(engine, name) for engine, package in ENGINES.items() for name in package.__all__]
FUNCTIONS = [
    (engine, name) for engine, name in PUBLIC if inspect.isfunction(getattr(ENGINES[engine], name))
]
MODULES = [
    f"analysis.{engine}.{module.name}"
    for engine, package in ENGINES.items()
    for module in pkgutil.iter_modules(package.__path__)
]
OPTIONS = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
# An author, or several, and a year, as in "Dul (2016)", "Ragin 2008, chapter 5".
SOURCE = re.compile(r"[A-Z][a-z]+[^.]{0,80}?\(?(?:19|20)\d\d")
# Names and sums of what others compute: there is no formula to cite.
NO_FORMULA = {"value_set", "term_memberships"}


def item_of(engine: str, name: str):
    return getattr(ENGINES[engine], name)


@pytest.mark.parametrize(("engine", "name"), PUBLIC)
def test_its_docstring_begins_with_one_sentence(engine, name):
    item = item_of(engine, name)
    if not callable(item):
        return
    text = inspect.getdoc(item)
    assert text and not text.startswith(f"{name}(")
    first = " ".join(text.split("\n\n")[0].split())
    assert first[0].isupper() and re.search(r"[.:](\s|$|``)", first), first
    if engine == "qca" and inspect.isfunction(item):
        assert first.startswith(("Return ", "Return, "))


@pytest.mark.parametrize(("engine", "name"), FUNCTIONS)
def test_a_function_names_the_source_of_its_formula(engine, name):
    function = item_of(engine, name)
    module = sys.modules[function.__module__].__doc__ or ""
    assert SOURCE.search(f"{inspect.getdoc(function)}\n{module}") or name in NO_FORMULA


@pytest.mark.parametrize(("engine", "name"), FUNCTIONS)
def test_a_function_that_refuses_input_says_so(engine, name):
    """Of what a public function checks itself, its docstring, or the error it cites, tells."""
    function = item_of(engine, name)
    body = inspect.getsource(function)
    checks = re.search(r"\b(fail|require_\w+|check_choice|option_error)\(", body)
    assert not checks or "Raises InputError" in " ".join(inspect.getdoc(function).split())


@pytest.mark.parametrize(("engine", "name"), PUBLIC)
def test_public_methods_are_documented(engine, name):
    item = item_of(engine, name)
    if not dataclasses.is_dataclass(item):
        return
    for key, member in vars(item).items():
        if callable(member) and not key.startswith("_"):
            assert inspect.getdoc(member), f"{name}.{key}"


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples_run(name):
    assert doctest.testmod(importlib.import_module(name), optionflags=OPTIONS).failed == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_there_are_examples(engine):
    finder = doctest.DocTestFinder()
    examples = [
        example
        for name in MODULES
        if name.startswith(f"analysis.{engine}.")
        for test in finder.find(importlib.import_module(name))
        for example in test.examples
    ]
    assert len(examples) >= 10
