"""The one error of the book commands: what is wrong, where, and the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: ``line`` is 1-based, or None where the whole file is meant."""

    file: str
    line: int | None
    message: str
    remedy: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.message}. Remedy: {self.remedy}."


class BookError(Exception):
    """Stops a command with exit code 2 and one line per fault, never a traceback."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)

    @classmethod
    def at(cls, file: str, line: int | None, message: str, remedy: str) -> BookError:
        """Return an error with a single fault."""
        return cls([Fault(file, line, message, remedy)])
