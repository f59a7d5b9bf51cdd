"""Chapters executed: every stale one in a kernel of its own, several at once.

A chapter whose inputs are those of an earlier run is taken from the cache; `fingerprint` says
what an input is, `kernel_start` finds out which ones a chapter uses.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.book.cache import Cache, Lookup
from analysis.book.executed import Executed, Output, Result
from analysis.book.fingerprint import ABSENT, Fingerprints, digest, environment_inputs
from analysis.book.kernel import CELL_TIMEOUT, CodeError, Kernel, running_kernel
from analysis.book.kernel_start import INLINE_MIME, TRACE_MIME
from analysis.book.progress import Progress
from analysis.book.qmd import OPTION, Cell, Chapter, Inline
from analysis.book.trace import chapter_inputs, execution_options, traced_inputs

__all__ = ["Executed", "ExecutionError", "Failure", "Output", "execute_chapters"]

INPUT_FAULT = 2


@dataclass(frozen=True, slots=True)
class Failure:
    """A cell or inline expression that failed; ``line`` is 1-based in the chapter."""

    chapter: str
    place: str
    line: int
    error: CodeError

    def __str__(self) -> str:
        return f"{self.chapter}:{self.line}: {self.place} failed: {self.error}"


class ExecutionError(Exception):
    """One failure for each chapter that failed; ``exit_code`` is 2 where the input is at fault."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        self.failures = tuple(failures)
        at_fault = all(failure.error.exit_code == INPUT_FAULT for failure in failures)
        self.exit_code = INPUT_FAULT if at_fault else 1
        super().__init__("\n".join(_told(failures)))


@dataclass(frozen=True, slots=True)
class _Work:
    """What every chapter's execution needs."""

    root: Path
    defaults: Mapping[str, Any]
    progress: Progress
    cache: Cache | None
    shared: Mapping[str, str]
    present: Fingerprints
    cell_timeout: int
    editions: Sequence[str]


def execute_chapters(
    chapters: Sequence[Chapter],
    root: Path,
    *,
    defaults: Mapping[str, Any] | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    cache: Cache | None = None,
    cell_timeout: int = CELL_TIMEOUT,
    editions: Sequence[str] = (),
) -> dict[str, Executed]:
    """Return the results of every chapter by its path.

    Cells run with ``root`` as working directory, at most ``jobs`` chapters at once (default: one
    for each core). ``defaults`` are the execution options of the book; results are shown as each
    of its ``editions`` does. `ExecutionError` tells the first failure of every chapter that fails.
    """
    work = _Work(
        root.resolve(),
        defaults or {},
        progress or Progress(),
        cache,
        _shared_inputs(root, editions) if cache else {},
        Fingerprints(root, cache.memory if cache else None),
        cell_timeout,
        editions,
    )
    results = asyncio.run(_execute_all(chapters, work, jobs or _cores()))
    failures = [result for result in results if isinstance(result, Failure)]
    if failures:
        raise ExecutionError(failures)
    if cache is not None:
        cache.close()
    return {
        chapter.path: result
        for chapter, result in zip(chapters, results, strict=True)
        if isinstance(result, Executed)
    }


def _shared_inputs(root: Path, editions: Sequence[str]) -> dict[str, str]:
    shown = {"editions:": digest(",".join(editions))} if editions else {}
    return {**environment_inputs(root), **shown}


async def _execute_all(
    chapters: Sequence[Chapter], work: _Work, jobs: int
) -> list[Executed | Failure]:
    places = asyncio.Semaphore(max(1, jobs))

    async def one(chapter: Chapter) -> Executed | Failure:
        found = _lookup(chapter, work)
        if found.executed is not None:
            work.progress.chapter_done(chapter.path, None)
            return found.executed
        async with places:
            return await _execute(chapter, found, work)

    return await asyncio.gather(*(one(chapter) for chapter in chapters))


def _lookup(chapter: Chapter, work: _Work) -> Lookup:
    if not chapter.cells and not chapter.inlines:
        return Lookup(Executed({}, {}))
    if work.cache is None:
        return Lookup(None, ("no cache is in use",))
    return work.cache.lookup(chapter.path, _own_inputs(chapter, work), work.present)


def _own_inputs(chapter: Chapter, work: _Work) -> dict[str, str]:
    return {**work.shared, **chapter_inputs(chapter, work.defaults)}


async def _execute(chapter: Chapter, found: Lookup, work: _Work) -> Executed | Failure:
    began, clock = time.time(), time.monotonic()
    work.progress.chapter(chapter.path, found.reasons)
    try:
        async with running_kernel(work.root, work.cell_timeout, work.editions) as kernel:
            result = await _run_steps(chapter, kernel, work)
            if isinstance(result, Failure):
                return result
            trace = json.loads(
                await kernel.value("__import__('book_kernel').publish_trace()", TRACE_MIME)
            )
    except CodeError as error:
        return Failure(chapter.path, "starting Python", 1, error)
    _keep(chapter, trace, result, began, work)
    work.progress.chapter_done(chapter.path, time.monotonic() - clock)
    return result


def _keep(
    chapter: Chapter, trace: Mapping[str, Any], result: Executed, began: float, work: _Work
) -> None:
    """Store the results, unless an input changed since the execution began."""
    if work.cache is None:
        return
    keys = [_known(key, work.present) for key in traced_inputs(trace)]
    if Fingerprints(work.root).newest(keys) >= began:
        work.progress.note(f"{chapter.path}: an input changed meanwhile; not kept for the next run")
        return
    traced = {key: work.present.value(key) for key in keys}
    work.cache.store(chapter.path, {**_own_inputs(chapter, work), **traced}, result)


def _known(key: str, present: Fingerprints) -> str:
    """Return the key, or its whole file's for a function that no ``def`` in the file makes."""
    if key.startswith("function:") and present.value(key) == ABSENT:
        return f"file:{key.removeprefix('function:').partition('::')[0]}"
    return key


async def _run_steps(chapter: Chapter, kernel: Kernel, work: _Work) -> Executed | Failure:
    steps: list[Cell | Inline] = []
    for block in chapter.blocks:
        steps.extend([block] if isinstance(block, Cell) else block.inlines)
    outputs: dict[int, tuple[Output, ...]] = {}
    inlines: dict[int, Result] = {}
    for position, step in enumerate(steps, start=1):
        place = _place(step)
        work.progress.cell(chapter.path, position, len(steps), place)
        try:
            if isinstance(step, Inline):
                inlines[step.number] = await _inline(step, kernel)
            else:
                options = execution_options(chapter, step, work.defaults)
                outputs[step.number] = await _cell(step, options, kernel)
        except CodeError as error:
            return Failure(chapter.path, place, _line(chapter, step, error), error)
    return Executed(outputs, inlines)


def _place(step: Cell | Inline) -> str:
    if isinstance(step, Inline):
        return f"inline expression '{step.expression.strip()}'"
    return f"cell {step.label}"


async def _inline(inline: Inline, kernel: Kernel) -> Result:
    found: Result = await kernel.value(
        f"__import__('book_kernel').inline({inline.expression!r})", INLINE_MIME
    )
    return found


async def _cell(cell: Cell, options: Mapping[str, Any], kernel: Kernel) -> tuple[Output, ...]:
    if not options["eval"] or not cell.source.strip():
        return ()
    try:
        found = await kernel.run(cell.source)
    except CodeError as error:
        if not options["error"] or error.type in ("Timeout", "DeadKernel"):
            raise
        found = [*error.outputs, _as_stream(error)]
    if options["output"] is False or not options["include"]:
        return ()
    outputs = (_output(output) for output in found)
    return tuple(one for one in outputs if options["warning"] or one.stream != "stderr")


def _as_stream(error: CodeError) -> Mapping[str, Any]:
    return {"output_type": "stream", "name": "error", "text": f"{error}\n"}


def _output(output: Mapping[str, Any]) -> Output:
    if output["output_type"] == "stream":
        return Output({"text/plain": output["text"]}, output["name"])
    return Output(dict(output["data"]))


def _line(chapter: Chapter, step: Cell | Inline, error: CodeError) -> int:
    """Return the line of the chapter where ``step`` failed."""
    if isinstance(step, Inline) or error.line is None:
        return step.line
    lines = chapter.source.splitlines()
    first = step.line
    while OPTION.match(lines[first]) or not lines[first].strip():
        first += 1
    return first + error.line


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _told(failures: Sequence[Failure]) -> list[str]:
    """Return one line for each failure; a problem of the input is told once, with who needs it."""
    lines = [str(failure) for failure in failures if not failure.error.problems]
    needed: dict[str, list[str]] = {}
    for failure in failures:
        for problem in failure.error.problems:
            needed.setdefault(problem, []).append(f"{failure.chapter}:{failure.line}")
    return [*lines, *(f"{problem} (needed by {', '.join(who)})" for problem, who in needed.items())]
