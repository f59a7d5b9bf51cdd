"""The authentic columns against the hidden sums: every calibration that was tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from analysis.data import Label, Words
from analysis.data.labels import NOTHING, SEMICOLON, Text
from analysis.forensics import VariantReport, authentic_reports
from analysis.forensics.authentic import Luck, VariantResult
from analysis.forensics.checks.calibration import column_luck
from analysis.forensics.checks.study import study_columns
from analysis.qca.calibration import Method, QuantileMethod
from analysis.study import load_settings, load_variables
from analysis.study.settings import CalibrationRule, Rounding
from analysis.tables.core import (
    Body,
    Cell,
    Column,
    Group,
    Row,
    Table,
    body,
    num,
    on_one_line,
    table,
)
from analysis.tables.judged import NONE, Labels

HIT = "✓"
LETTERS = "abc"
VALUES = Label("数值小数位", "decimals of values")
ANCHORS_FROM = Label("锚点取自", "anchors from values")
ANCHORS = Label("锚点小数位", "sum of memberships by decimals of anchors")
METHODS = {
    "fsqca": Words("对数几率取 3", "log odds of 3"),
    "logistic": Words("对数几率取 ln 19", "log odds of ln 19"),
}
NOT_ROUNDED = Words("不舍入", "not rounded")
SOURCES = {"unrounded": Words("未舍入值", "unrounded"), "rounded": Words("舍入值", "rounded")}
IMPLIES = Words("：由表 4 得 {target}", ": Table 4 implies {target}")
HIT_WITH = Words(
    "{letter}：采用 {quantile} 分位数、{method} 时相符",
    "{letter}: hit with {quantile} quantiles and {method}",
)
LEGEND = Words(
    "各总和采用 {quantile} 分位数、{method}。{hit}：与该总和相符；{meaning}；*：本书采用的舍入方"
    "式；{none}：舍入后的锚点重合。",
    "Sums with {quantile} quantiles and {method}. {hit}: meets the sum; {meaning}; *: the "
    "rounding used in this book; {none}: rounded anchors coincide.",
)
TOLD = Words(
    "{name}：{variants} 种算法给出 {sums} 个不同的总和，其中 {hits} 种与该总和相符，得出 {columns}"
    " 列不同的隶属度；该总和上下 0.05 之内的总和，有 {coverage} 能由某种算法得到。{luck}",
    "{name}: {variants} variants give {sums} different sums, {hits} hit the sum, with {columns} "
    "different columns of memberships; some variant meets {coverage} of the sums within "
    "0.05.{luck}",
)
LUCK = Words(
    "在 {draws} 个规模与形状相同的随机列中，有 {share} 碰巧相符。",
    " Of {draws} random columns of the same size and shape, {share} are hit by luck.",
)

Choice: TypeAlias = tuple[QuantileMethod, Method]


def authentic_columns(root: Path | None = None) -> Table:
    """Return the sum of memberships under every rounding of the public columns, hits marked."""
    rule = load_settings(root).calibration
    chances = {str(each.values.name): column_luck(each) for each in study_columns(root)}
    reports, labels = authentic_reports(root=root), load_variables(root).labels
    return authentic_table(reports, rule, labels, chances)


def authentic_table(
    reports: Mapping[str, VariantReport],
    rule: CalibrationRule,
    labels: Labels,
    chances: Mapping[str, Luck] | None = None,
) -> Table:
    """Return one panel per column: rounding of values down, rounding of anchors across.

    The sums are those of the study's quantiles and log odds; hits under others carry a letter.
    ``chances`` says of each column how often a random one is hit.
    """
    results = next(iter(reports.values())).results
    decimals = list(dict.fromkeys(each.variant.rounding.anchor_decimals for each in results))
    columns = [Column(VALUES, 1.6, row_header=True), Column(ANCHORS_FROM, 1.8)]
    columns += [Column(_places(each), 1.6, "right") for each in decimals]
    groups = [Group(None), Group(None), Group(on_one_line(ANCHORS), len(decimals))]
    others = _other_choices(results, rule)
    bodies = [_panel(report, decimals, others, rule, labels) for report in reports.values()]
    return table(
        columns,
        bodies=bodies,
        groups=groups,
        notes=_notes(reports, others, rule, labels, chances or {}),
    )


def _other_choices(results: Sequence[VariantResult], rule: CalibrationRule) -> dict[Choice, str]:
    choices = dict.fromkeys((r.variant.quantile_method, r.variant.method) for r in results)
    rest = [choice for choice in choices if choice != (rule.quantile_method, rule.method)]
    return dict(zip(rest, LETTERS, strict=True))


def _panel(
    report: VariantReport,
    decimals: Sequence[int | None],
    others: Mapping[Choice, str],
    rule: CalibrationRule,
    labels: Labels,
) -> Body:
    held = {
        (each.variant.rounding, each.variant.quantile_method, each.variant.method): each
        for each in report.results
    }
    pairs = dict.fromkeys(
        (rounding.value_decimals, rounding.anchors_from) for rounding, _, _ in held
    )
    rows: list[Row] = []
    for values, source in pairs:
        cells = []
        for places in decimals:
            rounding = Rounding(values, source, places)
            letters = "".join(
                letter for choice, letter in others.items() if held[(rounding, *choice)].hit
            )
            own = held[rounding, rule.quantile_method, rule.method]
            cells.append(_total(own, letters, rounding == rule.roundings[report.variable]))
        rows.append([_places(values), SOURCES[source], *cells])
    target = NONE if report.target is None else f"{float(report.target):.3f}"
    return body(rows, [*on_one_line(labels[report.variable]), IMPLIES.format(target=target)])


def _total(own: VariantResult, letters: str, chosen: bool) -> Cell:
    if own.thousandths is None:
        return num(f"{NONE} {letters}".strip())
    marks = f"{HIT if own.hit else ''}{letters}"
    star = "*" if chosen else ""
    return num(f"{own.thousandths / 1000:.3f}{star} {marks}".strip())


def _places(decimals: int | None) -> Text:
    return NOT_ROUNDED if decimals is None else str(decimals)


def _notes(
    reports: Mapping[str, VariantReport],
    others: Mapping[Choice, str],
    rule: CalibrationRule,
    labels: Labels,
    chances: Mapping[str, Luck],
) -> list[Words]:
    meaning = SEMICOLON.join(
        HIT_WITH.format(letter=letter, quantile=quantile, method=METHODS[method])
        for (quantile, method), letter in others.items()
    )
    legend = LEGEND.format(
        quantile=rule.quantile_method,
        method=METHODS[rule.method],
        hit=HIT,
        meaning=meaning,
        none=NONE,
    )
    told = [_told(report, labels, chances.get(name)) for name, report in reports.items()]
    return [legend, *told]


def _told(report: VariantReport, labels: Labels, chance: Luck | None) -> Words:
    by_luck = NOTHING
    if chance is not None:
        by_luck = LUCK.format(draws=f"{chance.draws:,}", share=f"{chance.share:.1%}")
    return TOLD.format(
        name=labels[report.variable],
        variants=len(report.results),
        sums=len(report.distinct_sums),
        hits=len(report.hits),
        columns=report.distinct_hits,
        coverage=f"{report.nearby_coverage:.0%}",
        luck=by_luck,
    )
