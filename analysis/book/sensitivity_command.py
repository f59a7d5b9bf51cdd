"""``book sensitivity``: what the results of a study withstand, on as many machines as there are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.book.command_options import Root, Told, Verbose
from analysis.book.work_options import (
    KEPT,
    BackendName,
    BackendOption,
    JobsOption,
    SchedulerOption,
    working,
)

if TYPE_CHECKING:
    from analysis.study.swept import Withstood

EXAMPLES = """\b
Examples:
  book sensitivity paper                             in this process
  book sensitivity paper --backend processes -j 8    in eight
  book sensitivity paper --backend dask --scheduler tcp://10.0.0.1:8786
"""
Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help="A study; default: the active.")]
Step = Annotated[
    float, typer.Option(min=0.001, max=0.5, help="Step of consistency and PRI in the sweep.")
]
Out = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Also write all results there, as JSON.")
]


def add_sensitivity(app: typer.Typer, told: Told) -> None:
    """Add the command to ``app``; ``told`` turns errors into lines and exit codes."""

    @app.command(epilog=EXAMPLES)
    def sensitivity(
        name: Name = None,
        step: Step = 0.01,
        out: Out = None,
        backend: BackendOption = BackendName.serial,
        jobs: JobsOption = None,
        scheduler: SchedulerOption = None,
        root: Root = Path(),
        verbose: Verbose = False,
    ) -> None:
        """Sweep thresholds, permute, leave cases out and draw samples of them.

        The same seed gives the same results, wherever the work is done. A run that was stopped goes
        on from the pieces it had finished, which are kept in .cache/work.
        """
        with told(verbose):
            from analysis.study import load_study
            from analysis.study.swept import withstood

            base = root.resolve()
            with working(backend, jobs, scheduler, base / KEPT):
                found = withstood(load_study(name, base), step)
            for line in _lines(found):
                typer.echo(line)
            if out is not None:
                text = json.dumps(found.to_dict(), ensure_ascii=False, indent=1)
                out.write_text(text + "\n", encoding="utf-8")


def _lines(found: Withstood) -> list[str]:
    lines = []
    for panel in found.sweeps:
        lines.append(
            f"{panel.outcome}: {panel.settings} settings of the thresholds, {panel.distinct} "
            f"different solutions, that of the study in {panel.same:.1%} of them"
        )
    for each in found.sensitivity.panels:
        if each.drops is not None:
            counts = f"{len(each.drops.changing)} of {each.drops.tried}"
            lines.append(f"{each.outcome}: {counts} ways to leave cases out change the solution")
        if each.bootstrap is not None:
            share = f"{each.bootstrap.same:.1%} of {each.bootstrap.samples}"
            lines.append(f"{each.outcome}: {share} samples of cases give the very same solution")
    necessary = ", ".join(found.necessary) or "none"
    lines.append(f"necessary by NCA, after {found.permutations} permutations: {necessary}")
    return lines
