"""One function over many pieces of work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

import joblib

from analysis.work.backend import Backend, active
from analysis.work.session import current

Piece = TypeVar("Piece")
Result = TypeVar("Result")
# Pieces in the hands of each worker, so that none waits and not all results are held at once.
AHEAD = 4


def spread(
    function: Callable[[Piece], Result],
    pieces: Sequence[Piece],
    *,
    name: str,
    identity: object = "",
    backend: Backend | None = None,
) -> list[Result]:
    """Return the results of a function for every piece, in their order.

    The results must depend on the piece alone: they are the same on any ``backend`` (default: the
    active one), whoever does which piece, also where a worker is lost and its pieces are done
    again. A session that keeps pieces does not do them again; they are kept under ``name`` and
    ``identity``, which tells all that they depend on, and must be plain JSON values.
    """
    run = current()
    checkpoint, total = run.checkpoint(name, identity), len(pieces)
    done: dict[int, Any] = {} if checkpoint is None else checkpoint.read()
    results = {number: done[number] for number in range(total) if number in done}
    missing = [number for number in range(total) if number not in results]
    run.tell(name, len(results), total)
    if missing:
        with (backend or active()).open() as width:
            for batch in _batches(missing, width * AHEAD):
                calls = (joblib.delayed(function)(pieces[number]) for number in batch)
                fresh = dict(zip(batch, joblib.Parallel()(calls), strict=True))
                if checkpoint is not None:
                    checkpoint.add(fresh)
                results.update(fresh)
                run.tell(name, len(results), total)
    return [results[number] for number in range(total)]


def chunks(count: int, size: int) -> list[range]:
    """Return ranges of at most ``size`` that make up ``count`` in order."""
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


def _batches(numbers: Sequence[int], size: int) -> Iterator[list[int]]:
    rest = iter(numbers)
    while batch := list(islice(rest, size)):
        yield batch
