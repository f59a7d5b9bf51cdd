"""Values of one field over a whole data file, for references between files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.data.catalogue import find_entry
from analysis.data.csv_text import parse_csv
from analysis.data.errors import InputError, Problem
from analysis.data.files import read_text
from analysis.data.rules import Resolve, pick
from analysis.data.yaml_text import parse_yaml


def resolver(root: Path, own: Any, own_file: str) -> Resolve:
    """Return a look-up of the values of a field in a named file, or in ``own`` without a name.

    Every file is read once per look-up object; its own rules are not checked here.
    """
    known: dict[tuple[str | None, str], frozenset[str]] = {}

    def resolve(file: str | None, field: str) -> frozenset[str]:
        if (file, field) not in known:
            found = _values(own, field) if file is None else _values_in_file(root, file, field)
            known[file, field] = found
        return known[file, field]

    return resolve


def _values(value: Any, field: str) -> frozenset[str]:
    pattern = f"*/{field}" if isinstance(value, list) and not field.startswith("*/") else field
    return frozenset(str(found) for _, found in pick(value, pattern))


def _values_in_file(root: Path, id: str, field: str) -> frozenset[str]:
    entry = find_entry(id, root)
    text = read_text(root, entry.path, f"restore it or correct the path in {entry.room}")
    read: Callable[[str, str, str], frozenset[str]] = _column if entry.is_table else _document
    return read(text, entry.path, field)


def _document(text: str, file: str, field: str) -> frozenset[str]:
    return _values(parse_yaml(text, file).value, field)


def _column(text: str, file: str, field: str) -> frozenset[str]:
    table, _ = parse_csv(text, file)
    if field not in table.header:
        remedy = "add the column, or correct the reference in the schema"
        raise InputError([Problem(file, 1, field, None, "column wanted by a reference", remedy)])
    index = table.header.index(field)
    return frozenset(record[index] for record in table.records)
