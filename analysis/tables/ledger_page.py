"""The whole ledger as a table: every printed number of both papers, one row each.

Spans carry the classes that the page's script sorts and filters by: ``ledger-document``,
``ledger-place``, ``ledger-verdict``, ``ledger-consequence``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.data import Label
from analysis.forensics.entries.entry import Entry
from analysis.forensics.ledger import ledger as all_entries
from analysis.forensics.uses import Use, load_uses, used_in
from analysis.forensics.verdicts import Consequence
from analysis.tables.badges import anchor
from analysis.tables.core import (
    BREAK,
    Cell,
    Column,
    Part,
    Reference,
    Row,
    Run,
    Table,
    cell,
    num,
    on_one_line,
    table,
    zh,
)
from analysis.tables.judged import NONE, PRINTED, RECOMPUTED, TOGETHER, VERDICT
from analysis.tables.naming import DOCUMENTS, Names, load_names, table_name
from analysis.tables.statements import in_words

NUMBER = re.compile(r"[<~≈]?[-\d.,%‰]+|NN")
BREAK_AFTER = re.compile(r"(?<=[._/])(?=[a-z])")
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
COLUMNS = (
    Column(Label("出处", "Place"), 2, row_header=True),
    Column(Label("数字", "Number"), 2.6),
    Column(PRINTED, 1.2, "right"),
    Column(RECOMPUTED, 1.5, "right"),
    Column(VERDICT, 2),
    Column(Label("判定函数与说明", "Decided by, and note"), 5.3),
    Column(Label("用于", "Used in"), 1.3),
)


@dataclass(frozen=True, slots=True)
class _Book:
    """What a row needs beside its entry."""

    names: Names
    uses: Sequence[Use]


def ledger(root: Path | None = None) -> Table:
    """Return every printed number: place, recomputed, verdict, who decided, where it is used."""
    return ledger_table(all_entries(root).entries, load_names(root), load_uses(root))


def ledger_table(entries: Sequence[Entry], names: Names, uses: Sequence[Use]) -> Table:
    """Return one row per entry, in the order given."""
    book = _Book(names, uses)
    return table(COLUMNS, [_row(each, book) for each in entries], classes=["ledger"])


def _row(each: Entry, book: _Book) -> Row:
    return [
        _place(each),
        _name(each, book.names),
        _value("" if each.row == TOGETHER else each.printed, book.names),
        _value(each.recomputed, book.names),
        _verdict(each),
        _decided(each, book.names),
        _uses(each, book.uses),
    ]


def _place(each: Entry) -> Cell:
    document, place = DOCUMENTS[each.document], table_name(each.table)
    parts = [
        Run(place.zh, "zh", ("zh",), id=anchor(each)),
        Run(f" {place.en.replace(' ', NO_BREAK_SPACE)}", classes=("ledger-place",)),
        Run(", "),
        zh(document.zh),
        Run(f" {document.en}", classes=("ledger-document",)),
    ]
    known = (place.en, each.column)
    located = [BREAK, Run(each.locator)] if each.locator and each.locator not in known else []
    return cell([*parts, *located])


def _name(each: Entry, names: Names) -> Cell:
    row, column = names.row(each), names.column(each)
    return cell([*_both(row), BREAK, *_both(column)])


def _both(label: Label) -> tuple[Part, ...]:
    return (Run(label.en),) if label.zh == label.en else on_one_line(label)


def _value(text: str, names: Names) -> Cell:
    if not text or NUMBER.fullmatch(text):
        return num(text or NONE)
    words = in_words(text, names.labels).replace("_", " ")
    return cell(BREAK_AFTER.sub(ZERO_WIDTH_SPACE, words))


def _verdict(each: Entry) -> Cell:
    key = each.verdict.value
    said = Run(f"{each.verdict.mark} {each.verdict.word}", classes=("ledger-verdict",))
    changes: list[Part] = []
    if each.consequence is not Consequence.NONE:
        changes = [BREAK, Run(each.consequence.word, classes=("ledger-consequence",))]
    return cell([said, *changes], classes=("verdict", f"verdict-{key}"))


def _decided(each: Entry, names: Names) -> Cell:
    parts: list[Part] = []
    if each.check:
        by = BREAK_AFTER.sub(ZERO_WIDTH_SPACE, each.check.removeprefix("forensics."))
        parts = [Run(by, classes=("ledger-check",)), BREAK]
    parts.append(Run(f"{in_words(each.method, names.labels)}; {each.basis.word}"))
    note = each.note.removesuffix(f"; printed {each.printed}")
    if note not in ("", names.row(each).en):
        parts += [BREAK, Run(in_words(note, names.labels).replace("*", " * "))]
    return cell(parts)


def _uses(each: Entry, uses: Sequence[Use]) -> Cell:
    parts = [part for label in used_in(each, uses) for part in (BREAK, Reference(label))]
    return cell(parts[1:]) if parts else cell(NONE)
