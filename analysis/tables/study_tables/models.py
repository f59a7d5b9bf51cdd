"""The solutions of a study: the paths of every model, and which model has which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from analysis.data import Words
from analysis.qca import Solution, Term
from analysis.qca.solutions import Path
from analysis.study import Configurations, Panel, configurations, study_at
from analysis.study.loading import At
from analysis.tables.core import (
    Column,
    Content,
    Group,
    Row,
    Table,
    body,
    num,
    runs,
    table,
)
from analysis.tables.study_tables.common import (
    CONSISTENCY,
    NONE,
    RAW_COVERAGE,
    UNIQUE_COVERAGE,
    literal,
    rebuilt_notes,
    statement,
    term_words,
    three,
)
from analysis.tables.study_tables.rows import panel_of

Kind: TypeAlias = Literal["complex", "parsimonious", "reported"]
KINDS: Mapping[Kind, Words] = {
    "complex": Words("复杂解", "complex solution"),
    "parsimonious": Words("简约解", "parsimonious solution"),
    "reported": Words("中间解", "intermediate solution"),
}
NO_SOLUTION = Words(
    "没有充分的真值表行，因此无解。", "No row is sufficient, so there is no solution."
)
MODEL = Words("模型", "Model")
PATH = Words("路径", "Path")
# Of more paths as many are listed, with the models that have one of them.
MOST_PATHS = 40
MORE_MODELS = Words(
    "至少有 {all} 个模型同样合适，仅列出 {listed} 个。",
    "At least {all} models fit equally well, {listed} are listed.",
)
TIED = Words(
    "{count} 个模型同样合适，数据无法在其中取舍。",
    "{count} models fit equally well; the data do not choose among them.",
)


def solutions(kind: Kind = "reported", outcome: str | None = None, at: At = None) -> Table:
    """Return the paths of every model of one kind of solution, and which model has which.

    ``reported`` is the intermediate solution, for multi-value conditions the parsimonious one.
    """
    study = study_at(at)
    found = configurations(study)
    return models_table(found, panel_of(found, outcome), kind)


def models_table(found: Configurations, panel: Panel, kind: Kind) -> Table:
    """Return the models of one kind of solution of a panel, a row per path."""
    models = _models(panel, kind)
    name = KINDS["parsimonious" if panel.is_multivalue and kind == "reported" else kind]
    if not models:
        return statement(name, NO_SOLUTION)
    held: dict[Term, Path] = {path.term: path for model in models for path in model.paths}
    listed = dict(list(held.items())[:MOST_PATHS])
    alone = len(models) == 1
    rows: list[Row] = [
        [
            term_words(term, found.labels),
            three(path.fit.consistency),
            three(path.fit.pri),
            three(path.fit.coverage),
            three(path.fit.unique_coverage) if alone else _holders(term, models),
        ]
        for term, path in listed.items()
    ]
    last = Column(UNIQUE_COVERAGE if alone else MODEL, 1.6, "right" if alone else "left")
    head = [*runs(name), *runs(Words("：", ": ")), *runs(literal(panel.outcome, found.labels))]
    return table(
        [
            Column(PATH, 5.2, row_header=True),
            Column(CONSISTENCY, 1.5, "right"),
            Column("PRI", 1.0, "right"),
            Column(RAW_COVERAGE, 1.5, "right"),
            last,
        ],
        bodies=[body(rows), body(_wholes(models), MODEL)],
        groups=[Group(head, 5)],
        notes=[*_tied(_count(panel, kind), models), *rebuilt_notes(found.origins, found.labels)],
    )


def _models(panel: Panel, kind: Kind) -> tuple[Solution, ...]:
    if kind == "reported":
        return panel.reported
    models: tuple[Solution, ...] = getattr(panel, kind)
    return models


def _holders(term: Term, models: Sequence[Solution]) -> Words:
    if all(term in model.terms for model in models):
        return Words("全部", "all")
    names = [model.name for model in models if term in model.terms]
    shown = ", ".join(names[:4])
    more = f", +{len(names) - 4}" if len(names) > 4 else ""
    return Words(shown + more, shown + more)


def _wholes(models: Sequence[Solution]) -> Iterator[Row]:
    for model in models[:MOST_PATHS]:
        fit = model.fit
        yield [model.name, three(fit.consistency), three(fit.pri), three(fit.coverage), num(NONE)]


def _count(panel: Panel, kind: Kind) -> int:
    """Return how many models of a kind there are at least."""
    if kind == "reported":
        return panel.at_least
    if panel.analysis is None:
        return len(_models(panel, kind))
    part = panel.analysis.complex if kind == "complex" else panel.analysis.parsimonious
    return part.at_least


def _tied(count: int, models: Sequence[Solution]) -> list[Content]:
    if count > len(models):
        return [MORE_MODELS.format(all=f"{count:,}", listed=len(models))]
    return [TIED.format(count=len(models))] if len(models) > 1 else []
