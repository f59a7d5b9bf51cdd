"""The ensemble as the command line makes it, with a progress bar."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from analysis.forensics.reconstruct.ensemble import ensemble


def run(seeds: Iterable[int], out: Path, root: Path | None = None) -> tuple[int, ...]:
    """Return the seeds that have a member in ``out``, having shown the progress of the others."""
    wanted = tuple(seeds)
    columns = (
        TextColumn("reconstruction"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns) as bar:
        task = bar.add_task("members", total=len(wanted))

        def told(done: int, _: int) -> None:
            bar.update(task, completed=done)

        return ensemble(wanted, out, told, root=root)
