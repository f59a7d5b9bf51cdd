"""Times three builds of the book against their budgets, on a copy of the working tree.

Run with ``make benchmark``. Prints a table; times depend on the machine and on what else it does.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

PROJECT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(".*", "_book*", "__pycache__")
CHAPTER = "chapters/case-coding.qmd"
CELL = "\n\n```{python}\n#| include: false\nsum(range(10))\n```\n"
SENTENCE = "\n\nA sentence more.\n"


@dataclass(frozen=True, slots=True)
class Case:
    """One build: what is done before it, and how many seconds it may take on two cores."""

    name: str
    budget: float
    prepare: Callable[[Path], None]


def add_to_chapter(text: str) -> Callable[[Path], None]:
    """Return a function that appends ``text`` to a chapter of the book below a root."""

    def change(root: Path) -> None:
        with (root / CHAPTER).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return change


CASES = (
    Case("cold: nothing built, nothing cached", 90, lambda root: None),
    Case("nothing changed", 5, lambda root: None),
    Case("a cell of one chapter changed", 20, add_to_chapter(CELL)),
    Case("a sentence of one chapter changed", 20, add_to_chapter(SENTENCE)),
)


def measure(root: Path, case: Case) -> tuple[float, float, int]:
    """Return (seconds of the build, of all processors in it, number of chapters it executed)."""
    case.prepare(root)
    command = [sys.executable, "-m", "analysis.book", "render", "--engine", "portable"]
    began, used = time.perf_counter(), processor_seconds()
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"{case.name}: exit code {done.returncode}\n{done.stderr}")
    return seconds, processor_seconds() - used, done.stderr.count("executing, because")


def processor_seconds() -> float:
    """Return the processor time of all processes that this one started and that ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def main() -> None:
    """Print the table."""
    table = Table("build", "seconds", "budget", "processor seconds", "chapters executed")
    with tempfile.TemporaryDirectory(prefix="book-benchmark-") as folder:
        root = Path(folder) / "book"
        shutil.copytree(PROJECT, root, ignore=LEFT_OUT)
        for case in CASES:
            seconds, used, executed = measure(root, case)
            table.add_row(
                case.name, f"{seconds:.1f}", f"{case.budget:.0f}", f"{used:.1f}", str(executed)
            )
    console = Console()
    console.print(table)
    console.print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}", highlight=False)


if __name__ == "__main__":
    main()
