"""``book reconstruct``: members of the ensemble of reconstructions, with a progress bar."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.book.command_options import Root, Told, Verbose
from analysis.book.work_options import (
    BackendName,
    BackendOption,
    JobsOption,
    SchedulerOption,
    working,
)

Members = Annotated[int, typer.Option(help="How many members, some minutes each.", min=1)]
First = Annotated[int, typer.Option(help="Seed of the first; the others follow.", min=0)]
Keep = Annotated[
    bool, typer.Option("--keep", help="Keep the finished members as the project's data.")
]
Out = Annotated[
    Path, typer.Option(metavar="DIR", help="Where finished members are kept.", file_okay=False)
]


def add_reconstruct(app: typer.Typer, told: Told) -> None:
    """Add the command to ``app``; ``told`` turns errors into lines and exit codes."""

    @app.command()
    def reconstruct(
        members: Members = 1,
        first: First = 1,
        out: Out = Path(".cache/reconstruction"),
        keep: Keep = False,
        backend: BackendOption = BackendName.processes,
        jobs: JobsOption = None,
        scheduler: SchedulerOption = None,
        root: Root = Path(),
        verbose: Verbose = False,
    ) -> None:
        """Search memberships and raw values that give the printed numbers: reconstructions.

        They are not the authors' data. The same seed gives the same member; a run that was stopped
        goes on from the members it had finished.
        """
        with told(verbose):
            from analysis.forensics.reconstruct import ensemble

            base, seeds = root.resolve(), range(first, first + members)
            with working(backend, jobs, scheduler, None):
                found = ensemble.ensemble(seeds, out, root=base)
            typer.echo(f"{len(found)} of {members} members in {out} (reconstructions, not data)")
            if keep:
                from analysis.forensics.reconstruct.keeping import kept, write_kept

                chosen = kept(out, members, base)
                for file in write_kept(chosen, base):
                    typer.echo(str(file))
                typer.echo(f"the book uses the member of seed {chosen.declared}")
