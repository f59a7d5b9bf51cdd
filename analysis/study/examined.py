"""A study looked over before it is rendered: its data read, its sets made, its solutions found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.data import Label
from analysis.study.cases import cases
from analysis.study.columns import LeftOutCase, read_values
from analysis.study.configurations import Panel, configurations
from analysis.study.declared import Study
from analysis.study.memberships import Memberships, memberships_of
from analysis.study.tables import study_table


@dataclass(frozen=True, slots=True)
class VariableFact:
    """A variable as it came out: range of its memberships, how many cases are in the set."""

    key: str
    label: Label
    lowest: float
    highest: float
    inside: int


@dataclass(frozen=True, slots=True)
class PanelFact:
    """An outcome as it came out: observed and sufficient rows, contradictory ones, models."""

    outcome: str
    rows: int
    sufficient: int
    contradictory: int
    models: int


@dataclass(frozen=True, slots=True)
class Examined:
    """What a check of a study found; ``unused`` are rows of tables for cases it does not know."""

    study: Study
    cases: int
    left_out: tuple[LeftOutCase, ...]
    variables: tuple[VariableFact, ...]
    panels: tuple[PanelFact, ...]
    unused: tuple[tuple[str, str], ...]


def examine(study: Study) -> Examined:
    """Return what a study's data give. Raises InputError with every fault of its tables."""
    held = read_values(study)
    found = memberships_of(held)
    solved = configurations(study, data=found)
    return Examined(
        study=study,
        cases=len(held.cases),
        left_out=held.left_out,
        variables=tuple(_variables(found)),
        panels=tuple(_panel(each) for each in solved.panels),
        unused=tuple(_unused(study)),
    )


def _variables(found: Memberships) -> Iterator[VariableFact]:
    for key in found.values:
        column = found.values[key]
        name = str(key)
        yield VariableFact(
            name,
            found.labels[name],
            float(column.min()),
            float(column.max()),
            int((column > 0.5).sum()),
        )


def _panel(panel: Panel) -> PanelFact:
    output = panel.table.output
    return PanelFact(
        panel.outcome, len(output), output.count("1"), output.count("C"), panel.at_least
    )


def _unused(study: Study) -> Iterator[tuple[str, str]]:
    """Yield (file, case) for rows of the study's own files whose case it does not list."""
    known = {case.key for case in cases(study)}
    for id, table in study.tables.items():
        if table.file is not None and id != study.cases.table:
            held = study_table(study, id, [])
            for case in dict.fromkeys(held.frame[table.case]):
                if case not in known:
                    yield held.file, str(case)
