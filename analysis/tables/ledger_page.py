"""The whole ledger as a table: every printed number of both papers, one row each.

Spans carry the classes that the page's script sorts and filters by: ``ledger-document``,
``ledger-place``, ``ledger-verdict``, ``ledger-consequence``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.data import Words
from analysis.data.labels import SEMICOLON, Text, words
from analysis.data.locators import located
from analysis.forensics.entries.entry import Entry
from analysis.forensics.ledger import ledger as all_entries
from analysis.forensics.uses import Use, load_uses, used_in
from analysis.forensics.verdicts import Consequence
from analysis.tables.badges import anchor
from analysis.tables.core import (
    BREAK,
    Cell,
    Column,
    Inline,
    Part,
    Reference,
    Row,
    Run,
    Table,
    cell,
    either,
    num,
    on_one_line,
    runs,
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
PLACE, DOCUMENT = ("ledger-place",), ("ledger-document",)
VERDICTS, CONSEQUENCE = ("ledger-verdict",), ("ledger-consequence",)
COLUMNS = (
    Column(Words("出处", "Place"), 2, row_header=True),
    Column(Words("数字", "Number"), 2.6),
    Column(PRINTED, 1.2, "right"),
    Column(RECOMPUTED, 1.5, "right"),
    Column(VERDICT, 2),
    Column(Words("判定函数与说明", "Decided by, and note"), 5.3),
    Column(Words("用于", "Used in"), 1.3),
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
        _value(_printed(each), book.names),
        _value(each.recomputed, book.names),
        _verdict(each),
        _decided(each, book.names),
        _uses(each, book.uses),
    ]


def _place(each: Entry) -> Cell:
    document, place = DOCUMENTS[each.document], table_name(each.table)
    name = f" {place.en.replace(' ', NO_BREAK_SPACE)}"
    parts = [
        *either(
            Run(place.zh, None, PLACE, id=anchor(each)),
            [replace(zh(place.zh), id=anchor(each)), Run(name, None, PLACE)],
        ),
        Words("，", ", "),
        *either(
            Run(document.zh, None, DOCUMENT),
            [zh(document.zh), Run(f" {document.en}", None, DOCUMENT)],
        ),
    ]
    known = ("", place.en, each.column)
    more: list[Inline] = [] if each.locator in known else [BREAK, located(each.locator)]
    return cell([*parts, *more])


def _name(each: Entry, names: Names) -> Cell:
    row, column = names.row(each), names.column(each)
    return cell([*on_one_line(row), BREAK, *on_one_line(column)])


def _value(text: Text, names: Names) -> Cell:
    if not text or NUMBER.fullmatch(words(text).en):
        return num(text or NONE)
    told = in_words(text, names.labels)
    return cell(Words(_breakable(told.zh), _breakable(told.en)))


def _breakable(text: str) -> str:
    return BREAK_AFTER.sub(ZERO_WIDTH_SPACE, text.replace("_", " "))


def _printed(each: Entry) -> Text:
    """Return what is printed: the sets and pairs that we list, in the marks of each language."""
    if each.row == TOGETHER or ", " not in each.printed:
        return "" if each.row == TOGETHER else each.printed
    return Words(each.printed.replace(": ", "：").replace(", ", "、"), each.printed)


def _verdict(each: Entry) -> Cell:
    key = each.verdict.value
    label, changed = each.verdict.label, each.consequence.label
    said = either(
        *(Run(f"{each.verdict.mark} {text}", None, VERDICTS) for text in (label.zh, label.en))
    )
    changes: list[Part] = []
    if each.consequence is not Consequence.NONE:
        changes = [
            BREAK,
            *either(*(Run(text, None, CONSEQUENCE) for text in (changed.zh, changed.en))),
        ]
    return cell([*said, *changes], classes=("verdict", f"verdict-{key}"))


def _decided(each: Entry, names: Names) -> Cell:
    parts: list[Part] = []
    if each.check:
        by = BREAK_AFTER.sub(ZERO_WIDTH_SPACE, each.check.removeprefix("forensics."))
        parts = [Run(by, classes=("ledger-check",)), BREAK]
    basis = words(each.basis.label)
    parts += runs(SEMICOLON.join([in_words(each.method, names.labels), basis]))
    note = Words(
        each.note.zh.removesuffix(f"；刊印 {each.printed}"),
        each.note.en.removesuffix(f"; printed {each.printed}"),
    )
    if note.en not in ("", names.row(each).en):
        told = in_words(note, names.labels)
        parts += [BREAK, *runs(Words(told.zh.replace("*", " * "), told.en.replace("*", " * ")))]
    return cell(parts)


def _uses(each: Entry, uses: Sequence[Use]) -> Cell:
    parts = [part for label in used_in(each, uses) for part in (BREAK, Reference(label))]
    return cell(parts[1:]) if parts else cell(NONE)
