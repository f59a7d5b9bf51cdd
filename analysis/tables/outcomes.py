"""Whether any outcome column can give the printed ceilings, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.data import Label, Words
from analysis.data.labels import COMMA, Text
from analysis.forensics.outcome.stored import Asked, OutcomeSearch, Status, stored_outcome_search
from analysis.study import load_variables
from analysis.tables.core import Column, Content, Row, Table, body, num, runs, table
from analysis.tables.judged import Labels

LEFT_OUT: Mapping[str, Text] = {
    "named cases": Words("不计论文点名省份的一侧", "whatever the sides of named provinces"),
}
ALONE = Words("单个条件", "One condition")
TOGETHER = Words("几个条件一起", "Conditions together")
WEAKER = Words("几个条件一起，少用一类刊印数字", "Conditions together, with fewer printed numbers")
STATUSES: Mapping[Status, Text] = {
    "impossible": Words("不可能（已证明）", "impossible: proven"),
    "possible": Words("可能（有例）", "possible: by example"),
    "open": Words("未决", "open"),
}
NOTE = Words(
    "每个问题问的是：隶属度为两位小数的一列结果，能否同时给出所列条件的 CE-FDH 上限区域、瓶颈表所"
    "在的 CR-FDH 直线及其精确度，并符合表 1 的四分位数与两端、表 4 的总和，以及论文点名省份所在的一"
    "侧。条件的隶属度由公开数据算得；符合表 4 的舍入方式不止一种时，逐一提问；位于结果交叉点的省份"
    "逐一试过（第三位小数只留下这些）。“不可能”由整数规划求解器证明，各数字只放宽、不收紧；"
    "“未决”指在限定的计算量之内既无证明也无例子。",
    "Each question asks for one outcome column, with memberships of two decimals, that gives the "
    "ceiling zone of CE-FDH, the line CR-FDH of the bottleneck table and its accuracy for the "
    "conditions named, and meets the quartiles and extremes of Table 1, the sums of Table 4 and "
    "the sides of the provinces that the paper names. The conditions have memberships from public "
    "data; where several ways of rounding meet Table 4, each is asked, and so is each province "
    "that the third decimals allow at the crossover of the outcome. Impossible is proven by a "
    "solver for integer programmes in which printed numbers are only ever loosened. Open: neither "
    "proven nor answered by an example within the effort allowed.",
)


def outcome_search(root: Path | None = None) -> Table:
    """Return whether any outcome column can give the printed ceilings, question by question."""
    return outcome_table(stored_outcome_search(root), load_variables(root).labels)


def outcome_table(found: OutcomeSearch, labels: Labels) -> Table:
    """Return one row per set of conditions and part left out, with the answers counted."""
    columns = [
        Column(Label("条件", "Conditions"), 4, row_header=True),
        Column(Words("问题数", "questions"), 1.2, "right"),
        *(Column(head, 1.4, "right") for head in STATUSES.values()),
    ]
    panels = {
        ALONE: [each for each in found.all if len(each.conditions) == 1],
        TOGETHER: [e for e in found.all if len(e.conditions) > 1 and not e.left_out],
        WEAKER: [e for e in found.all if len(e.conditions) > 1 and e.left_out],
    }
    bodies = [body(_rows(own, labels), head) for head, own in panels.items() if own]
    return table(columns, bodies=bodies, notes=[NOTE])


def _rows(asked: Sequence[Asked], labels: Labels) -> list[Row]:
    rows: list[Row] = []
    for conditions, left_out in dict.fromkeys((e.conditions, e.left_out) for e in asked):
        own = [e for e in asked if (e.conditions, e.left_out) == (conditions, left_out)]
        counts = Counter(each.status for each in own)
        rows.append(
            [
                LEFT_OUT[left_out] if left_out else _names(conditions, labels),
                num(len(own)),
                *(num(counts[status]) for status in STATUSES),
            ]
        )
    return rows


def _names(conditions: Sequence[str], labels: Labels) -> Content:
    label = COMMA.join(labels[each] for each in conditions)
    return runs(label)
