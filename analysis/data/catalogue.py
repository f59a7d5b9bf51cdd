"""The catalogue: which data files exist, of what kind, described by which schema, from where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from analysis.data.errors import InputError, Problem
from analysis.data.files import CATALOGUE, find_root, read_text
from analysis.data.labels import NOTHING, Label, Words, words
from analysis.data.locators import located
from analysis.data.rules import suggest
from analysis.data.schema import SCHEMAS, checked_schema, problems_in
from analysis.data.yaml_text import parse_yaml

DOCUMENTS = {
    "case study": Words("案例研究", "case study"),
    "configurational study": Words("组态研究", "configurational study"),
    "this project": Words("本项目", "this project"),
}
Kind = Literal["transcribed", "public", "reconstruction", "own"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from: a document and a table, page or section of it."""

    document: Words
    locator: Words
    note: Words


@dataclass(frozen=True, slots=True)
class Entry:
    """One data file: ``path`` is relative to the root, ``room`` the catalogue file naming it."""

    id: str
    path: str
    schema: str
    kind: Kind
    title: Label
    provenance: tuple[Source, ...]
    room: str

    @property
    def is_table(self) -> bool:
        """Return whether the file is a CSV table (else a YAML document)."""
        return self.path.endswith(".csv")


def load_catalogue(root: Path | None = None) -> tuple[Entry, ...]:
    """Return all entries of ``data/catalog/*.yaml``, in the order of the files.

    Raises InputError with every problem of every catalogue file, including ids used twice.
    """
    folder = root if root is not None else find_root()
    entries: list[Entry] = []
    problems: list[Problem] = []
    for file in sorted((folder / CATALOGUE).glob("*.yaml")):
        try:
            entries += _room(folder, f"{CATALOGUE}/{file.name}")
        except InputError as error:
            problems += error.problems
    problems += _repeated(entries)
    if problems:
        raise InputError(problems)
    return tuple(entries)


def find_entry(id: str, root: Path | None = None) -> Entry:
    """Return the entry of one data file.

    Raises InputError naming similar ids when there is none.
    """
    entries = {entry.id: entry for entry in load_catalogue(root)}
    if id not in entries:
        message = "no data file of this id"
        remedy = f"{suggest(id, list(entries))}, or add an entry"
        raise InputError([Problem(CATALOGUE, None, "id", id, message, remedy)])
    return entries[id]


def _room(root: Path, file: str) -> tuple[Entry, ...]:
    schema_file = f"{SCHEMAS}/catalog.schema.yaml"
    remedy = "restore the file"
    return _entries(read_text(root, file), file, read_text(root, schema_file, remedy), schema_file)


@lru_cache(maxsize=32)
def _entries(text: str, file: str, schema_text: str, schema_file: str) -> tuple[Entry, ...]:
    """Return the entries of a catalogue file; remembered by the two texts, so never stale."""
    parsed = parse_yaml(text, file)
    schema = checked_schema(schema_text, schema_file)
    problems = problems_in(parsed.value, schema, file, parsed.place, lambda _, __: frozenset())
    if problems:
        raise InputError(problems)
    return tuple(_entry(item, file) for item in parsed.value)


def _entry(item: dict[str, Any], file: str) -> Entry:
    sources = tuple(
        Source(_document(source["document"]), _locator(source["locator"]), _note(source))
        for source in item["provenance"]
    )
    return Entry(
        item["id"],
        item["path"],
        item["schema"],
        item["kind"],
        Label.of(item["title"]),
        sources,
        file,
    )


def _document(said: str | Mapping[str, str]) -> Words:
    return DOCUMENTS.get(said, words(said)) if isinstance(said, str) else Words.of(said)


def _locator(said: str | Mapping[str, str]) -> Words:
    return located(said) if isinstance(said, str) else Words.of(said)


def _note(source: Mapping[str, Any]) -> Words:
    return Words.of(source["note"]) if "note" in source else NOTHING


def _repeated(entries: list[Entry]) -> list[Problem]:
    first: dict[str, Entry] = {}
    problems = []
    for entry in entries:
        earlier = first.setdefault(entry.id, entry)
        if earlier is not entry:
            message = f"duplicate id (also in {earlier.room})"
            problems.append(
                Problem(entry.room, None, "id", entry.id, message, "give each file its own id")
            )
    return problems
