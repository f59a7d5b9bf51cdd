"""Tables 2, 3 and 4 recomputed: necessary conditions by NCA and by QCA."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.data import Label
from analysis.nca import BottleneckTable, NcaResult, bottleneck_table
from analysis.qca import NecessityTable, analyze_necessity
from analysis.study.loading import At, load_settings
from analysis.study.memberships import Memberships, memberships
from analysis.study.settings import NcaRule
from analysis.study.tested import tested
from analysis.study.variables import Origin


@dataclass(frozen=True, slots=True)
class NcaNecessity:
    """Necessary condition analysis of the study on its memberships.

    ``result`` has every condition under every ceiling (Table 2), ``bottlenecks`` one table per
    ceiling (the paper prints the one of CR-FDH, Table 3). ``origins`` says which columns the
    analysis rests on.
    """

    result: NcaResult
    bottlenecks: Mapping[str, BottleneckTable]
    rule: NcaRule
    origins: Mapping[str, Origin]

    def is_necessary(self, condition: str, ceiling: str) -> bool:
        """Return whether effect size and p-value meet the criteria under one ceiling."""
        found = self.result.get(condition, ceiling)
        significant = found.test is not None and found.test.p_value < self.rule.significance
        return significant and found.effect_size > self.rule.effect_size_threshold

    def necessary(self) -> tuple[str, ...]:
        """Return the conditions that are necessary under every ceiling, in order."""
        return tuple(
            condition
            for condition in self.result.conditions
            if all(self.is_necessary(condition, ceiling) for ceiling in self.result.ceilings)
        )

    def high_effect(self) -> tuple[str, ...]:
        """Return the conditions whose effect size reaches what the settings call high."""
        ceiling, least = self.rule.high_effect_ceiling, self.rule.high_effect_threshold
        return tuple(
            condition
            for condition in self.result.conditions
            if self.result.get(condition, ceiling).effect_size >= least
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one row per condition and ceiling, numbers unrounded."""
        return self.result.to_frame()


@dataclass(frozen=True, slots=True)
class QcaNecessity:
    """Necessity of every condition and its negation, for the outcome and its negation (Table 4).

    ``threshold`` is the consistency a necessary condition exceeds.
    """

    high: NecessityTable
    nonhigh: NecessityTable
    threshold: float
    origins: Mapping[str, Origin]
    labels: Mapping[str, Label] = field(default_factory=dict)

    def necessary(self, table: NecessityTable) -> tuple[str, ...]:
        """Return the literals of one table whose consistency exceeds the threshold."""
        return tuple(r.literal for r in table.rows if r.fit.consistency > self.threshold)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per literal with the four columns of Table 4, and RoN of each outcome."""
        parts = {"high": self.high.to_frame(), "nonhigh": self.nonhigh.to_frame()}
        frames = [frame.add_suffix(f"_{name}") for name, frame in parts.items()]
        return pd.concat(frames, axis=1)


def nca_necessity(
    at: At = None,
    *,
    data: Memberships | None = None,
    permutations: int | None = None,
    seed: int | None = None,
) -> NcaNecessity:
    """Return the necessary condition analysis of the study, Tables 2 and 3.

    ``data`` replaces the study's memberships; ``permutations`` (0 for no test) and ``seed`` replace
    the settings.
    """
    rule = load_settings(at).nca
    held = memberships(at) if data is None else data
    result = tested(
        held.values,
        held.conditions,
        held.outcome,
        rule,
        rule.permutations if permutations is None else permutations,
        rule.seed if seed is None else seed,
    )
    bottlenecks = {
        ceiling: bottleneck_table(result, ceiling, rule.unit, rule.unit, rule.steps)
        for ceiling in rule.ceilings
    }
    return NcaNecessity(result, bottlenecks, rule, held.origins)


def qca_necessity(at: At = None, *, data: Memberships | None = None) -> QcaNecessity:
    """Return the necessity of single conditions by QCA, Table 4; ``data`` as in NCA."""
    sets = (memberships(at) if data is None else data).sets
    return QcaNecessity(
        high=analyze_necessity(sets.values, sets.outcome, sets.conditions),
        nonhigh=analyze_necessity(sets.values, f"~{sets.outcome}", sets.conditions),
        threshold=load_settings(at).qca.necessity_consistency,
        origins=sets.origins,
        labels=sets.labels,
    )
