"""Tables 1 to 5 of the configurational study as printed numbers, from the transcribed files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.data import InputError, Label, find_root, load_document, load_table
from analysis.forensics.literals import Conjunction, SetLiteral, conjunction
from analysis.forensics.printed import PrintedNumber
from analysis.study import load_study

OUTCOME = "breakthrough"


@dataclass(frozen=True, slots=True)
class NecessityCell:
    """Consistency and coverage of one literal as necessary for the outcome or its negation."""

    literal: SetLiteral
    outcome_present: bool
    consistency: PrintedNumber
    coverage: PrintedNumber


@dataclass(frozen=True, slots=True)
class PathRow:
    """One path of Table 5: its literals and its three parameters of fit."""

    id: str
    literals: Conjunction
    consistency: PrintedNumber
    raw_coverage: PrintedNumber
    unique_coverage: PrintedNumber


@dataclass(frozen=True, slots=True)
class Panel:
    """One solution of Table 5, for the outcome or its negation."""

    outcome_present: bool
    paths: tuple[PathRow, ...]
    consistency: PrintedNumber
    coverage: PrintedNumber


@dataclass(frozen=True, slots=True)
class Transcripts:
    """Every printed number of Tables 1 to 5.

    ``statistics``: variable -> statistic -> number (Table 1). ``nca``: (statistic, ceiling,
    condition) -> number (Table 2). ``levels``: outcome levels in percent, and ``bottlenecks``:
    condition -> one number per level (Table 3). ``necessity``: 24 cells (Table 4). ``panels``:
    outcome, then its negation (Table 5). ``labels``: names of the variables.
    """

    statistics: Mapping[str, Mapping[str, PrintedNumber]]
    nca: Mapping[tuple[str, str, str], PrintedNumber]
    levels: tuple[int, ...]
    bottlenecks: Mapping[str, tuple[PrintedNumber, ...]]
    necessity: tuple[NecessityCell, ...]
    panels: tuple[Panel, ...]
    labels: Mapping[str, Label]

    @property
    def conditions(self) -> tuple[str, ...]:
        """Return the keys of the conditions, in the order of the study."""
        return tuple(self.bottlenecks)


def load_transcripts(root: Path | None = None) -> Transcripts:
    """Return the printed numbers of all five tables. Raises InputError as the data layer does.

    They belong to the published study: for a project that is for another one, an InputError.
    """
    study = load_study(root=root)
    if not study.printed:
        message, remedy = "this study has no printed tables", "ask for those of the published study"
        raise InputError([study.problem(("printed",), message, remedy)])
    return _load(root if root is not None else find_root())


@lru_cache(maxsize=4)
def _load(root: Path) -> Transcripts:
    levels, bottlenecks = _bottlenecks(root)
    variables = load_document("study", root)["variables"]
    return Transcripts(
        statistics=_statistics(root),
        nca=_nca(root),
        levels=levels,
        bottlenecks=bottlenecks,
        necessity=_necessity(root),
        panels=tuple(map(_panel, load_document("table5_configurations", root)["panels"])),
        labels={item["key"]: Label.of(item) for item in variables},
    )


def _statistics(root: Path) -> dict[str, dict[str, PrintedNumber]]:
    frame = load_table("table1_statistics", root).set_index("variable")
    return {
        str(variable): {str(name): PrintedNumber.read(text) for name, text in row.items()}
        for variable, row in frame.iterrows()
    }


def _nca(root: Path) -> dict[tuple[str, str, str], PrintedNumber]:
    frame = load_table("table2_nca", root).set_index(["statistic", "ceiling"])
    return {
        (statistic, ceiling, str(condition)): PrintedNumber.read(text)
        for (statistic, ceiling), row in zip(frame.index, frame.to_dict("records"), strict=True)
        for condition, text in row.items()
    }


def _bottlenecks(root: Path) -> tuple[tuple[int, ...], dict[str, tuple[PrintedNumber, ...]]]:
    frame = load_table("table3_bottleneck", root).set_index("outcome_level")
    levels = tuple(int(str(level).removesuffix("%")) for level in frame.index)
    columns = {str(name): tuple(PrintedNumber.read(text) for text in frame[name]) for name in frame}
    return levels, columns


def _necessity(root: Path) -> tuple[NecessityCell, ...]:
    frame = load_table("table4_necessity", root)
    return tuple(
        NecessityCell(
            SetLiteral(row["condition"], not row["negated"]),
            suffix == "high",
            PrintedNumber.read(row[f"consistency_{suffix}"]),
            PrintedNumber.read(row[f"coverage_{suffix}"]),
        )
        for row in frame.to_dict("records")
        for suffix in ("high", "nonhigh")
    )


def _panel(item: Mapping[str, Any]) -> Panel:
    paths = tuple(
        PathRow(
            path["id"],
            conjunction(path["marks"]),
            *(
                PrintedNumber.read(path[name])
                for name in ("consistency", "raw_coverage", "unique_coverage")
            ),
        )
        for path in item["paths"]
    )
    solution = item["solution"]
    return Panel(
        not item["outcome"].startswith("~"),
        paths,
        PrintedNumber.read(solution["consistency"]),
        PrintedNumber.read(solution["coverage"]),
    )
