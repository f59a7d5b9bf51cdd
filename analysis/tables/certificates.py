"""Tables of contradictions: what cannot hold together, the proof, repairs, other readings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from analysis.data import Label, Words, load_document, load_table
from analysis.data.labels import COMMA, NOTHING, SEMICOLON, Text, ranged
from analysis.data.labels import NONE as NO
from analysis.forensics.certificates import (
    Certificate,
    Contradiction,
    StoredReadings,
    Term,
    ToldRepair,
    cell_name,
    stored_readings,
)
from analysis.forensics.certificates import contradictions as found_contradictions
from analysis.forensics.certificates.cells import MARKS, PrintedCell
from analysis.forensics.literals import Conjunction
from analysis.forensics.transcripts import load_transcripts
from analysis.forensics.verdicts import Consequence
from analysis.tables.charts import SIGNS, signed
from analysis.tables.core import (
    BREAK,
    Cell,
    Column,
    Content,
    Row,
    Run,
    Table,
    body,
    num,
    on_one_line,
    table,
)
from analysis.tables.judged import NONE, Labels

CONTRADICTION = Label("矛盾", "Contradiction")
WHAT_FOLLOWS = Label("意味着", "What it means")
NUMBER = Label("数字", "Number")
PRINTED = Label("刊印", "printed")
MULTIPLIER = Label("乘数", "multiplier")
ENDS = {"low": Label("至少", "at least"), "high": Label("至多", "at most")}
TESTS = {
    "empty": Label("空路径", "no path without conditions"),
    "bounds": Label("单条路径的界限", "bounds of single paths"),
    "nesting": Label("嵌套", "no path inside another"),
    "identity": Label("三路径恒等式", "three-path identity"),
    "joint": Label("联合线性规划", "linear programme over all fuzzy data"),
}
MARK = Words("{path}：{mark}", "{path}: {mark}")
MARKS_NEEDED = Words("证明用到的标记：{marks}。", "Marks the proof needs: {marks}.")
ADDED = Words(
    "各数字乘以乘数后相加，得 0 ≤ −{gap} 乘以结果之和，在 0、½、1 的一切组合上都如此。",
    "Multiplied and added, the numbers say 0 ≤ −{gap} times the sum of the outcome, on every "
    "pattern of 0, ½ and 1.",
)
APART = Words(
    "第一个数字与由其余数字所得的值相差 {gap}。",
    "The first number and what the others make of it are {gap} apart.",
)
SETS = Words(
    "共有 {sets} 组极小的刊印数字不能同时成立；其中 {own} 组互不共用数字，另外 {others} 组重复了所"
    "列各组的数字。",
    "{sets} minimal sets of printed numbers cannot hold together; {own} of them share no number, "
    "the other {others} repeat numbers of those listed.",
)
WAYS = ("tried", "by_certificates", "by_programme", "possible")
CHANGED = Words(
    "改动表 4、表 5 全部数字与标记中的 {size} 处：共 {tried} 种，其中 {by_certificates} 种由证书排"
    "除，{by_programme} 种由线性规划排除，余 {possible} 种。",
    "Changing {size} of all numbers and marks of Tables 4 and 5: {tried} ways, {by_certificates} "
    "ruled out by a certificate, {by_programme} by a linear programme, {possible} left.",
)
NUMBERS_ONLY = Words(
    "标记全按刊印时，至少须改动 {size} 个数字（{example}）。",
    "With all marks as printed, at least {size} numbers would have to change ({example}).",
)
EACH_CHANGES = Words("，每一种都至少改动 {least} 个标记", "; each changes {least} marks or more")
POSSIBLE = Words(
    "有 {readings} 种读法能使全部刊印数字同时成立{changes}。它们的标记中 {absent} 个为缺乏。其中 {"
    "cases} 种读法下，公开数据列的隶属度使每个典型案例都留在其路径之内。",
    "{readings} readings let all printed numbers hold together{changes}. {absent} of their marks "
    "is an absence. In {cases} of them public memberships keep every typical case in its path.",
)
FURTHER = Words("最先找到的那条未刊印路径：{path}。", "The further path first found: {path}.")
DIGITS = 6
LISTED = 8


def contradictions(root: Path | None = None) -> Table:
    """Return the contradictions that share no number, by weight, in plain words."""
    return contradictions_table(found_contradictions(root), _words(root)["laws"])


def contradictions_table(found: Sequence[Contradiction], laws: Mapping[str, Any]) -> Table:
    """Return one row per independent contradiction, under a band per weight.

    Those of one law that change no conclusion share a row, in the law's words for several.
    """
    columns = [
        Column(CONTRADICTION, 3.4, row_header=True),
        Column(WHAT_FOLLOWS, 5.4),
        Column(Label("相差", "misses by"), 1.2, "right"),
    ]
    own = [each for each in found if each.independent]
    order = list(Consequence)[::-1]
    own.sort(key=lambda each: order.index(each.weight))
    bodies = [
        body(_told(list(group), laws), weight.label)
        for weight, group in groupby(own, key=lambda each: each.weight)
    ]
    others = len(found) - len(own)
    note = SETS.format(sets=len(found), own=len(own), others=others)
    return table(columns, bodies=bodies, notes=[note])


def certificate(key: str, root: Path | None = None) -> Table:
    """Return the proof of one contradiction: numbers, multipliers and their sum.

    Raises KeyError listing the keys when there is none of that name.
    """
    return certificate_table(_one(key, root), _words(root), load_transcripts(root).labels)


def certificate_table(found: Contradiction, words: Mapping[str, Any], labels: Labels) -> Table:
    """Return one row per number: what it says, its multiplier; below, what follows."""
    proof = found.certificate
    columns = [
        Column(NUMBER, 4.6, row_header=True),
        Column(PRINTED, 1.4, "right"),
        Column(Label("用作", "used as"), 1.4),
        Column(MULTIPLIER, 1.8, "right"),
    ]
    rows = [_term(term, words, labels) for term in proof.terms]
    return table(columns, rows, notes=[*_marks_note(proof, labels), _sum_note(proof)])


def repairs(key: str, root: Path | None = None) -> Table:
    """Return the single cells that would undo one contradiction, smallest change first.

    Raises KeyError listing the keys when there is none of that name.
    """
    search = load_table("forensics_repair_search", root).to_dict("records")
    labels = load_transcripts(root).labels
    return repairs_table(_one(key, root), _words(root), labels, search)


def repairs_table(
    found: Contradiction,
    words: Mapping[str, Any],
    labels: Labels,
    search: Sequence[Mapping[Any, Any]] = (),
) -> Table:
    """Return one row per cell: what it says, what would do, size of the change, the story."""
    columns = [
        Column(Label("格", "Cell"), 3.2, row_header=True),
        Column(PRINTED, 1.2, "right"),
        Column(Label("可行的值", "would do"), 2.2, "right"),
        Column(Label("改动位数", "digits changed"), 1.1, "right"),
        Column(Label("对论文的影响", "What it would do to the paper"), 3.6),
        Column(Label("仍存矛盾", "Contradiction left"), 1.6),
    ]
    rows = [_repair(each, words, labels) for each in found.repairs]
    notes = _search_notes(search, words, labels) if found.certificate.paths else []
    return table(columns, rows, notes=notes)


def readings_search(root: Path | None = None) -> Table:
    """Return the search over all readings of the marks: counts per test, and the best ones left."""
    return readings_search_table(stored_readings(root), load_transcripts(root).labels)


def readings_search_table(found: StoredReadings, labels: Labels) -> Table:
    """Return counts per test, then readings with which the numbers can hold together."""
    columns = [
        Column(Label("改动的标记", "Marks changed"), 1.6, "right", row_header=True),
        *(Column(path, 3) for path in found.paths),
        Column(Label("与正文不符", "Against text"), 1.4, "right"),
    ]
    width = len(columns)
    stages = [
        [
            num(f"{stage.tried:,}"),
            Cell(on_one_line(TESTS[stage.test]), colspan=width - 2),
            num(f"{stage.left:,}"),
        ]
        for stage in found.stages
    ]
    best = sorted(found.possible, key=lambda each: (each.changes, each.rank))[:LISTED]
    bodies = [
        body(stages, Label("各检验：受检、通过", "Tests: readings tried, test, readings left")),
        body(
            ([num(r.changes), *(_signs(own, labels) for own in r.marks), num(r.against_text)]
             for r in best),
            Label("可行的读法（改动最少者）", "Possible readings, fewest changes first"),
        ),
        body(
            ([num(r.changes), *(_signs(own, labels) for own in r.marks), num(r.against_text)]
             for r in found.with_a_further_path),
            Label("另有一条未刊印路径方可行", "Possible only with a path that was not printed"),
        ),
    ]  # fmt: skip
    return table(
        columns, bodies=[b for b in bodies if b.rows], notes=_readings_notes(found, labels)
    )


def _one(key: str, root: Path | None) -> Contradiction:
    found = {each.key: each for each in found_contradictions(root)}
    if key not in found:
        raise KeyError(f"{key} is none of {', '.join(found)}")
    return found[key]


def _words(root: Path | None) -> dict[str, Any]:
    return load_document("forensics_contradictions", root)


def _told(found: Sequence[Contradiction], laws: Mapping[str, Any]) -> Iterator[Row]:
    for name, group in groupby(found, key=lambda each: each.certificate.law):
        held, several = list(group), laws[name].get("several")
        gaps = [float(each.certificate.gap) for each in held]
        if several and len(held) > 1:
            title, what = (_counted(several[part], len(held)) for part in ("title", "consequence"))
            yield [title, what, num(ranged(_short(min(gaps)), _short(max(gaps))))]
        else:
            for each, gap in zip(held, gaps, strict=True):
                named = [*on_one_line(each.title), BREAK, Run(each.key)]
                yield [named, each.consequence, num(_short(gap))]


def _short(gap: float) -> str:
    return np.format_float_positional(gap, precision=3, fractional=False, trim="-")


def _counted(words: Mapping[str, str], count: int) -> Words:
    return Words.of(words).format(count=count)


def _term(term: Term, words: Mapping[str, Any], labels: Labels) -> Row:
    end: Content = ENDS[term.side] if term.side else NONE
    multiplier = NONE if term.multiplier is None else _fraction(term.multiplier)
    return [cell_name(term.cell, words, labels), num(term.cell.printed), end, num(multiplier)]


def _fraction(value: Fraction) -> str:
    text = str(value)
    return text if len(text) <= DIGITS else f"{float(value):.{DIGITS}g}"


def _marks_note(proof: Certificate, labels: Labels) -> list[Words]:
    if not proof.paths:
        return []
    told = [
        MARK.format(path=mark.column, mark=signed(mark.condition, MARKS[mark.printed], labels))
        for mark in proof.marks
    ]
    return [MARKS_NEEDED.format(marks=SEMICOLON.join(told) if told else NO)]


def _sum_note(proof: Certificate) -> Words:
    gap = f"{float(proof.gap):.4g}"
    if proof.paths or proof.reference:
        return ADDED.format(gap=gap)
    return APART.format(gap=gap)


def _repair(told: ToldRepair, words: Mapping[str, Any], labels: Labels) -> Row:
    repair, cell = told.repair, told.repair.cell
    printed: Text
    would: Text
    if cell.is_mark:
        printed, would = (SIGNS[MARKS[mark]] for mark in (cell.printed, repair.nearest))
    else:
        printed = cell.printed
        would = repair.low if repair.low == repair.high else ranged(repair.low, repair.high)
    name = cell_name(cell, words, labels)
    size = NONE if cell.is_mark or not repair.low else str(repair.digits)
    cells = [num(printed), num(would or NONE), num(size)]
    return [name, *cells, told.story, repair.blocked_by or NONE]


def _named(place: str, words: Mapping[str, Any], labels: Labels) -> Label:
    """Return what the cell at a place such as ``table5 raw_coverage H3`` is called."""
    table, rest = place.split(" ", 1)
    row, column = rest.rsplit(" ", 1)
    return cell_name(PrintedCell(table, row, column, ""), words, labels)


def _search_notes(
    search: Sequence[Mapping[Any, Any]], words: Mapping[str, Any], labels: Labels
) -> list[Words]:
    notes = []
    for row in search:
        if row["cells"] == "any":
            tried = {key: f"{row[key]:,}" for key in WAYS}
            notes.append(CHANGED.format(size=row["size"], **tried))
        else:
            example = SEMICOLON.join(_named(e, words, labels) for e in row["example"].split("; "))
            notes.append(NUMBERS_ONLY.format(size=row["size"], example=example))
    return notes


def _signs(literals: Conjunction, labels: Labels) -> Words:
    return COMMA.join(signed(each.condition, each.present, labels) for each in literals)


def _readings_notes(found: StoredReadings, labels: Labels) -> list[Words]:
    cases = sum(each.against_cases == 0 for each in found.possible)
    least = found.least_changes
    absent = sum(not mark.present for each in found.possible for own in each.marks for mark in own)
    each_changes = NOTHING if least is None else EACH_CHANGES.format(least=least)
    notes = [
        POSSIBLE.format(
            readings=len(found.possible),
            changes=each_changes,
            absent=absent or Words("没有一", "None"),
            cases=cases,
        )
    ]
    further = {each.unprinted for each in found.with_a_further_path}
    for literals in sorted(further):
        notes.append(FURTHER.format(path=_signs(literals, labels)))
    return notes
