"""Validation of records and documents against JSON Schema, as problems with a place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import SchemaError

from analysis.data.errors import InputError, Problem, shown
from analysis.data.files import read_text
from analysis.data.rules import Resolve, ordered, references, unique, unique_at
from analysis.data.wording import Locate, worded
from analysis.data.yaml_text import parse_yaml

SCHEMAS = "data/schemas"


def load_schema(name: str, root: Path, named_in: str) -> dict[str, Any]:
    """Return the schema ``data/schemas/<name>.schema.yaml``, to be read only.

    Raises InputError when it is missing, malformed or not a JSON Schema.
    """
    file = f"{SCHEMAS}/{name}.schema.yaml"
    return checked_schema(
        read_text(root, file, f"add the schema or correct its name in {named_in}"), file
    )


@lru_cache(maxsize=128)
def checked_schema(text: str, file: str) -> dict[str, Any]:
    """Return the schema in a text, to be read only; remembered by the text, so never stale."""
    parsed = parse_yaml(text, file)
    try:
        Draft202012Validator.check_schema(parsed.value)
    except SchemaError as error:
        path = tuple(error.absolute_path)
        problem = Problem(
            file,
            parsed.line(path),
            "/".join(map(str, path)) or None,
            None,
            f"not a valid JSON Schema: {shown(error.message, 120)}",
            "correct the keyword; JSON Schema 2020-12 lists them",
        )
        raise InputError([problem]) from None
    schema: dict[str, Any] = parsed.value
    return schema


def resolved(field: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a field with what its reference into ``$defs`` says; its own words come first."""
    if "$ref" not in field:
        return field
    target: Any = whole
    for step in str(field["$ref"]).removeprefix("#/").split("/"):
        target = target[step]
    return {**resolved(target, whole), **{k: v for k, v in field.items() if k != "$ref"}}


def filled(value: Any, schema: Mapping[str, Any], whole: Mapping[str, Any] | None = None) -> Any:
    """Return a copy of a valid document in which absent fields have the schema's ``default``."""
    root = schema if whole is None else whole
    rules = resolved(schema, root)
    if isinstance(value, list):
        return [filled(item, rules.get("items", {}), root) for item in value]
    if not isinstance(value, Mapping):
        return value
    found = dict(value)
    for name, field in rules.get("properties", {}).items():
        known = resolved(field, root)
        if name not in found and "default" in known:
            found[name] = known["default"]
        if name in found:
            found[name] = filled(found[name], known, root)
    return found


def table_schema(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a whole table (a list of records) from the schema of one row."""
    inner = {
        key: value for key, value in row.items() if key not in {"x-unique", "$defs", "$schema"}
    }
    outer = {key: row[key] for key in ("x-unique", "$defs") if key in row}
    return {"type": "array", "items": inner, **outer}


def problems_in(
    instance: Any, schema: Mapping[str, Any], file: str, locate: Locate, resolve: Resolve
) -> list[Problem]:
    """Return every violation of a schema, in the order of the lines of the file."""
    validator = _validator_class(resolve)(schema)
    found = [
        problem
        for error in validator.iter_errors(instance)
        for problem in worded(error, file, locate)
    ]
    return sorted(found, key=lambda p: (p.row or 0, p.column or "", p.message))


def _finite(_: Any, value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and isfinite(value)


def _validator_class(resolve: Resolve) -> Any:
    keywords = {
        "x-unique": unique,
        "x-unique-at": unique_at,
        "x-ordered": ordered,
        "x-references": references(resolve),
    }
    checker = Draft202012Validator.TYPE_CHECKER.redefine("number", _finite)
    extend: Any = validators.extend
    return extend(Draft202012Validator, validators=keywords, type_checker=checker)
