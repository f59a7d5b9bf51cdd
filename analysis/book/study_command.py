"""``book study``: studies made, checked and described."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.book.command_options import Root, Told, Verbose

if TYPE_CHECKING:
    from analysis.study.examined import Examined

NEW_EXAMPLES = """\b
Examples:
  book study new chips                                      an example to fill in
  book study new chips --table chips.xlsx --outcome patents around a table of your own
"""
Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the study, its folder.")]
Names = Annotated[
    list[str] | None, typer.Argument(metavar="[NAME]...", help="Studies; default: all.")
]
OneName = Annotated[
    str | None, typer.Argument(metavar="[NAME]", help="A study; default: what all keep to.")
]
TableFile = Annotated[
    Path | None,
    typer.Option(
        "--table",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="A table to copy: cases in the first column, a variable in every other one.",
    ),
]
Outcome = Annotated[
    str | None, typer.Option(metavar="COLUMN", help="The column of the outcome in --table.")
]
Write = Annotated[
    bool, typer.Option("--write", help="Write it to datapackage.json in the study's folder.")
]
LISTED = 12


def add_study(app: typer.Typer, told: Told) -> None:
    """Add the commands to ``app``; ``told`` turns errors into lines and exit codes."""
    commands = typer.Typer(
        no_args_is_help=True, help="Studies in data/studies: make one, check it, describe it."
    )
    app.add_typer(commands, name="study")

    @commands.command(epilog=NEW_EXAMPLES)
    def new(
        name: Name,
        table: TableFile = None,
        outcome: Outcome = None,
        root: Root = Path(),
        verbose: Verbose = False,
    ) -> None:
        """Make a study: a folder with study.yml to fill in, and its table."""
        with told(verbose):
            from analysis.study.template import new_study

            for file in new_study(name, root.resolve(), table, outcome):
                typer.echo(file)
        typer.echo(f"next: edit study.yml, then 'book study check {name}'")

    @commands.command()
    def check(names: Names = None, root: Root = Path(), verbose: Verbose = False) -> None:
        """Check studies: the file, the tables, the sets and solutions that follow from them.

        A fault is told with file, row, column, value and remedy; the exit code is 2.
        """
        with told(verbose):
            from analysis.study import load_study, study_names
            from analysis.study.examined import examine

            base = root.resolve()
            for name in names or study_names(base):
                for line in lines_of(examine(load_study(name, base))):
                    typer.echo(line)

    @commands.command(name="list")
    def list_studies(root: Root = Path(), verbose: Verbose = False) -> None:
        """List the studies with their titles."""
        with told(verbose):
            from analysis.study import load_study, study_names

            base = root.resolve()
            for name in study_names(base):
                typer.echo(f"{name}: {load_study(name, base).title.en}")

    @commands.command()
    def schema(
        name: OneName = None, write: Write = False, root: Root = Path(), verbose: Verbose = False
    ) -> None:
        """Print the schema of study.yml (JSON Schema), or that of a study's tables (Data Package).

        Editors and other programs check files against them; 'book study check' checks more.
        """
        with told(verbose):
            from analysis.study import load_study
            from analysis.study.published import data_package, study_schema

            base = root.resolve()
            study = None if name is None else load_study(name, base)
            content = study_schema(base) if study is None else data_package(study)
            text = json.dumps(content, ensure_ascii=False, indent=1)
            if write and study is not None:
                path = base / study.folder / "datapackage.json"
                path.write_text(text + "\n", encoding="utf-8")
                text = f"{study.folder}/{path.name}"
            typer.echo(text)


def lines_of(found: Examined) -> list[str]:
    """Return what a check found, as lines for the terminal."""
    study = found.study
    lines = [f"{study.name}: {study.title.en}", f"  {found.cases} {study.cases.noun.many}"]
    if found.left_out:
        names = ", ".join(f"{e.case.zh} ({', '.join(e.missing)})" for e in found.left_out[:LISTED])
        more = f" and {len(found.left_out) - LISTED} more" if len(found.left_out) > LISTED else ""
        lines.append(f"  left out for want of values: {names}{more}")
    for each in found.variables:
        spread = f"{each.lowest:g} to {each.highest:g}, {each.inside} above one half"
        lines.append(f"  {each.key}: {spread}")
    for panel in found.panels:
        odd = f", {panel.contradictory} contradictory" if panel.contradictory else ""
        lines.append(
            f"  {panel.outcome}: {panel.rows} rows observed, {panel.sufficient} sufficient{odd}, "
            f"{_models(panel.models)}"
        )
    for file, case in found.unused[:LISTED]:
        lines.append(f"  not used: {case} in {file}, which is no case of the study")
    return lines


def _models(count: int) -> str:
    if not count:
        return "no solution"
    return "1 model" if count == 1 else f"{count} models that fit equally well"
