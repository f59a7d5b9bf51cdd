"""Tables that check the case study against itself: counts, double statements, findings."""

from __future__ import annotations

from pathlib import Path

from analysis.casestudy import load_claims, load_discrepancies, load_findings
from analysis.casestudy.discrepancies import Statement
from analysis.forensics.verdicts import Verdict
from analysis.tables.casestudy import SELECTION
from analysis.tables.core import BREAK, Column, Row, Run, Table, marked, num, table, zh


def coding_claims(root: Path | None = None) -> Table:
    """Return every count the paper states beside the recomputed one, with a verdict."""
    rows: list[Row] = []
    for claim in load_claims(root):
        verdict = Verdict[claim.verdict.upper()]
        rows.append(
            [
                claim.label,
                num(claim.printed),
                num(claim.recomputed),
                marked(claim.verdict, verdict.mark, verdict.word),
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
    return table(columns, rows)


def double_statements(root: Path | None = None) -> Table:
    """Return what the paper states in two ways, each with both places."""
    rows: list[Row] = [
        [item.label, *(_statement(each) for each in item.statements), item.effect]
        for item in load_discrepancies(root)
    ]
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


def _statement(statement: Statement) -> list[Run]:
    shown = zh(statement.printed) if _is_chinese(statement.printed) else Run(statement.printed)
    printed = [shown, BREAK] if statement.printed else []
    note = f" ({statement.note})" if statement.note else ""
    return [*printed, Run(_short_place(statement.locator) + note)]


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _short_place(locator: str) -> str:
    return locator.replace("Section ", "§")
