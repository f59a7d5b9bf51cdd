"""The configurational study's five tables as inputs of the checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from analysis.data import load_document
from analysis.forensics.authentic import declared_family
from analysis.forensics.bounds import necessity_consistencies
from analysis.forensics.checks.calibration import CalibrationRow, PublicColumn
from analysis.forensics.checks.configuration import ConfigurationTable
from analysis.forensics.checks.descriptive import DescriptiveRow
from analysis.forensics.checks.nca import LINE, NcaTable
from analysis.forensics.checks.necessity import NecessityTable
from analysis.forensics.crossovers import crossover_counts
from analysis.forensics.entries.entry import LedgerSources, load_sources
from analysis.forensics.intervals import exact
from analysis.forensics.literals import SetLiteral
from analysis.forensics.printed import table_rules
from analysis.forensics.scopes import (
    ExtremeMemberships,
    extreme_memberships,
    observed_memberships,
)
from analysis.forensics.transcripts import OUTCOME
from analysis.study import load_settings, read_values


def study_tables(root: Path | None = None) -> Iterator[object]:
    """Yield every table of the study that checks can take, with what its text says of them."""
    sources = load_sources(root)
    yield from descriptive_rows(sources)
    yield from calibration_rows(sources)
    yield from public_columns(sources, root)
    (necessary,), (high,) = (_named(kind, root) for kind in ("nca_necessary", "nca_high_effect"))
    yield replace(nca_table(sources), named=necessary[1], high=high[1])
    literals = {
        not outcome.startswith("~"): frozenset(map(_literal, members))
        for outcome, members in _named("qca_necessary", root)
    }
    yield replace(necessity_table(sources), named=literals)
    yield from configuration_tables(sources)


def _named(kind: str, root: Path | None) -> list[tuple[str, frozenset[str]]]:
    """Outcome and members of every set of one kind that the text names."""
    claims = load_document("claims", root)["claims"]
    return [
        (claim["outcome"], frozenset(claim["members"])) for claim in claims if claim["of"] == kind
    ]


def _literal(text: str) -> SetLiteral:
    return SetLiteral(text.removeprefix("~"), not text.startswith("~"))


def descriptive_rows(sources: LedgerSources) -> Iterator[DescriptiveRow]:
    """Yield the rows of Table 1: under the study's quantiles and sd, counts for the outcome.

    Rows with public data follow the rounding rules under which most of their numbers print.
    """
    public, settings = sources.public, sources.settings
    rules = table_rules(
        (printed, float(getattr(statistics, name)))
        for variable, statistics in public.statistics.items()
        for name, printed in sources.tables.statistics[variable].items()
    )
    for variable, numbers in sources.tables.statistics.items():
        known = sources.is_authentic(variable)
        yield DescriptiveRow(
            variable=variable,
            n=settings.size,
            numbers=numbers,
            counts=variable == OUTCOME,
            ddofs=(settings.ddof,),
            methods=(settings.quantile_method,),
            values=tuple(map(float, public.values[variable])) if known else None,
            **({"rules": rules} if known else {}),
        )


def calibration_rows(sources: LedgerSources) -> Iterator[CalibrationRow]:
    """Yield the anchors and extremes of Table 1 with the printed scope of each condition."""
    outcome = extreme_memberships(sources.tables.statistics[OUTCOME], counts=True)
    counted = {each.condition: each.count for each in crossover_counts(sources.sums)}
    for row in descriptive_rows(sources):
        is_outcome = row.variable == OUTCOME
        yield CalibrationRow(
            row=row,
            scope=sources.tables.nca.get(("scope", LINE, row.variable)),
            outcome=outcome,
            scope_place=(f"scope {LINE}", row.variable),
            at_half=counted[None if is_outcome else row.variable],
        )


def study_columns(root: Path | None = None) -> Iterator[PublicColumn]:
    """Yield the study's public columns. Raises InputError as the data layer does."""
    yield from public_columns(load_sources(root), root)


def public_columns(sources: LedgerSources, root: Path | None = None) -> Iterator[PublicColumn]:
    """Yield the public columns whose sum of memberships Table 4 gives, with the declared family."""
    luck = load_document("forensics_variants", root)["luck"]
    family, rule = declared_family(root), load_settings(root).calibration
    values = read_values(root).raw
    for name in values.columns:
        target = sources.sums.of(SetLiteral(str(name))).value
        if target is not None:
            yield PublicColumn(values[name], target, family, rule, luck["draws"], luck["seed"])


def nca_table(sources: LedgerSources) -> NcaTable:
    """Return Tables 2 and 3 with the ends of all sets."""
    tables, rule = sources.tables, sources.settings.nca
    extremes: dict[str, ExtremeMemberships] = {}
    for condition in tables.conditions:
        extremes[condition] = (
            observed_memberships(sources.memberships[condition])
            if sources.is_authentic(condition)
            else extreme_memberships(tables.statistics[condition])
        )
    return NcaTable(
        n=sources.settings.size,
        numbers=tables.nca,
        levels=tables.levels,
        bottlenecks=tables.bottlenecks,
        outcome=extreme_memberships(tables.statistics[OUTCOME], counts=True),
        extremes=extremes,
        authentic=frozenset(c for c in tables.conditions if sources.is_authentic(c)),
        permutations=sources.permutations,
        effect=exact(rule.effect_size_threshold),
        significance=exact(rule.significance),
    )


def necessity_table(sources: LedgerSources) -> NecessityTable:
    """Return Table 4 with the study's threshold."""
    return NecessityTable(
        sources.tables.necessity,
        sources.settings.size,
        threshold=exact(sources.settings.qca.necessity_consistency),
    )


def configuration_tables(sources: LedgerSources) -> Iterator[ConfigurationTable]:
    """Yield both panels of Table 5 with the sums of Table 4 and the public memberships."""
    for panel in sources.tables.panels:
        yield ConfigurationTable(
            panel,
            necessity_consistencies(sources.tables.necessity, panel.outcome_present),
            sources.sums,
            kind="intermediate",
            memberships=sources.memberships,
        )
