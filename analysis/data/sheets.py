"""Tables that are not the project's own: text cells with their lines, whatever the file.

Cells are text here; `analysis.data.csv_text` turns them into values, so that a fault reads the same
in a CSV file, a spreadsheet and a Parquet file. Nothing in a file is executed: spreadsheets give
the values they were saved with, not their formulas.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from analysis.data.containers import complaint
from analysis.data.csv_text import MOST_CELLS, MOST_COLUMNS, CsvText, parse_csv, too_many, too_wide
from analysis.data.errors import MOST_PROBLEMS, InputError, Problem
from analysis.data.files import decoded, read_bytes
from analysis.data.rules import suggest


@dataclass(frozen=True, slots=True)
class SheetSource:
    """A file below the root, its sheet (None: the first) and the encoding of its text."""

    file: str
    sheet: str | None = None
    encoding: str = "utf-8"


def read_sheet(root: Path, source: SheetSource, missing_remedy: str) -> CsvText:
    """Return the cells of a table as text; lines are rows of the sheet, or of the Parquet file.

    Raises InputError for a file that is missing or cannot be read, for ragged rows, and for heads
    that are empty or occur twice.
    """
    raw = read_bytes(root, source.file, missing_remedy)
    table, found = READERS[PurePath(source.file).suffix](raw, source)
    problems = [*found, *head_problems(table.header, source.file)]
    if not table.records and not problems:
        problems.append(Problem(source.file, 1, None, None, "no rows", "add the rows"))
    if problems:
        raise InputError(problems)
    return table


def head_problems(header: tuple[str, ...], file: str) -> list[Problem]:
    """Return one problem per head that is empty, blank at its ends, or there twice."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for place, name in enumerate(header):
        if len(problems) >= MOST_PROBLEMS:
            break
        said, remedy = "", "give every column a name of its own"
        if not name.strip():
            said = f"column {place + 1} has no head"
        elif name != name.strip():
            said, remedy = "blanks around the head", "remove the blanks"
        elif name in seen:
            said = "two columns share this head"
        seen.add(name)
        if said:
            problems.append(Problem(file, 1, name.strip() or None, None, said, remedy))
    return problems


@lru_cache(maxsize=4)
def _csv(raw: bytes, source: SheetSource) -> tuple[CsvText, list[Problem]]:
    """Return the table in a file's content; remembered by the content, so never stale."""
    text = decoded(raw, source.file, source.encoding).removeprefix("\ufeff")
    return parse_csv(text, source.file)


def _workbook(raw: bytes, source: SheetSource) -> tuple[CsvText, list[Problem]]:
    from python_calamine import CalamineWorkbook

    too_large = None if source.file.endswith(".xls") else complaint(raw)
    if too_large is not None:
        raise InputError([Problem(source.file, None, None, None, *too_large)])
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        names = book.sheet_names
        chosen = source.sheet or names[0]
        sheet = book.get_sheet_by_name(chosen) if chosen in names else None
        rows = sheet.to_python(skip_empty_area=False) if sheet else []
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the reader has classes of its own, a panic is no Exception
        raise InputError([_damaged(source.file, "spreadsheet", error)]) from None
    if sheet is None:
        remedy = suggest(chosen, names)
        message = "the workbook has no such sheet"
        raise InputError([Problem(source.file, None, None, chosen, message, remedy)])
    return _table(rows, source.file)


def _parquet(raw: bytes, source: SheetSource) -> tuple[CsvText, list[Problem]]:
    import duckdb

    # Under a name of ours: the reader takes signs such as * in a name for a pattern.
    with tempfile.TemporaryDirectory(prefix="book-") as folder, duckdb.connect() as reader:
        copy = Path(folder, "table.parquet")
        copy.write_bytes(raw)
        try:
            found = reader.read_parquet(str(copy))
            header = tuple(found.columns)
            _require_size(source.file, len(header), found.shape[0])
            rows = found.fetchall()
        except (duckdb.Error, MemoryError, RuntimeError, ValueError) as error:
            raise InputError([_damaged(source.file, "Parquet file", error)]) from None
    records = tuple(tuple(map(as_text, row)) for row in rows)
    return CsvText(header, records, tuple(range(2, len(records) + 2))), []


READERS: Mapping[str, Callable[[bytes, SheetSource], tuple[CsvText, list[Problem]]]] = {
    ".csv": _csv,
    ".xlsx": _workbook,
    ".xls": _workbook,
    ".ods": _workbook,
    ".parquet": _parquet,
}


def _require_size(file: str, columns: int, rows: int) -> None:
    if columns > MOST_COLUMNS:
        raise InputError([too_wide(file, columns)])
    if columns * rows > MOST_CELLS:
        raise InputError([too_many(file, None)])


def _damaged(file: str, what: str, error: BaseException) -> Problem:
    reason = " ".join(str(error).split())[:100] or type(error).__name__
    return Problem(file, None, None, None, f"no {what} that can be read: {reason}", "save it anew")


def _table(rows: Sequence[Sequence[Any]], file: str) -> tuple[CsvText, list[Problem]]:
    """Return the rows of a sheet: the first is the header, empty ones do not count."""
    texts = [tuple(map(as_text, row)) for row in rows]
    if not texts or not any(texts[0]):
        remedy = "put the heads of the columns into the first row"
        raise InputError([Problem(file, 1, None, None, "the sheet has no header", remedy)])
    width = max((i + 1 for row in texts for i, cell in enumerate(row) if cell), default=0)
    lines = tuple(line for line, row in enumerate(texts[1:], start=2) if any(row))
    records = tuple(texts[line - 1][:width] for line in lines)
    return CsvText(texts[0][:width], records, lines), []


def as_text(value: Any) -> str:
    """Return a value of a spreadsheet or Parquet file as the text of a cell."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return str(value)
