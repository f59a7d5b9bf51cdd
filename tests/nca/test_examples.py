"""The examples in the docstrings run and give what they say."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "module", ["study", "bottleneck_study", "outliers", "generator", "statistical_power"]
)
def test_docstring_examples(module: str) -> None:
    loaded = importlib.import_module(f"analysis.nca.{module}")
    results = doctest.testmod(loaded)
    assert results.attempted > 0
    assert results.failed == 0
