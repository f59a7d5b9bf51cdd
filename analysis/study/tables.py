"""The tables of a study: rows of a case and a year, columns as numbers or as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.data import InputError, Problem, find_entry, load_table
from analysis.data.csv_text import CsvText, Fault, convert
from analysis.data.errors import MOST_PROBLEMS, shown
from analysis.data.rules import suggest
from analysis.data.sheets import SheetSource, read_sheet
from analysis.study.declared import Study, TableRule

NUMBER = {"type": ["number", "null"]}
TRUTH = {"type": "boolean"}
PLAIN = frozenset("0123456789.+-eE")


@dataclass(frozen=True, slots=True)
class StudyTable:
    """A table of a study; ``lines`` are those of its rows in ``file``.

    ``frame`` has text cells (a file of the study) or typed ones (an entry of the catalogue).
    """

    file: str
    rule: TableRule
    lines: tuple[int, ...]
    frame: pd.DataFrame = field(repr=False, compare=False)

    def rows(self, chosen: pd.Series[bool]) -> StudyTable:
        """Return the table with the chosen rows only."""
        lines = tuple(line for line, here in zip(self.lines, chosen, strict=True) if here)
        return replace(self, lines=lines, frame=self.frame[chosen.to_numpy()])

    def line_of(self, case: str) -> int | None:
        """Return the line of the first row of a case."""
        places = (self.frame[self.rule.case] == case).to_numpy().nonzero()[0]
        return self.lines[int(places[0])] if places.size else None

    def texts(self, column: str) -> list[str]:
        """Return a column as text. InputError for an empty cell."""
        cells = ["" if cell is None else str(cell) for cell in self.frame[column]]
        faults = [(row, Fault("empty cell", "fill in the text")) for row, cell in _empty(cells)]
        self._raise(column, cells, faults)
        return cells

    def truths(self, column: str) -> list[bool]:
        """Return a column of true and false. InputError for any other cell."""
        return [bool(value) for value in self._converted(column, TRUTH)]

    def numbers(self, column: str) -> pd.Series[float]:
        """Return a column of numbers, NaN where a cell is empty or stands for a missing value.

        InputError with every cell that is no number.
        """
        found = self.frame[column]
        if pd.api.types.is_numeric_dtype(found):
            return found.astype("float64")
        quick = _plain_numbers(found.tolist(), self.rule.absent)
        if quick is not None:
            return pd.Series(quick, found.index)
        values = self._converted(column, NUMBER)
        return pd.Series(
            [np.nan if value is None else value for value in values], found.index, dtype="float64"
        )

    def years(self) -> pd.Series[int]:
        """Return the year of every row. InputError for a cell that is no whole number."""
        name = str(self.rule.year)
        if pd.api.types.is_integer_dtype(self.frame[name]):
            return self.frame[name]
        return pd.Series(self._converted(name, {"type": "integer"}), self.frame.index)

    def problem(self, row: int, column: str, message: str, remedy: str) -> Problem:
        """Return a problem of a cell."""
        value = shown(str(self.frame[column].iloc[row]))
        return Problem(self.file, self.lines[row], column, value, message, remedy)

    def _converted(self, column: str, kind: dict[str, Any]) -> list[Any]:
        cells = [
            cell if isinstance(cell, str) else str(cell).lower() for cell in self.frame[column]
        ]
        values: list[Any] = []
        faults: list[tuple[int, Fault]] = []
        for row, cell in enumerate(cells):
            absent = cell in self.rule.absent and kind is NUMBER
            values.append(None if absent else convert(cell, kind))
            if isinstance(values[-1], Fault):
                faults.append((row, values[-1]))
                if len(faults) >= MOST_PROBLEMS:
                    break
        self._raise(column, cells, faults)
        return values

    def _raise(
        self, column: str, cells: Sequence[str], faults: Sequence[tuple[int, Fault]]
    ) -> None:
        if faults:
            raise InputError(
                [
                    Problem(self.file, self.lines[row], column, shown(cells[row]), *said(fault))
                    for row, fault in faults
                ]
            )


def _plain_numbers(cells: Sequence[str], absent: Sequence[str]) -> npt.NDArray[np.float64] | None:
    """Return a column of numbers at once; None where a cell asks for a closer look."""
    missing = np.array([cell == "" or cell in absent for cell in cells])
    given = [cell for cell, gap in zip(cells, missing, strict=True) if not gap]
    if not PLAIN.issuperset("".join(given)):
        return None
    values = np.full(len(cells), np.nan)
    try:
        values[~missing] = np.array(given, dtype=np.float64)
    except ValueError:
        return None
    return values if np.isfinite(values[~missing]).all() else None


def said(fault: Fault) -> tuple[str, str]:
    """Return message and remedy of a fault."""
    return fault.message, fault.remedy


def study_table(study: Study, id: str, columns: Sequence[str]) -> StudyTable:
    """Return a table of a study that has at least these columns, and those of case and year.

    Raises InputError as the data layer does, and for a column that is missing.
    """
    rule, file = study.tables[id], table_file(study, id)
    wanted = [name for name in dict.fromkeys([rule.case, rule.year, *columns]) if name]
    if rule.catalogue is not None:
        frame = load_table(rule.catalogue, study.root)
        lines = tuple(range(2, len(frame) + 2))
    else:
        sheet = read_sheet(
            study.root,
            SheetSource(file, rule.sheet, rule.encoding),
            in_place(study),
        )
        frame, lines = _texts(sheet, wanted), sheet.lines
    _require_columns(file, frame, wanted, study)
    return StudyTable(file, rule, lines, frame)


def table_file(study: Study, id: str) -> str:
    """Return the file of a table, relative to the root."""
    rule = study.tables[id]
    if rule.catalogue is not None:
        return find_entry(rule.catalogue, study.root).path
    return f"{study.folder}/{rule.file}"


def in_place(study: Study) -> str:
    """Return the remedy for a table that is missing."""
    return f"put it there, or correct its name in {study.file}"


def _texts(sheet: CsvText, wanted: Sequence[str]) -> pd.DataFrame:
    """Return the wanted columns; all heads where one is missing, so that they can be named."""
    kept = wanted if set(wanted) <= set(sheet.header) else sheet.header
    places = [sheet.header.index(name) for name in kept]
    columns = {
        name: [record[place] for record in sheet.records]
        for name, place in zip(kept, places, strict=True)
    }
    return pd.DataFrame(columns, dtype="object")


def _require_columns(file: str, frame: pd.DataFrame, wanted: Sequence[str], study: Study) -> None:
    present = list(map(str, frame.columns))
    problems = [
        Problem(
            file,
            1,
            name,
            None,
            f"missing column, which {study.file} names",
            f"{suggest(name, present)}, or add the column",
        )
        for name in wanted
        if name not in present
    ]
    if problems:
        raise InputError(problems)


def _empty(cells: Sequence[str]) -> list[tuple[int, str]]:
    return [(row, cell) for row, cell in enumerate(cells) if not cell.strip()]
