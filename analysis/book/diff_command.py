"""``book results`` and ``book diff``: the results of a study, and what flipped between two."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from analysis.book.command_options import Root, Told, Verbose

EXAMPLES = """\b
Examples:
  book diff paper update-2023       two studies
  book diff HEAD~1 HEAD             two commits, the published study
  book diff v0.1:paper paper        a commit and what is here
  book diff old/_book _book         two builds
"""
OneStudy = Annotated[
    str | None, typer.Argument(metavar="[STUDY]", help="A study; default: the published one.")
]
Side = Annotated[str, typer.Argument(help="A study, a build (folder or file), or a commit.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON in place of lines.")]


def add_diff(app: typer.Typer, told: Told) -> None:
    """Add both commands to ``app``; ``told`` turns errors into lines and exit codes."""

    @app.command()
    def results(study: OneStudy = None, root: Root = Path(), verbose: Verbose = False) -> None:
        """Print the results of a study as JSON: memberships, rows, models, necessity, verdicts.

        Every build of a book keeps them too, in downloads/results.json.
        """
        with told(verbose):
            from analysis.changes import results_of
            from analysis.study import load_study

            found = results_of(load_study(study, root.resolve()))
            typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, allow_nan=False))

    @app.command(epilog=EXAMPLES)
    def diff(
        old: Side, new: Side, json_: Json = False, root: Root = Path(), verbose: Verbose = False
    ) -> None:
        """Print what flipped from OLD to NEW.

        Memberships that cross one half, truth-table rows, paths lost, gained, changed or re-marked,
        necessary conditions, classes of effect size, bottleneck levels, verdicts of the ledger.
        """
        with told(verbose):
            from analysis.book.sides import results_for
            from analysis.changes import compare, lines_of

            base = root.resolve()
            found = compare(results_for(old, base), results_for(new, base))
            if json_:
                typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=1))
            else:
                for line in lines_of(found):
                    typer.echo(line)
