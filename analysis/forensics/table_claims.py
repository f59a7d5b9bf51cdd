"""Claims that the printed tables decide by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from analysis.data import Words
from analysis.data.labels import COLON, COMMA, NONE, NOTHING, SEMICOLON, Text
from analysis.forensics.ceiling_lines import ceiling_lines
from analysis.forensics.findings import Finding, counted, same_set
from analysis.forensics.intervals import exact
from analysis.forensics.literals import SetLiteral
from analysis.forensics.transcripts import OUTCOME, Panel, Transcripts
from analysis.forensics.verdicts import Basis, Verdict
from analysis.study import Settings

NECESSARY = Words(
    "两种上限下均 d > {effect} 且 p < {significance}",
    "d > {effect} and p < {significance} under both ceilings",
)
AS_NAMED = Words(
    "效应最大者与所称相同的上限：{ceilings}", "largest effects as named under {ceilings}"
)
NOT_AS_NAMED = Words(
    "{line}；不同的：{ceilings}，以何者为准未说明；须由作者的界限判定",
    "{line}, not under {ceilings}; which one counts is not said; decided by: the authors' limit",
)
NO_CEILING = Words("无", "no ceiling")
NO_LINE = Words("{names} 各行不在一条直线上", "no line through the rows of {names}")
ONSETS = Words("起点：{onsets}", "onsets: {onsets}")
COUNTED = Words("正文称有 {count} 个", "the text counts {count}")
OUTSIDE = Words("在外：{names}", "outside: {names}")
ALL_INSIDE = Words("全部在内", "all inside")
TABLES_2_AND_4 = Words("表 2 与表 4", "Tables 2 and 4")
EVERY_LEVEL = Words("表 3 中有水平值的全部条件", "every condition with a level in Table 3")
HIGHEST = Words("居首的水平或上限：{places}", "highest under: {places}")
NOT_NAMED = Words(
    "{line}；最早（{level}%）出现而未列入：{names}",
    "{line}; first at {level}% and not named: {names}",
)
KEY_RULE = Words(
    "{line}；须由“关键”的界定规则判定",
    "{line}; decided by: the rule that makes a bottleneck key",
)
CONSISTENCY = Words(
    "{name} 在表 4 中的一致性为 {printed}", "{name} has consistency {printed} in Table 4"
)
MARKS = Words("表 5 的标记", "marks of Table 5")


def paths(item: Mapping[str, Any], tables: Transcripts) -> Finding:
    """Return the verdict on the number of paths of one outcome (Table 5)."""
    panel = _panel(tables, item["outcome"])
    return counted(item["printed"], len(panel.paths), Basis.PRINTED_ONLY)


def nca_necessary(item: Mapping[str, Any], tables: Transcripts, settings: Settings) -> Finding:
    """Return the verdict on the conditions NCA finds necessary (Table 2, both ceilings)."""
    rule = settings.nca
    note = NECESSARY.format(effect=rule.effect_size_threshold, significance=rule.significance)
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
    note = AS_NAMED.format(ceilings=_listed(holding, NO_CEILING))
    note = NOT_AS_NAMED.format(line=note, ceilings=_listed(failing)) if failing else note
    shown = SEMICOLON.join(COLON.join([ceiling, _listed(top)]) for ceiling, top in tops.items())
    return Finding(shown, verdict, Basis.PRINTED_ONLY, note)


def bottleneck_row(item: Mapping[str, Any], tables: Transcripts) -> Finding:
    """Return the verdict on a row of the bottleneck table cited in the text (Table 3)."""
    place = tables.levels.index(int(item["level"].removesuffix("%")))
    row = {key: tables.bottlenecks[key][place].text for key in item["values"]}
    verdict = Verdict.EXACT if row == item["values"] else Verdict.CONTRADICTED
    shown = COMMA.join(f"{key} {text}" for key, text in row.items())
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
        note = NO_LINE.format(names=_listed(astray))
        return Finding("", Verdict.NOT_DETERMINED, Basis.PRINTED_ONLY, note)
    onsets = {key: found.onset for key, found in lines.items()}
    earliest = min(span.high for span in onsets.values())
    first = [key for key, span in onsets.items() if span.low <= earliest]
    ordered = sorted(onsets, key=lambda key: onsets[key].low)
    told = COMMA.join(f"{key} {onsets[key].middle:.1f}%" for key in ordered)
    note = ONSETS.format(onsets=told)
    return same_set(item["members"], first, note)


def qca_necessary(item: Mapping[str, Any], tables: Transcripts, settings: Settings) -> Finding:
    """Return the verdict on the literals QCA finds necessary for one outcome (Table 4)."""
    found = _qca_necessary(tables, settings, not item["outcome"].startswith("~"))
    finding = same_set(item["members"], [literal.text for literal in found])
    stated = int(item.get("printed", len(found)))
    if stated == len(found):
        return finding
    note = COUNTED.format(count=stated)
    return Finding(finding.recomputed, Verdict.CONTRADICTED, Basis.PRINTED_ONLY, note)


def qca_within_nca(item: Mapping[str, Any], tables: Transcripts, settings: Settings) -> Finding:
    """Return the verdict on whether what QCA finds necessary is part of what NCA finds."""
    literals = _qca_necessary(tables, settings, not item["outcome"].startswith("~"))
    outside = [each.text for each in literals if each.text not in _nca_necessary(tables, settings)]
    verdict = Verdict.CONTRADICTED if outside else Verdict.EXACT
    shown = OUTSIDE.format(names=_listed(outside)) if outside else ALL_INSIDE
    return Finding(shown, verdict, Basis.PRINTED_ONLY, TABLES_2_AND_4)


def key_bottlenecks(item: Mapping[str, Any], tables: Transcripts) -> Finding:
    """Return the verdict on the conditions called the key bottlenecks (Tables 2 and 3).

    Every condition that reaches a level in Table 3 is a bottleneck. Without a rule that makes some
    of them key, the claim stays open where some level or ceiling puts the named ones on top, and
    is contradicted where none does. The note says where they are on top, and which condition
    that is a bottleneck first is left out.
    """
    named, onsets = set(item["members"]), _onsets(tables)
    if named == set(onsets):
        return same_set(named, onsets, EVERY_LEVEL)
    ceilings = dict.fromkeys(ceiling for _, ceiling, _ in tables.nca)
    on_top = [f"{level}%" for level in tables.levels if _on_top(tables, level, named)]
    on_top += [each for each in ceilings if set(_largest(tables, each, len(named))) == named]
    earliest = min(onsets.values())
    omitted = [key for key, onset in onsets.items() if onset == earliest and key not in named]
    note = HIGHEST.format(places=_listed(on_top))
    if omitted:
        note = NOT_NAMED.format(line=note, level=earliest, names=_listed(omitted))
    verdict = Verdict.NOT_DETERMINED if on_top else Verdict.CONTRADICTED
    return Finding(_listed(onsets), verdict, Basis.PRINTED_ONLY, KEY_RULE.format(line=note))


def _listed(names: Iterable[Text], nothing: Words = NONE) -> Words:
    held = list(names)
    return COMMA.join(held) if held else nothing


def _onsets(tables: Transcripts) -> dict[str, int]:
    """Return the first outcome level (percent) at which Table 3 prints a level of a condition."""
    return {
        key: next(level for level, each in zip(tables.levels, column, strict=True) if each.value)
        for key, column in tables.bottlenecks.items()
        if any(each.value for each in column)
    }


def _on_top(tables: Transcripts, level: int, named: set[str]) -> bool:
    """Return whether the named conditions have the highest levels in one row of Table 3."""
    place = tables.levels.index(level)
    row = {key: column[place].value for key, column in tables.bottlenecks.items()}
    inside = [row[key] for key in named]
    outside = [value for key, value in row.items() if key not in named and value is not None]
    printed = [value for value in inside if value is not None]
    return len(printed) == len(named) and min(printed) > max(outside, default=-1)


def necessary_by_both(item: Mapping[str, Any], tables: Transcripts, settings: Settings) -> Finding:
    """Return the verdict on the conditions said to be necessary by QCA and NCA together.

    Formula: the conditions above the threshold of Table 4 that Table 2 finds necessary as well.
    """
    present = not item["outcome"].startswith("~")
    by_qca = [literal.text for literal in _qca_necessary(tables, settings, present)]
    both = [key for key in by_qca if key in _nca_necessary(tables, settings)]
    odd = tuple(key for key in item["members"] if key not in both)
    told = [CONSISTENCY.format(name=key, printed=_consistency(tables, key, present)) for key in odd]
    finding = same_set(item["members"], both, SEMICOLON.join(told) if told else NOTHING)
    return replace(finding, odd=odd)


def _consistency(tables: Transcripts, key: str, present: bool) -> str:
    return next(
        cell.consistency.text
        for cell in tables.necessity
        if cell.literal.text == key and cell.outcome_present is present
    )


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
    return same_set(item["members"], found, MARKS)


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
