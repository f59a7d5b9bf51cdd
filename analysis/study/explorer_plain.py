"""The threshold grid as plain data, small enough for a page: equal things are stored once."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING, Any

from analysis.qca import Solution, Term, TruthTable
from analysis.qca.solutions import Path

if TYPE_CHECKING:
    from analysis.study.explorer import Finding, Models, RankedModel, ThresholdGrid, ThresholdPanel

FIT_DECIMALS = 6
LEFT_OUT = "-"
CORE, CORE_BY_SOME, PERIPHERAL = "c", "s", "p"

Record = dict[str, Any]


class _Store:
    """Records that are stored once and referred to by position."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self._positions: dict[str, int] = {}

    def add(self, record: Record) -> int:
        """Return the position of a record, the first of equal ones."""
        position = self._positions.setdefault(repr(record), len(self.records))
        if position == len(self.records):
            self.records.append(record)
        return position


def plain_grid(grid: ThresholdGrid) -> Record:
    """Return the grid in JSON's own types; NaN becomes None, fit is rounded to six decimals.

    Rows keep consistency and PRI in full, so that a reader's comparison with a threshold is ours.
    """
    spans = grid.rule.spans.items()
    return {
        "study": {
            "frequency": grid.study.frequency,
            "consistency": grid.study.consistency,
            "pri": grid.study.pri,
        },
        "ranges": {
            name: {"from": span.start, "to": span.stop, "step": span.step} for name, span in spans
        },
        "models_listed": grid.rule.models,
        "reconstructed": [key for key, kind in grid.origins.items() if kind == "reconstructed"],
        "labels": {key: {"zh": label.zh, "en": label.en} for key, label in grid.labels.items()},
        "cases": [{"zh": label.zh, "en": label.en} for label in grid.cases],
        "outcomes": [_panel(panel, grid) for panel in grid.panels],
    }


def _panel(panel: ThresholdPanel, grid: ThresholdGrid) -> Record:
    paths, models = _Store(), _Store()
    findings = [_finding(each, panel.table, paths, models) for each in panel.findings]
    return {
        "outcome": panel.outcome,
        "conditions": list(panel.table.conditions),
        "rows": _rows(panel.table, [label.zh for label in grid.cases]),
        "paths": paths.records,
        "models": models.records,
        "findings": findings,
    }


def _rows(table: TruthTable, cases: Sequence[str]) -> list[Record]:
    return [
        {
            "row": row.number,
            "values": _values(row.term, table.conditions),
            "frequency": row.frequency,
            "consistency": _number(row.consistency),
            "pri": _number(row.pri),
            "cases": [cases.index(name) for name in row.cases],
        }
        for row in table.rows
    ]


def _finding(each: Finding, table: TruthTable, paths: _Store, models: _Store) -> Record:
    def stored(kind: Models) -> Record:
        return {
            "models": [
                [model.solution.name, models.add(_model(model, table, paths))]
                for model in kind.listed
            ],
            "at_least": kind.at_least,
            "at_most": kind.at_most,
        }

    return {
        "output": "".join(each.output),
        "region": each.region,
        "complex": stored(each.complex),
        "parsimonious": stored(each.parsimonious),
        "intermediate": stored(each.intermediate),
    }


def _model(model: RankedModel, table: TruthTable, paths: _Store) -> Record:
    solution = model.solution
    record: Record = {
        "paths": [paths.add(_path(path, table)) for path in solution.paths],
        "unique_coverage": [_fit(path.fit.unique_coverage) for path in solution.paths],
        **_fits(solution),
    }
    if model.ranks:
        record["ranks"] = [
            "".join(
                LEFT_OUT if name not in path.term.values
                else CORE if name in rank.core
                else CORE_BY_SOME if name in rank.core_by_some
                else PERIPHERAL
                for name in table.conditions
            )
            for path, rank in zip(solution.paths, model.ranks, strict=True)
        ]  # fmt: skip
    return record


def _path(path: Path, table: TruthTable) -> Record:
    return {"values": _values(path.term, table.conditions), **_fits(path)}


def _values(term: Term, conditions: Sequence[str]) -> str:
    held = term.values
    return "".join(LEFT_OUT if name not in held else "01"[held[name]] for name in conditions)


def _fits(found: Path | Solution) -> Record:
    names = ("consistency", "pri", "coverage")
    return {name: _fit(getattr(found.fit, name)) for name in names}


def _fit(value: float) -> float | None:
    number = _number(value)
    return None if number is None else round(number, FIT_DECIMALS)


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
