"""Sufficiency: truth tables, all solutions, core conditions and typical cases of a study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.data import Label
from analysis.qca import (
    ModelAmbiguity,
    MultiValueTable,
    Solution,
    StandardAnalysis,
    Term,
    Thresholds,
    TruthTable,
    describe,
    describe_values,
    model_ambiguity,
    multivalue_solution,
    multivalue_table,
    solutions_of,
    standard_analysis,
    truth_table,
)
from analysis.qca.solutions import Path
from analysis.study.loading import At, study_at
from analysis.study.memberships import Memberships, memberships
from analysis.study.settings import QcaRule, TypicalRule
from analysis.study.variables import Origin


@dataclass(frozen=True, slots=True)
class Panel:
    """The configurations for one outcome (``~`` negates).

    ``complex``, ``parsimonious`` and ``intermediate`` are the models of each solution with fit,
    member cases and, for the intermediate ones, core and peripheral conditions; all are empty where
    no row is sufficient. ``analysis`` and ``ambiguity`` (how many models tie) are None there and
    for multi-value conditions, which have no intermediate solution. ``complete`` says whether
    every model of the solution reported is listed, ``at_least`` how many there are.
    """

    outcome: str
    table: TruthTable | MultiValueTable
    complex: tuple[Solution, ...] = ()
    parsimonious: tuple[Solution, ...] = ()
    intermediate: tuple[Solution, ...] = ()
    analysis: StandardAnalysis | None = None
    ambiguity: ModelAmbiguity | None = None
    complete: bool = True
    at_least: int = 0

    @property
    def reported(self) -> tuple[Solution, ...]:
        """The distinct models of the solution that is interpreted.

        The intermediate ones; for multi-value conditions the parsimonious ones.
        """
        models = self.intermediate or self.parsimonious
        distinct = {frozenset(model.terms): model for model in reversed(models)}
        return tuple(distinct.values())[::-1]

    @property
    def is_multivalue(self) -> bool:
        """Whether conditions have more than two values."""
        return isinstance(self.table, MultiValueTable)


@dataclass(frozen=True, slots=True)
class Configurations:
    """Configurations for the outcome and its negation, with the origins of the columns.

    ``labels`` and ``cases`` give the names of variables (of their values, too, where a condition
    has several) and cases.
    """

    high: Panel
    nonhigh: Panel
    origins: Mapping[str, Origin]
    labels: Mapping[str, Label]
    cases: tuple[Label, ...]
    rule: QcaRule

    @property
    def panels(self) -> tuple[Panel, Panel]:
        """The panel of the outcome, then that of its negation."""
        return self.high, self.nonhigh


def configurations(at: At = None, *, data: Memberships | None = None) -> Configurations:
    """Return all solutions for the outcome and its negation at the study's thresholds.

    Directional expectations for the negation are the study's own where it states them, the
    opposite of those for the outcome elsewhere. ``data`` replaces the study's memberships.
    """
    study = study_at(at)
    held = memberships(study) if data is None else data
    rule = study.settings.qca
    solve = value_panel if study.variables.multivalue else panel
    return Configurations(
        high=solve(held, rule, negated=False),
        nonhigh=solve(held, rule, negated=True),
        origins=held.origins,
        labels=held.sets.labels,
        cases=held.cases,
        rule=rule,
    )


def panel(held: Memberships, rule: QcaRule, *, negated: bool) -> Panel:
    """Return the solutions for the outcome or its negation, of fuzzy or crisp conditions."""
    table = truth_table_of(held, rule, negated)
    if "1" not in table.output:
        return Panel(table.outcome, table)
    found = standard_analysis(table, expectations_of(rule, negated), rule.cover)
    return Panel(
        outcome=table.outcome,
        table=table,
        complex=solutions_of(found.complex),
        parsimonious=solutions_of(found.parsimonious),
        intermediate=tuple(_intermediate(found, rule.models)),
        analysis=found,
        ambiguity=model_ambiguity(found),
        complete=found.complete,
        at_least=found.at_least,
    )


def _intermediate(found: StandardAnalysis, most: int) -> Iterator[Solution]:
    """Yield the intermediate models, beside every parsimonious one, until enough differ."""
    distinct: set[frozenset[Term]] = set()
    for pair in found.pairs:
        for model in pair.models:
            if len(distinct) >= most and frozenset(model.terms) not in distinct:
                continue
            distinct.add(frozenset(model.terms))
            yield describe(found.table, model, pair.parsimonious_model)


def value_panel(held: Memberships, rule: QcaRule, *, negated: bool) -> Panel:
    """Return the solutions for the outcome or its negation, of multi-value conditions."""
    table = multivalue_table(
        held.values, _outcome(held, negated), held.conditions, thresholds_of(rule)
    )
    if "1" not in table.output:
        return Panel(table.outcome, table)
    options = rule.cover
    long, short = (
        multivalue_solution(table, kind, options) for kind in ("complex", "parsimonious")
    )
    return Panel(
        outcome=table.outcome,
        table=table,
        complex=tuple(describe_values(table, model) for model in long.models),
        parsimonious=tuple(describe_values(table, model) for model in short.models),
        complete=short.complete,
        at_least=short.at_least,
    )


def truth_table_of(held: Memberships, rule: QcaRule, negated: bool) -> TruthTable:
    """Return the truth table of the outcome or its negation at the study's thresholds.

    A membership of 0.5 that the study keeps belongs to no row.
    """
    return truth_table(
        held.values,
        _outcome(held, negated),
        held.conditions,
        thresholds_of(rule),
        crossover_rule="keep",
    )


def thresholds_of(rule: QcaRule) -> Thresholds:
    """Return the thresholds of the truth table."""
    return Thresholds(rule.consistency, rule.pri, rule.frequency, rule.contradiction)


def expectations_of(rule: QcaRule, negated: bool) -> dict[str, bool]:
    """Return, by condition, whether its presence is expected to help."""
    return dict(rule.expectations_negated if negated else rule.expectations)


def typical_cases(path: Path, rule: TypicalRule) -> tuple[str, ...]:
    """Return the cases that the study calls typical of a path, by falling membership."""
    if rule == "member":
        return (*path.typical, *path.deviant)
    return path.typical if rule == "member_with_outcome" else path.uniquely


def _outcome(held: Memberships, negated: bool) -> str:
    return f"~{held.outcome}" if negated else held.outcome
