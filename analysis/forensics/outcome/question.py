"""The question: a known column per condition, printed numbers, and which parts are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np

from analysis.data import load_document
from analysis.forensics.authentic import authentic_reports, study_sums
from analysis.forensics.ceiling_lines import CeilingLines, ceiling_lines
from analysis.forensics.intervals import Interval
from analysis.forensics.literals import SetLiteral
from analysis.forensics.printed import Rounding
from analysis.forensics.reconstruct.cells import Cells, cells_of
from analysis.forensics.reconstruct.compiled import Ints
from analysis.forensics.transcripts import OUTCOME, load_transcripts

# Parts of the question that do not belong to a condition, then those that do.
NAMED = "named cases"
WHOLE = ("extremes", "quartiles", "sum", NAMED)
OWN = ("sums", "ceiling zone", "ceiling line", "accuracy")


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What is printed of one condition, and its known memberships.

    ``x`` (n,) in thousandths; ``with_outcome`` and ``with_negation`` are the sums of the minimum
    with the outcome and its negation, in thousandths; ``zone`` is the area above CE-FDH;
    ``lines`` are all lines that print the bottleneck column; ``above`` cases lie above the line.
    """

    condition: str
    x: Ints = field(repr=False)
    with_outcome: int
    with_negation: int
    zone: Interval
    lines: CeilingLines
    above: int


@dataclass(frozen=True, slots=True)
class Question:
    """Whether an outcome column exists for the ``parts`` asked for.

    ``at_crossover`` is the position of the case whose outcome is 0.501; ``sides`` maps positions of
    cases to whether their outcome lies above the crossover; ``total`` is the outcome's sum in
    thousandths.
    """

    parts: frozenset[str]
    cases: tuple[str, ...]
    at_crossover: int
    cells: Cells = field(repr=False)
    total: int
    sides: Mapping[int, bool]
    ceilings: tuple[Ceiling, ...]

    def asks(self, part: str, condition: str | None = None) -> bool:
        """Return whether a part is asked for."""
        return (part if condition is None else f"{part} of {condition}") in self.parts


def all_parts(conditions: Sequence[str]) -> frozenset[str]:
    """Return every part of the question about some conditions."""
    return frozenset((*WHOLE, *(f"{part} of {each}" for each in conditions for part in OWN)))


def possible_columns(root: Path | None = None) -> dict[str, tuple[Ints, ...]]:
    """Return, by condition with public data, every column (n,) that meets Table 4, in thousandths.

    One per distinct result of the ways of rounding that are tried.
    """
    found: dict[str, tuple[Ints, ...]] = {}
    for name, report in authentic_reports(root=root).items():
        columns = [hit.memberships for hit in report.hits if hit.memberships is not None]
        distinct = dict.fromkeys(tuple((1000 * each).round().astype(int)) for each in columns)
        found[name] = tuple(np.array(each, dtype=np.int64) for each in distinct)
    return found


def question(columns: Mapping[str, Ints], at_crossover: str, root: Path | None = None) -> Question:
    """Return the whole question about the conditions that have a column (n,) in thousandths."""
    cases = _cases(root)
    sums = study_sums(root)
    ceilings = tuple(_ceiling(name, x, root) for name, x in columns.items())
    return Question(
        all_parts(tuple(columns)),
        cases,
        cases.index(at_crossover),
        cells_of(OUTCOME, root),
        _thousandths(sums.of(None, True).value),
        _sides(cases, root),
        ceilings,
    )


def _cases(root: Path | None) -> tuple[str, ...]:
    report = next(iter(authentic_reports(root=root).values()))
    columns = [hit.memberships for hit in report.hits if hit.memberships is not None]
    return tuple(map(str, columns[0].index))


def _sides(cases: Sequence[str], root: Path | None) -> dict[int, bool]:
    return {
        cases.index(case): not str(path["outcome"]).startswith("~")
        for path in load_document("paths", root)["paths"]
        for case in path["cases"]
    }


def _ceiling(condition: str, x: Ints, root: Path | None) -> Ceiling:
    tables, sums = load_transcripts(root), study_sums(root)
    literal = SetLiteral(condition)
    zone = tables.nca["ceiling_zone", "ce_fdh", condition].without_padding()
    share = float(tables.nca["accuracy", "cr_fdh", condition].number) / 100
    return Ceiling(
        condition,
        x,
        _thousandths(sums.of(literal, True).value),
        _thousandths(sums.of(literal, False).value),
        zone.interval(Rounding.HALF_UP),
        ceiling_lines(condition, tables.levels, tables.bottlenecks[condition]),
        len(x) - round(share * len(x)),
    )


def _thousandths(value: Fraction | None) -> int:
    if value is None:
        raise ValueError("Table 4 leaves a sum open")
    return round(value * 1000)
