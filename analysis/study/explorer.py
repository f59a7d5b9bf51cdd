"""The thresholds of the truth table moved: which rows and paths every choice of them leads to.

Only the rows' own consistencies and PRIs can change anything, so finitely many settings stand for
all; equal truth tables are minimised once (Oana, Schneider and Thomann 2021, chapter 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.data import InputError, Label, Problem
from analysis.qca import (
    CoverOptions,
    Minimization,
    Model,
    Solution,
    StandardAnalysis,
    Term,
    Thresholds,
    TruthTable,
    core_conditions,
    describe,
    sweep_thresholds,
)
from analysis.qca.sweep import intermediate_set
from analysis.qca.truth_table import Output
from analysis.study.configurations import expectations_of, truth_table_of
from analysis.study.explorer_plain import plain_grid
from analysis.study.loading import At, study_at
from analysis.study.memberships import Memberships, memberships
from analysis.study.settings import ExplorerRule, QcaRule, Span
from analysis.study.variables import Origin

IntArray = npt.NDArray[np.int64]
Outputs = tuple[Output, ...]
Analyses = Mapping[Outputs, StandardAnalysis | None]
NO_SOLUTION = 0


@dataclass(frozen=True, slots=True)
class Rank:
    """The core conditions of a path: by every parsimonious model it goes with, and by some only.

    Conditions of the path in neither set are peripheral.
    """

    core: frozenset[str]
    core_by_some: frozenset[str]


@dataclass(frozen=True, slots=True)
class RankedModel:
    """A model with its fit; ``ranks`` are those of its paths, in order (intermediate ones only)."""

    solution: Solution
    ranks: tuple[Rank, ...] = ()


@dataclass(frozen=True, slots=True)
class Models:
    """The distinct models of one kind that are listed, of ``at_least`` to ``at_most`` there are.

    ``at_most`` is None where no bound is known.
    """

    listed: tuple[RankedModel, ...] = ()
    at_least: int = 0
    at_most: int | None = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What one truth table leads to, for all thresholds that make it.

    ``output`` holds the code of every row; ``region`` numbers the intermediate solution: 1 is that
    of the study's thresholds, 0 means that no row is sufficient.
    """

    output: Outputs
    region: int
    complex: Models
    parsimonious: Models
    intermediate: Models


@dataclass(frozen=True, slots=True)
class Slice:
    """All thresholds of one frequency: ``findings`` (c, p) are positions in the panel's findings.

    A consistency threshold belongs to the first of the c ``consistency`` cuts that it does not
    exceed, a PRI threshold to the first of the p ``pri`` cuts; the last cuts end the ranges.
    """

    frequency: int
    consistency: tuple[float, ...]
    pri: tuple[float, ...]
    findings: IntArray = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class ThresholdPanel:
    """One outcome: its truth table, the distinct findings, and where each of them holds."""

    outcome: str
    table: TruthTable
    findings: tuple[Finding, ...]
    slices: tuple[Slice, ...]

    @property
    def regions(self) -> dict[int, tuple[Finding, ...]]:
        """The findings by number of region: several tables may have one intermediate solution."""
        numbers = sorted({finding.region for finding in self.findings})
        return {n: tuple(each for each in self.findings if each.region == n) for n in numbers}

    def region_cells(self, part: Slice) -> IntArray:
        """Return the (c, p) numbers of region of a slice."""
        numbers = np.array([finding.region for finding in self.findings], dtype=np.int64)
        return np.asarray(numbers[part.findings], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class ThresholdGrid:
    """Every result that thresholds in the declared ranges can give, for both outcomes.

    ``study`` are the study's own thresholds, ``rule`` the ranges and the cap on models listed.
    """

    study: Thresholds
    rule: ExplorerRule
    panels: tuple[ThresholdPanel, ...]
    origins: Mapping[str, Origin]
    labels: Mapping[str, Label]
    cases: tuple[Label, ...]

    def panel(self, outcome: str) -> ThresholdPanel:
        """Return the panel of an outcome (``~`` negates). Raises ValueError for another one."""
        panels = {panel.outcome: panel for panel in self.panels}
        if outcome not in panels:
            raise ValueError(f"outcome must be one of {', '.join(panels)}, not {outcome!r}")
        return panels[outcome]

    def at(self, outcome: str, limits: Thresholds) -> Finding:
        """Return what thresholds lead to. Raises InputError for one outside the ranges."""
        require_inside(limits, self.rule)
        panel = self.panel(outcome)
        output = panel.table.with_thresholds(limits).output
        return next(finding for finding in panel.findings if finding.output == output)

    def to_dict(self) -> dict[str, Any]:
        """Return the grid as plain data, as ``data/schemas/threshold_grid.schema.yaml`` says."""
        return plain_grid(self)


def threshold_grid(at: At = None, data: Memberships | None = None) -> ThresholdGrid:
    """Return what every frequency, consistency and PRI threshold leads to, for both outcomes.

    ``data`` replaces the study's memberships. Raises InputError where the study's own thresholds
    lie outside the ranges it declares, and where it declares none.
    """
    study = study_at(at)
    held = memberships(study) if data is None else data
    settings = study.settings
    rule = settings.explorer
    if rule is None:
        message, remedy = "no ranges are declared", "add a section explorer with the ranges"
        raise InputError([Problem(study.file, None, "explorer", None, message, remedy)])
    chosen = Thresholds(settings.qca.consistency, settings.qca.pri, settings.qca.frequency)
    require_inside(chosen, rule, study.file, "qca/")
    return ThresholdGrid(
        study=chosen,
        rule=rule,
        panels=tuple(_panel(held, settings.qca, rule, negated) for negated in (False, True)),
        origins=held.origins,
        labels=held.labels,
        cases=held.cases,
    )


def require_inside(
    limits: Thresholds, rule: ExplorerRule, file: str = "thresholds", parent: str = ""
) -> None:
    """Return nothing; InputError names every threshold outside the ranges of the explorer.

    ``file`` and ``parent`` say where the thresholds stand.
    """
    problems = []
    for name, span in rule.spans.items():
        value = getattr(limits, name)
        if not span.start <= value <= span.stop:
            message = "this threshold lies outside the range of the explorer"
            remedy = f"choose a value from {span.start:g} to {span.stop:g}"
            problems.append(Problem(file, None, parent + name, str(value), message, remedy))
    if problems:
        raise InputError(problems)


def cuts(values: npt.NDArray[np.float64], span: Span) -> tuple[float, ...]:
    """Return the thresholds that stand for all in a range: the rows' values in it, and its end."""
    inside = values[(values >= span.start) & (values < span.stop)]
    return (*np.unique(inside).tolist(), float(span.stop))


def _panel(held: Memberships, qca: QcaRule, rule: ExplorerRule, negated: bool) -> ThresholdPanel:
    table = truth_table_of(held, qca, negated)
    limits = [
        Thresholds(consistency, pri, number)
        for number in rule.frequencies
        for consistency in _cuts_of(table, number, rule)[0]
        for pri in _cuts_of(table, number, rule)[1]
    ]
    expected, options = expectations_of(qca, negated), CoverOptions(cap=rule.models)
    points = sweep_thresholds(table, limits, expected, options).points
    outputs = [table.with_thresholds(each).output for each in limits]
    analyses = {out: point.analysis for out, point in zip(outputs, points, strict=True)}
    regions = _regions([table.output, *analyses], analyses)
    known: dict[tuple[Term, ...], Solution] = {}
    return ThresholdPanel(
        outcome=table.outcome,
        table=table,
        findings=tuple(
            _finding(table, out, regions[out], analyses[out], rule.models, known)
            for out in analyses
        ),
        slices=tuple(_slices(table, rule, [list(analyses).index(out) for out in outputs])),
    )


def _cuts_of(
    table: TruthTable, frequency: int, rule: ExplorerRule
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    enough = table.frequency >= frequency
    return (
        cuts(table.consistency[enough], rule.consistency),
        cuts(table.pri[enough], rule.pri),
    )


def _slices(table: TruthTable, rule: ExplorerRule, places: Sequence[int]) -> Iterator[Slice]:
    start = 0
    for number in rule.frequencies:
        consistency, pri = _cuts_of(table, number, rule)
        stop = start + len(consistency) * len(pri)
        held = np.array(places[start:stop], dtype=np.int64)
        yield Slice(number, consistency, pri, held.reshape(len(consistency), len(pri)))
        start = stop


def _regions(outputs: Iterable[Outputs], analyses: Analyses) -> dict[Outputs, int]:
    """Return the number of every output's intermediate solution, in order of appearance."""
    numbers: dict[frozenset[frozenset[Term]], int] = {}
    found = {}
    for output in outputs:
        models = intermediate_set(analyses[output])
        number = numbers.setdefault(models, len(numbers) + 1) if models else NO_SOLUTION
        found[output] = number
    return found


def _finding(
    table: TruthTable,
    output: Outputs,
    region: int,
    analysis: StandardAnalysis | None,
    cap: int,
    known: dict[tuple[Term, ...], Solution],
) -> Finding:
    """Return a finding; ``known`` remembers the fit of models, which no threshold changes."""
    if analysis is None:
        return Finding(output, region, Models(), Models(), Models())

    def fitted(model: Model) -> Solution:
        if model.terms not in known:
            known[model.terms] = describe(table, model)
        return replace(known[model.terms], name=model.name)

    def listed(part: Minimization) -> Models:
        models = tuple(RankedModel(fitted(model)) for model in part.models)
        return Models(models, part.at_least, part.at_most)

    ranked = tuple(
        RankedModel(fitted(model), _ranks(model, analysis))
        for model in analysis.intermediate_models[:cap]
    )
    intermediate = Models(ranked, analysis.at_least, analysis.at_most)
    return Finding(
        output, region, listed(analysis.complex), listed(analysis.parsimonious), intermediate
    )


def _ranks(model: Model, analysis: StandardAnalysis) -> tuple[Rank, ...]:
    """Return the ranks of a model's paths, over all parsimonious models it is paired with."""
    wanted = frozenset(model.terms)
    short = [
        pair.parsimonious_model.terms
        for pair in analysis.pairs
        if any(frozenset(each.terms) == wanted for each in pair.models)
    ]
    ranks = []
    for term in model.terms:
        sets = [core_conditions(term, terms) for terms in short]
        always = frozenset.intersection(*sets)
        ranks.append(Rank(always, frozenset.union(*sets) - always))
    return tuple(ranks)
