"""How the results of this book changed: which verdicts, when and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from analysis.data import Words
from analysis.data.labels import COMMA, SEMICOLON, words
from analysis.forensics.changes import Change, Moved, load_changes
from analysis.forensics.verdicts import Verdict
from analysis.tables.core import Body, Cell, Column, Row, Table, body, cell, marked, num, table
from analysis.tables.naming import DOCUMENTS, table_name

PAPERS = {name.split()[0]: label for name, label in DOCUMENTS.items()}
SAME = Words("未变", "the same")
NEW, GONE = Words("新增", "new"), Words("删去", "gone")
COUNTED = Words("{table}（{count}）", "{table} ({count})")
OF = Words("{paper}：{places}", "{paper}: {places}")
BAND = Words("{day}：{because}", "{day}: {because}")
NOTE = Words(
    "按刊印数字计数。“未变”表示判定未变，而转录或矛盾的后果有改动。"
    "每个数字的标识见数据文件 changes.yaml。",
    "Printed numbers are counted. “The same” stands for a verdict that stayed while the "
    "transcription, or what a contradiction changes, did not. The data file changes.yaml names "
    "every number.",
)


def changes(root: Path | None = None) -> Table:
    """Return the changes of the verdicts, newest first: before, after, how many, where."""
    return changes_table(load_changes(root))


def changes_table(made: Sequence[Change]) -> Table:
    """Return one panel per change; ``made`` are the changes, oldest first."""
    columns = [
        Column(Words("此前", "Before"), 1.8, row_header=True),
        Column(Words("此后", "After"), 1.8),
        Column(Words("数字", "Numbers"), 1, "right"),
        Column(Words("所在", "Where"), 5),
    ]
    return table(columns, bodies=[_change(each) for each in reversed(made)], notes=[NOTE])


def _change(each: Change) -> Body:
    band = BAND.format(day=each.day.isoformat(), because=each.because)
    return body([_moved(group) for group in each.moved], band)


def _moved(group: Moved) -> Row:
    after = cell(SAME) if group.after is group.before else _verdict(group.after, GONE)
    return [_verdict(group.before, NEW), after, num(len(group.ids)), _places(group.ids)]


def _verdict(verdict: Verdict | None, otherwise: Words) -> Cell:
    if verdict is None:
        return cell(otherwise)
    return marked(verdict.value, verdict.mark, words(verdict.label))


def _places(ids: Sequence[str]) -> Words:
    """Return how many of the numbers stand in which table of which paper."""
    counts = Counter(tuple(id.split("-")[:2]) for id in ids)
    found: dict[str, list[Words]] = {}
    for (paper, place), count in sorted(counts.items()):
        told = COUNTED.format(table=words(table_name(place)), count=str(count))
        found.setdefault(paper, []).append(told)
    return SEMICOLON.join(
        [
            OF.format(paper=words(PAPERS[paper]), places=COMMA.join(places))
            for paper, places in found.items()
        ]
    )
