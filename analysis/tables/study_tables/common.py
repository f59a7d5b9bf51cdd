"""Words and cells that the tables of a study share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from typing import TypeAlias

from analysis.data import Label, Words
from analysis.data.labels import COMMA, SEMICOLON, Text
from analysis.qca import Term
from analysis.study import Origin, Study
from analysis.tables.core import Cell, Content, Table, cell, num, on_one_line, runs, table
from analysis.tables.core import Column as Head

Labels: TypeAlias = Mapping[str, Label]
Origins: TypeAlias = Mapping[str, Origin]

CONDITION = Words("条件", "Condition")
CONSISTENCY = Words("一致性", "consistency")
COVERAGE = Words("覆盖度", "coverage")
RAW_COVERAGE = Words("原始覆盖度", "raw coverage")
UNIQUE_COVERAGE = Words("唯一覆盖度", "unique coverage")
FREQUENCY = Words("案例数", "cases")
NONE = "–"
PRESENT, ABSENT, SMALL = "●", "⊗", "•"
# Of more cases as many are named in a cell, and as many rows are listed.
NAMED = 8
LISTED = 60
REBUILT = Words(
    "重构：{names}的隶属度不是研究的原始数据，而是与刊印统计量相符的多组数值之一。",
    "Reconstruction: the memberships in {names} are not data of a study. They are one of many sets "
    "that agree with printed statistics.",
)
EVERYWHERE = Words("不需任何条件", "no condition at all")
NEGATION = Words("~表示非。", "~ is negation.")


def rebuilt_notes(origins: Origins, labels: Labels) -> list[Content]:
    """Return the note that names the reconstructed columns; none where there is none."""
    names = [labels[key] for key, origin in origins.items() if origin == "reconstructed"]
    return [REBUILT.format(names=joined(names))] if names else []


def joined(parts: Iterable[Text]) -> Words:
    """Return texts as an enumeration."""
    return COMMA.join(parts)


def sentences(parts: Iterable[Words]) -> Words:
    """Return sentences one after another, with a space between the English ones."""
    return Words("", " ").join(part for part in parts if part)


def three(value: float, decimals: int = 3) -> Cell:
    """Return a figure with three decimals; a dash where it is not defined."""
    return num(NONE if isnan(value) else f"{value:.{decimals}f}")


def literal(name: str, labels: Labels) -> Content:
    """Return the name of a condition or outcome, after ``~`` where it is negated."""
    label = labels[name.removeprefix("~")]
    sign = "~" if name.startswith("~") else ""
    return on_one_line(Label(f"{sign}{label.zh}", f"{sign}{label.en}"))


def said_literal(name: str, labels: Labels) -> Words:
    """Return the name of a condition or outcome as words of a sentence."""
    label = labels[name.removeprefix("~")]
    sign = "~" if name.startswith("~") else ""
    return Words(f"{sign}{label.zh}", f"{sign}{label.en}")


def term_words(term: Term, labels: Labels) -> Words:
    """Return a path as words: its literals with ``*`` between them."""
    if not term.literals:
        return EVERYWHERE
    parts = [
        said_literal(f"{'' if literal.present else '~'}{literal.condition}", labels)
        for literal in term.literals
    ]
    return Words(" * ", " * ").join(parts)


def named_cases(cases: Sequence[str], names: Mapping[str, Label], study: Study) -> Words:
    """Return cases by name; of many the first ones and how many more there are."""
    if not cases:
        return Words(NONE, NONE)
    shown = SEMICOLON.join(Words(names[c].zh, names[c].en) for c in cases[:NAMED])
    more = len(cases) - NAMED
    if more <= 0:
        return shown
    noun = study.cases.noun
    counted = noun.one if more == 1 else noun.many
    return Words(
        f"{shown.zh}等，另有 {more:,} 个{noun.zh}", f"{shown.en} and {more:,} more {counted}"
    )


def statement(head: Text, words: Words) -> Table:
    """Return a table of one cell, which says why there is nothing to list."""
    return table([Head(head)], [[cell(words)]])


def single(content: Content) -> tuple[Content, ...]:
    """Return content as a note, nothing where it is empty."""
    return (content,) if runs(content) else ()
