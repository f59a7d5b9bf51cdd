"""A study as its folder declares it: cases, tables, variables and settings, in one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from analysis.data import Label, Problem
from analysis.data.errors import Place
from analysis.data.schema import filled
from analysis.data.yaml_text import YamlText
from analysis.study.settings import Settings, settings_of
from analysis.study.variables import LeftOut, Variables, left_out_of, variables_of

FOLDER = "data/studies"
FILE = "study.yml"
SCHEMA = "study"
NOUN = {"zh": "案例", "one": "case", "many": "cases"}


@dataclass(frozen=True, slots=True)
class Noun:
    """What a case is called: in Chinese, in English for one and for several."""

    zh: str
    one: str
    many: str


@dataclass(frozen=True, slots=True)
class CaseRule:
    """Where the cases stand: a table and its columns; None where there is no such column.

    ``missing`` says what happens to a case without a value.
    """

    table: str
    zh: str | None
    en: str | None
    code: str | None
    include: str | None
    tile: tuple[str, str] | None
    noun: Noun
    missing: Literal["refuse", "listwise"]


@dataclass(frozen=True, slots=True)
class TableRule:
    """A table: an entry of the catalogue, or a file in the folder of the study.

    ``case`` and ``year`` name columns; ``absent`` are texts that stand for a missing value.
    """

    id: str
    catalogue: str | None
    file: str | None
    sheet: str | None
    encoding: str
    case: str
    year: str | None
    absent: tuple[str, ...]
    source: Label | None


@dataclass(frozen=True, slots=True)
class Study:
    """A study below ``root``; ``name`` is that of its folder.

    ``printed``: the published study, whose printed tables the project holds. ``base`` names the
    study it is compared with. ``text`` has the places of the fields of its file.
    """

    root: Path
    name: str
    title: Label
    summary: Label | None
    printed: bool
    base: str | None
    cases: CaseRule
    tables: Mapping[str, TableRule]
    variables: Variables
    left_out: tuple[LeftOut, ...]
    settings: Settings
    text: YamlText = field(repr=False, compare=False)

    @property
    def file(self) -> str:
        """The file that declares the study, relative to the root."""
        return file_of(self.name)

    @property
    def folder(self) -> str:
        """The folder of the study, relative to the root."""
        return f"{FOLDER}/{self.name}"

    def problem(self, path: tuple[str | int, ...], message: str, remedy: str) -> Problem:
        """Return a problem of a field of the study's file, with its line and value."""
        place: Place = self.text.place(path)
        return Problem(self.file, place.row, place.column, place.text, message, remedy)

    def variable_path(self, key: str, *steps: str | int) -> tuple[str | int, ...]:
        """Return the path of a field of a variable in the study's file."""
        keys = [item["key"] for item in self.text.value["variables"]]
        return ("variables", keys.index(key), *steps)


def file_of(name: str) -> str:
    """Return the file that declares a study."""
    return f"{FOLDER}/{name}/{FILE}"


def study_of(root: Path, name: str, text: YamlText, schema: Mapping[str, Any]) -> Study:
    """Return the study that a checked document declares."""
    document = filled(text.value, schema)
    variables = variables_of(document)
    return Study(
        root=root,
        name=name,
        title=Label.of(document["title"]),
        summary=Label.of(document["summary"]) if "summary" in document else None,
        printed=document["printed"],
        base=document.get("base"),
        cases=_cases(document["cases"]),
        tables={item["id"]: _table(item) for item in document["tables"]},
        variables=variables,
        left_out=left_out_of(document),
        settings=settings_of(document, file_of(name), [v.key for v in variables.calibrated]),
        text=text,
    )


def _cases(part: Mapping[str, Any]) -> CaseRule:
    columns = {name: part.get(name) for name in ("zh", "en", "code", "include")}
    tile = part.get("tile")
    return CaseRule(
        table=part["table"],
        tile=tile and (tile["row"], tile["column"]),
        noun=Noun(**part.get("noun", NOUN)),
        missing=part["missing"],
        **columns,
    )


def _table(item: Mapping[str, Any]) -> TableRule:
    names = {name: item.get(name) for name in ("catalogue", "file", "sheet", "year")}
    source = item.get("source")
    return TableRule(
        id=item["id"],
        encoding=item["encoding"],
        case=item["case"],
        absent=tuple(item["absent"]),
        source=source and Label.of(source),
        **names,
    )
