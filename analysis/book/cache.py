"""Results of executed chapters, kept with every input they depended on.

Layout of the folder: ``chapters/<digest of path>.json`` lists the last runs of a chapter, newest
first, each with its inputs and the digest of its results; ``results/<digest>.json`` holds results
under the digest of their content; ``code/`` holds compiled modules, see `instrument`. A file
that is damaged counts as missing.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.book.executed import Executed
from analysis.book.fingerprint import CodeMemory, Fingerprints, describe, digest
from analysis.book.qmd import Chapter
from analysis.book.trace import order_of

RUNS_KEPT = 6
MAX_BYTES = 256 * 2**20
FIRST_RUN = "first run"
RESULTS_LOST = "its stored results are missing or damaged"


@dataclass(frozen=True, slots=True)
class Run:
    """One stored execution: the fingerprint of each input, and the digest of the results."""

    inputs: Mapping[str, str]
    results: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the cache has: the results, or the reasons why there are none that hold."""

    executed: Executed | None
    reasons: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()


class Cache:
    """Stored executions below ``folder``; ``max_bytes`` bounds results and code, each."""

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        self._chapters = folder / "chapters"
        self._results = folder / "results"
        self._code = folder / "code"
        self.memory = CodeMemory(folder / "fingerprints.json")
        self._max_bytes = max_bytes

    def lookup(self, chapter: str, own: Mapping[str, str], present: Fingerprints) -> Lookup:
        """Return the results that hold for the inputs as they are now.

        ``own`` are the inputs known beforehand; ``present`` tells those found by tracing.
        """
        runs = self._runs(chapter)
        lost = False
        for run in runs:
            if not _changes(run, own, present):
                executed = self._read(run.results)
                if executed is not None:
                    return Lookup(executed, (), tuple(run.inputs))
                lost = True
        if lost:
            return Lookup(None, (RESULTS_LOST,))
        return Lookup(None, _changes(runs[0], own, present) if runs else (FIRST_RUN,))

    def store(self, chapter: str, inputs: Mapping[str, str], executed: Executed) -> None:
        """Keep the results of an execution that depended on ``inputs``."""
        text = executed.to_json()
        run = Run(dict(inputs), digest(text))
        _write(self._results / f"{run.results}.json", text)
        others = [old for old in self._runs(chapter) if old.inputs != run.inputs]
        kept = [run, *others][:RUNS_KEPT]
        content = [{"inputs": dict(one.inputs), "results": one.results} for one in kept]
        record = {"chapter": chapter, "runs": content}
        _write(self._record(chapter), json.dumps(record, ensure_ascii=False, indent=1))

    def latest(self, chapter: Chapter) -> Executed | None:
        """Return the last results for the chapter's cells as they are, whatever else changed."""
        for run in self._runs(chapter.path):
            if run.inputs.get("order:") == order_of(chapter):
                return self._read(run.results)
        return None

    def files_used(self, chapter: str) -> set[str]:
        """Return the files and listings that the last execution of the chapter read."""
        runs = self._runs(chapter)
        keys = runs[0].inputs if runs else ()
        return {key for key in keys if key.startswith(("file:", "listing:"))}

    def close(self) -> None:
        """Keep fingerprints for the next build; remove what was used longest ago and is too much.

        Bounds the results and the compiled modules.
        """
        self.memory.keep()
        _bound(self._results, self._max_bytes)
        _bound(self._code, self._max_bytes)

    def _record(self, chapter: str) -> Path:
        return self._chapters / f"{digest(chapter)}.json"

    def _runs(self, chapter: str) -> Sequence[Run]:
        try:
            record = json.loads(self._record(chapter).read_text(encoding="utf-8"))
            return [Run(dict(one["inputs"]), str(one["results"])) for one in record["runs"]]
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def _read(self, results: str) -> Executed | None:
        path = self._results / f"{results}.json"
        try:
            text = path.read_text(encoding="utf-8")
            if digest(text) != results:
                return None
            os.utime(path)
            return Executed.from_json(text)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None


def _changes(run: Run, own: Mapping[str, str], present: Fingerprints) -> tuple[str, ...]:
    """Return in words what is different from a stored run; empty where nothing is."""
    now = {**own, **{key: present.value(key) for key in run.inputs if key in present}}
    return tuple(
        describe(key, run.inputs.get(key), now.get(key))
        for key in {**run.inputs, **now}
        if run.inputs.get(key) != now.get(key)
    )


def _bound(folder: Path, max_bytes: int) -> None:
    """Remove the files of ``folder`` that were used longest ago, until the rest fits."""
    facts = [(path.stat(), path) for path in folder.glob("*") if path.is_file()]
    total = sum(fact.st_size for fact, _ in facts)
    for fact, path in sorted(facts, key=lambda one: one[0].st_mtime):
        if total <= max_bytes:
            return
        path.unlink(missing_ok=True)
        total -= fact.st_size


def _write(path: Path, text: str) -> None:
    """Write a whole file or none, also when two processes write the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.replace(name, path)  # noqa: PTH105 -- one call, atomic
    except BaseException:
        os.unlink(name)  # noqa: PTH108
        raise
