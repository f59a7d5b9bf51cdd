"""The script that times the reconstruction runs, and tells members per hour."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def script():
    sys.path.insert(0, str(FOLDER))
    try:
        yield importlib.import_module("reconstruction")
    finally:
        sys.path.remove(str(FOLDER))


def test_moves_are_timed(script):
    assert script.evaluations_per_second(5_000) > 0


def test_members_per_hour_follow_from_their_seconds(script):
    (_, values) = script.report(1e6, [(1, 2, 30.0), (2, 1, 60.0)]).columns
    assert list(values.cells) == ["1,000,000", "30.0 (2 runs)", "60.0 (1 runs)", "80"]
    assert len(list(script.report(1e6, []).columns[0].cells)) == 1
