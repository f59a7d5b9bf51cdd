"""How far thresholds and anchors can move before the solution changes."""

from __future__ import annotations

from analysis.data import Words
from analysis.qca import StableRange
from analysis.study import Study, study_at
from analysis.study.loading import At
from analysis.study.sensitivity import AnchorRange, Sensitivity, sensitivity
from analysis.tables.core import Column, Row, Table, body, cell, num, table
from analysis.tables.study_tables.common import (
    literal,
    rebuilt_notes,
    statement,
)

CHOICES = {
    "consistency": Words("一致性阈值", "consistency"),
    "pri": Words("PRI 阈值", "PRI"),
    "frequency": Words("案例数阈值", "number of cases"),
}
CHOICE = Words("设定", "Choice")
PRESENT = Words("当前值", "present value")
FROM, TO = Words("可降至", "down to"), Words("可升至", "up to")
OPEN_NOTE = Words(
    "≤、≥：在搜索范围内未见变化。",
    "≤ and ≥: no change was found up to the end of the search.",
)
STEPS = Words(
    "每个校准点以原值极差的 {step} 为一步，最多移动 {reach}，"
    "直至中间解的模型集合改变，或遇到相邻校准点。",
    "Each anchor moves in steps of {step} of the range of the raw values, by {reach} at most, "
    "until the set of models changes or the next anchor is met.",
)
NOT_DONE = Words("研究未要求这项检验。", "The study does not ask for this check.")
TOO_MANY = Words(
    "同样合适的模型太多，无法全部列出，因此无从比较。",
    "Too many models fit equally well to list them all, so there is nothing to compare.",
)
NOTHING = Words("没有可以检验的解。", "There is no solution to check.")


def thresholds(at: At = None, *, found: Sensitivity | None = None) -> Table:
    """Return how far each threshold of the truth table can move before the solution changes."""
    held = sensitivity(at) if found is None else found
    bodies = [
        body([_range(each) for each in panel.thresholds], literal(panel.outcome, held.labels))
        for panel in held.panels
        if panel.thresholds
    ]
    if not bodies:
        return statement(CHOICE, reason(held))
    return table(
        [
            Column(CHOICE, 3, row_header=True),
            Column(PRESENT, 1.5, "right"),
            Column(FROM, 1.5, "right"),
            Column(TO, 1.5, "right"),
        ],
        bodies=bodies,
        notes=[OPEN_NOTE, *rebuilt_notes(held.origins, held.labels)],
    )


def _range(each: StableRange) -> Row:
    return [
        CHOICES[each.choice],
        num(f"{each.initial:g}"),
        num(_open(each.lower, each.open_below, 0)),
        num(_open(each.upper, each.open_above, 1)),
    ]


def _open(value: float, is_open: bool, side: int) -> str:
    return f"{'≤≥'[side]} {value:g}" if is_open else f"{value:g}"


def anchors(at: At = None, *, found: Sensitivity | None = None) -> Table:
    """Return how far each anchor of each variable can move before the solution changes."""
    study = study_at(at)
    held = sensitivity(study) if found is None else found
    bodies = [
        body(
            [_anchor(each, study) for each in panel.anchors],
            literal(panel.outcome, held.labels),
        )
        for panel in held.panels
        if panel.anchors
    ]
    if not bodies:
        return statement(Words("校准点", "Anchor"), reason(held))
    rule = held.rule
    step = STEPS.format(
        step=f"{100 * rule.anchor_reach / rule.anchor_steps:.3g}%",
        reach=f"{100 * rule.anchor_reach:g}%",
    )
    return table(
        [
            Column(Words("变量", "Variable"), 3, row_header=True),
            Column(Words("校准点", "Anchor"), 2.2),
            Column(PRESENT, 1.5, "right"),
            Column(FROM, 1.5, "right"),
            Column(TO, 1.5, "right"),
            Column(Words("余地", "slack"), 1.2, "right"),
        ],
        bodies=bodies,
        notes=[step, OPEN_NOTE, SLACK, *rebuilt_notes(held.origins, held.labels)],
    )


SLACK = Words(
    "余地：到最近一次变化的距离占原值极差的百分比；–：未见变化。",
    "Slack: the way to the nearest change in percent of the range; –: no change was found.",
)


def _anchor(each: AnchorRange, study: Study) -> Row:
    variable = study.variables[each.variable]
    show = variable.shown.text
    below, above = show(each.lower), show(each.upper)
    slack = "–" if each.slack == float("inf") else f"{100 * each.slack:.1f}%"
    label = each.label
    return [
        cell(variable.label),
        Words(label.zh, label.en),
        num(show(each.initial)),
        num(f"≤ {below}" if each.open_below else below),
        num(f"≥ {above}" if each.open_above else above),
        num(slack),
    ]


def reason(held: Sensitivity) -> Words:
    """Return why there is nothing to list."""
    if not any(panel.has_solution for panel in held.panels):
        return NOTHING
    if not any(panel.has_solution and panel.complete for panel in held.panels):
        return TOO_MANY
    return NOT_DONE
