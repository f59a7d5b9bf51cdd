"""What a chapter depends on: its own code, and what tracing found that it used."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis.book.fingerprint import digest
from analysis.book.kernel_start import Recorder
from analysis.book.options import QUARTO_DEFAULTS
from analysis.book.qmd import Cell, Chapter

EXECUTION_OPTIONS = ("eval", "error", "warning", "output", "include")


def traced_inputs(trace: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the names of the inputs that a kernel's report lists."""
    kinds = {"files": "file", "listings": "listing", "modules": "module", "functions": "function"}
    return tuple(f"{kind}:{name}" for field, kind in kinds.items() for name in trace[field])


def chapter_inputs(chapter: Chapter, defaults: Mapping[str, Any]) -> dict[str, str]:
    """Return the inputs that a chapter has before it runs: its code, in order, with its options.

    The text around the cells is no input: correcting a sentence executes nothing.
    """
    inputs: dict[str, str] = {}
    for cell in chapter.cells:
        options = execution_options(chapter, cell, defaults)
        content = json.dumps([cell.source, options], sort_keys=True, default=str)
        inputs[f"cell:{cell.label}"] = digest(inputs.get(f"cell:{cell.label}", "") + content)
    for inline in chapter.inlines:
        inputs[f"inline:{inline.number}"] = digest(inline.expression)
    return {**inputs, "order:": order_of(chapter)}


def order_of(chapter: Chapter) -> str:
    """Return the fingerprint of which cells and inline expressions follow one another."""
    order: list[str] = []
    for block in chapter.blocks:
        if isinstance(block, Cell):
            order.append(block.label)
        else:
            order.extend(str(inline.number) for inline in block.inlines)
    return digest("\n".join(order))


def execution_options(chapter: Chapter, cell: Cell, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of ``cell`` that matter when it runs."""
    options = {
        **QUARTO_DEFAULTS,
        **defaults,
        **(chapter.front_matter.get("execute") or {}),
        **cell.options,
    }
    return {name: options[name] for name in EXECUTION_OPTIONS}


@contextmanager
def recorded_reading(root: Path) -> Iterator[Recorder]:
    """Give a recorder of the files below ``root`` that this process reads meanwhile."""
    recorder = Recorder(str(root))
    sys.addaudithook(recorder.hook)
    try:
        yield recorder
    finally:
        recorder.active = False
