"""CSV text as records of typed cells together with the line of every record."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.data.errors import MOST_PROBLEMS, InputError, Place, Problem, shown

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
# Digits and marks of Chinese input methods; in a column of numbers they mean the same.
FULL_WIDTH = str.maketrans("０１２３４５６７８９．－＋", "0123456789.-+")
# More digits are no measurement, and more than Python reads.
MOST_DIGITS = 1000
# A cell longer than this is a fault; as many columns has the widest sheet of a spreadsheet.
MOST_SIGNS, MOST_COLUMNS, MOST_CELLS = csv.field_size_limit(), 16_384, 10_000_000


@dataclass(frozen=True, slots=True)
class CsvText:
    """A parsed table: ``header``, and one tuple of cells per record with its 1-based line."""

    header: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def place(self, path: Sequence[str | int]) -> Place:
        """Return the place of a record ``(i,)`` or a cell ``(i, column)``, with its raw text."""
        if not path:
            return Place(None, None, None)
        record = int(path[0])
        column = str(path[1]) if len(path) > 1 else None
        text = self.records[record][self.header.index(column)] if column in self.header else None
        return Place(self.lines[record], column, text)


@dataclass(frozen=True, slots=True)
class Records:
    """Typed records: ``values[i]`` maps column to value and stands on line ``lines[i]``.

    A cell that could not be converted is absent from its record and named in ``problems``.
    """

    values: list[dict[str, Any]]
    lines: tuple[int, ...]
    problems: tuple[Problem, ...]


def parse_csv(text: str, file: str) -> tuple[CsvText, list[Problem]]:
    """Return the header and the well-formed records, and one problem per ragged record.

    Raises InputError when the file is empty or its quoting is broken.
    """
    rows = _rows(text, file)
    _, header = next(rows, (1, ()))
    if not header:
        raise InputError(
            [Problem(file, 1, None, None, "the file has no header", "restore the file")]
        )
    if len(header) > MOST_COLUMNS:
        raise InputError([too_wide(file, len(header))])
    problems: list[Problem] = []
    records: list[tuple[str, ...]] = []
    lines: list[int] = []
    for line, cells in rows:
        if len(problems) >= MOST_PROBLEMS:
            break
        if len(records) * len(header) > MOST_CELLS:
            raise InputError([too_many(file, line)])
        if len(cells) == len(header):
            records.append(cells)
            lines.append(line)
        else:
            problems.append(_ragged(file, line, cells, len(header)))
    return CsvText(header, tuple(records), tuple(lines)), problems


def _rows(text: str, file: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, tuple(cells)
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"malformed CSV: {error}"
        remedy = 'close every quotation mark; double the quotes inside a quoted cell ("")'
        if "field limit" in str(error):
            message = f"a cell of more than {MOST_SIGNS} characters"
            remedy = "shorten the cell, or close the quotation mark before it"
        problem = Problem(file, line, None, None, message, remedy)
        raise InputError([problem]) from None


def _ragged(file: str, line: int, cells: Sequence[str], width: int) -> Problem:
    if not cells:
        return Problem(file, line, None, None, "empty line", "delete the line")
    message = f"{len(cells)} cells where the header has {width}"
    remedy = "give every column one cell; put cells that hold a comma in quotes"
    return Problem(file, line, None, shown(",".join(cells)), message, remedy)


def too_wide(file: str, width: int) -> Problem:
    """Return the problem of a table with more columns than any sheet has."""
    message = f"{width} columns, at most {MOST_COLUMNS} are read"
    return Problem(file, 1, None, None, message, "keep the columns that are needed")


def too_many(file: str, line: int | None) -> Problem:
    """Return the problem of a table with more cells than are held in memory."""
    message = f"more than {MOST_CELLS:,} cells"
    return Problem(file, line, None, None, message, "keep the rows and columns that are needed")


def header_problems(header: Sequence[str], columns: Sequence[str], file: str) -> list[Problem]:
    """Return one problem per missing, unknown or repeated column of a header."""
    problems = []
    for name in columns:
        if name not in header:
            remedy = f"add the column; the table has {', '.join(columns)}"
            problems.append(Problem(file, 1, name, None, "missing column", remedy))
    for name, count in Counter(header).items():
        if name not in columns:
            remedy = f"remove or rename the column; the table has {', '.join(columns)}"
            problems.append(Problem(file, 1, shown(name), None, "unknown column", remedy))
        if count > 1:
            remedy = "keep one column of this name"
            problems.append(Problem(file, 1, name, None, f"column occurs {count} times", remedy))
    return problems


def typed_records(
    table: CsvText, properties: Mapping[str, Mapping[str, Any]], file: str
) -> Records:
    """Return the records with every cell converted to the type its column declares."""
    problems: list[Problem] = []
    values: list[dict[str, Any]] = []
    for line, cells in zip(table.lines, table.records, strict=True):
        if len(problems) >= MOST_PROBLEMS:
            break
        record: dict[str, Any] = {}
        for column, cell in zip(table.header, cells, strict=True):
            if column not in properties:
                continue
            converted = convert(cell, properties[column])
            if isinstance(converted, Fault):
                place = Problem(
                    file, line, column, shown(cell), converted.message, converted.remedy
                )
                problems.append(place)
            else:
                record[column] = converted
        values.append(record)
    return Records(values, table.lines, tuple(problems))


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell could not be converted, and what to do."""

    message: str
    remedy: str


def cell_types(field: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the type a column declares (default string) and whether a cell may be empty."""
    declared = field.get("type", "string")
    names = [declared] if isinstance(declared, str) else list(declared)
    kinds = [name for name in names if name != "null"]
    return (kinds[0] if kinds else "string"), "null" in names


def convert(cell: str, field: Mapping[str, Any]) -> Any:
    """Return the value of a cell (None for an allowed empty one), or a Fault."""
    kind, optional = cell_types(field)
    remedy = field.get("x-remedy")
    if cell == "":
        return None if optional else Fault("empty cell", remedy or f"fill in {NEEDED[kind]}")
    if kind == "string":
        if cell != cell.strip():
            return Fault("blanks around the text", "remove the blanks")
        return cell
    if kind == "boolean":
        return {"true": True, "false": False}.get(
            cell, Fault("not true or false", remedy or "write true or false")
        )
    pattern = INTEGER if kind == "integer" else NUMBER
    plain = cell if cell.isascii() else cell.translate(FULL_WIDTH)
    if not pattern.fullmatch(plain):
        return _not_a_number(cell, kind, remedy)
    if len(plain) > MOST_DIGITS:
        return Fault(f"more than {MOST_DIGITS} digits", remedy or "round the number")
    value = int(plain) if kind == "integer" else float(plain)
    if isinstance(value, float) and not math.isfinite(value):
        return Fault("too large a number", remedy or "check the value and its unit")
    return value


NEEDED = {
    "string": "the text",
    "number": "a number with a decimal point, without separators or units",
    "integer": "a whole number, without separators or units",
    "boolean": "true or false",
}


def _not_a_number(cell: str, kind: str, remedy: str | None) -> Fault:
    if cell.strip().lower().lstrip("+-") in {"nan", "na", "n/a", "null", "none", "inf", "infinity"}:
        message = "not a finite number"
    else:
        message = "not a whole number" if kind == "integer" else "not a number"
    return Fault(message, remedy or f"write {NEEDED[kind]}")
