"""Schemas that others read: JSON Schema of a study's file, Table Schema of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.data import find_root
from analysis.data.schema import load_schema
from analysis.study.declared import FOLDER, SCHEMA

OWN = "x-"


def study_schema(root: Path | None = None) -> dict[str, Any]:
    """Return the schema of ``study.yml`` as plain JSON Schema, for editors and other programs.

    The keywords of this project are left out; what they ask for is checked by ``book study check``.
    """
    schema = load_schema(SCHEMA, root or find_root(), FOLDER)
    plain: dict[str, Any] = _plain(schema)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items() if not str(key).startswith(OWN)}
    return [_plain(item) for item in value] if isinstance(value, list) else value
