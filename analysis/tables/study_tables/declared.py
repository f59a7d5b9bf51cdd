"""Everything a study declares about how it is computed."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.data import Words
from analysis.study import Study, study_at
from analysis.study.loading import At
from analysis.tables.core import Body, Column, Row, Table, body, table
from analysis.tables.study_tables.charted import TYPICAL
from analysis.tables.study_tables.necessary import CEILINGS

PARTS = {
    "cases": Words("案例", "Cases"),
    "calibration": Words("校准", "Calibration"),
    "nca": Words("NCA", "NCA"),
    "qca": Words("QCA", "QCA"),
    "robustness": Words("稳健性", "Robustness"),
}
MISSING = {
    "refuse": Words("不允许", "refused"),
    "listwise": Words("整例剔除", "left out case by case"),
}
NONE = Words("无", "none")

Pair = tuple[Words, Words | str]


def settings(at: At = None) -> Table:
    """Return the settings of the study, part by part."""
    study = study_at(at)
    held = {
        "cases": _cases(study),
        "calibration": _calibration(study),
        "nca": _nca(study),
        "qca": _qca(study),
        "robustness": _robustness(study),
    }
    note = Words(
        f"文件：{study.file}。各变量自己的校准见上文。",
        f"File: {study.file}. Variables may have a calibration of their own.",
    )
    return table(
        [Column(Words("设定", "Setting"), 4, row_header=True), Column(Words("取值", "Value"), 4)],
        bodies=[_body(PARTS[name], pairs) for name, pairs in held.items()],
        notes=[note],
    )


def _body(head: Words, pairs: Iterator[Pair]) -> Body:
    rows: list[Row] = [[name, text] for name, text in pairs]
    return body(rows, head)


def _cases(study: Study) -> Iterator[Pair]:
    yield Words("缺失值", "missing values"), MISSING[study.cases.missing]
    yield Words("声明的案例数", "number of cases stated"), _or_none(study.settings.cases_stated)


def _calibration(study: Study) -> Iterator[Pair]:
    rule = study.settings.calibration
    yield Words("方法", "method"), str(rule.method)
    shares = " / ".join(f"{share:g}" for share in rule.quantiles)
    yield Words("校准点的分位数", "quantiles of the anchors"), shares
    yield Words("隶属度小数位", "decimals of memberships"), _or_none(rule.decimals)
    yield Words("0.5 的处理", "in place of 0.5"), _or_none(rule.crossover_value)


def _nca(study: Study) -> Iterator[Pair]:
    rule = study.settings.nca
    names = Words("、", ", ").join(CEILINGS[name] for name in rule.ceilings)
    yield Words("上限", "ceilings"), names
    yield Words("最小效应量", "least effect size"), f"{rule.effect_size_threshold:g}"
    yield Words("显著性水平", "level of significance"), f"{rule.significance:g}"
    yield Words("置换次数", "permutations"), f"{rule.permutations:,}"
    yield Words("随机种子", "seed"), str(rule.seed)
    yield Words("P 值规则", "rule of p"), rule.p_rule


def _qca(study: Study) -> Iterator[Pair]:
    rule = study.settings.qca
    yield (
        Words("必要条件的一致性", "consistency of a necessary condition"),
        (f"{rule.necessity_consistency:g}"),
    )
    yield Words("案例数阈值", "frequency"), str(rule.frequency)
    yield Words("一致性阈值", "consistency"), f"{rule.consistency:g}"
    yield Words("PRI 阈值", "PRI"), f"{rule.pri:g}"
    yield (
        Words("矛盾行的一致性下限", "least consistency of a contradictory row"),
        _or_none(rule.contradiction),
    )
    yield Words("典型案例", "typical cases"), TYPICAL[rule.typical_cases]
    yield Words("最多列出的模型", "models listed at most"), str(rule.models)


def _robustness(study: Study) -> Iterator[Pair]:
    rule = study.settings.robustness
    yield Words("更严格的一致性阈值", "stricter consistency"), _or_none(rule.consistency)
    yield Words("校准点最大移动", "greatest move of an anchor"), f"{100 * rule.anchor_reach:g}%"
    yield Words("步数", "steps"), str(rule.anchor_steps)
    yield Words("每次去掉的案例", "cases left out at a time"), str(rule.dropped)
    yield Words("重抽样本数", "samples drawn"), f"{rule.bootstraps:,}"
    yield Words("随机种子", "seed"), str(rule.seed)


def _or_none(value: object) -> Words | str:
    return NONE if value is None else f"{value}"
