"""Tables that are not the project's own: text cells with their lines, from a CSV file.

Cells are text here; `analysis.data.csv_text` turns them into values, so that a fault reads the same
whatever the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.data.csv_text import CsvText, parse_csv
from analysis.data.errors import InputError, Problem
from analysis.data.files import read_text


@dataclass(frozen=True, slots=True)
class SheetSource:
    """A file below the root, its sheet (None: the first) and the encoding of its text."""

    file: str
    sheet: str | None = None
    encoding: str = "utf-8"


def read_sheet(root: Path, source: SheetSource, missing_remedy: str) -> CsvText:
    """Return the cells of a table as text.

    Raises InputError for a file that is missing or cannot be read, for ragged rows, and for heads
    that are empty or occur twice.
    """
    text = read_text(root, source.file, missing_remedy, source.encoding)
    table, problems = parse_csv(text, source.file)
    problems += head_problems(table.header, source.file)
    if not table.records and not problems:
        problems.append(Problem(source.file, 1, None, None, "no rows", "add the rows"))
    if problems:
        raise InputError(problems)
    return table


def head_problems(header: tuple[str, ...], file: str) -> list[Problem]:
    """Return one problem per head that is empty, blank at its ends, or there twice."""
    problems = []
    for place, name in enumerate(header):
        said, remedy = "", "give every column a name of its own"
        if not name.strip():
            said = f"column {place + 1} has no head"
        elif name != name.strip():
            said, remedy = "blanks around the head", "remove the blanks"
        elif name in header[:place]:
            said = "two columns share this head"
        if said:
            problems.append(Problem(file, 1, name.strip() or None, None, said, remedy))
    return problems
