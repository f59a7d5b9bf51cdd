"""YAML documents of the project, validated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.data.catalogue import Entry, find_entry
from analysis.data.errors import InputError, Problem
from analysis.data.files import find_root, read_text
from analysis.data.references import resolver
from analysis.data.schema import load_schema, problems_in
from analysis.data.yaml_text import parse_yaml


def load_document(id: str, root: Path | None = None) -> dict[str, Any]:
    """Return a YAML document as plain dicts, lists, strings and numbers.

    ``id`` is a name from ``data/catalog``; ``root`` the project root (default: found from the
    working directory). Raises InputError with every problem of the file.
    """
    folder = root if root is not None else find_root()
    entry = find_entry(id, folder)
    if entry.is_table:
        raise InputError([_is_table(entry)])
    schema = load_schema(entry.schema, folder, entry.room)
    text = read_text(folder, entry.path, f"restore it or correct the path in {entry.room}")
    parsed = parse_yaml(text, entry.path)

    resolve = resolver(folder, parsed.value, entry.path)
    problems = problems_in(parsed.value, schema, entry.path, parsed.place, resolve)
    if problems:
        raise InputError(problems)
    document: dict[str, Any] = parsed.value
    return document


def _is_table(entry: Entry) -> Problem:
    return Problem(
        entry.path, None, None, None, "a table, not a document", f"use load_table('{entry.id}')"
    )
