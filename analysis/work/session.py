"""How a run is followed and kept: who is told of its progress, and where its pieces are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.work.checkpoint import Checkpoint, identity_of

# Told the name of a work, how many of its pieces are done, of how many.
Told = Callable[[str, int, int], None]
PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Session:
    """``folder`` keeps finished pieces (None: nothing is kept), ``told`` hears of them."""

    folder: Path | None = None
    told: Told | None = None

    def checkpoint(self, name: str, identity: object) -> Checkpoint | None:
        """Return where the pieces of a work are kept; its results depend on the code as well."""
        if self.folder is None:
            return None
        return Checkpoint(self.folder, name, identity_of((_code(), identity)))

    def tell(self, name: str, done: int, total: int) -> None:
        """Tell of the progress of a work."""
        if self.told is not None:
            self.told(name, done, total)


_current: ContextVar[Session] = ContextVar("session", default=Session())  # noqa: B039


def current() -> Session:
    """Return the session of the run; one that tells and keeps nothing where none was begun."""
    return _current.get()


@contextmanager
def session(folder: Path | None = None, told: Told | None = None) -> Iterator[Session]:
    """Follow and keep the work that is done meanwhile."""
    begun = Session(folder, told)
    token = _current.set(begun)
    try:
        yield begun
    finally:
        _current.reset(token)


@cache
def _code() -> str:
    files = sorted(PACKAGE.rglob("*.py"))
    return identity_of([file.read_bytes() for file in files])
