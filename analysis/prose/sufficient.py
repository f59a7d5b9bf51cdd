"""What the analysis of sufficiency says: rows, paths, models, core conditions, cases covered."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.data import Words
from analysis.prose.phrases import (
    cases_counted,
    counted,
    enumerated,
    figure,
    named,
    outcome_named,
    paths_named,
    sentences,
)
from analysis.qca import Solution, Term
from analysis.study import Configurations, Panel, Study

ROWS = Words(
    "对{outcome}，真值表 {all} 行中有案例的 {observed} 行，其中充分的 {sufficient} 行{odd}。",
    "For {outcome}, {observed} of the {all} rows of the truth table have cases, and {sufficient} "
    "{are} sufficient{odd}.",
)
ODD = Words("、矛盾的 {count} 行", ", {count} contradictory")
NO_PATH = Words(
    "没有任何条件组合对{outcome}是充分的。",
    "No combination of conditions is sufficient for {outcome}.",
)
LEADS = Words(
    "通向{outcome}的路径有 {count}：{paths}。解的一致性为 {consistency}，覆盖度为 {coverage}。",
    "{count} {lead} to {outcome}: {paths}. The solution has a consistency of {consistency} and a "
    "coverage of {coverage}.",
)
UNIQUE = Words(
    "对{outcome}只有一个模型。",
    "There is one model for {outcome}.",
)
TIED = Words(
    "对{outcome}有 {count} 个模型同样合适，它们共有的路径有 {shared}。",
    "{count} models fit equally well for {outcome}; they share {shared}.",
)
MANY = Words(
    "对{outcome}至少有 {count} 个模型同样合适，仅列出 {listed} 个。",
    "At least {count} models fit equally well for {outcome}; {listed} are listed.",
)
CORE = Words(
    "在通向{outcome}的每条路径中都是核心条件的有：{names}。",
    "Core in every path to {outcome}: {names}.",
)
NO_CORE = Words(
    "没有条件在通向{outcome}的每条路径中都是核心条件。",
    "No condition is core in every path to {outcome}.",
)
COVERED = Words(
    "{inside}对{outcome}的隶属度高于 0.5，这些路径包含其中的 {covered} 个，"
    "另包含 {deviant} 个不高于 0.5 的案例。",
    "The paths hold {covered} of the {inside} that {are} more in than out of {outcome}, and "
    "{deviant} that {rest} not.",
)


def rows_found(found: Configurations) -> Words:
    """Return how many rows have cases, are sufficient, are contradictory, for both outcomes."""
    return sentences(_rows(found, panel) for panel in found.panels)


def _rows(found: Configurations, panel: Panel) -> Words:
    output = panel.table.output
    sufficient, odd = output.count("1"), output.count("C")
    return ROWS.format(
        outcome=outcome_named(panel.outcome, found.labels),
        all=Words(f"{panel.table.row_count:,}", f"{panel.table.row_count:,}"),
        observed=Words(f"{len(output):,}", f"{len(output):,}"),
        sufficient=Words(f"{sufficient:,}", f"{sufficient:,}"),
        are=Words("", "is" if sufficient == 1 else "are"),
        odd=ODD.format(count=odd) if odd else Words("", ""),
    )


def leads(found: Configurations) -> Words:
    """Return the paths of the first model that is reported, with its fit, for both outcomes."""
    return sentences(_leads(found, panel) for panel in found.panels)


def _leads(found: Configurations, panel: Panel) -> Words:
    outcome = outcome_named(panel.outcome, found.labels)
    if not panel.reported:
        return NO_PATH.format(outcome=outcome)
    model = panel.reported[0]
    return LEADS.format(
        outcome=outcome,
        count=counted(len(model.paths), "条", "path", "paths"),
        lead=Words("", "leads" if len(model.paths) == 1 else "lead"),
        paths=paths_named(model.terms, found.labels),
        consistency=figure(model.fit.consistency),
        coverage=figure(model.fit.coverage),
    )


def reported_models(found: Configurations) -> Words:
    """Return how many models fit equally well, and how many paths they share."""
    return sentences(_models(found, panel) for panel in found.panels if panel.reported)


def _models(found: Configurations, panel: Panel) -> Words:
    outcome = outcome_named(panel.outcome, found.labels)
    count = len(panel.reported)
    if panel.at_least > count:
        return MANY.format(
            outcome=outcome,
            count=Words(f"{panel.at_least:,}", f"{panel.at_least:,}"),
            listed=count,
        )
    if count == 1:
        return UNIQUE.format(outcome=outcome)
    shared = len(shared_paths(panel.reported))
    return TIED.format(outcome=outcome, count=count, shared=counted(shared, "条", "path", "paths"))


def shared_paths(models: Sequence[Solution]) -> tuple[Term, ...]:
    """Return the paths that all of some models have."""
    first, *others = (model.terms for model in models)
    return tuple(term for term in first if all(term in terms for terms in others))


def shared_core(found: Configurations) -> Words:
    """Return the conditions, present or absent, that are core in every path of the first model.

    Nothing is said of multi-value conditions, which have no core.
    """
    return sentences(
        _core(found, panel) for panel in found.panels if panel.reported and not panel.is_multivalue
    )


def _core(found: Configurations, panel: Panel) -> Words:
    outcome = outcome_named(panel.outcome, found.labels)
    literals = [
        {
            f"{'' if one.present else '~'}{one.condition}"
            for one in path.term.literals
            if one.condition in path.core
        }
        for path in panel.reported[0].paths
    ]
    held = set.intersection(*literals)
    order = [name for key in panel.table.conditions for name in (key, f"~{key}") if name in held]
    if not order:
        return NO_CORE.format(outcome=outcome)
    names = enumerated([named(name, found.labels) for name in order])
    return CORE.format(outcome=outcome, names=names)


def covered(study: Study, found: Configurations) -> Words:
    """Return how many cases of either outcome the paths of the first model hold."""
    return sentences(_covered(study, found, panel) for panel in found.panels if panel.reported)


def _covered(study: Study, found: Configurations, panel: Panel) -> Words:
    model = panel.reported[0]
    inside = int((panel.table.outcome_memberships > 0.5).sum())
    held = len(model.covered)
    deviant = len({case for path in model.paths for case in path.deviant})
    return COVERED.format(
        outcome=outcome_named(panel.outcome, found.labels),
        covered=Words(f"{held:,}", f"{held:,}"),
        inside=cases_counted(inside, study),
        are=Words("", "is" if inside == 1 else "are"),
        deviant=Words(f"{deviant:,}", f"{deviant:,}"),
        rest=Words("", "is" if deviant == 1 else "are"),
    )
