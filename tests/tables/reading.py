"""What a reader sees in a table: its cells with spans filled in."""

from __future__ import annotations

from analysis.tables import Table
from analysis.tables.core import positions


def grid(table: Table) -> list[list[str]]:
    """Return the texts of all body rows; a spanned cell stands in every place that it covers."""
    found: list[list[str]] = []
    for panel in table.bodies:
        rows = [[""] * len(table.columns) for _ in panel.rows]
        for index, column, cell in positions(panel.rows, len(table.columns)):
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    rows[index + down][column + right] = " ".join(cell.text.split())
        found += rows
    return found


def panel(table: Table, number: int) -> list[list[str]]:
    """Return the rows of one panel, counted from 0."""
    before = sum(len(body.rows) for body in table.bodies[:number])
    return grid(table)[before : before + len(table.bodies[number].rows)]


def bands(table: Table) -> list[str]:
    """Return the headings of the panels, empty for none."""
    return ["".join(run.text for run in body.band or ()) for body in table.bodies]


def notes(table: Table) -> str:
    """Return all notes as one text."""
    return "\n".join("".join(run.text for run in note) for note in table.notes)
