"""Finished pieces of work on disk, so that a run which was stopped goes on from there."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A file with one line of JSON for each finished piece of one work.

    ``identity`` tells all that the results depend on: a file of another identity does not count.
    A line that a kill cut off counts as missing. Results are plain JSON values.
    """

    folder: Path
    name: str
    identity: str

    @property
    def path(self) -> Path:
        """Where the pieces are kept."""
        return self.folder / f"{self.name}-{digest(self.identity)[:16]}.jsonl"

    def read(self) -> dict[int, Any]:
        """Return the results that are there, by the number of their piece."""
        found: dict[int, Any] = {}
        try:
            with self.path.open(encoding="utf-8", errors="replace") as stream:
                for line in stream:
                    piece = _piece(line)
                    if piece is not None:
                        found[piece[0]] = piece[1]
        except FileNotFoundError:
            pass
        return found

    def add(self, results: Mapping[int, Any]) -> None:
        """Keep results, for good when this returns."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lines = [_line(number, result) for number, result in results.items()]
        with self.path.open("a", encoding="utf-8") as stream:
            if stream.tell() and not self._ends_whole():
                stream.write("\n")
            stream.writelines(lines)
            stream.flush()
            os.fsync(stream.fileno())

    def remove(self) -> None:
        """Forget the results: the work is done and its whole is kept elsewhere."""
        self.path.unlink(missing_ok=True)

    def _ends_whole(self) -> bool:
        with self.path.open("rb") as stream:
            stream.seek(-1, os.SEEK_END)
            return stream.read(1) == b"\n"


def digest(*parts: str | bytes) -> str:
    """Return a digest of texts and bytes."""
    found = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        found.update(len(raw).to_bytes(8, "big") + raw)
    return found.hexdigest()


def identity_of(parts: Iterable[object]) -> str:
    """Return an identity from the texts of its parts."""
    return digest(*(part if isinstance(part, bytes) else str(part) for part in parts))


def _line(number: int, result: Any) -> str:
    text = json.dumps(result, ensure_ascii=False)
    return json.dumps([number, digest(text)[:16], text], ensure_ascii=False) + "\n"


def _piece(line: str) -> tuple[int, Any] | None:
    """Return number and result of a line, None where it is damaged."""
    try:
        number, told, text = json.loads(line)
        return (number, json.loads(text)) if digest(text)[:16] == told else None
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
