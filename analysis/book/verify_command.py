"""``book verify``: the ledger in the terminal, and whether its verdicts are those agreed upon."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analysis.book.command_options import Root, Told, Verbose

EXAMPLES = """\b
Examples:
  book verify                                      the whole ledger
  book verify --verdict contradicted               what does not hold
  book verify --document configurational --table table5
  book verify --accept --because "…" --because-zh "…"   after a change that was meant
"""


class Paper(StrEnum):
    """A document whose printed numbers the ledger lists."""

    case = "case"
    configurational = "configurational"


class Word(StrEnum):
    """A verdict, as the command line spells it."""

    exact = "exact"
    consistent = "consistent"
    contradicted = "contradicted"
    not_determined = "not-determined"


Document = Annotated[Paper | None, typer.Option(help="Show the numbers of one paper only.")]
PaperTable = Annotated[
    str | None,
    typer.Option(help="Show one table (table1, table2, …) or part of the text (text) only."),
]
Verdict = Annotated[Word | None, typer.Option(help="Show one verdict only.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON in place of a table.")]
Accept = Annotated[
    bool, typer.Option("--accept", help="Take the present verdicts as those agreed upon.")
]

Because = Annotated[
    str | None, typer.Option(help="With --accept: why verdicts changed, for readers, in English.")
]
BecauseZh = Annotated[str | None, typer.Option(help="The same reason in Chinese.")]


def add_verify(app: typer.Typer, told: Told) -> None:
    """Add the command ``verify`` to ``app``; ``told`` turns errors into lines and exit codes."""

    @app.command(epilog=EXAMPLES)
    def verify(
        document: Document = None,
        table: PaperTable = None,
        verdict: Verdict = None,
        json: Json = False,
        accept: Accept = False,
        because: Because = None,
        because_zh: BecauseZh = None,
        root: Root = Path(),
        verbose: Verbose = False,
    ) -> None:
        """Print every printed number with its verdict, and compare with the verdicts agreed upon.

        Those are in data/forensics/verdicts.csv. A verdict that differs, a number that is new and
        one that is missing get a line each, and the exit code is 1. The options choose what is
        printed; all numbers are compared. The proofs of the contradictions are verified anew.
        """
        with told(verbose):
            from analysis.book import verify as book
            from analysis.data import Words
            from analysis.forensics import verdicts

            found = book.compared(root.resolve())
            if accept:
                reason = Words(because_zh, because) if because and because_zh else None
                typer.echo(found.accept(reason))
                return
            chosen = verdicts.Verdict.of(verdict.replace("-", "_")) if verdict else None
            wanted = book.Wanted(document, table, chosen)
            typer.echo(found.as_json(wanted) if json else found.as_text(wanted), nl=False)
            found.check()
