"""Statements of the paper's text, checked against its own tables and against public data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from analysis.data import Words
from analysis.data.labels import Text, words
from analysis.data.locators import located
from analysis.forensics import ClaimReport, check_claims
from analysis.forensics.entries.entry import place_id
from analysis.study import load_variables
from analysis.tables.badges import BADGE_NOTE
from analysis.tables.core import BREAK, Cell, Column, Row, Table, cell, table
from analysis.tables.judged import VERDICT, Labels, basis, judged_at, verdict_note

BETWEEN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
LISTED = ("listed", "outside")
CEILINGS = {"ce_fdh": "CE-FDH", "cr_fdh": "CR-FDH"}


def claims(root: Path | None = None) -> Table:
    """Return the statements of the paper's text beside what tables and public data say."""
    return claims_table(check_claims(root), load_variables(root).labels)


def claims_table(report: ClaimReport, labels: Labels) -> Table:
    """Return one row per statement: what was found, the verdict, what it rests on.

    Counts of what a passage names itself, and numbers that only outside sources decide, are
    counted in the note: the ledger lists them.
    """
    columns = [
        Column("§", 0.8, row_header=True),
        Column(Words("论断（以本书的话表述）", "Statement, in our words"), 4.2),
        Column(Words("核查结果", "Found"), 4.4),
        Column(VERDICT, 1.9),
        Column(Words("依据", "Basis"), 1.9),
    ]
    rows: list[Row] = [
        [
            Words(located(check.section).zh, check.section),
            check.statement,
            _found(check.recomputed, check.note, labels),
            judged_at(
                place_id("configurational study", "text", check.id, check.section), check.verdict
            ),
            basis(check.basis),
        ]
        for check in report.checks
        if check.kind not in LISTED
    ]
    notes = [verdict_note(check.verdict for check in report.checks), _rest(report), BADGE_NOTE]
    return table(columns, rows, notes=notes)


def _rest(report: ClaimReport) -> Words:
    counts = [sum(check.kind == kind for check in report.checks) for kind in LISTED]
    return Words(
        f"另有 {counts[0]} 处计数由原文自行列举，{counts[1]} 个数字只能由外部资料判定，见总账。",
        f"Left to the ledger: {counts[0]} counts of what the passage names itself, and {counts[1]} "
        "numbers that only outside sources decide.",
    )


def _found(recomputed: Text, note: Words, labels: Labels) -> Cell:
    text = in_words(recomputed, labels)
    return cell([text, BREAK, in_words(note, labels)] if note else text)


def in_words(text: Text, labels: Labels) -> Words:
    """Return a text with the keys of variables and ceilings in it replaced by their names."""
    both = words(text)
    zh = _named(both.zh, {key: label.zh for key, label in labels.items()})
    return Words(
        BETWEEN_CHINESE.sub("", zh),
        _named(both.en, {key: label.en for key, label in labels.items()}),
    )


def _named(text: str, names: Mapping[str, str]) -> str:
    held = {**names, **CEILINGS}
    keys = "|".join(sorted(held, key=len, reverse=True))
    return re.sub(rf"(?<![A-Za-z0-9_])({keys})(?![A-Za-z0-9_])", lambda m: held[m[0]], text)
