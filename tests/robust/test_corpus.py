"""Every damaged input is read correctly or refused in plain words, soon and in little memory.

A part of the corpus here; all of it, and its counts, with `make test-robust`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.robust.report import report

PROJECT = Path(__file__).parents[2]
WHOLE = bool(os.environ.get("BOOK_ROBUST"))
MOST_SECONDS, MOST_MEGABYTES, PATIENCE = 5, 1500, 240


def feedings(*options: str) -> Iterator[dict[str, Any]]:
    """Yield what came of each input; one that ends its process, or never ends, among them."""
    skip = 0
    while skip >= 0:
        command = [sys.executable, "-m", "tests.robust.feeding", "--skip", str(skip), *options]
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as child:
            begun = None
            while line := _line(child):
                told = json.loads(line)
                if "begun" in told:
                    begun = told
                else:
                    yield told
                    begun = None
            if begun is None:
                raise AssertionError("the feeding ended without a word")
            skip = begun["number"] + 1 if begun["number"] >= 0 else -1
            if skip >= 0:
                fault = "it ended the process, or never ended"
                yield {"id": begun["begun"], "kind": "?", "outcome": "crash", "message": "",
                       "seconds": 0, "megabytes": 0, "faults": [fault]}  # fmt: skip


def _line(child: subprocess.Popen[str]) -> str:
    """Return the next line of a process, which is ended when it takes too long."""
    assert child.stdout is not None
    watchdog = threading.Timer(PATIENCE, child.kill)
    watchdog.start()
    try:
        return child.stdout.readline()
    finally:
        watchdog.cancel()


@pytest.fixture(scope="module")
def fed() -> list[dict[str, Any]]:
    found = list(feedings(*(["--whole"] if WHOLE else [])))
    if WHOLE:
        _report(found)
    return found


def test_there_are_enough_and_each_once(fed):
    assert len(fed) >= (900 if WHOLE else 300)
    assert len({each["id"] for each in fed}) == len(fed)


def test_each_is_read_correctly_or_refused_in_plain_words(fed):
    assert [each for each in fed if each["faults"]] == []


def test_none_takes_long(fed):
    assert [each for each in fed if each["seconds"] > MOST_SECONDS] == []


def test_none_takes_much_memory(fed):
    assert [each for each in fed if each["megabytes"] > MOST_MEGABYTES] == []


def _report(fed: list[dict[str, Any]]) -> None:
    outcomes = Counter(each["outcome"] for each in fed)
    slowest = max(fed, key=lambda each: each["seconds"])
    largest = max(fed, key=lambda each: each["megabytes"])
    kinds = Counter(each["kind"] for each in fed)
    report(f"{len(fed)} damaged inputs of {len(kinds)} kinds: {dict(outcomes)}")
    report(f"slowest: {slowest['seconds']} s of the processor, {slowest['id']}")
    report(f"largest: {largest['megabytes']} MB, {largest['id']}")
    report("kinds: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
