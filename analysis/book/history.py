"""What the project is at: the commit with its tag and date, and what no commit holds."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True)
class Source:
    """What the project is at: a tag, a commit, its date; all None without a history."""

    tag: str | None
    commit: str | None
    date: str | None
    changed: tuple[str, ...] = ()


def source_of(root: Path) -> Source:
    """Return the tag and commit that ``root`` is at, and the tracked files changed since."""
    if not _has_history(root):
        return Source(None, None, _date(epoch_of(root)))
    changed = _git(root, "status", "--porcelain", "--untracked-files=no") or ""
    return Source(
        _git(root, "describe", "--tags", "--exact-match", "HEAD"),
        _git(root, "rev-parse", "HEAD"),
        _date(epoch_of(root)),
        tuple(line.split(maxsplit=1)[1] for line in changed.splitlines()),
    )


def epoch_of(root: Path) -> int | None:
    """Return the moment that what is made says it was made at, in seconds since 1970.

    It is SOURCE_DATE_EPOCH, else the commit's time: the same source gives the same bytes. None
    where there is neither.
    """
    seconds = os.environ.get(EPOCH, "")
    if not seconds and _has_history(root):
        seconds = _git(root, "show", "-s", "--format=%ct", "HEAD") or ""
    return int(seconds) if seconds.isdecimal() else None


def _date(epoch: int | None) -> str | None:
    return None if epoch is None else datetime.fromtimestamp(epoch, UTC).date().isoformat()


def _has_history(root: Path) -> bool:
    return _git(root, "rev-parse", "--show-toplevel") == str(root.resolve())


def _git(root: Path, *arguments: str) -> str | None:
    """Return what git says, None where it fails or is missing."""
    try:
        done = subprocess.run(
            ["git", "--no-optional-locks", "-C", str(root), *arguments],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.rstrip("\n") if done.returncode == 0 else None
