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
    """Return the tag and commit that ``root`` is at, and the tracked files changed since.

    Without a history the date is that of SOURCE_DATE_EPOCH, where it is set.
    """
    if _git(root, "rev-parse", "--show-toplevel") != str(root.resolve()):
        return Source(None, None, _epoch())
    changed = _git(root, "status", "--porcelain", "--untracked-files=no") or ""
    return Source(
        _git(root, "describe", "--tags", "--exact-match", "HEAD"),
        _git(root, "rev-parse", "HEAD"),
        _git(root, "show", "-s", "--format=%cs", "HEAD"),
        tuple(line.split(maxsplit=1)[1] for line in changed.splitlines()),
    )


def _epoch() -> str | None:
    seconds = os.environ.get(EPOCH, "")
    if not seconds.isdecimal():
        return None
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()


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
