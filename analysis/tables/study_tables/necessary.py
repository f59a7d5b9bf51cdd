"""Necessary conditions: effect sizes and bottlenecks of NCA, consistency of single conditions."""

from __future__ import annotations

from analysis.data import Words
from analysis.study import NcaNecessity, nca_necessity, study_at
from analysis.study import qca_necessity as study_necessity
from analysis.study.loading import At
from analysis.tables.core import Cell, Column, Group, Row, Table, body, cell, num, table
from analysis.tables.study_tables.common import (
    CONDITION,
    CONSISTENCY,
    COVERAGE,
    NEGATION,
    NONE,
    literal,
    rebuilt_notes,
    sentences,
    three,
)

CEILINGS = {
    "ce_fdh": Words("上限包络（CE-FDH）", "CE-FDH"),
    "cr_fdh": Words("上限回归（CR-FDH）", "CR-FDH"),
}
MOST_LEVELS = 10
YES, NO = Words("是", "yes"), Words("否", "no")
TESTED = Words(
    "P 值来自 {permutations} 次置换（规则 {rule}，随机种子 {seed}）。"
    "效应量大于 {effect} 且 P 值小于 {level} 者为必要条件。",
    "p from {permutations} permutations (rule {rule}, seed {seed}). A condition is necessary where "
    "d exceeds {effect} and p lies below {level}.",
)
UNTESTED = Words(
    "未作置换检验，因此不判定必要性。",
    "There was no permutation test, so necessity is not judged.",
)
LEVELS = Words(
    "各数为观测范围的百分比；NN：不必要；NA：观测范围内达不到该水平。",
    "Levels in percent of the observed ranges; NN: not necessary; NA: the level is not reached.",
)
MARKED = Words(
    "一致性大于 {threshold} 者为必要条件，以 * 标出。",
    "A consistency above {threshold} marks a necessary condition, with *.",
)


def nca_effects(at: At = None, *, found: NcaNecessity | None = None) -> Table:
    """Return, per condition and ceiling, effect size, p, accuracy and whether it is necessary."""
    study = study_at(at)
    held = nca_necessity(study) if found is None else found
    labels = study.variables.labels
    columns = [Column(CONDITION, 3.2, row_header=True)]
    for _ in held.result.ceilings:
        columns += [
            Column(Words("效应量", "d"), 1.1, "right"),
            Column(Words("P 值", "p"), 1.1, "right"),
            Column(Words("精确度", "accuracy"), 1.3, "right"),
            Column(Words("必要", "necessary"), 1.3),
        ]
    groups = [Group(None), *(Group(CEILINGS[name], 4) for name in held.result.ceilings)]
    rows: list[Row] = [
        [
            cell(labels[key]),
            *(part for name in held.result.ceilings for part in _effect(held, key, name)),
        ]
        for key in held.result.conditions
    ]
    return table(
        columns,
        rows,
        groups=groups,
        notes=[_tested(held), *rebuilt_notes(held.origins, labels)],
    )


def _effect(held: NcaNecessity, condition: str, ceiling: str) -> tuple[Cell, ...]:
    found = held.result.get(condition, ceiling)
    p_value = NONE if found.test is None else f"{found.test.p_value:.3f}"
    needed = YES if held.is_necessary(condition, ceiling) else NO
    judged = cell(NONE if found.test is None else needed)
    return three(found.effect_size), num(p_value), num(f"{found.accuracy:.1f}%"), judged


def _tested(held: NcaNecessity) -> Words:
    rule = held.rule
    if not held.result.permutations:
        return UNTESTED
    return TESTED.format(
        permutations=f"{held.result.permutations:,}",
        rule=rule.p_rule,
        seed=rule.seed,
        effect=f"{rule.effect_size_threshold:g}",
        level=f"{rule.significance:g}",
    )


def bottleneck(at: At = None, *, found: NcaNecessity | None = None) -> Table:
    """Return the level of each condition (down) that levels of the outcome (across) need.

    The ceiling is that by which the study calls an effect high; of many levels some are shown.
    """
    study = study_at(at)
    held = nca_necessity(study) if found is None else found
    levels = held.bottlenecks[held.rule.high_effect_ceiling]
    labels = study.variables.labels
    every = -(-(len(levels.levels) - 1) // MOST_LEVELS) or 1
    places = range(len(levels.levels) - 1, -1, -every)[::-1]
    rows: list[Row] = [
        [
            cell(labels[column.condition]),
            *(num(_level(column.values[place], column.marks[place])) for place in places),
        ]
        for column in levels.columns
    ]
    columns = [Column(CONDITION, 3.0, row_header=True)]
    columns += [Column(f"{levels.levels[place]:g}%", 1.0, "right") for place in places]
    name = CEILINGS[held.rule.high_effect_ceiling]
    note = Words(f"{name.zh}。{LEVELS.zh}", f"{name.en}. {LEVELS.en}")
    outcome = labels[held.result.outcome]
    head = Words(f"结果水平：{outcome.zh}", f"level of the outcome: {outcome.en}")
    return table(
        columns,
        rows,
        groups=[Group(None), Group(head, len(places))],
        notes=[note, *rebuilt_notes(held.origins, labels)],
    )


def _level(value: float, mark: str) -> str:
    return mark if mark else f"{value:.1f}"


def qca_necessity(at: At = None) -> Table:
    """Return consistency and coverage of every condition and its negation, for both outcomes."""
    study = study_at(at)
    held = study_necessity(study)
    labels = held.labels
    groups = [Group(None)]
    columns = [Column(CONDITION, 3.6, row_header=True)]
    for side in (held.high, held.nonhigh):
        groups.append(Group(literal(side.outcome, labels), 3))
        columns += [
            Column(CONSISTENCY, 1.4, "right"),
            Column(COVERAGE, 1.2, "right"),
            Column("RoN", 1.0, "right"),
        ]
    rows: list[Row] = []
    for one, two in zip(held.high.rows, held.nonhigh.rows, strict=True):
        cells: list[Cell] = []
        for row in (one, two):
            star = "*" if row.fit.consistency > held.threshold else ""
            plain = three(row.fit.consistency)
            cells += [num(f"{plain.text}{star}"), three(row.fit.coverage), three(row.fit.ron)]
        rows.append([literal(one.literal, labels), *cells])
    note = sentences([NEGATION, MARKED.format(threshold=f"{held.threshold:g}")])
    return table(
        columns,
        bodies=[body(rows)],
        groups=groups,
        notes=[note, *rebuilt_notes(study.variables.origins, study.variables.labels)],
    )
