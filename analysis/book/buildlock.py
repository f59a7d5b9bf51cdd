"""One build at a time in one project."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from analysis.book.errors import BookError

LOCK = ".cache/book/lock"


@contextmanager
def only_build(root: Path) -> Iterator[None]:
    """Hold the project's build lock; `BookError` tells who holds it.

    The system frees the lock when the process ends, however it ends.
    """
    path = root / LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as stream:
        if not _locked(stream):
            raise BookError.at(
                LOCK,
                None,
                f"another build is running here ({_holder(path)})",
                "wait until it ends, or end it",
            )
        stream.truncate(0)
        stream.write(f"process {os.getpid()}, since {time.strftime('%H:%M:%S')}")
        stream.flush()
        yield
        with suppress(OSError):
            stream.truncate(0)


def _locked(stream: IO[str]) -> bool:
    try:
        import fcntl
    except ImportError:
        return _locked_on_windows(stream)
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _locked_on_windows(stream: IO[str]) -> bool:
    import msvcrt

    stream.seek(0)
    try:
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    except OSError:
        return False
    return True


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip() or "process unknown"
    except OSError:
        return "process unknown"
