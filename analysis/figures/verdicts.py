"""Overview of verdicts: how many printed numbers of each table reproduce."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pandas as pd

from analysis.data import Label, Words
from analysis.figures import palette
from analysis.figures.cards import Rect, hatch
from analysis.figures.core import POINTS_PER_MM, TEXT_WIDTH_MM, Figure
from analysis.figures.draw import Line, box, element, figure, text
from analysis.figures.edition import beside, in_each_edition, is_chinese
from analysis.forensics import Ledger, Verdict

SHEET = TEXT_WIDTH_MM * POINTS_PER_MM
NAMES = 54.0
COLUMN = 56.0
HEADER = 30.0
HEADER_ALONE = 18.0
GROUP = 18.0
ROW = 17.0
BAR = 11.0
BARS = SHEET - NAMES - len(Verdict) * COLUMN - 8
FILLS = {
    Verdict.EXACT: (palette.GREEN, None),
    Verdict.CONSISTENT: (palette.tint(palette.SKY, 0.55), None),
    Verdict.CONTRADICTED: (palette.VERMILLION, None),
    Verdict.NOT_DETERMINED: (palette.PAPER, "2 1.5"),
}
STUDIES = {
    "configurational study": Label("组态研究", "configurational study"),
    "case study": Label("案例研究", "case study"),
}
WHAT = Words("各表的判定", "Verdicts by table")
ALL = Label("合计", "all")

Counts = dict[Verdict, int]


@in_each_edition
def verdict_overview(ledger: Ledger) -> Figure:
    """Return one bar per document and table, with the counts of its verdicts beside it."""
    summary = ledger.summary()
    records = [
        (str(document), str(table), _counts(row))
        for (document, table), row in zip(summary.index, summary.to_dict("records"), strict=True)
    ]
    most = max(sum(counts.values()) for *_, counts in records)
    pieces = [*_header()]
    y = HEADER_ALONE if is_chinese() else HEADER
    for document, group in groupby(records, lambda record: record[0]):
        pieces.append(_study(document, y))
        y += GROUP
        for _, table, counts in group:
            pieces += _row(_table(table), counts, y, BARS / most)
            y += ROW
    whole = _counts({verdict.value: summary[verdict.value].sum() for verdict in Verdict})
    pieces += [_rule(y + 3), *_row(ALL, whole, y + 6, None), *_remarks(summary, y + ROW + 15)]
    return figure(pieces, "verdict-overview", WHAT, SHEET, y + ROW + 24)


def _counts(row: dict[str, int] | dict[object, int]) -> Counts:
    by_name = {str(key): int(value) for key, value in row.items()}
    return {verdict: by_name[verdict.value] for verdict in Verdict}


def _table(key: str) -> Label:
    number = key.removeprefix("table")
    return Label("正文", "text") if key == "text" else Label(f"表 {number}", f"Table {number}")


def _column(index: int) -> float:
    return NAMES + BARS + 8 + (index + 0.5) * COLUMN


def _header() -> Iterator[str]:
    for index, verdict in enumerate(Verdict):
        left = _column(index) - COLUMN / 2 + 2
        yield _bar(verdict, Rect(left, 2.5, 9, 9))
        yield text(left + 12, 7, Line(f"{verdict.mark} {verdict.label.zh}", 7.5, "bold"), "start")
        if not is_chinese():
            yield text(left, 19, Line(verdict.label.en, 7.5), "start")


def _bar(verdict: Verdict, place: Rect) -> str:
    fill, dash = FILLS[verdict]
    shape = box(place.x, place.y, place.width, place.height, fill=fill, stroke=palette.INK,
                line=0.6, radius=0, dash=dash)  # fmt: skip
    if verdict is not Verdict.CONTRADICTED:
        return shape
    return shape + hatch(place, step=4.5, colour=palette.PAPER, line=1.0)


def _study(document: str, y: float) -> str:
    label = STUDIES.get(document, Label(document, ""))
    return text(0, y + GROUP / 2, Line(beside(label).strip(), 8.5, "bold"), "start")


def _rule(y: float) -> str:
    return element("path", d=f"M0 {y:.2f}H{SHEET:.2f}", stroke=palette.LINE, stroke_width=0.6)


def _row(label: Label, counts: Counts, y: float, scale: float | None) -> Iterator[str]:
    middle = y + ROW / 2
    yield text(0, middle, Line(beside(label), 8), "start")
    x = NAMES
    for index, (verdict, count) in enumerate(counts.items()):
        if scale and count:
            yield _bar(verdict, Rect(x, middle - BAR / 2, count * scale, BAR))
            x += count * scale
        shown = Line(str(count) if count else "–", 8, "bold" if count else "regular")
        yield text(_column(index), middle, shown)


def _remarks(summary: pd.DataFrame, y: float) -> Iterator[str]:
    padded, decisive = (int(summary[name].sum()) for name in ("padded", "conclusion"))
    words = Label(
        f"矛盾之中，{padded} 处仅末位补零，{decisive} 处影响结论。",
        f"Of the contradicted, {padded} only pad zeros, {decisive} change a conclusion.",
    )
    yield text(0, y, Line(beside(words), 7.5, colour=palette.SOFT_INK), "start")
