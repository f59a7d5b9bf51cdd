"""What a study declares of its variables."""

from __future__ import annotations

from analysis.data import Label, Words
from analysis.study import Study, Variable, study_at
from analysis.study.loading import At
from analysis.tables.core import Column, Content, Row, Table, cell, num, table
from analysis.tables.study_tables.common import NONE, single

VARIABLE = Words("变量", "Variable")
ROLES = {"outcome": Words("结果", "outcome"), "condition": Words("条件", "condition")}
EXPECTED = {
    True: Words("预期存在有利", "presence expected to help"),
    False: Words("预期缺失有利", "absence expected to help"),
    None: Words("无方向预期", "no direction expected"),
}
CARRIED = Words("沿用 {year} 年：{why}", "carried over from {year}: {why}")
ORIGINS = {
    "authentic": Words("数据", "data"),
    "reconstructed": Words("重构，非原始数据", "reconstruction, no raw data"),
}
KINDS = {
    "fuzzy": Words("模糊集", "fuzzy set"),
    "crisp": Words("清晰集", "crisp set"),
    "values": Words("多值", "several values"),
}


def variables(at: At = None) -> Table:
    """Return the outcome and the conditions: role, direction, measure, source, year, origin."""
    study = study_at(at)
    rows: list[Row] = [
        [
            cell(each.label),
            _role(each),
            _text(each.measure),
            _text(each.source),
            num(NONE if each.year is None else each.year),
            _origin(each),
        ]
        for each in study.variables.all
    ]
    return table(
        [
            Column(VARIABLE, 2.3, row_header=True),
            Column(Words("角色", "Role"), 2.3),
            Column(Words("衡量", "Measure"), 3.8),
            Column(Words("来源", "Source"), 3.0),
            Column(Words("年份", "Year"), 0.9, "right"),
            Column(Words("取值", "Values"), 2.7),
        ],
        rows,
        notes=single(_dimensions(study)),
    )


def _role(variable: Variable) -> Words:
    role = ROLES[variable.role]
    if variable.role == "outcome":
        return role
    group = variable.dimension
    parts = [role, EXPECTED[variable.expected]]
    parts += [] if group is None else [Words(group.label.zh, group.label.en)]
    return Words("；", "; ").join(parts)


def _origin(variable: Variable) -> Words:
    parts = [KINDS[variable.kind], ORIGINS[variable.origin]]
    carried = variable.carried_over
    if carried is not None:
        why = Words(carried.why.zh.rstrip("。"), carried.why.en.rstrip("."))
        parts.append(CARRIED.format(year=carried.year, why=why))
    return Words("；", "; ").join(parts)


def _dimensions(study: Study) -> Content:
    if any(each.measure is None for each in study.variables.all):
        return Words(f"{NONE}：研究未说明。", f"{NONE}: the study does not say.")
    return ""


def _text(text: Label | None) -> Words:
    return Words(NONE, NONE) if text is None else Words(text.zh, text.en)
