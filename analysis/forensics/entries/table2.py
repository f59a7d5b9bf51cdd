"""Table 2: effect sizes, p-values, accuracies, scopes and ceiling zones."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.forensics.ceiling_lines import ceiling_lines
from analysis.forensics.entries.entry import Entry, LedgerSources, entry
from analysis.forensics.grids import P_VALUE_RULES, p_value, p_value_counts, share_of_cases
from analysis.forensics.intervals import Interval, exact
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.scopes import (
    ExtremeMemberships,
    effect_size,
    extreme_memberships,
    observed_memberships,
    scope,
)
from analysis.forensics.transcripts import OUTCOME
from analysis.forensics.verdicts import Basis, judge

TABLE = "table2"
LINE = "cr_fdh"
FULL = 100
FORMS = {"nca_before_4_0_4": "k/r", "nca_since_4_0_4": "(k+1)/(r+1)"}


def table2_entries(sources: LedgerSources) -> Iterator[Entry]:
    """Yield one entry per number of Table 2, in the order of the table."""
    checks = {
        "effect_size": _effect_size,
        "p_value": _p_value,
        "accuracy": _accuracy,
        "scope": _scope,
        "ceiling_zone": _ceiling_zone,
    }
    for (statistic, ceiling, condition), printed in sources.tables.nca.items():
        yield checks[statistic](printed, ceiling, condition, sources)


def possible_scope(condition: str, sources: LedgerSources) -> tuple[Interval, Basis]:
    """Return the scopes that extremes and anchors allow, and whether public data fix them."""
    statistics = sources.tables.statistics
    outcome = extreme_memberships(statistics[OUTCOME], counts=True)
    if sources.is_authentic(condition):
        found = observed_memberships(sources.memberships[condition])
        return scope(found, outcome), Basis.AUTHENTIC
    extremes: ExtremeMemberships = extreme_memberships(statistics[condition])
    return scope(extremes, outcome), Basis.PRINTED_ONLY


def _effect_size(
    printed: PrintedNumber, ceiling: str, condition: str, sources: LedgerSources
) -> Entry:
    nca = sources.tables.nca
    possible = effect_size(
        nca["ceiling_zone", ceiling, condition], nca["scope", ceiling, condition]
    )
    judgement = judge(
        printed,
        possible,
        Basis.PRINTED_ONLY,
        thresholds=[exact(sources.settings.nca.effect_size_threshold)],
    )
    row = f"effect_size {ceiling}"
    of_line = _line_effect(condition, sources) if ceiling == LINE else None
    note = f"the line of Table 3 gives {of_line.shown(4)}" if of_line else ""
    return entry(TABLE, row, condition, judgement, "ceiling zone over scope", note)


def _p_value(printed: PrintedNumber, ceiling: str, condition: str, sources: LedgerSources) -> Entry:
    grids = {
        (count, rule): p_value_counts(printed, count, rule)
        for count in sources.permutations
        for rule in P_VALUE_RULES
    }
    values = [
        p_value(k, count, rule) for (count, rule), ks in grids.items() for k in (*ks[:1], *ks[-1:])
    ]
    possible = Interval(min(values), max(values)) if values else None
    judgement = judge(
        printed,
        possible,
        Basis.PRINTED_ONLY,
        independent=False,
        thresholds=[exact(sources.settings.nca.significance)],
    )
    excluded = [f"{FORMS[rule]} with r = {count}" for (count, rule), ks in grids.items() if not ks]
    note = f"excludes {', '.join(excluded)}" if excluded else ""
    return entry(TABLE, f"p_value {ceiling}", condition, judgement, "permutation grid", note)


def _accuracy(
    printed: PrintedNumber, ceiling: str, condition: str, sources: LedgerSources
) -> Entry:
    row = f"accuracy {ceiling}"
    if ceiling != LINE:
        judgement = judge(printed, FULL, Basis.PRINTED_ONLY)
        return entry(TABLE, row, condition, judgement, "an envelope has no case above it")
    share = share_of_cases(printed, sources.settings.size)
    judgement = judge(printed, share.nearest, Basis.PRINTED_ONLY, independent=False)
    counts = share.cases or share.cases_unpadded
    note = f"{' or '.join(map(str, counts))} of {share.n} cases" if counts else "no share of cases"
    return entry(TABLE, row, condition, judgement, "grid of shares of cases", note)


def _scope(printed: PrintedNumber, ceiling: str, condition: str, sources: LedgerSources) -> Entry:
    possible, basis = possible_scope(condition, sources)
    judgement = judge(printed, possible, basis)
    method = "ranges of two-decimal memberships"
    return entry(TABLE, f"scope {ceiling}", condition, judgement, method)


def _ceiling_zone(
    printed: PrintedNumber, ceiling: str, condition: str, sources: LedgerSources
) -> Entry:
    tables, row = sources.tables, f"ceiling_zone {ceiling}"
    if ceiling == LINE:
        of_line = _line_effect(condition, sources)
        area, _ = possible_scope(condition, sources)
        judgement = judge(printed, of_line and of_line * area, Basis.PRINTED_ONLY)
        note = "" if of_line else "the rows of Table 3 give no single line"
        return entry(TABLE, row, condition, judgement, "ceiling line of Table 3 times scope", note)
    share = tables.nca["effect_size", ceiling, condition].without_padding()
    area_printed = tables.nca["scope", ceiling, condition].interval()
    judgement = judge(printed, share.interval() * area_printed, Basis.PRINTED_ONLY)
    note = "effect size taken without its padded zero"
    return entry(TABLE, row, condition, judgement, "effect size times scope", note)


def _line_effect(condition: str, sources: LedgerSources) -> Interval | None:
    tables = sources.tables
    lines = ceiling_lines(condition, tables.levels, tables.bottlenecks[condition])
    return lines.effect_size if lines.has_triangle else None
