"""Schemas that others read: JSON Schema of a study's file, Table Schema of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from analysis.data import find_root
from analysis.data.schema import load_schema
from analysis.study.declared import FOLDER, SCHEMA, Study, TableRule
from analysis.study.variables import Variable

OWN = "x-"
# Bounds of values that are given as they are, by the kind of their variable.
BOUNDS: Mapping[str, Mapping[str, int]] = {
    "fuzzy": {"minimum": 0, "maximum": 1},
    "crisp": {"minimum": 0, "maximum": 1},
    "values": {"minimum": 0},
}
MEDIA = {".csv": "csv", ".xlsx": "xlsx", ".xls": "xls", ".ods": "ods", ".parquet": "parquet"}


def study_schema(root: Path | None = None) -> dict[str, Any]:
    """Return the schema of ``study.yml`` as plain JSON Schema, for editors and other programs.

    The keywords of this project are left out; what they ask for is checked by ``book study check``.
    """
    schema = load_schema(SCHEMA, root or find_root(), FOLDER)
    plain: dict[str, Any] = _plain(schema)
    return plain


def data_package(study: Study) -> dict[str, Any]:
    """Return the tables in the folder of a study as a Data Package with a Table Schema each.

    Both are standards of the Open Knowledge Foundation, which other programs check tables against.
    """
    own = [table for table in study.tables.values() if table.file is not None]
    return {
        "profile": "data-package",
        "name": study.name,
        "title": study.title.en,
        "resources": [_resource(study, table) for table in own],
    }


def table_schema(study: Study, id: str) -> dict[str, Any]:
    """Return the Table Schema of the columns that a study reads of one of its tables."""
    table = study.tables[id]
    fields = {field["name"]: field for field in _fields(study, table)}
    key = [table.case, *([table.year] if table.year else [])]
    return {
        "fields": list(fields.values()),
        "missingValues": ["", *table.absent],
        "primaryKey": key if len(key) > 1 else key[0],
    }


def _resource(study: Study, table: TableRule) -> dict[str, Any]:
    suffix = PurePath(str(table.file)).suffix
    return {
        "name": table.id.replace("_", "-"),
        "path": table.file,
        "format": MEDIA[suffix],
        **({"encoding": table.encoding} if suffix == ".csv" else {}),
        "schema": table_schema(study, table.id),
    }


def _fields(study: Study, table: TableRule) -> Iterator[dict[str, Any]]:
    unique = {} if table.year else {"unique": True}
    yield {"name": table.case, "type": "string", "constraints": {"required": True, **unique}}
    if table.year:
        yield {"name": table.year, "type": "integer", "constraints": {"required": True}}
    rule = study.cases
    if rule.table == table.id:
        for name in filter(None, (rule.zh, rule.en, rule.code)):
            yield {"name": name, "type": "string", "constraints": {"required": True}}
        if rule.include:
            yield {"name": rule.include, "type": "boolean", "constraints": {"required": True}}
        for name in rule.tile or ():
            yield {"name": name, "type": "integer", "constraints": {"required": True}}
    for variable in study.variables.all:
        if variable.data.table == table.id:
            yield from _values(study, table, variable)


def _values(study: Study, table: TableRule, variable: Variable) -> Iterator[dict[str, Any]]:
    is_whole = variable.is_given and variable.kind != "fuzzy"
    required = study.cases.missing == "refuse" and table.year is None
    bounds = BOUNDS[variable.kind] if variable.is_given else {}
    constraints = {**({"required": True} if required else {}), **bounds}
    yield {
        "name": variable.data.column,
        "type": "integer" if is_whole else "number",
        "title": variable.label.en,
        **({"constraints": constraints} if constraints else {}),
    }
    if variable.data.over:
        yield {"name": variable.data.over, "type": "number"}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items() if not str(key).startswith(OWN)}
    return [_plain(item) for item in value] if isinstance(value, list) else value
