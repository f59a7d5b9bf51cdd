"""Tables of the forensic checks themselves: what each computes, and what it would notice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pandas as pd

from analysis.data import Label, Words, load_document, load_table
from analysis.data.labels import COMMA, words
from analysis.forensics.checks import CHECKS, Check
from analysis.forensics.checks.power import ANY
from analysis.forensics.checks.registry import KINDS
from analysis.tables.core import (
    Body,
    Column,
    Content,
    Group,
    Row,
    Table,
    body,
    num,
    on_one_line,
    table,
)
from analysis.tables.judged import NONE
from analysis.tables.naming import WORDS
from analysis.tables.sufficiency import CONSISTENCY, COVERAGE

SORTS = {
    "bottleneck": Label("瓶颈水平", "bottleneck level"),
    "consistency": CONSISTENCY,
    "coverage": COVERAGE,
    "sum of memberships": Label("隶属度之和", "sum of memberships"),
}
CEILINGS = {"ce_fdh": "CE-FDH", "cr_fdh": "CR-FDH"}


def checks() -> Table:
    """Return every check with its formula and source, by the kind of table it takes."""
    return checks_table(CHECKS)


def checks_table(listed: Sequence[Check]) -> Table:
    """Return one row per check: title, formula, source; one panel per kind of table."""
    columns = [
        Column(Label("检验", "Check"), 2.2, row_header=True),
        Column(Label("公式", "Formula"), 5),
        Column(Label("出处", "Source"), 3.4),
    ]
    bodies = [
        body(
            [[each.title, each.formula, each.source] for each in own],
            on_one_line(kind),
        )
        for kind, own in _by_kind(listed)
    ]
    note = Words(
        "S：对案例求和；X：条件；Y：结果；~：否定；n：案例数。",
        "S: sum over the cases; X: a condition, Y: the outcome, ~: negation; n: cases.",
    )
    return table(columns, bodies=bodies, notes=[note])


def _by_kind(listed: Sequence[Check]) -> list[tuple[Label, list[Check]]]:
    return [(kind, list(own)) for kind, own in groupby(listed, key=lambda each: each.kind)]


def check_power(root: Path | None = None) -> Table:
    """Return the share of changed digits that the checks notice, by cell, check and digit.

    Measured on random valid tables: see `tools/measure_power.py`.
    """
    rule = load_document("forensics_variants", root)["power"]
    return power_table(load_table("forensics_power", root), rule["tables"])


def power_table(measured: pd.DataFrame, tables: int) -> Table:
    """Return one column per digit; per kind of table one row per cell, then one per check.

    A cell's row counts what any check notices, a check's row what it notices of all cells.
    """
    places = sorted(map(int, measured["digit"].unique()), reverse=True)
    columns = [
        Column(Label("数字或检验", "Number or check"), 3.4, row_header=True),
        *(Column(_power_of_ten(place), 0.9, "right") for place in places),
        Column(Label("最敏感的检验", "Sharpest check"), 3),
    ]
    heading = Label("改动一位数字时的检出率", "share of changes of this digit noticed, percent")
    groups = [Group(None), Group(on_one_line(heading), len(places)), Group(None)]
    bodies = [
        _panel(label, measured[measured["kind"] == label.en], places) for label in KINDS.values()
    ]
    return table(columns, bodies=bodies, groups=groups, notes=[_note(measured, tables)])


def _panel(label: Label, own: pd.DataFrame, places: Sequence[int]) -> Body:
    titles = {check.key: check.title for check in CHECKS}
    whole, single = own[own["check"] == ANY], own[own["check"] != ANY]
    rows: list[Row] = []
    for name, cells in whole.groupby("cell", sort=False):
        noticed = single[single["cell"] == name].groupby("check", sort=False)["detected"].sum()
        best = words(titles[str(noticed.idxmax())] if len(noticed) else NONE)
        shares = _percents(cells, cells)
        numbers = [num(shares.get(place, "")) for place in places]
        rows.append([_cell_name(str(name)), *numbers, best])
    for key, cells in single.groupby("check", sort=False):
        shares = _percents(cells, whole)
        numbers = [num(shares.get(place, "")) for place in places]
        rows.append([on_one_line(titles[str(key)]), *numbers, ""])
    return body(rows, on_one_line(label))


def _cell_name(name: str) -> Content:
    """Return what a sort of number is called: its statistic, and its ceiling where it has one."""
    statistic, *ceiling = name.rsplit(" ", 1) if name.endswith(tuple(CEILINGS)) else [name]
    label = SORTS.get(statistic) or WORDS[statistic.replace(" ", "_")]
    return [*on_one_line(label), *(part for key in ceiling for part in (COMMA, CEILINGS[key]))]


def _percents(noticed: pd.DataFrame, changed: pd.DataFrame) -> dict[int, str]:
    """Percent of the changes of each digit that were noticed; digits never changed are left out."""
    changes = _by_digit(changed, "changes")
    detected = _by_digit(noticed, "detected")
    return {
        place: f"{100 * detected.get(place, 0) / count:.0f}" for place, count in changes.items()
    }


def _by_digit(frame: pd.DataFrame, column: str) -> dict[int, int]:
    sums: dict[int, int] = {}
    for place, count in zip(frame["digit"].tolist(), frame[column].tolist(), strict=True):
        sums[int(place)] = sums.get(int(place), 0) + int(count)
    return sums


def _power_of_ten(place: int) -> str:
    return f"{10**place}" if place >= 0 else f"{10.0**place:.{-place}f}"


def _note(measured: pd.DataFrame, tables: int) -> Words:
    whole = measured[measured["check"] == ANY]
    rate = whole["detected"].sum() / whole["changes"].sum()
    changes = whole["changes"].sum()
    return Words(
        f"每类随机生成 {tables} 张合规的表，对其中每种数字取一个，逐位各改动一次。共改动 {changes}"
        f" 次，其中 {rate:.0%} 被某项检验察觉。数字所在的行：被任一检验察觉的份额；检验所在的行："
        "该检验在全表数字中察觉的份额。空白：没有数字具有这一位。",
        f"{tables} random valid tables of each kind; each digit of one number of each sort in it "
        f"was changed once. {changes} changes, {rate:.0%} of them noticed by some "
        "check. Rows of a number: noticed by any check; rows of a check: noticed by it, of all "
        "numbers of the table. Blank: no number had such a digit.",
    )
