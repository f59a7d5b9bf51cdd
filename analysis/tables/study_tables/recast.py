"""The solutions without some cases, on cases drawn anew, and at a stricter threshold."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.data import Label, Words
from analysis.qca import Term
from analysis.study import robustness, study_at
from analysis.study.loading import At
from analysis.study.resampling import Drops
from analysis.study.sensitivity import PanelSensitivity, Sensitivity, sensitivity
from analysis.tables.core import Body, Cell, Column, Content, Row, Table, body, cell, num, table
from analysis.tables.study_tables.common import (
    LISTED,
    Labels,
    joined,
    literal,
    rebuilt_notes,
    said_literal,
    statement,
    term_words,
    three,
)
from analysis.tables.study_tables.models import NO_SOLUTION, PATH
from analysis.tables.study_tables.ranges import NOT_DONE, NOTHING, reason
from analysis.tables.sufficiency import nearest

NO_CHANGE = Words("去掉任何案例，解都不变。", "Whatever cases are left out, the solution stays.")
RELATIONS = {
    "equal": Words("相同", "equal"),
    "subset": Words("子集", "subset"),
    "superset": Words("超集", "superset"),
    "overlapping": Words("部分重叠", "overlapping"),
    "disjoint": Words("不相交", "disjoint"),
}


def dropped_cases(at: At = None, *, found: Sensitivity | None = None) -> Table:
    """Return the cases whose absence changes the solution, with the paths that go and come."""
    study = study_at(at)
    held = sensitivity(study) if found is None else found
    names = {case.zh: case for case in held.cases}
    done = [panel for panel in held.panels if panel.drops is not None]
    if not done:
        return statement(Words("案例", "Case"), reason(held))
    bodies = [_drops(panel, names, held.labels) for panel in done]
    noun = study.cases.noun
    counts = [
        _tried(panel.drops, held.labels, panel.outcome) for panel in done if panel.drops is not None
    ]
    return table(
        [
            Column(Words(noun.zh, noun.one.capitalize()), 2.4, row_header=True),
            Column(Words("消失的路径", "paths that go"), 4),
            Column(Words("新出现的路径", "paths that come"), 4),
        ],
        bodies=bodies,
        notes=[*counts, *rebuilt_notes(held.origins, held.labels)],
    )


def _drops(panel: PanelSensitivity, names: dict[str, Label], labels: Labels) -> Body:
    changing = panel.drops.changing if panel.drops is not None else ()
    rows: list[Row] = [
        [
            joined(Words(names[case].zh, names[case].en) for case in each.cases),
            _terms(each.lost, labels),
            _terms(each.gained, labels),
        ]
        for each in changing[:LISTED]
    ]
    none: Row = [cell(NO_CHANGE, colspan=3)]
    return body(rows or [none], literal(panel.outcome, labels))


def _terms(terms: Sequence[Term], labels: Labels) -> Content:
    return Words("；", "; ").join(term_words(term, labels) for term in terms)


def _tried(drops: Drops, labels: Labels, outcome: str) -> Words:
    name = said_literal(outcome, labels)
    changed = len(drops.changing)
    drawn_zh = "" if drops.tried == drops.possible else f"（自{drops.possible:,}种中随机抽取）"
    drawn_en = "" if drops.tried == drops.possible else f", drawn from {drops.possible:,},"
    return Words(
        f"{name.zh}：每次去掉 {drops.at_a_time} 个案例，共 {drops.tried:,} 种{drawn_zh}，"
        f"其中 {changed:,} 种改变解。",
        f"{name.en}: {drops.at_a_time} case(s) left out at a time, {drops.tried:,} ways{drawn_en} "
        f"of which {changed:,} change the solution.",
    )


def resampled(at: At = None, *, found: Sensitivity | None = None) -> Table:
    """Return how often samples of the cases give each path again, and the whole solution."""
    held = sensitivity(at) if found is None else found
    bodies = []
    notes: list[Content] = []
    for panel in held.panels:
        if panel.bootstrap is None:
            continue
        rows: list[Row] = [
            [term_words(term, held.labels), _percent(share)]
            for term, share in panel.bootstrap.paths
        ]
        whole = Words("全部模型相同", "the same models")
        none = Words("无解", "no solution")
        rows += [[whole, _percent(panel.bootstrap.same)]]
        rows += [[none, _percent(panel.bootstrap.without)]]
        rows += [
            [
                Words("必要条件：{name}", "necessary: {name}").format(
                    name=said_literal(name, held.labels)
                ),
                _percent(share),
            ]
            for name, share in panel.bootstrap.necessary
        ]
        bodies.append(body(rows, literal(panel.outcome, held.labels)))
        samples = panel.bootstrap.samples
        notes = [
            Words(
                f"有放回地抽取 {samples:,} 个同样大小的案例样本（随机种子 "
                f"{held.rule.seed}），隶属度保持不变。",
                f"{samples:,} samples of as many cases, drawn with replacement (seed "
                f"{held.rule.seed}); memberships stay as they are.",
            )
        ]
    if not bodies:
        return statement(PATH, reason(held))
    return table(
        [
            Column(PATH, 6, row_header=True),
            Column(Words("样本占比", "share of samples"), 2, "right"),
        ],
        bodies=bodies,
        notes=[*notes, *rebuilt_notes(held.origins, held.labels)],
    )


def _percent(share: float) -> Cell:
    return num(f"{100 * share:.1f}%")


def stricter(at: At = None) -> Table:
    """Return the models at the stricter consistency threshold beside the nearest of the study."""
    study = study_at(at)
    head = Words("模型", "Model")
    if study.settings.robustness.consistency is None or study.variables.multivalue:
        return statement(head, NOT_DONE)
    held = robustness(study)
    labels = study.variables.labels
    bodies = []
    for outcome, test in ((study.variables.outcome.key, held.high),
                          (f"~{study.variables.outcome.key}", held.nonhigh)):  # fmt: skip
        rows: list[Row] = [
            [
                each.tested.name,
                each.initial.name,
                RELATIONS[each.paths],
                RELATIONS[each.rows],
                three(each.consistency_difference),
                three(each.coverage_difference),
            ]
            for each in nearest(test)
        ]
        reason = NO_SOLUTION if test.no_solution else NOTHING
        bodies.append(body(rows or [[cell(reason, colspan=6)]], literal(outcome, labels)))
    note = Words(
        f"一致性阈值由{study.settings.qca.consistency:g}提高到{held.consistency:g}，其余设定不变；与最接近的原模型相比。",
        f"Consistency {held.consistency:g} in place of {study.settings.qca.consistency:g}, other "
        "settings kept; compared with the nearest original model.",
    )
    return table(
        [
            Column(head, 1.8, row_header=True),
            Column(Words("原模型", "original"), 1.8),
            Column(Words("路径", "its paths"), 1.8),
            Column(Words("真值表行", "its rows"), 1.8),
            Column(Words("一致性差", "consistency, difference"), 1.6, "right"),
            Column(Words("覆盖度差", "coverage, difference"), 1.6, "right"),
        ],
        bodies=bodies,
        notes=[note, *rebuilt_notes(held.origins, labels)],
    )
