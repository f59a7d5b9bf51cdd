"""The data dictionary: every field of every data file, from the schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.data.catalogue import Entry, load_catalogue
from analysis.data.files import find_root
from analysis.data.labels import Text, Words
from analysis.data.schema import load_schema, resolved


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a data file.

    ``name`` is a column, or the path of a field in a document (``[]`` marks items of a list);
    ``type`` its JSON type, ``values`` the allowed ones where they are listed, ``optional`` whether
    it may be empty or absent. ``zh`` is title and description in Chinese, empty where the schema
    gives none: those of tables do, for the book.
    """

    name: str
    title: str
    description: str
    zh: str
    type: str
    unit: Text | None
    values: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class FileDescription:
    """A data file with its catalogue entry, what its schema says of it, and its fields."""

    entry: Entry
    description: str
    fields: tuple[Field, ...]


def data_dictionary(root: Path | None = None) -> tuple[FileDescription, ...]:
    """Return the description of every catalogued file, in the order of the catalogue.

    Reads catalogue and schemas, not the data. Raises InputError for a fault in them.
    """
    folder = root if root is not None else find_root()
    return tuple(describe_file(entry, folder) for entry in load_catalogue(folder))


def describe_file(entry: Entry, root: Path) -> FileDescription:
    """Return the description of one data file from its schema."""
    schema = load_schema(entry.schema, root, entry.room)
    required = schema.get("properties", {}) if entry.is_table else schema.get("required", ())
    fields = tuple(_fields(schema, schema, "", required))
    return FileDescription(entry, _line(schema.get("description", "")), fields)


def _fields(
    schema: Mapping[str, Any], whole: Mapping[str, Any], prefix: str, required: Any
) -> Iterator[Field]:
    if "items" in schema:
        items = resolved(schema["items"], whole)
        yield from _fields(items, whole, f"{prefix}[]", items.get("required", ()))
        return
    for name, raw in schema.get("properties", {}).items():
        field = resolved(raw, whole)
        path = f"{prefix}.{name}" if prefix else str(name)
        yield _field(path, field, name not in required)
        yield from _fields(field, whole, path, field.get("required", ()))


def _field(path: str, field: Mapping[str, Any], absent: bool) -> Field:
    declared = field.get("type", "string" if "enum" in field or "const" in field else "any")
    types = [declared] if isinstance(declared, str) else list(declared)
    values = field.get("enum", [field["const"]] if "const" in field else [])
    return Field(
        name=path,
        title=_line(field.get("title", path.rpartition(".")[2])),
        description=_line(field.get("description", "")),
        type=" or ".join(name for name in types if name != "null"),
        zh=field.get("x-zh", ""),
        unit=_unit(field.get("x-unit")),
        values=tuple(str(value) for value in values),
        optional=absent or "null" in types,
    )


def _unit(said: str | Mapping[str, str] | None) -> Text | None:
    return Words.of(said) if isinstance(said, Mapping) else said


def _line(text: object) -> str:
    return " ".join(str(text).split())
