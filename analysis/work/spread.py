"""One function over many pieces of work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import joblib

from analysis.work.backend import Backend, active
from analysis.work.session import current

Piece = TypeVar("Piece")
Result = TypeVar("Result")
# Pieces in the hands of each worker, so that none waits and few are held at once.
AHEAD, AS_THEY_COME = "3 * n_jobs", "generator_unordered"


def spread(
    function: Callable[[Piece], Result],
    pieces: Sequence[Piece],
    *,
    name: str,
    identity: object = "",
    backend: Backend | None = None,
    arrived: Callable[[Piece, Result], None] | None = None,
) -> list[Result]:
    """Return the results of a function for every piece, in their order.

    The results must depend on the piece alone: they are the same on any ``backend`` (default: the
    active one), whoever does which piece, also where a worker is lost and its pieces are done
    again. A session that keeps pieces does not do them again; they are kept under ``name`` and
    ``identity``, which tells all that they depend on, and must be plain JSON values. ``arrived`` is
    called with each piece and its result as soon as it is there, and keeps it in its own way.
    """
    run, total = current(), len(pieces)
    checkpoint = run.checkpoint(name, identity) if arrived is None else None
    done: dict[int, Any] = {} if checkpoint is None else checkpoint.read()
    results = {number: done[number] for number in range(total) if number in done}
    missing = [number for number in range(total) if number not in results]
    run.tell(name, len(results), total)
    if missing:
        calls = (joblib.delayed(_numbered)(function, number, pieces[number]) for number in missing)
        with (backend or active()).open():
            work = joblib.Parallel(return_as=AS_THEY_COME, pre_dispatch=AHEAD, batch_size=1)
            for number, result in work(calls):
                results[number] = result
                if checkpoint is not None:
                    checkpoint.add({number: result})
                if arrived is not None:
                    arrived(pieces[number], result)
                run.tell(name, len(results), total)
    return [results[number] for number in range(total)]


def chunks(count: int, size: int) -> list[range]:
    """Return ranges of at most ``size`` that make up ``count`` in order."""
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


def _numbered(function: Callable[[Piece], Result], number: int, piece: Piece) -> tuple[int, Result]:
    return number, function(piece)
