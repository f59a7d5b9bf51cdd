"""Tables of what print alone proves: hidden sums and bounds of paths."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.data import Label, Words
from analysis.data.labels import COMMA
from analysis.data.labels import NONE as NO
from analysis.forensics import (
    CrossoverReport,
    HiddenSum,
    HiddenSums,
    PanelReport,
    crossover_report,
    panel_reports,
    study_sums,
)
from analysis.forensics.bounds import PathBound
from analysis.forensics.literals import Conjunction, SetLiteral
from analysis.forensics.transcripts import OUTCOME
from analysis.study import load_variables
from analysis.tables.badges import BADGE_NOTE
from analysis.tables.charts import signed
from analysis.tables.core import (
    Cell,
    Column,
    Group,
    Row,
    Run,
    Table,
    body,
    cell,
    num,
    on_one_line,
    table,
)
from analysis.tables.judged import (
    NONE,
    PRINTED,
    VERDICT,
    Findings,
    Labels,
    load_entries,
    verdict,
    verdict_note,
)
from analysis.tables.sufficiency import RAW_COVERAGE, literal_label, literal_name

VARIABLE = Label("变量", "Variable")
SUMS = {
    (True, True): "Σ min(X, Y)",
    (False, True): "Σ min(~X, Y)",
    (True, False): "Σ min(X, ~Y)",
    (False, False): "Σ min(~X, ~Y)",
}
PAIR, OR = Words("{low} 与 {high}", "{low} and {high}"), Words("或", " or ")
TOGETHER = Words(
    "有数据能同时给出其全部刊印数字与标记",
    "some data set gives all its printed numbers and marks together",
)
NOT_TOGETHER = Words(
    "没有数据能同时给出其全部刊印数字与标记",
    "no data set gives all its printed numbers and marks together",
)
INEQUALITIES = Words(
    "{name}：参数之间的 {all} 个不等式中有 {holding} 个可以成立；{joint}。",
    "{name}: {holding} of {all} inequalities between parameters can hold; {joint}.",
)


def hidden_sums(root: Path | None = None) -> Table:
    """Return the sums of memberships that Table 4 implies, and the cases at the crossover."""
    return hidden_sums_table(study_sums(root), crossover_report(root), load_variables(root).labels)


def hidden_sums_table(sums: HiddenSums, report: CrossoverReport, labels: Labels) -> Table:
    """Return one row per variable: its sum, minima with the outcome, cases at the crossover."""
    columns = [
        Column(VARIABLE, 3.2, row_header=True),
        Column("Σ X", 1.2, "right"),
        *(Column(head, 1.45, "right") for head in SUMS.values()),
        Column(Label("交叉点案例", "cases at the crossover"), 1.5, "right"),
    ]
    at_crossover = {each.condition: each.count for each in report.counts}
    outcome = [_sum(sums.of(None, True)), *(num(NONE) for _ in SUMS)]
    (key,) = [key for key in labels if key not in sums.conditions]
    rows: list[Row] = [
        [[Run("Y: "), *on_one_line(labels[key])], *outcome, _count(at_crossover[None])]
    ]
    for key in sums.conditions:
        minima = [_sum(sums.of(SetLiteral(key, x), y)) for x, y in SUMS]
        own = _sum(sums.of(SetLiteral(key)))
        rows.append([on_one_line(labels[key]), own, *minima, _count(at_crossover[key])])
    return table(columns, rows, notes=_sums_notes(sums, report))


def _sum(found: HiddenSum) -> Cell:
    if found.value is not None:
        return num(f"{float(found.value):.3f}")
    return num(found.interval.shown(4) if found.interval else NONE)


def _count(count: int | None) -> Cell:
    return num(NONE if count is None else count)


def _sums_notes(sums: HiddenSums, report: CrossoverReport) -> list[Words]:
    chances = [each.chance for each in sums.sums.values() if each.chance is not None]
    held = [each for each in sums.sums.values() if each.value is not None]
    grid = Words(
        f"{len(sums.sums)} 个总和中有 {len(held)} 个，刊印数位内恰有一个 0.001 的倍数；每一个碰巧"
        f"如此的概率至多为 {max(chances):.1%}。",
        f"{len(held)} of {len(sums.sums)} sums hold exactly one multiple of 0.001 within their "
        f"printed digits; by luck each would do so with a chance of at most {max(chances):.1%}.",
    )
    pairs = [PAIR.format(low=low, high=high) for low, high in report.middle_counts]
    middle = OR.join(pairs) if pairs else NO
    totals = OR.join(map(str, report.totals)) if report.totals else NO
    raw = Words(
        f"结果的交叉点案例要求中间两个专利数为 {middle.zh}；由刊印的均值得专利总数 {totals.zh}。",
        f"The case at the crossover of the outcome needs middle patent counts of "
        f"{middle.en}; the printed mean gives {totals.en} patents in all.",
    )
    rest = sums.of(None, False).value
    known = f"Σ ~Y = {float(rest):.3f}" if rest is not None else ""
    zh = "；".join(part for part in (f"n = {sums.n}", known) if part)
    en = " ".join(f"{part}." for part in (f"n = {sums.n}", known) if part)
    return [Words(f"{zh}。{grid.zh}", f"{en} {grid.en}"), raw]


def coverage_bounds(root: Path | None = None) -> Table:
    """Return the raw coverage of every path beside the bounds its marks and Table 4 set."""
    found = Findings.of(load_entries("table5", root), {})
    return bounds_table(panel_reports(root), load_variables(root).labels, found)


def bounds_table(reports: Sequence[PanelReport], labels: Labels, found: Findings) -> Table:
    """Return one row per path: marks, printed raw coverage, bounds, limiting literal, verdict."""
    columns = [
        Column(Label("路径", "Path"), 0.9, row_header=True),
        Column(Label("条件", "Marks as printed"), 4.2),
        Column(PRINTED, 1.4, "right"),
        Column(Label("下界", "at least"), 1.4, "right"),
        Column(Label("上界", "at most"), 1.4, "right"),
        Column(Label("上界由", "set by"), 2.6),
        Column(VERDICT, 2),
    ]
    single = Group(None)
    groups = [single, single, Group(on_one_line(RAW_COVERAGE), 3), single, single]
    bodies = [
        body(
            (_bound_row(bound, labels, found) for bound in report.bounds),
            literal_name(_outcome(report), labels),
        )
        for report in reports
    ]
    verdicts = [bound.judgement.verdict for report in reports for bound in report.bounds]
    notes = [*(_together(report, labels) for report in reports), verdict_note(verdicts), BADGE_NOTE]
    return table(columns, bodies=bodies, groups=groups, notes=notes)


def _bound_row(bound: PathBound, labels: Labels, found: Findings) -> Row:
    possible = bound.bounds.possible
    return [
        bound.path,
        _marks(bound.bounds.literals, labels),
        found.badged("table5", "raw_coverage", bound.path),
        num(f"{float(possible.low):.6f}"),
        num(f"{float(possible.high):.6f}"),
        _signed(bound.bounds.limiting, labels),
        verdict(bound.judgement.verdict),
    ]


def _outcome(report: PanelReport) -> str:
    return OUTCOME if report.outcome_present else f"~{OUTCOME}"


def _together(report: PanelReport, labels: Labels) -> Words:
    checks = [*report.orderings, *report.sizes]
    holding = sum(each.holds for each in checks)
    joint = TOGETHER if report.jointly_possible else NOT_TOGETHER
    name = literal_label(_outcome(report), labels)
    return INEQUALITIES.format(name=name, holding=holding, all=len(checks), joint=joint)


def _marks(literals: Conjunction, labels: Labels) -> Cell:
    return cell(COMMA.join(_signed(each, labels) for each in literals))


def _signed(literal: SetLiteral, labels: Labels) -> Words:
    return signed(literal.condition, literal.present, labels)
