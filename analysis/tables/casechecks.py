"""Tables that check the case study against itself: counts, double statements, findings."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.casestudy import load_findings
from analysis.forensics.casechecks.claims import check_case_claims
from analysis.forensics.casechecks.double import Statement
from analysis.forensics.casechecks.double import double_statements as found_twice
from analysis.forensics.casechecks.report import CheckReport
from analysis.forensics.casechecks.report import paper_checks as all_checks
from analysis.forensics.entries.entry import place_id
from analysis.tables.badges import BADGE_NOTE
from analysis.tables.casestudy import SELECTION
from analysis.tables.core import (
    BREAK,
    Cell,
    Column,
    Row,
    Run,
    Table,
    body,
    cell,
    num,
    table,
    zh,
)
from analysis.tables.judged import NONE, VERDICT, judged_at, verdict, verdict_note

COUNTS = ("count", "listed", "people")
DOCUMENTS = ("case study", "configurational study")
COUNTED = re.compile(r"\d+ of \d+")
CHINESE = re.compile(r"([\u3000-\u303f\u4e00-\u9fff]+)")


def coding_claims(root: Path | None = None) -> Table:
    """Return every count the paper states beside the recomputed one, with a verdict."""
    rows: list[Row] = []
    for claim in check_case_claims(root):
        if claim.kind in COUNTS:
            id = place_id("case study", claim.table, claim.row, claim.column)
            rows.append(
                [
                    claim.label,
                    num(claim.printed),
                    num(claim.finding.recomputed),
                    judged_at(id, claim.finding.verdict),
                    _short_place(claim.locator),
                ]
            )
    columns = [
        Column("Count", 3, row_header=True),
        Column("Printed", 1, "right"),
        Column("Recomputed", 1.3, "right"),
        Column("Verdict", 1.6),
        Column("Place", 2),
    ]
    return table(columns, rows, notes=[BADGE_NOTE])


def double_statements(root: Path | None = None) -> Table:
    """Return what the paper states in two ways: the first place, then all others."""
    rows: list[Row] = []
    for item in found_twice(root):
        here, *others = item.statements
        there = [run for each in others for run in (BREAK, *_statement(each))]
        rows.append([item.label, _statement(here), there[1:], item.effect])
    columns = [
        Column("Matter", 2.6, row_header=True),
        Column("Here", 2.6),
        Column("There", 2.6),
        Column("Touches", 1.1),
    ]
    return table(columns, rows)


def findings(root: Path | None = None) -> Table:
    """Return what the printed tables show and the text does not say."""
    rows: list[Row] = [[item.topic, num(item.value), item.reading] for item in load_findings(root)]
    columns = [
        Column("Matter", 3, row_header=True),
        Column("Value", 1.4, "right"),
        Column("Reading", 4),
    ]
    return table(columns, rows, notes=[SELECTION])


def paper_checks(document: str, root: Path | None = None) -> Table:
    """Return the checks of one paper that look at many things at once: odd ones and verdict.

    ``document`` is ``case study`` or ``configurational study``. Raises ValueError for another.
    """
    if document not in DOCUMENTS:
        raise ValueError(f"document must be one of {', '.join(DOCUMENTS)}, not {document!r}")
    reports = [each for each in all_checks(root) if each.document == document]
    columns = [
        Column("Asked for", 3, row_header=True),
        Column("Odd ones", 1.2, "right"),
        Column(VERDICT, 1.9),
        Column("Which", 4.4),
    ]
    rows = [_check_row(each) for each in reports]
    notes = [verdict_note(each.verdict for each in reports)]
    return table(columns, bodies=[body(rows)], notes=notes)


def _check_row(report: CheckReport) -> Row:
    finding = report.finding
    is_counted = COUNTED.fullmatch(finding.recomputed)
    told = "; ".join(finding.odd) or (f"none: {finding.note}" if is_counted else finding.note)
    value = finding.recomputed if is_counted else NONE
    return [report.label, num(value), verdict(finding.verdict), _mixed(told)]


def _mixed(text: str) -> Cell:
    """Return a text with its Chinese parts marked as Chinese."""
    parts = [part for part in CHINESE.split(text) if part]
    return cell([zh(part) if CHINESE.fullmatch(part) else Run(part) for part in parts])


def _statement(statement: Statement) -> list[Run]:
    is_chinese = CHINESE.search(statement.printed)
    shown = zh(statement.printed) if is_chinese else Run(statement.printed)
    printed = [shown, BREAK] if statement.printed else []
    note = f" ({statement.note})" if statement.note else ""
    return [*printed, Run(_short_place(statement.locator) + note)]


def _short_place(locator: str) -> str:
    return locator.replace("Section ", "§")
