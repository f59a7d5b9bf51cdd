"""The one error of the data layer: a list of problems, each with its place and a remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

# Files whose problems are told by row and column.
TABLES = (".csv", ".xlsx", ".xls", ".ods", ".parquet")
# A file with more faults than this is not looked through to its end, and as many are told.
MOST_PROBLEMS, MOST_TOLD = 1000, 100


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one file.

    ``file`` is relative to the project root. ``row`` is the 1-based line number in the file (a
    CSV header is line 1). ``column`` is a column name, or the path of a field in a document
    (``themes/3/en``). Parts that do not apply are None.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    remedy: str

    def __str__(self) -> str:
        is_table = self.file.endswith(TABLES)
        parts = [shown(self.file, 200)]
        if self.row is not None:
            parts.append(f"{'row' if is_table else 'line'} {self.row}")
        if self.column:
            parts.append(f"{'column' if is_table else 'field'} {self.column}")
        if self.value is not None:
            parts.append(f"value '{self.value}'")
        return f"{', '.join(parts)}: {self.message}. Remedy: {self.remedy}."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: 1-based line, column or field, and the text as written there."""

    row: int | None
    column: str | None
    text: str | None


class InputError(Exception):
    """Carries the problems found in the input; its text has one line for each of the first."""

    exit_code: ClassVar[int] = 2

    def __init__(self, problems: Sequence[Problem]) -> None:
        lines = [str(problem) for problem in problems[:MOST_TOLD]]
        if len(problems) > MOST_TOLD:
            lines.append(f"and {len(problems) - MOST_TOLD} more of this file or others")
        super().__init__("\n".join(lines))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


def shown(value: object, limit: int = 60) -> str:
    """Return a value as one short line for a message; control characters are made visible."""
    text = value if isinstance(value, str) else str(value)
    text = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    return text if len(text) <= limit else text[: limit - 1] + "…"
