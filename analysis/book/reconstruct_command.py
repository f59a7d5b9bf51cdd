"""The command ``book reconstruct``: members of the ensemble, with a progress bar."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def add_reconstruct(app: typer.Typer) -> None:
    """Add the command to the command line."""

    @app.command()
    def reconstruct(
        members: Annotated[
            int, typer.Option(help="How many members (a minute or more each).", min=1)
        ] = 1,
        first: Annotated[int, typer.Option(help="Seed of the first member.", min=0)] = 1,
        out: Annotated[Path, typer.Option(help="Where members are kept.")] = Path(
            ".cache/reconstruction"
        ),
    ) -> None:
        """Reconstruct memberships and raw values; a run that was killed goes on where it was."""
        from analysis.forensics.reconstruct.run import run

        found = run(range(first, first + members), out)
        typer.echo(f"{len(found)} of {members} members in {out} (reconstructions, not data)")
