"""Builds of the sample book that are killed, starved and raced, and what is left of the book."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from analysis.book.fingerprint import digest

LIMIT = 600
Manifest = Mapping[str, str]


@dataclass(eq=False)
class Scene:
    """A copy of the sample book at ``root``, and the books that its data can give, by datum.

    ``beside`` is the folder of the log of its builds.
    """

    root: Path
    beside: Path
    known: dict[int, Manifest] = field(default_factory=dict)

    def set(self, datum: int) -> None:
        """Change the datum that a figure and a table show."""
        (self.root / "data/others.csv").write_text(f"value\n3\n{datum}\n2\n", encoding="utf-8")

    def forget(self) -> None:
        """Have all chapters executed by the next build."""
        for record in (self.root / ".cache/book/chapters").glob("*.json"):
            record.unlink()

    def start(self, **more: str) -> subprocess.Popen[str]:
        """Start a build in a process group of its own; ``more`` are variables of its environment.

        Its output goes to a file, so that what it leaves behind cannot keep a pipe open.
        """
        command = [sys.executable, "-m", "analysis.book", "render", "--engine", "portable"]
        environment = {**os.environ, "BOOK_SCENE": self.mark, **more}
        with self.log.open("w", encoding="utf-8") as log:
            return subprocess.Popen(
                command, cwd=self.root, env=environment, stdout=log, stderr=log, text=True,
                start_new_session=True,
            )  # fmt: skip

    def build(self, **more: str) -> tuple[int, str]:
        """Return the exit code of a build that is left alone, and what it said."""
        code = self.start(**more).wait(LIMIT)
        return code, self.said

    @property
    def mark(self) -> str:
        """What the processes of all builds here, kernels too, have in their environment."""
        return f"scene of {self.root}"

    @property
    def kernels(self) -> list[int]:
        """The Python kernels that run."""
        return processes(self.mark, b"ipykernel")

    @property
    def log(self) -> Path:
        """The file with what the last build said."""
        return self.beside / "build.log"

    @property
    def said(self) -> str:
        """What the last build said."""
        return self.log.read_text(encoding="utf-8")

    def learn(self, *data: int) -> float:
        """Build the book of each datum undisturbed, and return the seconds that the last took."""
        began = 0.0
        for datum in data:
            self.set(datum)
            began = time.monotonic()
            code, said = self.build()
            assert code == 0, said
            self.known[datum] = self.manifest()
        return time.monotonic() - began

    def manifest(self) -> Manifest:
        """Return the digest of every file of the book."""
        book = self.root / "_book"
        return {
            path.relative_to(book).as_posix(): digest(path.read_bytes())
            for path in sorted(book.rglob("*"))
            if path.is_file()
        }

    def which(self) -> int | None:
        """Return the datum of the book that is there, None if it is no complete one."""
        present = self.manifest()
        return next((datum for datum, book in self.known.items() if book == present), None)

    def leftovers(self) -> list[str]:
        """Return what lies beside the book."""
        return [path.name for path in self.root.glob("_book*") if path.name != "_book"]

    def survivors(self, seconds: float = 20) -> list[int]:
        """Return processes of the builds that live on after some seconds."""
        end = time.monotonic() + seconds
        while (found := processes(self.mark)) and time.monotonic() < end:
            time.sleep(0.25)
        return found


def processes(mark: str, word: bytes = b"") -> list[int]:
    """Return the processes with a mark in their environment and a word in their command."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
            if mark.encode() in environment and word in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def end(child: subprocess.Popen[str], sign: signal.Signals, *, group: bool) -> int:
    """Send a signal to a build, or to all of its processes, and return its exit code."""
    if child.poll() is not None:  # its number may be another's by now
        return child.returncode
    with suppress(ProcessLookupError):
        (os.killpg if group else os.kill)(child.pid, sign)
    return child.wait(LIMIT)


@contextmanager
def small_disk(folder: Path, megabytes: float) -> Iterator[None]:
    """Mount a file system of so many megabytes at a folder."""
    size = f"size={int(megabytes * 1024)}k"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def is_told(said: str) -> bool:
    """Whether a failed build says why in plain words."""
    return bool(said.strip()) and not re.search(r"Traceback|fault of the program", said)
