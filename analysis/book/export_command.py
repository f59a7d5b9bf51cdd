"""``book export``: what the book holds, in formats that other programs read."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.book.command_options import Root, Told, Verbose
from analysis.book.whole_file import write_whole

if TYPE_CHECKING:
    from analysis.casestudy.refi import RefiFile

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="Where to write; made if missing.", file_okay=False)
]


def refi_files(root: Path | None = None) -> tuple[RefiFile, ...]:
    """Return the case study's codebook (.qdc) and project (.qdpx), in the figure's colours.

    root: the project's folder; found from the working folder if None. `InputError` where the data
    are at fault, `RefiError` where a text cannot be written as XML.
    """
    from analysis.casestudy import load_evidence, load_sources, load_structure, refi
    from analysis.figures.data_structure import COLOURS

    structure = load_structure(root)
    names = (dimension.id for dimension in structure.dimensions)
    colours = dict(zip(names, cycle(COLOURS), strict=False))
    return refi.refi_files(structure, load_sources(root), load_evidence(structure, root), colours)


def write_refi(root: Path | None, folder: Path) -> tuple[Path, ...]:
    """Return the paths of the REFI-QDA files, written to ``folder``; each is whole or as it was."""
    files = refi_files(root)
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(write_whole(folder / file.name, file.content) for file in files)


def add_export(app: typer.Typer, told: Told) -> None:
    """Add the commands ``export …`` to ``app``; ``told`` turns errors into lines and exit codes."""
    export = typer.Typer(no_args_is_help=True, help="Write what the book holds for other programs.")
    app.add_typer(export, name="export")

    @export.command("refi")
    def export_refi(folder: Folder, root: Root = Path(), verbose: Verbose = False) -> None:
        """Write the coding of the case study as REFI-QDA: a codebook and a project.

        case-study.qdc holds dimensions, themes and concepts; case-study.qdpx also holds the
        sources with our paraphrases of the evidence, coded. QualCoder and other programs for
        qualitative analysis that read REFI-QDA import them.
        """
        with told(verbose):
            for path in write_refi(root.resolve(), folder):
                typer.echo(str(path))
