"""An output folder replaced as a whole: built aside, then put in the old one's place."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
OLD = ".old"  # what a swap in two steps moved away


@contextmanager
def built_aside(target: Path) -> Iterator[Path]:
    """Give an empty folder beside ``target``; on leaving it is gone, swapped in or not."""
    aside = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
    aside.chmod(0o755)
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def clear_leftovers(target: Path) -> None:
    """Remove what killed processes left beside ``target``; give it back where it was moved away.

    To be called by who alone may write there.
    """
    for leftover in target.parent.glob(f"{_prefix(target)}*"):
        old = leftover / OLD
        if old.is_dir() and not target.exists():
            old.rename(target)
        shutil.rmtree(leftover, ignore_errors=True)


def _prefix(target: Path) -> str:
    return f"{target.name}.aside-"


def swap(aside: Path, target: Path) -> None:
    """Put ``aside`` in the place of ``target``; what was there is in ``aside`` afterwards.

    One step where the system can exchange two names, else two renames with a way back.
    """
    if not target.exists():
        aside.rename(target)
    elif not _exchange(aside, target):
        _rename_twice(aside, target)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    done: int = rename(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE)
    return done == 0


def _rename_twice(aside: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix=_prefix(target), dir=target.parent) as folder:
        old = Path(folder) / OLD
        target.rename(old)
        try:
            aside.rename(target)
        except OSError:
            old.rename(target)
            raise


def carry_over(names: Iterable[str], source: Path, target: Path) -> None:
    """Give ``target`` the files ``names`` of ``source``, as links where that is possible."""
    for name in names:
        file = target / name
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source / name, file)
        except OSError:
            shutil.copy2(source / name, file)
