"""Progress of a build: live on a terminal, plain log lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

MAX_REASONS = 3


class Progress:
    """Told what happens, in order; this base class keeps silent."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.warnings: list[str] = []

    @property
    def elapsed(self) -> float:
        """Seconds since the build began."""
        return time.monotonic() - self.began

    def stage(self, text: str) -> None:
        """Begin a stage of the build, such as "Writing the pages"."""

    def chapter(self, chapter: str, reasons: Sequence[str]) -> None:
        """Begin the execution of a chapter, for the given reasons."""

    def cell(self, chapter: str, number: int, total: int, label: str) -> None:
        """Begin step ``number`` of ``total`` of a chapter."""

    def chapter_done(self, chapter: str, seconds: float | None) -> None:
        """End a chapter; ``seconds`` is None where its stored results still held."""

    def note(self, text: str) -> None:
        """Say something that concerns the reader of the log."""

    def warning(self, text: str) -> None:
        """Say and count a warning of an engine."""
        self.warnings.append(text)
        self.note(f"warning: {text}")


class PlainProgress(Progress):
    """Writes one line for each event, with the seconds since the beginning."""

    def __init__(self, stream: TextIO | None = None) -> None:
        super().__init__()
        self._stream = stream or sys.stderr

    def stage(self, text: str) -> None:
        """Write the stage."""
        self.note(text)

    def chapter(self, chapter: str, reasons: Sequence[str]) -> None:
        """Write why the chapter runs."""
        self.note(f"{chapter}: executing, because {because(reasons)}")

    def cell(self, chapter: str, number: int, total: int, label: str) -> None:
        """Write the step."""
        self.note(f"{chapter}: {number}/{total} {label}")

    def chapter_done(self, chapter: str, seconds: float | None) -> None:
        """Write the chapter's end."""
        self.note(f"{chapter}: {done(seconds)}")

    def note(self, text: str) -> None:
        """Write a line."""
        print(f"[{self.elapsed:6.1f} s] {text}", file=self._stream, flush=True)


class LiveProgress(Progress):
    """Draws the stage and every running chapter with its cell; finished lines scroll above."""

    def __init__(self) -> None:
        super().__init__()
        from rich.console import Console
        from rich.progress import Progress as Bars
        from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
        self.bars = Bars(*columns, console=Console(stderr=True), transient=True)
        self._stage = self.bars.add_task("Starting")
        self._running = {"": self._stage}

    def stage(self, text: str) -> None:
        """Show the stage on the first line."""
        self.bars.update(self._stage, description=f"[bold]{text}")

    def chapter(self, chapter: str, reasons: Sequence[str]) -> None:
        """Give the chapter a line of its own."""
        text = f"{chapter}: executing, because {because(reasons)}"
        self.bars.console.print(text, highlight=False, markup=False)
        self._running[chapter] = self.bars.add_task(f"  {chapter}")

    def cell(self, chapter: str, number: int, total: int, label: str) -> None:
        """Show the step on the chapter's line."""
        self.bars.update(
            self._running[chapter], description=f"  {chapter}  {number}/{total} {label}"
        )

    def chapter_done(self, chapter: str, seconds: float | None) -> None:
        """Take the chapter's line away."""
        task = self._running.pop(chapter, None)
        if task is not None:
            self.bars.remove_task(task)
        self.note(f"{chapter}: {done(seconds)}")

    def note(self, text: str) -> None:
        """Print a line above the moving ones."""
        self.bars.console.print(text, highlight=False, markup=False)


@contextmanager
def shown_progress(stream: TextIO | None = None) -> Iterator[Progress]:
    """Give live progress where the error stream is a terminal, else plain lines."""
    if (stream or sys.stderr).isatty():
        live = LiveProgress()
        with live.bars:
            yield live
    else:
        yield PlainProgress(stream)


def because(reasons: Sequence[str]) -> str:
    """Return the first reasons as a phrase, and how many there are besides."""
    shown = ", ".join(reasons[:MAX_REASONS])
    more = len(reasons) - MAX_REASONS
    return f"{shown} and {more} more" if more > 0 else shown


def done(seconds: float | None) -> str:
    """Return how a chapter ended: its time, or that nothing it depends on changed."""
    return "nothing changed" if seconds is None else f"done in {seconds:.1f} s"
