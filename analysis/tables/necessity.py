"""Tables 2 to 4: necessity as printed, on the reconstruction, and what print alone decides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.data import Label, Words
from analysis.forensics.transcripts import Transcripts, load_transcripts
from analysis.study import QcaNecessity, Settings, load_settings, load_variables
from analysis.study import qca_necessity as study_necessity
from analysis.tables.core import (
    Body,
    Cell,
    Column,
    Group,
    Row,
    Table,
    body,
    cell,
    on_one_line,
    table,
)
from analysis.tables.judged import (
    PRINTED,
    REBUILT,
    VERDICT,
    Findings,
    Labels,
    Origins,
    entries_note,
    load_findings,
    reconstruction_note,
)
from analysis.tables.sufficiency import CONDITION, CONSISTENCY, COVERAGE, literal_name

STATISTICS = {
    "effect_size": Label("效应量", "effect size d"),
    "p_value": Label("P 值", "p"),
    "accuracy": Label("精确度", "accuracy"),
    "scope": Label("范围", "scope"),
    "ceiling_zone": Label("上限区域", "ceiling zone"),
}
CEILINGS = {
    "ce_fdh": Label("上限包络", "CE-FDH"),
    "cr_fdh": Label("上限回归", "CR-FDH"),
}
LEVEL = Label("结果水平", "Level of the outcome")
LEDGER_NOTE = Words(
    "判定取自台账，依据的是其他刊印数字和公开数据。",
    "Verdicts are those of the ledger: they rest on the other printed numbers and on public data.",
)


def nca_effects(root: Path | None = None) -> Table:
    """Return Table 2, every statistic under both ceilings, printed beside the reconstruction."""
    variables = load_variables(root)
    return nca_table(
        load_findings("table2", root),
        load_transcripts(root).conditions,
        load_settings(root),
        variables.labels,
        variables.origins,
    )


def nca_table(
    found: Findings,
    conditions: Sequence[str],
    settings: Settings,
    labels: Labels,
    origins: Origins,
) -> Table:
    """Return one panel per statistic, one row per condition, three columns per ceiling."""
    columns = [Column(CONDITION, 3.6, row_header=True)]
    for _ in CEILINGS:
        columns += [
            Column(PRINTED, 1.25, "right"),
            Column(REBUILT, 1.75, "right"),
            Column(VERDICT, 2.2),
        ]
    groups = [Group(None), *(Group(on_one_line(label), 3) for label in CEILINGS.values())]
    bodies = [
        body(
            ([labels[key], *_effect(found, name, key)] for key in conditions),
            on_one_line(label),
        )
        for name, label in STATISTICS.items()
    ]
    notes = [_permutations(settings), LEDGER_NOTE, entries_note(found.of_table("table2"))]
    rebuilt = reconstruction_note(origins, labels)
    return table(columns, bodies=bodies, groups=groups, notes=[*notes, rebuilt])


def _effect(found: Findings, statistic: str, condition: str) -> list[Cell]:
    places = [("table2", f"{statistic} {ceiling}", condition) for ceiling in CEILINGS]
    return [cell for place in places for cell in _three(found, *place)]


def _three(found: Findings, *place: str) -> tuple[Cell, Cell, Cell]:
    return found.printed(*place), found.reconstruction(*place), found.verdict(*place)


def _permutations(settings: Settings) -> Words:
    rule = settings.nca
    return Words(
        f"P 值由 {rule.permutations} 次置换得到，规则 {rule.p_rule}，种子 {rule.seed}；次数和规则"
        "由本书选定，论文均未说明。",
        f"p from {rule.permutations} permutations, rule {rule.p_rule}, seed {rule.seed}; number "
        "and rule are ours, the paper states neither.",
    )


def bottleneck(root: Path | None = None) -> Table:
    """Return Table 3, the bottleneck levels under CR-FDH, printed beside the reconstruction."""
    variables = load_variables(root)
    return bottleneck_table(
        load_findings("table3", root), load_transcripts(root), variables.labels, variables.origins
    )


def bottleneck_table(
    found: Findings, tables: Transcripts, labels: Labels, origins: Origins
) -> Table:
    """Return three lines per level of the outcome: printed, reconstruction, verdict."""
    columns = [Column(LEVEL, 1.5, row_header=True), Column(Label("数值", "Number"), 1.7)]
    columns += [Column(labels[key], 1.9, "right") for key in tables.conditions]
    bodies = [_level(f"{level}%", found, tables.conditions) for level in tables.levels]
    return table(
        columns,
        bodies=bodies,
        notes=[
            [
                Words(
                    "水平以占观测值域的百分比表示；NN：不必要。",
                    "Levels in percent of the observed ranges; NN: not necessary. ",
                ),
                LEDGER_NOTE,
            ],
            entries_note(found.of_table("table3")),
            reconstruction_note(origins, labels),
        ],
    )


def _level(level: str, found: Findings, conditions: Sequence[str]) -> Body:
    places = [("table3", level, key) for key in conditions]
    rows: list[Row] = [
        [cell(level, rowspan=3), on_one_line(PRINTED), *(found.printed(*p) for p in places)],
        [on_one_line(REBUILT), *(found.reconstruction(*p) for p in places)],
        [on_one_line(VERDICT), *(found.verdict(*p, align="right") for p in places)],
    ]
    return body(rows)


def qca_necessity(root: Path | None = None) -> Table:
    """Return Table 4, necessity by QCA for both outcomes, printed beside the reconstruction."""
    return qca_table(
        load_findings("table4", root), study_necessity(root), load_variables(root).labels
    )


def qca_table(found: Findings, necessity: QcaNecessity, labels: Labels) -> Table:
    """Return one panel per outcome, one row per literal: consistency and coverage three times."""
    columns = [Column(CONDITION, 4.4, row_header=True)]
    for _ in (CONSISTENCY, COVERAGE):
        columns += [
            Column(PRINTED, 1.5, "right"),
            Column(REBUILT, 1.8, "right"),
            Column(VERDICT, 1.7),
        ]
    groups = [Group(None), Group(on_one_line(CONSISTENCY), 3), Group(on_one_line(COVERAGE), 3)]
    sides = {"high": necessity.high, "nonhigh": necessity.nonhigh}
    bodies = [
        body(
            (_literal_row(row.literal, side, found, labels) for row in held.rows),
            literal_name(held.outcome, labels),
        )
        for side, held in sides.items()
    ]
    rule = Words(
        f"~ 表示否定。一致性高于 {necessity.threshold} 为必要条件的标志。",
        f"~ is negation. A consistency above {necessity.threshold} marks a necessary condition. ",
    )
    notes = [[rule, LEDGER_NOTE], entries_note(found.of_table("table4"))]
    rebuilt = reconstruction_note(necessity.origins, labels)
    return table(columns, bodies=bodies, groups=groups, notes=[*notes, rebuilt])


def _literal_row(literal: str, side: str, found: Findings, labels: Labels) -> Row:
    cells = [
        part
        for parameter in ("consistency", "coverage")
        for part in _three(found, "table4", literal, f"{parameter}_{side}")
    ]
    return [literal_name(literal, labels), *cells]
