"""Cells of the printed tables: numbers and marks, by the place that the ledger names."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.data.labels import NOTHING
from analysis.forensics.entries.entry import Entry
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.verdicts import Basis, Consequence, Verdict

DOCUMENT = "configurational study"
MARK = "mark "
MARKS: dict[str, bool | None] = {"present": True, "absent": False, "irrelevant": None}
NAMES = {value: name for name, value in MARKS.items()}


@dataclass(frozen=True, slots=True, order=True)
class PrintedCell:
    """One printed number or mark: table, row, column and the string in it.

    A mark has the row ``mark <condition>``, the column of its path, and says ``present``,
    ``absent`` or ``irrelevant`` (a blank).
    """

    table: str
    row: str
    column: str
    printed: str

    @property
    def is_mark(self) -> bool:
        """Return whether the cell holds a mark of a configuration."""
        return self.row.startswith(MARK)

    @property
    def condition(self) -> str:
        """Return the condition of a mark. Raises ValueError for a number."""
        if not self.is_mark:
            raise ValueError(f"{self.row} {self.column} is no mark")
        return self.row.removeprefix(MARK)

    @property
    def number(self) -> PrintedNumber:
        """Return the printed number. Raises ValueError for a mark."""
        return PrintedNumber.read(self.printed)

    @property
    def entry_id(self) -> str:
        """Return the id of the cell's ledger entry; empty for a mark, which has none."""
        return "" if self.is_mark else _entry(self).id

    def to_dict(self) -> dict[str, str]:
        """Return the cell as a record."""
        return {
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "printed": self.printed,
        }

    @classmethod
    def of(cls, record: dict[str, str]) -> PrintedCell:
        """Return the cell of a record."""
        return cls(record["table"], record["row"], record["column"], record["printed"])


def _entry(cell: PrintedCell) -> Entry:
    return Entry(
        document=DOCUMENT,
        table=cell.table,
        row=cell.row,
        column=cell.column,
        printed=cell.printed,
        recomputed="",
        interval="",
        rule="",
        verdict=Verdict.NOT_DETERMINED,
        basis=Basis.PRINTED_ONLY,
        consequence=Consequence.NONE,
        method=NOTHING,
    )
