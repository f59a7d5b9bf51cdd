"""The ledger counted by table and verdict, and Tables 2 and 3 against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from analysis.data import Label, Words
from analysis.data.labels import NOTHING, SEMICOLON, words
from analysis.forensics import (
    Basis,
    CeilingLines,
    Consequence,
    Entry,
    PrintedNumber,
    Verdict,
    judge,
    study_ceiling_lines,
)
from analysis.forensics import ledger as all_entries
from analysis.study import load_variables
from analysis.tables.core import (
    Body,
    Cell,
    Column,
    Group,
    Row,
    Table,
    body,
    cell,
    num,
    on_one_line,
    table,
)
from analysis.tables.judged import (
    CHANGES,
    NONE,
    PRINTED,
    VERDICT,
    Findings,
    Labels,
    entries_note,
    load_entries,
    verdict,
)
from analysis.tables.naming import PARTS, table_name
from analysis.tables.necessity import CEILINGS, STATISTICS
from analysis.tables.sufficiency import CONDITION

DOCUMENTS = {
    "configurational study": Label("组态研究", "Configurational study"),
    "case study": Label("案例研究", "Case study"),
}
ALL = Label("合计", "all")
IMPLIED = Label("由其他数字推得", "implied by other numbers")
NO_LINE = Words("各行不在一条直线上", "rows on no line")
ON_LINE = Words(
    "{rows} 行全部在一条直线上，结果达到 {onset}% 起生效",
    "all {rows} rows on one line, binding from {onset}% of the outcome",
)
METHODS = Words("{name}：{methods}。", "{name}: {methods}.")
LINES = Label("瓶颈直线", "bottleneck lines: effect size from Table 3")


def ledger_summary(root: Path | None = None) -> Table:
    """Return the number of verdicts of each kind, by table of the two papers."""
    return summary_table(all_entries(root).entries)


def summary_table(entries: Sequence[Entry]) -> Table:
    """Return one row per table: entries by verdict, and what contradictions change."""
    columns = [Column(Label("表", "Table"), 2.6, row_header=True)]
    columns += [
        Column([f"{each.mark} ", *on_one_line(each.label)], 1.6, "right") for each in Verdict
    ]
    columns += [
        Column(Words("其中末位补零", "of them padded zeros"), 1.3, "right"),
        Column(Words("影响结论", "change a conclusion"), 1.4, "right"),
        Column(ALL, 1, "right"),
    ]
    bodies = []
    for document, label in DOCUMENTS.items():
        own = [each for each in entries if each.document == document]
        parts = sorted({each.table for each in own}, key=lambda part: (part in PARTS, part))
        rows = [_counts(table_name(p), [e for e in own if e.table == p]) for p in parts]
        bodies.append(body([*rows, _counts(ALL, own)], on_one_line(label)))
    note = entries_note(entries, linked=False)
    return table(columns, bodies=[*bodies, body([_counts(ALL, entries)])], notes=[note])


def _counts(label: Label, entries: Sequence[Entry]) -> Row:
    verdicts = Counter(each.verdict for each in entries)
    changes = Counter(each.consequence for each in entries)
    numbers = [verdicts[each] for each in Verdict]
    numbers += [changes[Consequence.PRECISION], changes[Consequence.CONCLUSION], len(entries)]
    return [on_one_line(label), *map(num, numbers)]


def cross_checks(root: Path | None = None) -> Table:
    """Return Tables 2 and 3 checked against each other and against Table 1."""
    return cross_table(
        Findings.of(load_entries("table2", root), {}),
        study_ceiling_lines(root),
        load_variables(root).labels,
    )


def cross_table(found: Findings, lines: Mapping[str, CeilingLines], labels: Labels) -> Table:
    """Return one panel per statistic: printed, implied by other printed numbers, verdict."""
    columns = [Column(CONDITION, 3.4, row_header=True)]
    for _ in CEILINGS:
        columns += [
            Column(PRINTED, 1.2, "right"),
            Column(IMPLIED, 2.2, "right"),
            Column(VERDICT, 2),
        ]
    groups = [Group(None), *(Group(on_one_line(label), 3) for label in CEILINGS.values())]
    checked = [name for name in STATISTICS if name != "p_value"]
    bodies = [_statistic(name, found, tuple(lines), labels) for name in checked]
    entries = found.of_table("table2")
    return table(
        columns,
        bodies=[*bodies, _lines(found, lines, labels)],
        groups=groups,
        notes=[*_methods(entries, checked), entries_note(entries)],
    )


def _statistic(name: str, found: Findings, conditions: Sequence[str], labels: Labels) -> Body:
    rows: list[Row] = []
    for key in conditions:
        cells: list[Cell] = []
        for ceiling in CEILINGS:
            place = ("table2", f"{name} {ceiling}", key)
            implied = _with_unit(found.entries[place])
            cells += [found.printed(*place), num(implied), found.verdict(*place)]
        rows.append([labels[key], *cells])
    return body(rows, on_one_line(STATISTICS[name]))


def _with_unit(each: Entry) -> Words:
    unit = "%" if each.printed.endswith("%") else ""
    return NOTHING.join([each.recomputed, unit]) if each.recomputed else words(NONE)


def _lines(found: Findings, lines: Mapping[str, CeilingLines], labels: Labels) -> Body:
    rows: list[Row] = [
        [labels[key], *_line(line, found.entries["table2", "effect_size cr_fdh", key].printed)]
        for key, line in lines.items()
    ]
    return body(rows, on_one_line(LINES))


def _line(line: CeilingLines, printed: str) -> list[Cell]:
    number = PrintedNumber.read(printed)
    if not line.is_line:
        judged, implied, says = judge(number, None, Basis.PRINTED_ONLY), words(NONE), NO_LINE
    else:
        judged = judge(number, line.effect_size, Basis.PRINTED_ONLY)
        implied = line.effect_size.words(4)
        says = ON_LINE.format(rows=len(line.levels), onset=line.onset.words(1))
    remark = CHANGES.get(judged.consequence, "")
    told = cell(says, align="left", colspan=3)
    return [told, num(printed), num(implied), verdict(judged.verdict, remark=remark)]


def _methods(entries: Sequence[Entry], checked: Sequence[str]) -> Iterator[Words]:
    for name in checked:
        own = [each for each in entries if each.row.startswith(f"{name} ")]
        methods = SEMICOLON.join(dict.fromkeys(each.method for each in own))
        yield METHODS.format(name=STATISTICS[name], methods=methods)
