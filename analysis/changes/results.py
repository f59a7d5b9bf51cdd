"""The results of a study as plain data, kept with every build, so that two of them compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import jsonschema

from analysis.data import InputError, Problem
from analysis.data.schema import load_schema
from analysis.forensics.ledger import ledger
from analysis.qca import Solution
from analysis.study import (
    Memberships,
    NcaNecessity,
    Panel,
    QcaNecessity,
    Study,
    active_study,
    configurations,
    memberships,
    nca_necessity,
    qca_necessity,
)

FORMAT = "configurational-results/1"
SCHEMA = "results"
# Of more cases the memberships are not kept.
MOST_CASES = 20_000
# Effect sizes of a necessary condition: Dul (2016, Organizational Research Methods 19, 10-52).
CLASSES = ((0.5, "very large"), (0.3, "large"), (0.1, "medium"), (0.0, "small"))
NONE = "none"

Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a study.

    ``labels`` are by key, ``cases`` by Chinese name (both with ``zh`` and ``en``); ``memberships``
    by variable in the order of the cases, empty where there are too many. By outcome (``~``
    negates): ``rows`` (configuration to output, frequency, consistency, PRI), ``models`` (reported
    ones, each a list of paths), ``paths`` (path of the first model to its core literals),
    ``necessity`` (literal to consistency and whether it is necessary). ``effects`` are by condition
    and ceiling, ``levels`` by ceiling, condition and level of the outcome. ``verdicts`` are those
    of the ledger, for the published study.
    """

    format: str
    study: str
    title: Mapping[str, str]
    outcome: str
    conditions: list[str]
    labels: Texts
    cases: Texts
    memberships: Mapping[str, list[float]]
    rows: Mapping[str, Mapping[str, Mapping[str, Any]]]
    models: Mapping[str, list[list[str]]]
    paths: Mapping[str, Mapping[str, list[str]]]
    fit: Mapping[str, Mapping[str, float]]
    necessity: Mapping[str, Mapping[str, Mapping[str, Any]]]
    effects: Mapping[str, Mapping[str, Mapping[str, Any]]]
    levels: Mapping[str, Mapping[str, Mapping[str, Any]]]
    verdicts: Mapping[str, str]

    def to_dict(self) -> dict[str, Any]:
        """Return the results in JSON's own types."""
        return asdict(self)

    @classmethod
    def of(cls, content: Any, file: str, root: Path) -> Results:
        """Return results from plain data; InputError where it does not follow the schema.

        ``root`` is the project whose schema counts.
        """
        schema = load_schema(SCHEMA, root, "analysis/changes")
        errors = sorted(
            jsonschema.Draft202012Validator(schema).iter_errors(content), key=lambda e: list(e.path)
        )
        if errors:
            place = "/".join(map(str, errors[0].absolute_path)) or None
            remedy = "give a file that 'book results' or a build of the book wrote"
            message = "no results of a study"
            raise InputError([Problem(file, None, place, None, message, remedy)])
        return cls(**content)


def results_of(study: Study) -> Results:
    """Return the results of a study; the verdicts of the ledger too where it is the published."""
    held = memberships(study)
    found = configurations(study, data=held)
    nca = nca_necessity(study, data=held)
    alone = qca_necessity(study, data=held)
    return Results(
        format=FORMAT,
        study=study.name,
        title={"zh": study.title.zh, "en": study.title.en},
        outcome=held.outcome,
        conditions=list(held.conditions),
        labels={key: {"zh": each.zh, "en": each.en} for key, each in held.sets.labels.items()},
        cases={each.zh: {"zh": each.zh, "en": each.en} for each in _kept(held)},
        memberships=_memberships(held),
        rows={panel.outcome: _rows(panel) for panel in found.panels},
        models={panel.outcome: _models(panel) for panel in found.panels},
        paths={panel.outcome: _paths(panel) for panel in found.panels},
        fit={panel.outcome: _fit(panel) for panel in found.panels},
        necessity=_necessity(alone),
        effects=_effects(nca),
        levels=_levels(nca),
        verdicts=_verdicts(study),
    )


def effect_class(size: float) -> str:
    """Return what an effect size is called: small, medium, large, very large, or none."""
    if not size > 0:
        return NONE
    return next(name for least, name in CLASSES if size >= least)


def _kept(held: Memberships) -> tuple[Any, ...]:
    return held.cases if len(held.cases) <= MOST_CASES else ()


def _memberships(held: Memberships) -> dict[str, list[float]]:
    if not _kept(held):
        return {}
    return {str(key): held.values[key].round(6).tolist() for key in held.values}


def _rows(panel: Panel) -> dict[str, dict[str, Any]]:
    return {
        str(row.term): {
            "output": row.output,
            "frequency": row.frequency,
            "consistency": _number(row.consistency),
            "pri": _number(row.pri),
        }
        for row in panel.table.rows
    }


def _models(panel: Panel) -> list[list[str]]:
    return [[str(term) for term in model.terms] for model in panel.reported]


def _paths(panel: Panel) -> dict[str, list[str]]:
    if not panel.reported:
        return {}
    model: Solution = panel.reported[0]
    return {
        str(path.term): [
            f"{'' if one.present else '~'}{one.condition}"
            for one in path.term.literals
            if one.condition in path.core
        ]
        for path in model.paths
    }


def _fit(panel: Panel) -> dict[str, float]:
    if not panel.reported:
        return {}
    fit = panel.reported[0].fit
    return {"consistency": round(fit.consistency, 6), "coverage": round(fit.coverage, 6)}


def _necessity(found: QcaNecessity) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        table.outcome: {
            row.literal: {
                "consistency": _number(row.fit.consistency),
                "necessary": bool(row.fit.consistency > found.threshold),
            }
            for row in table.rows
        }
        for table in (found.high, found.nonhigh)
    }


def _effects(found: NcaNecessity) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        condition: {
            ceiling: {
                "effect_size": round(result.effect_size, 6),
                "class": effect_class(result.effect_size),
                "p_value": None if result.test is None else round(result.test.p_value, 6),
                "necessary": found.is_necessary(condition, ceiling),
            }
            for ceiling in found.result.ceilings
            for result in (found.result.get(condition, ceiling),)
        }
        for condition in found.result.conditions
    }


def _levels(found: NcaNecessity) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        ceiling: {
            column.condition: {
                f"{level:g}": mark or round(value, 6)
                for level, value, mark in zip(
                    table.levels, column.values, column.marks, strict=True
                )
            }
            for column in table.columns
        }
        for ceiling, table in found.bottlenecks.items()
    }


def _verdicts(study: Study) -> dict[str, str]:
    # The ledger is that of the project's own study, wherever another one asks.
    if not study.printed or active_study(study.root) != study.name:
        return {}
    return {entry.id: str(entry.verdict.value) for entry in ledger(study.root).entries}


def _number(value: float) -> float | None:
    return None if value != value else round(float(value), 6)
