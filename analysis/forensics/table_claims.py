"""Claims that the printed tables decide by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from analysis.forensics.ceiling_lines import ceiling_lines
from analysis.forensics.intervals import exact
from analysis.forensics.literals import SetLiteral
from analysis.forensics.transcripts import OUTCOME, Panel, Transcripts
from analysis.forensics.verdicts import Basis, Verdict
from analysis.study import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: the recomputed set or number as text, verdict, basis, remark."""

    recomputed: str
    verdict: Verdict
    basis: Basis
    note: str = ""


def counted(printed: str, count: int, basis: Basis) -> Finding:
    """Return the verdict on a printed whole number."""
    verdict = Verdict.EXACT if int(printed) == count else Verdict.CONTRADICTED
    return Finding(str(count), verdict, basis)


def same_set(named: Iterable[str], found: Iterable[str], note: str = "") -> Finding:
    """Return the verdict on a named set; the order of its members does not matter."""
    members = tuple(found)
    verdict = Verdict.EXACT if set(named) == set(members) else Verdict.CONTRADICTED
    return Finding(", ".join(members), verdict, Basis.PRINTED_ONLY, note)


def paths(item: Mapping[str, Any], tables: Transcripts) -> Finding:
    """Return the verdict on the number of paths of one outcome (Table 5)."""
    panel = _panel(tables, item["outcome"])
    return counted(item["printed"], len(panel.paths), Basis.PRINTED_ONLY)


def nca_necessary(item: Mapping[str, Any], tables: Transcripts, settings: Settings) -> Finding:
    """Return the verdict on the conditions NCA finds necessary (Table 2, both ceilings)."""
    rule = settings.nca
    note = f"d > {rule.effect_size_threshold} and p < {rule.significance} under both ceilings"
    return same_set(item["members"], _nca_necessary(tables, settings), note)


def high_effect(item: Mapping[str, Any], tables: Transcripts) -> Finding:
    """Return the verdict on the conditions said to have a high effect (Table 2).

    No limit is named, so a limit must exist that separates them from the others under a ceiling.
    """
    named = set(item["members"])
    tops = {
        ceiling: _largest(tables, ceiling, len(named))
        for ceiling in dict.fromkeys(ceiling for _, ceiling, _ in tables.nca)
    }
    holding = [ceiling for ceiling, top in tops.items() if set(top) == named]
    failing = [ceiling for ceiling in tops if ceiling not in holding]
    verdict = (
        Verdict.CONTRADICTED
        if not holding
        else Verdict.EXACT
        if not failing
        else Verdict.NOT_DETERMINED
    )
    note = f"largest effects as named under {', '.join(holding) or 'no ceiling'}" + (
        f", not under {', '.join(failing)}; which one counts is not said" if failing else ""
    )
    shown = "; ".join(f"{ceiling}: {', '.join(top)}" for ceiling, top in tops.items())
    return Finding(shown, verdict, Basis.PRINTED_ONLY, note)


def bottleneck_row(item: Mapping[str, Any], tables: Transcripts) -> Finding:
    """Return the verdict on a row of the bottleneck table cited in the text (Table 3)."""
    place = tables.levels.index(int(item["level"].removesuffix("%")))
    row = {key: tables.bottlenecks[key][place].text for key in item["values"]}
    verdict = Verdict.EXACT if row == item["values"] else Verdict.CONTRADICTED
    shown = ", ".join(f"{key} {text}" for key, text in row.items())
    return Finding(shown, verdict, Basis.PRINTED_ONLY)


def first_bottleneck(item: Mapping[str, Any], tables: Transcripts) -> Finding:
    """Return the verdict on the condition that becomes a bottleneck first (Table 3).

    By the outcome level at which the ceiling line of each column leaves zero.
    """
    lines = {
        key: ceiling_lines(key, tables.levels, column) for key, column in tables.bottlenecks.items()
    }
    if not all(found.is_line for found in lines.values()):
        astray = [key for key, found in lines.items() if not found.is_line]
        note = f"no line through the rows of {', '.join(astray)}"
        return Finding("", Verdict.NOT_DETERMINED, Basis.PRINTED_ONLY, note)
    onsets = {key: found.onset for key, found in lines.items()}
    earliest = min(span.high for span in onsets.values())
    first = [key for key, span in onsets.items() if span.low <= earliest]
    ordered = sorted(onsets, key=lambda key: onsets[key].low)
    note = "onsets: " + ", ".join(f"{key} {onsets[key].middle:.1f}%" for key in ordered)
    return same_set(item["members"], first, note)


def qca_necessary(item: Mapping[str, Any], tables: Transcripts, settings: Settings) -> Finding:
    """Return the verdict on the literals QCA finds necessary for one outcome (Table 4)."""
    found = _qca_necessary(tables, settings, not item["outcome"].startswith("~"))
    finding = same_set(item["members"], [literal.text for literal in found])
    stated = int(item.get("printed", len(found)))
    if stated == len(found):
        return finding
    note = f"the text counts {stated}"
    return Finding(finding.recomputed, Verdict.CONTRADICTED, Basis.PRINTED_ONLY, note)


def qca_within_nca(item: Mapping[str, Any], tables: Transcripts, settings: Settings) -> Finding:
    """Return the verdict on whether what QCA finds necessary is part of what NCA finds."""
    literals = _qca_necessary(tables, settings, not item["outcome"].startswith("~"))
    outside = [each.text for each in literals if each.text not in _nca_necessary(tables, settings)]
    verdict = Verdict.CONTRADICTED if outside else Verdict.EXACT
    shown = f"outside: {', '.join(outside)}" if outside else "all inside"
    return Finding(shown, verdict, Basis.PRINTED_ONLY, "Tables 2 and 4")


def paths_with(
    item: Mapping[str, Any],
    tables: Transcripts,
    conditions: frozenset[str],
    present: bool | None = None,
) -> Finding:
    """Return the verdict on the paths that hold a literal of certain conditions (Table 5).

    ``present`` asks for the condition itself; None takes its absence as well. ``outcome`` in the
    claim narrows the paths to one panel.
    """
    chosen = [_panel(tables, item["outcome"])] if "outcome" in item else list(tables.panels)
    found = [
        path.id
        for panel in chosen
        for path in panel.paths
        if any(
            literal.condition in conditions and present in (None, literal.present)
            for literal in path.literals
        )
    ]
    return same_set(item["members"], found, "marks of Table 5")


def _panel(tables: Transcripts, outcome: str) -> Panel:
    wanted = outcome == OUTCOME
    return next(panel for panel in tables.panels if panel.outcome_present is wanted)


def _nca_necessary(tables: Transcripts, settings: Settings) -> list[str]:
    least, limit = exact(settings.nca.effect_size_threshold), exact(settings.nca.significance)
    ceilings = tuple(dict.fromkeys(ceiling for _, ceiling, _ in tables.nca))
    return [
        condition
        for condition in tables.conditions
        if all(
            tables.nca["effect_size", ceiling, condition].interval().low > least
            and tables.nca["p_value", ceiling, condition].interval().high < limit
            for ceiling in ceilings
        )
    ]


def _qca_necessary(tables: Transcripts, settings: Settings, present: bool) -> list[SetLiteral]:
    least = exact(settings.qca.necessity_consistency)
    return [
        cell.literal
        for cell in tables.necessity
        if cell.outcome_present is present and cell.consistency.interval().low > least
    ]


def _largest(tables: Transcripts, ceiling: str, count: int) -> tuple[str, ...]:
    def size(condition: str) -> Fraction:
        return tables.nca["effect_size", ceiling, condition].number

    return tuple(sorted(tables.conditions, key=size, reverse=True)[:count])
