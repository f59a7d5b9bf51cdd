"""CSV tables of the project, validated, as frames."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.data.catalogue import Entry, find_entry
from analysis.data.csv_text import cell_types, header_problems, parse_csv, typed_records
from analysis.data.errors import InputError, Problem
from analysis.data.files import find_root, read_text
from analysis.data.references import resolver
from analysis.data.schema import load_schema, problems_in, table_schema

if TYPE_CHECKING:
    import pandas as pd

# So many are checked against a schema, row by row, within five seconds.
MOST_ROWS = 20_000
DTYPES = {"string": "str", "number": "float64", "integer": "int64", "boolean": "bool"}
NULLABLE = {**DTYPES, "integer": "Int64", "boolean": "boolean"}


def load_table(id: str, root: Path | None = None) -> pd.DataFrame:
    """Return a CSV table as a frame: one row per record, columns in the order of the schema.

    ``id`` is a name from ``data/catalog``; ``root`` the project root (default: found from the
    working directory). Columns have the types of the schema (text stays text, also where it
    looks like a number). Raises InputError with every problem of the file.
    """
    folder = root if root is not None else find_root()
    entry = find_entry(id, folder)
    if not entry.is_table:
        raise InputError([_is_document(entry)])
    schema = load_schema(entry.schema, folder, entry.room)
    values = _records(folder, entry, schema)
    return _frame(values, schema["properties"])


def _is_document(entry: Entry) -> Problem:
    remedy = f"use load_document('{entry.id}')"
    return Problem(entry.path, None, None, None, "a document, not a table", remedy)


def _records(root: Path, entry: Entry, schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    text = read_text(root, entry.path, f"restore it or correct the path in {entry.room}")
    table, problems = parse_csv(text, entry.path)
    if len(table.records) > MOST_ROWS:
        message = f"{len(table.records):,} rows, at most {MOST_ROWS:,} are checked one by one"
        remedy = "keep such a table in the folder of a study"
        raise InputError([Problem(entry.path, None, None, None, message, remedy)])
    if not table.records and not problems:
        problems.append(Problem(entry.path, 1, None, None, "no rows", "restore the rows"))
    properties = schema["properties"]
    problems += header_problems(table.header, list(properties), entry.path)
    records = typed_records(table, properties, entry.path)
    problems += records.problems

    # An absent cell has its problem already: the row schema must not complain of it again.
    row_schema = {key: value for key, value in schema.items() if key != "required"}
    resolve = resolver(root, records.values, entry.path)
    problems += problems_in(
        records.values, table_schema(row_schema), entry.path, table.place, resolve
    )
    if problems:
        raise InputError(sorted(problems, key=lambda p: (p.row or 0, p.column or "")))
    return records.values


def _frame(values: list[dict[str, Any]], properties: Mapping[str, Any]) -> pd.DataFrame:
    import pandas as pd  # here, so that a build with nothing to do does without

    columns = {}
    for name, field in properties.items():
        kind, optional = cell_types(field)
        dtype: Any = NULLABLE[kind] if optional else DTYPES[kind]
        columns[name] = pd.Series([record[name] for record in values], dtype=dtype)
    return pd.DataFrame(columns)
