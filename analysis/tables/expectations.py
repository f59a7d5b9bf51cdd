"""What the negation's paths become under other directional expectations."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from analysis.data import Words
from analysis.forensics.reconstruct.minimised import ExpectedPaths, paths_by_expectation
from analysis.qca import Term
from analysis.study import load_variables, memberships
from analysis.tables.core import BREAK, Column, Content, Part, Row, Table, marked, num, runs, table
from analysis.tables.judged import Labels, reconstruction_note
from analysis.tables.reconstruction import MET, NOT_MET, path_words

EXPECTED = {
    "study": Words("两项技术条件的缺乏（本书所用）", "absence of the two technologies (this book)"),
    "absent": Words("每个条件的缺乏", "absence of every condition"),
    "none": Words("没有预期", "nothing"),
}


def expectations(root: Path | None = None) -> Table:
    """Return the paths to the outcome's negation that each set of expectations gives."""
    held = memberships(root)
    labels = load_variables(root).labels
    return expectations_table(
        paths_by_expectation(root), labels, reconstruction_note(held.origins, labels)
    )


def expectations_table(found: Iterable[ExpectedPaths], labels: Labels, note: Content) -> Table:
    """Return one row per set of expectations: models, and the paths of the one closest to print."""
    columns = [
        Column(Words("对结果之非的预期", "Expected for the negation"), 2.4, row_header=True),
        Column(Words("模型数", "models"), 1, "right"),
        Column(Words("最接近刊印者的路径", "paths of the model closest to print"), 6),
        Column(Words("与刊印相同", "as printed"), 1.2),
    ]
    rows: list[Row] = [
        [
            EXPECTED[each.expectations],
            num(len(each.models)),
            [part for path in each.closest.items() for part in _path(*path, each, labels)][:-1],
            marked(*(MET if each.is_as_printed else NOT_MET)),
        ]
        for each in found
    ]
    return table(columns, rows, notes=[note])


def _path(name: str, term: Term, found: ExpectedPaths, labels: Labels) -> tuple[Part, ...]:
    literals = [key if present else f"~{key}" for key, present in term.values.items()]
    named = f"{name}: " if name in found.printed else ""
    return (*runs(named), *path_words(literals, labels), BREAK)
