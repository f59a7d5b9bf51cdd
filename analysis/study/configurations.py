"""Table 5 recomputed: truth tables, solutions, core conditions, typical cases, robustness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.data import InputError, load_document
from analysis.qca import (
    Model,
    ModelAmbiguity,
    Solution,
    StandardAnalysis,
    Term,
    Thresholds,
    ThresholdTest,
    TruthTable,
    describe,
    model_ambiguity,
    solutions_of,
    standard_analysis,
    threshold_test,
    truth_table,
)
from analysis.study.loading import At, load_settings, study_at
from analysis.study.memberships import Memberships, memberships
from analysis.study.settings import QcaRule
from analysis.study.variables import Origin


@dataclass(frozen=True, slots=True)
class Panel:
    """The configurations for one outcome (``~`` negates).

    ``analysis`` holds prime implicants and models of all three solutions; ``complex``,
    ``parsimonious`` and ``intermediate`` their models with fit, member cases and, for the
    intermediate ones, core and peripheral conditions; ``ambiguity`` how many models tie.
    """

    outcome: str
    table: TruthTable
    analysis: StandardAnalysis
    complex: tuple[Solution, ...]
    parsimonious: tuple[Solution, ...]
    intermediate: tuple[Solution, ...]
    ambiguity: ModelAmbiguity


@dataclass(frozen=True, slots=True)
class Configurations:
    """Configurations for the outcome and its negation, with the origins of the columns."""

    high: Panel
    nonhigh: Panel
    origins: Mapping[str, Origin]


@dataclass(frozen=True, slots=True)
class Robustness:
    """Both panels under the stricter consistency threshold of section 4.3."""

    consistency: float
    high: ThresholdTest
    nonhigh: ThresholdTest
    origins: Mapping[str, Origin]


@dataclass(frozen=True, slots=True)
class PrintedPath:
    """A column of Table 5: its name in the paper and its marks as a term."""

    id: str
    term: Term


@dataclass(frozen=True, slots=True)
class PrintedPanel:
    """The printed paths of one outcome, with the fit they have on the study's memberships.

    ``solution.paths`` is in the order of ``paths``.
    """

    outcome: str
    paths: tuple[PrintedPath, ...]
    solution: Solution
    origins: Mapping[str, Origin]


def configurations(at: At = None, *, data: Memberships | None = None) -> Configurations:
    """Return all solutions for the outcome and its negation at the study's thresholds.

    Directional expectations for the negation are the opposite of those for the outcome. ``data``
    replaces the study's memberships.
    """
    held = memberships(at) if data is None else data
    rule = load_settings(at).qca
    return Configurations(
        high=_panel(held, rule, negated=False),
        nonhigh=_panel(held, rule, negated=True),
        origins=held.origins,
    )


def robustness(at: At = None, *, data: Memberships | None = None) -> Robustness:
    """Return how the solutions change at the stricter consistency threshold."""
    held = memberships(at) if data is None else data
    study = study_at(at)
    rule, stricter = study.settings.qca, study.settings.robustness.consistency
    if stricter is None:
        remedy = "state it, or leave out the comparison"
        message = "no stricter threshold is stated"
        field = ("robustness", "consistency")
        raise InputError([study.problem(field, message, remedy)])
    tests = [
        threshold_test(
            truth_table_of(held, rule, negated),
            expectations_of(rule, negated),
            consistency=stricter,
        )
        for negated in (False, True)
    ]
    return Robustness(stricter, tests[0], tests[1], held.origins)


def printed_panels(at: At = None, *, data: Memberships | None = None) -> tuple[PrintedPanel, ...]:
    """Return the paths of Table 5 as printed, with the fit they have on the memberships."""
    held = memberships(at) if data is None else data
    rule = load_settings(at).qca
    panels = load_document("table5_configurations", study_at(at).root)["panels"]
    return tuple(_printed_panel(panel, held, rule) for panel in panels)


def truth_table_of(held: Memberships, rule: QcaRule, negated: bool) -> TruthTable:
    """Return the truth table of the outcome or its negation at the study's thresholds."""
    outcome = f"~{held.outcome}" if negated else held.outcome
    limits = Thresholds(rule.consistency, rule.pri, rule.frequency)
    return truth_table(held.values, outcome, held.conditions, limits)


def expectations_of(rule: QcaRule, negated: bool) -> dict[str, bool]:
    """Return, by condition, whether its presence is expected to help."""
    return {key: present != negated for key, present in rule.expectations.items()}


def _panel(held: Memberships, rule: QcaRule, *, negated: bool) -> Panel:
    table = truth_table_of(held, rule, negated)
    found = standard_analysis(table, expectations_of(rule, negated))
    return Panel(
        outcome=table.outcome,
        table=table,
        analysis=found,
        complex=solutions_of(found.complex),
        parsimonious=solutions_of(found.parsimonious),
        intermediate=tuple(s for pair in found.pairs for s in solutions_of(pair)),
        ambiguity=model_ambiguity(found),
    )


def _printed_panel(panel: Mapping[str, Any], held: Memberships, rule: QcaRule) -> PrintedPanel:
    outcome = str(panel["outcome"])
    paths = tuple(PrintedPath(path["id"], _term(path["marks"])) for path in panel["paths"])
    table = truth_table_of(held, rule, outcome.startswith("~"))
    solution = describe(table, Model("printed", tuple(path.term for path in paths)))
    return PrintedPanel(outcome, paths, solution, held.origins)


def _term(marks: Mapping[str, str]) -> Term:
    return Term.of({key: mark == "present" for key, mark in marks.items() if mark != "irrelevant"})
