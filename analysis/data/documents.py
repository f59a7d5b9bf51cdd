"""YAML documents of the project, validated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.data.catalogue import Entry, find_entry
from analysis.data.errors import InputError, Problem
from analysis.data.files import find_root, read_text
from analysis.data.references import resolver
from analysis.data.schema import load_schema, problems_in
from analysis.data.yaml_text import YamlText, parse_yaml


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
    remedy = f"restore it or correct the path in {entry.room}"
    document: dict[str, Any] = checked_document(folder, entry.path, schema, remedy).value
    return document


def checked_document(root: Path, file: str, schema: Mapping[str, Any], remedy: str) -> YamlText:
    """Return a YAML file that keeps to its schema, with the places of its fields.

    ``remedy`` is for a file that is missing. Raises InputError with every problem of the file.
    """
    parsed = parse_yaml(read_text(root, file, remedy), file)
    resolve = resolver(root, parsed.value, file)
    problems = problems_in(parsed.value, schema, file, parsed.place, resolve)
    if problems:
        raise InputError(problems)
    return parsed


def _is_table(entry: Entry) -> Problem:
    return Problem(
        entry.path, None, None, None, "a table, not a document", f"use load_table('{entry.id}')"
    )
