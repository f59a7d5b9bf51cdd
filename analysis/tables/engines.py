"""Any result of the engines as a table of the book, with its labels in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol

import numpy as np
import pandas as pd

from analysis.data import Label, Words
from analysis.nca import CeilingResult
from analysis.study import Memberships
from analysis.tables.core import Align, Cell, Column, Content, Table, cell, num, table

DECIMALS = 3
LANGUAGES: tuple[Literal["zh"], Literal["en"]] = ("zh", "en")
STRIP = (
    Words("支撑点", "Peer"),
    Words("条件", "Condition"),
    Words("结果", "Outcome"),
    Words("宽", "Width"),
    Words("高", "Height"),
    Words("面积", "Area"),
)
# Columns of the engines' frames, and rows that are no key of a variable, by their names there.
HEADS = {
    "set": Words("集合", "set"),
    "above": Words("高于交叉点", "above"),
    "at_crossover": Words("位于交叉点", "at crossover"),
    "below": Words("低于交叉点", "below"),
    "share": Words("份额", "share"),
    "is_skewed": Words("是否偏斜", "is skewed"),
    "condition": Words("条件", "condition"),
    "consistency": Words("一致性", "consistency"),
    "ron": Words("RoN", "ron"),
    "coverage": Words("覆盖度", "coverage"),
    "row": Words("行", "row"),
    "output": Words("结果", "output"),
    "frequency": Words("案例数", "frequency"),
    "pri": Words("PRI", "pri"),
    "cases": Words("案例", "cases"),
    "haesebrouck": Words("Haesebrouck 一致性", "haesebrouck"),
    "typical": Words("典型案例", "typical"),
    "deviant": Words("偏离案例", "deviant"),
    "choice": Words("设定", "choice"),
    "initial": Words("原值", "initial"),
    "lower": Words("下限", "lower"),
    "upper": Words("上限", "upper"),
    "open_below": Words("下端未尽", "open below"),
    "open_above": Words("上端未尽", "open above"),
    "ceiling": Words("上限技术", "ceiling"),
    "scope": Words("范围", "scope"),
    "ceiling_zone": Words("上限区域", "ceiling zone"),
    "effect_size": Words("效应量", "effect size"),
    "p_value": Words("P 值", "p value"),
    "p_accuracy": Words("P 值的精度", "p accuracy"),
    "accuracy": Words("精确度", "accuracy"),
    "slope": Words("斜率", "slope"),
    "intercept": Words("截距", "intercept"),
    "condition_inefficiency": Words("条件无效率", "condition inefficiency"),
    "outcome_inefficiency": Words("结果无效率", "outcome inefficiency"),
    "solution": Words("解", "solution"),
}
WIDE_TEXT = 24
SHORT = 6
YES, NO = Words("是", "yes"), Words("否", "no")


class Framed(Protocol):
    """A result of an engine: it has a frame, and the frame in a language."""

    def to_frame(self) -> pd.DataFrame:
        """Return the frame with keys."""

    def labelled(self, language: str, labels: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
        """Return the frame with labels."""


def labels_of(held: Memberships) -> dict[str, dict[str, str]]:
    """Return labels of variables and provinces by language and key, as the engines take them."""
    return {
        language: {key: label.text(language) for key, label in held.labels.items()}
        | {case.zh: case.text(language) for case in held.cases}
        for language in LANGUAGES
    }


def result_table(
    result: Framed,
    labels: Mapping[str, Mapping[str, str]],
    columns: Sequence[str] = (),
    notes: Sequence[Content] = (),
) -> Table:
    """Return the frame of a result, or ``columns`` of it, with labels in both languages.

    Numbers have three decimals, smaller ones their first digit; one that is not defined is a dash.
    """
    plain = result.to_frame()
    frames = [_flat(result.labelled(language, labels)) for language in LANGUAGES]
    leading = _flat(plain).shape[1] - plain.shape[1]
    keys = [str(key) for key in _flat(plain).columns]
    chosen = [*range(leading), *(_place(name, keys) for name in columns or keys[leading:])]
    heads = [
        HEADS.get(keys[j]) or _both([_words(frame.columns[j]) for frame in frames]) for j in chosen
    ]
    rows = [
        [_cell([frame.iat[i, j] for frame in frames]) for j in chosen]
        for i in range(len(frames[0]))
    ]
    shown = [
        Column(
            head,
            _width([row[place] for row in rows]),
            align=_align([row[place] for row in rows], place < leading),
            row_header=place < leading,
        )
        for place, head in enumerate(heads)
    ]
    return table(shown, rows, notes=notes)


def ceiling_strips(result: CeilingResult, labels: Mapping[str, Mapping[str, str]]) -> Table:
    """Return the peers of a step ceiling and the strip right of each; the areas add to the zone.

    The first strip, without a peer, lies between the least condition and the first peer. Raises
    ValueError for another ceiling or corner.
    """
    if (result.ceiling, result.corner) != ("ce_fdh", 1):
        raise ValueError("strips are those of CE-FDH in the upper left corner")
    ends = result.scope
    corners = [("", ends.xmin, ends.ymin), *((peer.case, peer.x, peer.y) for peer in result.peers)]
    steps = list(zip(corners, [*(x for _, x, _ in corners[1:]), ends.xmax], strict=True))
    rows = [
        [_both([labels[language].get(case, case) for language in LANGUAGES]),
         *(num(f"{value:.4f}") for value in (x, y, upto - x, ends.ymax - y,
                                             (upto - x) * (ends.ymax - y)))]
        for (case, x, y), upto in steps
    ]  # fmt: skip
    zone = Words("上限区域", "ceiling zone")
    rows.append([zone, "", "", "", "", num(f"{result.ceiling_zone:.4f}")])
    columns = [Column(head, align="right" if j else "left") for j, head in enumerate(STRIP)]
    return table(columns, rows)


def _place(name: str, keys: Sequence[str]) -> int:
    if name not in keys:
        raise ValueError(f"no column {name}; there are {', '.join(keys)}")
    return list(keys).index(name)


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with what its index says as leading columns."""
    if isinstance(frame.index, pd.RangeIndex):
        return frame
    names = [str(name or "") for name in frame.index.names]
    return frame.reset_index(names=names)


def _both(texts: Sequence[str]) -> Content:
    zh, en = texts
    return en if zh == en else Label(zh, en)


def _words(head: object) -> str:
    return str(head).replace("_", " ")


def _cell(values: Sequence[Any]) -> Cell:
    """Return one cell: a figure, or a text in both languages."""
    zh, en = values
    if isinstance(en, (bool, np.bool_)):
        return cell(YES if en else NO)
    if isinstance(en, (float, np.floating)):
        return num(_figure(float(en)))
    if isinstance(en, (int, np.integer)):
        return num(str(en))
    if str(en) in HEADS:
        return cell(HEADS[str(en)])
    zh, en = (str(value).replace("*", " * ") for value in (zh, en))
    return cell(en if zh == en else Label(zh.replace("; ", "；"), en))


def _figure(value: float) -> str:
    """Return a number with three decimals, a smaller one with its first digit, or a dash."""
    if np.isnan(value):
        return "–"
    is_small = 0 < abs(value) < 0.5 * 10**-DECIMALS
    return f"{value:.1g}" if is_small else f"{value:.{DECIMALS}f}"


def _align(cells: Sequence[Cell], is_leading: bool) -> Align:
    """Return right for figures, centre for short codes beside them, left for text."""
    if any("num" in found.classes for found in cells):
        return "right"
    is_short = all(len(found.text) <= SHORT for found in cells)
    return "center" if is_short and not is_leading else "left"


def _width(cells: Sequence[Cell]) -> float:
    """Return the relative width of a column: figures are narrow, long texts wide."""
    longest = max((len(found.text) for found in cells), default=0)
    return 1.0 if longest <= WIDE_TEXT // 2 else 2.0 if longest <= 3 * WIDE_TEXT else 4.0
