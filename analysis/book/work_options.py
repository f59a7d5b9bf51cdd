"""Options of commands that do long work: where it is done, how it is followed and kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

KEPT = ".cache/work"


class BackendName(StrEnum):
    """Where pieces of work are done."""

    serial = "serial"
    processes = "processes"
    dask = "dask"


BackendOption = Annotated[
    BackendName,
    typer.Option(
        "--backend", help="Work in one process, in several of this machine, or on a Dask cluster."
    ),
]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Pieces at once. Default: one for each core."),
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Of the Dask scheduler, such as tcp://10.0.0.1:8786."),
]


@contextmanager
def working(
    backend: BackendName, jobs: int | None, scheduler: str | None, folder: Path | None
) -> Iterator[None]:
    """Have work done as the options say, its progress shown, finished pieces kept in a folder."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeElapsedColumn,
    )

    from analysis.work import Backend, session, using

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    chosen = Backend(backend.value, jobs, scheduler)
    with (
        using(chosen),
        Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bars,
    ):
        tasks: dict[tuple[str, int], TaskID] = {}

        def told(name: str, done: int, total: int) -> None:
            key = (name, total)
            if key not in tasks or bars.tasks[tasks[key]].finished:
                tasks[key] = bars.add_task(name.replace("-", " "), total=total)
            bars.update(tasks[key], completed=done)

        with session(folder, told):
            yield
