"""Tables of the reconstruction: what its members meet, agree on, and leave open."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis.data import Label, Words
from analysis.data.labels import COMMA, Text, ranged
from analysis.forensics.reconstruct.fits import TargetFit, TargetFits, target_fits
from analysis.forensics.reconstruct.pinned import PinnedValues, ValueRange, pinned_values
from analysis.forensics.reconstruct.statements import (
    AS_READ,
    IN_PATH,
    THREE_PATHS,
    StatementShare,
    StatementShares,
    statement_shares,
)
from analysis.forensics.reconstruct.store import HIDDEN, stored_members
from analysis.forensics.transcripts import load_transcripts
from analysis.study import load_variables, memberships, sample
from analysis.tables.core import (
    Body,
    Cell,
    Column,
    Content,
    Group,
    Part,
    Row,
    Run,
    Table,
    body,
    either,
    marked,
    num,
    on_one_line,
    runs,
    table,
)
from analysis.tables.judged import NONE, REBUILT, Labels
from analysis.tables.sufficiency import literal_name

CEILINGS = ("ce_fdh", "cr_fdh")
TABLES = {
    "table1": Label("表 1 原始值", "Table 1, from raw values"),
    "table2": Label("表 2 NCA", "Table 2, NCA"),
    "table3": Label("表 3 瓶颈水平", "Table 3, bottleneck levels"),
    "table4": Label("表 4 单因素必要性", "Table 4, necessity"),
    "table5": Label("表 5 组态（声明读法）", "Table 5, configurations under the declared reading"),
}
TARGETS = {
    "all": Label("全部数字", "all numbers"),
    "accuracy": Label("精确度", "accuracy"),
    "ceiling_zone": Label("上限区域", "ceiling zone"),
    "effect_size": Label("效应量", "effect size"),
    "scope": Label("范围", "scope"),
    "consistency": Label("一致性", "consistency"),
    "raw_coverage": Label("原始覆盖度", "raw coverage"),
    "unique_coverage": Label("唯一覆盖度", "unique coverage"),
    "solution_consistency": Label("总体一致性", "solution consistency"),
    "solution_coverage": Label("总体覆盖度", "solution coverage"),
}
SUFFIXES = {"ce_fdh": "CE-FDH", "cr_fdh": "CR-FDH", "high": "Y", "nonhigh": "~Y"}
KINDS = {
    "necessary by QCA": Label("必要条件（QCA）", "Necessary by QCA"),
    "effect above threshold": Label(
        "效应量高于门槛（NCA）", "Effect size above the threshold by NCA"
    ),
    "high effect": Label("高效应（NCA）", "High effect by NCA"),
    "first bottleneck": Label("最先成为瓶颈", "First bottleneck"),
    "path of some model": Label("某一模型的路径", "Path of some model"),
    AS_READ: Label("解与声明的读法一致", "The solution is the panel as read"),
    THREE_PATHS: Label("解为三条不含“非”的路径", "The solution is three paths without a negation"),
    "stricter solution inside": Label(
        "更严阈值下的解含于原解", "The solution under the stricter threshold lies inside"
    ),
}
# Statements that hold in a smaller share of the members are not listed.
LISTED_FROM = 0.2
GRADES = {
    "pinned down": Words("全部成员", "all members"),
    "likely": Words("过半成员", "more than half"),
    "open": Words("未定", "open"),
}
SIDES = {"in": "●", "out": "○", "open": "?"}
SCOPE = Words(
    f"至少在 {LISTED_FROM:.0%} 的成员中成立的陈述才列出。NCA 与路径的比例只说明成员给出什么，"
    "不说明该研究的数据给出什么；成员符合哪些刊印数字，见残差表。",
    f"Statements are listed that hold in {LISTED_FROM:.0%} of the members or more. Shares on NCA "
    "and on paths say what members give, not what the study's data give: the table of residuals "
    "says which printed numbers the members meet.",
)
MET = ("met", "✓", Words("相符", "met"))
NOT_MET = ("not-met", "✗", Words("不符", "not met"))


def reconstruction_residuals(root: Path | None = None) -> Table:
    """Return which printed numbers the members of the reconstruction meet, by printed table."""
    return residuals_table(target_fits(root))


def residuals_table(fits: TargetFits) -> Table:
    """Return one row per kind of printed number, one panel per printed table."""
    columns = [
        Column(Label("目标", "Target"), 3, row_header=True),
        Column(Label("刊印数", "numbers printed"), 1.3, "right"),
        Column(Label("每一成员", "met per member"), 1.6, "right"),
        Column(Label("最大偏差", "largest deviation"), 1.6, "right"),
        Column(Label("结果", "Result"), 1.4),
    ]
    bodies = [
        body((_fit(each) for each in fits.all if each.table == key), TABLES[key])
        for key in dict.fromkeys(each.table for each in fits.all)
    ]
    deviations = Words(
        f"偏差以刊印的单位计：精确度与表 3 为百分点，{NONE} 表示有成员在某处没有水平值。重算值按某"
        "种舍入规则与刊印相同即为相符；P 值不计在内。偏差小于 0.000001 相当于末位的一个单位：总和"
        "是精确的，其商恰在舍入的界线旁。",
        "Deviations are in the printed unit: percentage points for accuracy and for Table 3, "
        f"where {NONE} means that a member has no level in some place. A number is met when the "
        "recomputed one prints the same under some rounding; p-values are left out. A deviation of "
        "less than 0.000001 is one unit of the last decimal: such sums are exact, and their "
        "quotient lies beside a rounding boundary.",
    )
    return table(columns, bodies=bodies, notes=[members_note(fits.members), deviations])


def _fit(fit: TargetFit) -> Row:
    name, _, suffix = fit.target.partition(" ")
    least, most = min(fit.by_member), max(fit.by_member)
    told: list[Text] = [COMMA, SUFFIXES[suffix]] if suffix else []
    return [
        [*on_one_line(TARGETS[name]), *told],
        num(fit.numbers),
        num(least if least == most else ranged(str(least), str(most))),
        num(NONE if math.isnan(fit.deviation) else f"{fit.deviation:.2g}"),
        marked(*(MET if fit.is_met else NOT_MET)),
    ]


def reconstruction_statements(*kinds: str, root: Path | None = None) -> Table:
    """Return the share of members in which each derived statement of some kinds holds.

    All kinds without any, but for the provinces in paths: `reconstruction_members` has them.
    """
    shares = statement_shares(root)
    return statements_table(shares.of(*(kinds or KINDS)), load_variables(root).labels)


def statements_table(shares: StatementShares, labels: Labels) -> Table:
    """Return one row per statement that holds in some member, one panel per kind."""
    listed = [each for each in shares.all if each.share >= LISTED_FROM]
    columns = [
        Column(Words("陈述", "Statement"), 6, row_header=True),
        Column(Words("成立的成员", "Holds in"), 1.6, "right"),
        Column(Words("程度", "Grade"), 2.2),
    ]
    kinds = dict.fromkeys(each.kind for each in listed)
    bodies = [
        _statements([e for e in listed if e.kind == kind], KINDS[kind], labels)
        for kind in sorted(kinds, key=list(KINDS).index)
    ]
    return table(columns, bodies=bodies, notes=[members_note(shares.members), SCOPE])


def _statements(found: Iterable[StatementShare], head: Label, labels: Labels) -> Body:
    rows = [
        [
            _statement(each, labels),
            num(f"{each.holds} / {each.members}"),
            GRADES[each.grade],
        ]
        for each in sorted(found, key=lambda each: -each.holds)
    ]
    return body(rows, head)


def _statement(share: StatementShare, labels: Labels) -> Content:
    if share.kind == "necessary by QCA":
        literal, _, outcome = share.statement.partition(" for ")
        return [*literal_name(literal, labels), Run(" → "), *literal_name(outcome, labels)]
    if share.kind == "path of some model":
        path, _, outcome = share.statement.partition(" -> ")
        return [
            *path_words(path.split("*"), labels),
            Run(" → "),
            *literal_name(outcome, labels),
        ]
    *names, last = share.statement.split(", ")
    if last in CEILINGS:
        return [*_listed(names, COMMA, labels), COMMA, SUFFIXES[last]]
    return _listed([*names, last], COMMA, labels)


def path_words(literals: Sequence[str], labels: Labels) -> list[Part]:
    """Return the literals of a path, such as ``~rd_intensity``, by name."""
    return _listed(literals, " · ", labels)


def _listed(literals: Sequence[str], between: Text, labels: Labels) -> list[Part]:
    parts = runs(between)
    found = [part for each in literals for part in (*parts, *literal_name(each, labels))]
    return found[len(parts) :]


def reconstruction_members(root: Path | None = None) -> Table:
    """Return in how many members each province belongs to each path as it is printed."""
    paths = [path.id for panel in load_transcripts(root).panels for path in panel.paths]
    return path_members_table(statement_shares(root), paths, sample(root))


def path_members_table(
    shares: StatementShares, paths: Sequence[str], cases: Iterable[Label]
) -> Table:
    """Return one row per province that is in some path in some member, one column per path."""
    columns = [Column(Label("省份", "Province"), 2.2, row_header=True)]
    columns += [Column(path, 1, "right") for path in paths]
    rows: list[Row] = []
    for case in cases:
        counts = [shares.share(IN_PATH, f"{case.zh} in {path}").holds for path in paths]
        if any(counts):
            rows.append([on_one_line(case), *(num(count or "") for count in counts)])
    head = Label("重构：隶属的成员数", "reconstruction: members in which it belongs")
    groups = [Group(None), Group(on_one_line(head), len(paths))]
    return table(columns, rows, groups=groups, notes=[members_note(shares.members)])


def reconstruction_ranges(root: Path | None = None) -> Table:
    """Return the range of each hidden membership over the members of the reconstruction."""
    held = memberships(root)
    cases = {case.zh: case for case in held.cases}
    return ranges_table(pinned_values(stored_members(root)), cases, held.labels)


def ranges_table(found: PinnedValues, cases: Labels, labels: Labels) -> Table:
    """Return one row per province: least to greatest membership and side of the crossover."""
    by_place = {(each.province, each.variable): each for each in found.all}
    rows: list[Row] = [
        [on_one_line(label), *(_range(by_place[province, name]) for name in HIDDEN)]
        for province, label in cases.items()
    ]
    counts = {side: sum(each.side == side for each in found.all) for side in SIDES}
    sides = Words(
        f"{SIDES['in']}：在每个成员中都高于交叉点（{len(found.all)} 个中有 {counts['in']} 个）；"
        f"{SIDES['out']}：在每个成员中都低于交叉点（{counts['out']} 个）；{SIDES['open']}：两侧都"
        f"有（{counts['open']} 个）。范围只是所得成员的范围，并不证明其他取值不可能。",
        f"{SIDES['in']}: above the crossover in every member ({counts['in']} of {len(found.all)}); "
        f"{SIDES['out']}: below it in every member ({counts['out']}); {SIDES['open']}: on both "
        f"sides ({counts['open']}). A range is that of the members found, no proof that other "
        "values are impossible.",
    )
    head = Label("重构隶属度的范围", "reconstruction: range of memberships over the members")
    return table(
        [Column(Label("省份", "Province"), 2.2, row_header=True)]
        + [Column(labels[name], 2, "right") for name in HIDDEN],
        rows,
        groups=[Group(None), Group(on_one_line(head), len(HIDDEN))],
        notes=[members_note(found.members), sides],
    )


def _range(value: ValueRange) -> Cell:
    low, high = (f"{end:.3f}".removesuffix("0") for end in (value.low, value.high))
    span = low if low == high else f"{low}–{high}"
    return num(f"{span} {SIDES[value.side]}")


def members_note(members: int) -> Content:
    """Return the note that says what members of the reconstruction are and what they are not."""
    return either(
        f"{REBUILT.zh}：{members} 个成员，由相互独立的种子在所声明的选择（表 5 标记的读法、哪些省"
        "份位于交叉点）之下得出，并非作者的数据。",
        f"Reconstruction: {members} members, found from independent seeds under declared "
        "choices (how the marks of Table 5 are read, and which provinces are at the "
        "crossover). They are not the authors' data.",
    )
