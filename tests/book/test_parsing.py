"""Sources are parsed by many threads at once without fault."""

from __future__ import annotations

import ast
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from analysis.book import making
from analysis.book.parsing import parsed


def test_threads_get_the_trees_that_one_alone_gets():
    sources = [Path(making.__file__).read_text("utf-8")] * 24
    alone = ast.dump(ast.parse(sources[0]))
    with ThreadPoolExecutor(8) as pool:
        assert {ast.dump(tree) for tree in pool.map(parsed, sources)} == {alone}


def test_a_fault_of_the_source_is_told_as_ever():
    with pytest.raises(SyntaxError):
        parsed("def")
