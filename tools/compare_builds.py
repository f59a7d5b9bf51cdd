"""Builds the book of the last commit several times and compares every byte of what comes out.

The builds differ in folder, number of jobs, time zone, hash seed, cache and, where the program
``faketime`` is installed, in the day. Exit code 1, with the names of the files, if any differs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = "_book"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to build: where, with how many jobs, in which environment, on which day."""

    folder: str
    jobs: int
    environment: Mapping[str, str]
    days_later: int = 0


FIRST = Way("one", 1, {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"})
SECOND = Way("another/deeper folder", 2, {"TZ": "America/New_York", "PYTHONHASHSEED": "2"}, 40)
AGAIN = Way(SECOND.folder, 1, {"TZ": "UTC", "PYTHONHASHSEED": "3"}, 400)


def main() -> int:
    """Return 0 if all builds gave the same bytes, else 1."""
    with tempfile.TemporaryDirectory(prefix="compare-builds-") as name:
        base = Path(name)
        for way in (FIRST, SECOND):
            _clone(base / way.folder)
        first, second = _built(base, FIRST), _built(base, SECOND)
        shutil.rmtree(base / AGAIN.folder / OUTPUT)
        again = _built(base, AGAIN)
    different = sorted({*_different(first, second), *_different(first, again)})
    for path in different:
        print(f"differs: {path}")
    print(f"{len(first)} files, {len(different)} different")
    return 1 if different else 0


def _clone(folder: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)


def _built(base: Path, way: Way) -> Mapping[str, str]:
    """Return the SHA-256 of every file that a build gives."""
    command = [sys.executable, "-m", "analysis.book", "render", "--engine", "portable"]
    command += ["--jobs", str(way.jobs)]
    if way.days_later and shutil.which("faketime"):
        command = ["faketime", "-f", f"+{way.days_later}d", *command]
    folder = base / way.folder
    print(f"building in {folder} with {way.jobs} jobs", flush=True)
    environment = {**os.environ, **way.environment}
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return dict(_digests(folder / OUTPUT))


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), sha256(path.read_bytes()).hexdigest()


def _different(one: Mapping[str, str], other: Mapping[str, str]) -> Iterator[str]:
    return (path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


if __name__ == "__main__":
    raise SystemExit(main())
