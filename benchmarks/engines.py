"""Times both engines against the reference packages, their targets and what bounds each work.

    python benchmarks/engines.py             # every row; takes a few minutes
    python benchmarks/engines.py --quick     # small variants of every row; a few seconds
    python benchmarks/engines.py --growth    # plots of time against n, k and permutations

Seconds are CPU seconds of this process, all threads together, as in the measurements of R 4.2.2,
QCA 3.25 and NCA 5.0.1. Peak memory is what numpy and Python allocate beyond the input.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engines_growth import draw_growth
from engines_work import Work, bandwidth, works
from rich.console import Console
from rich.table import Table

GROWTH = Path(__file__).resolve().parent / "growth.svg"


@dataclass(frozen=True, slots=True)
class Measured:
    """One row with its figures: CPU and wall-clock seconds, seconds of its bound, peak bytes."""

    work: Work
    found: str
    seconds: float
    wall: float
    floor: float
    peak: int | None
    limit: float | None

    @property
    def is_met(self) -> bool:
        """Whether time and memory are within what was asked, and the work was done."""
        in_memory = self.peak is None or self.limit is None or self.peak <= self.limit
        return self.seconds < self.work.target and in_memory and "not done" not in self.found


def measure(work: Work) -> Measured:
    """Return the figures of one row; the work runs again where memory is asked for."""
    given = work.prepare()
    began = time.perf_counter()
    seconds, result = _timed(lambda: work.run(given))
    wall = time.perf_counter() - began
    floor, _ = _timed(lambda: work.floor(given, result))
    peak = _peak(lambda: work.run(given)) if work.memory else None
    limit = work.memory(given) if work.memory else None
    return Measured(work, work.found(result), seconds, wall, floor, peak, limit)


def measured(quick: bool = False) -> Iterator[Measured]:
    """Yield every row as it is done."""
    for work in works(quick):
        yield measure(work)


TARGETS = ("work", "R", "asked", "ours", "wall", "peak MB", "met")
BOUNDS = ("found", "bounded by", "bound", "ours / bound")


def target_cells(done: Measured, quick: bool = False) -> tuple[str, ...]:
    """Return the cells of the table of targets; a small variant has none to meet."""
    work = done.work
    peak = "-" if done.peak is None else f"{done.peak / 1e6:,.1f}"
    if quick:
        return work.name, "-", "-", f"{done.seconds:.3f}", f"{done.wall:.3f}", peak, "-"
    asked = f"{work.target:g} s" + (f", {done.limit / 1e6:,.0f} MB" if done.limit else "")
    reference = "none" if work.reference is None else f"{work.reference:g}"
    return (
        work.name,
        reference,
        asked,
        f"{done.seconds:.3f}",
        f"{done.wall:.3f}",
        peak,
        "yes" if done.is_met else "NO",
    )


def bound_cells(done: Measured) -> tuple[str, ...]:
    """Return the cells of the table of bounds."""
    times = "-" if done.floor < 1e-4 else f"{done.seconds / done.floor:.1f}"
    return done.found, done.work.bound, f"{done.floor:.3f}", times


def tables(rows: Sequence[Measured], quick: bool = False) -> tuple[Table, Table]:
    """Return the table of targets and the table of bounds, their rows numbered alike."""
    targets = Table("", *TARGETS, title="CPU seconds", show_lines=True)
    bounds = Table("", *BOUNDS, title="What bounds the work, in CPU seconds", show_lines=True)
    for number, done in enumerate(rows, start=1):
        targets.add_row(str(number), *target_cells(done, quick))
        bounds.add_row(str(number), *bound_cells(done))
    return targets, bounds


def _timed(action: Callable[[], object]) -> tuple[float, object]:
    began = time.process_time()
    result = action()
    return time.process_time() - began, result


def _peak(action: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def main() -> None:
    """Print the table, or draw the plots."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small variants of every row")
    parser.add_argument("--growth", action="store_true", help=f"draw {GROWTH.name} instead")
    asked = parser.parse_args()
    console = Console()
    if asked.growth:
        GROWTH.write_text(draw_growth(asked.quick), encoding="utf-8")
        console.print(f"wrote {GROWTH.name}")
        return
    rows = []
    for done in measured(asked.quick):
        rows.append(done)
        console.print(f"{done.seconds:8.3f} s  {done.work.name}", highlight=False)
    for table in tables(rows, asked.quick):
        console.print(table)
    console.print(
        f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {platform.machine()}; a numpy "
        f"copy moves {bandwidth() / 1e9:.1f} GB/s",
        highlight=False,
    )


if __name__ == "__main__":
    main()
