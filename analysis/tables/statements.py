"""Statements of the paper's text, checked against its own tables and against public data."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.data import Label
from analysis.forensics import ClaimReport, check_claims
from analysis.forensics.entries.entry import place_id
from analysis.study import load_variables
from analysis.tables.badges import BADGE_NOTE
from analysis.tables.core import BREAK, Cell, Column, Row, Run, Table, cell, table
from analysis.tables.judged import VERDICT, Labels, basis, judged_at, verdict_note

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
        Column(Label("论断", "Statement, in our words"), 4.2),
        Column(Label("核查", "Found"), 4.4),
        Column(VERDICT, 1.9),
        Column(Label("依据", "Basis"), 1.9),
    ]
    rows: list[Row] = [
        [
            check.section,
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


def _rest(report: ClaimReport) -> str:
    counts = [sum(check.kind == kind for check in report.checks) for kind in LISTED]
    return (
        f"Left to the ledger: {counts[0]} counts of what the passage names itself, and {counts[1]} "
        "numbers that only outside sources decide."
    )


def _found(recomputed: str, note: str, labels: Labels) -> Cell:
    text = in_words(recomputed, labels)
    return cell([Run(text), BREAK, Run(in_words(note, labels))] if note else text)


def in_words(text: str, labels: Labels) -> str:
    """Return a text with the keys of variables and ceilings in it replaced by their names."""
    names = {key: label.en for key, label in labels.items()} | CEILINGS
    pattern = re.compile(rf"\b({'|'.join(sorted(names, key=len, reverse=True))})\b")
    return pattern.sub(lambda match: names[match[0]], text)
