"""Tables of the appendices: data files, data dictionary, how the book is made, engine subset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from analysis.data import (
    Entry,
    Field,
    FileDescription,
    InputError,
    Label,
    Problem,
    Source,
    Words,
    find_entry,
    find_root,
    load_catalogue,
)
from analysis.data import data_dictionary as load_dictionary
from analysis.data.files import read_text
from analysis.data.labels import COLON, COMMA, NOTHING, Text, bracketed, words
from analysis.data.yaml_text import parse_yaml
from analysis.tables.core import (
    BREAK,
    Body,
    Cell,
    Column,
    Inline,
    Row,
    Run,
    Table,
    body,
    cell,
    either,
    on_one_line,
    table,
)

SUBSET = "analysis/book/subset.yaml"
KINDS = {
    "transcribed": Label("转录", "transcribed from a paper"),
    "public": Label("公开数据", "public statistics"),
    "reconstruction": Label("重构", "reconstruction, not data of the study"),
    "own": Label("本书", "of this book"),
}
FILE = Label("文件", "File")
FIELD = Label("字段", "Field")
STOP = Words("。", ". ")
TYPES = {
    "string": Words("文本", "string"),
    "integer": Words("整数", "integer"),
    "number": Words("数值", "number"),
    "boolean": Words("真假值", "boolean"),
}
OPTIONAL = Words("可空", "optional")
NONE = "–"


@dataclass(frozen=True, slots=True)
class Made:
    """A figure or table of the book: its label, chapter title, the call that makes it, its data.

    ``data`` holds the ids of the data files that the call reads.
    """

    label: str
    chapter: Text
    call: str
    data: tuple[str, ...]


def data_files(root: Path | None = None) -> Table:
    """Return the catalogue: one row per data file with its kind and provenance."""
    return data_files_table(load_catalogue(root))


def data_files_table(entries: Sequence[Entry]) -> Table:
    """Return data files by folder, in the order of the catalogue."""
    columns = [
        Column(FILE, 3.4, row_header=True),
        Column(Label("内容", "Content"), 2.6),
        Column(Label("性质", "Kind"), 1.6),
        Column(Label("出处", "Provenance"), 4.2),
    ]
    bodies = [
        body(map(_file_row, group), _code(folder))
        for folder, group in groupby(entries, key=lambda entry: str(Path(entry.path).parent))
    ]
    return table(columns, bodies=bodies)


def _file_row(entry: Entry) -> Row:
    return [
        cell([_code(Path(entry.path).name), BREAK, Run(f"id {entry.id}")]),
        entry.title,
        KINDS[entry.kind],
        _lines(map(_source, entry.provenance)),
    ]


def _source(source: Source) -> Words:
    said = COLON.join([source.document, source.locator])
    return STOP.join([said, source.note]) if source.note else said


def data_dictionary(file_id: str | None = None, root: Path | None = None) -> Table:
    """Return the fields of one data file, or of all tabular ones: type, unit, meaning.

    Raises InputError for an unknown file.
    """
    described = load_dictionary(root)
    if file_id is None:
        return dictionary_table([each for each in described if each.entry.is_table])
    wanted = find_entry(file_id, root)
    return dictionary_table([each for each in described if each.entry.id == wanted.id])


def dictionary_table(described: Sequence[FileDescription]) -> Table:
    """Return one panel per file with one row per field."""
    columns = [
        Column(FIELD, 3.2, row_header=True),
        Column(Label("类型", "Type"), 1.6),
        Column(Label("单位", "Unit"), 1.8),
        Column(Label("含义", "Meaning"), 5),
    ]
    notes = [
        Words(
            "标为可空的字段可以没有值。类型之后列出的词为允许的取值。",
            "Optional fields may be empty. A list of words after a type names the allowed ones.",
        )
    ]
    return table(columns, bodies=[_described(each) for each in described], notes=notes)


def _described(each: FileDescription) -> Body:
    rows: list[Row] = []
    for field in each.fields:
        rows.append([_code(field.name), _type(field), field.unit or NONE, _meaning(field)])
    band: list[Inline] = [_code(each.entry.path), " ", *on_one_line(each.entry.title)]
    if each.entry.kind == "reconstruction":
        band.append(bracketed(NOTHING, Words("重构", "reconstruction")))
    return body(rows, band)


def _type(field: Field) -> Words:
    kind = TYPES.get(field.type) or words(field.type)
    kind = COMMA.join([kind, OPTIONAL]) if field.optional else kind
    return COLON.join([kind, COMMA.join(field.values)]) if field.values else kind


def _meaning(field: Field) -> Words:
    told = field.description.lower().startswith(field.title.lower())
    en = field.description if told else f"{field.title}. {field.description}".removesuffix(". ")
    return Words(field.zh or en, en)


def figures_and_tables(made: Iterable[Made]) -> Table:
    """Return every figure and table of the book: label, the call that makes it, the data it reads.

    ``made`` comes from ``analysis.book.making``, which reads the chapters.
    """
    columns = [
        Column(Label("标签", "Label"), 2.4, row_header=True),
        Column(Label("调用", "Call"), 3.6),
        Column(Words("数据文件（按 id）", "Data files, by id"), 4),
    ]
    bodies = [
        body(map(_made_row, group), chapter)
        for chapter, group in groupby(made, key=lambda each: each.chapter)
    ]
    return table(columns, bodies=bodies)


def _made_row(each: Made) -> Row:
    return [_code(each.label), _code(each.call), ", ".join(each.data) or NONE]


def engine_subset(root: Path | None = None) -> Table:
    """Return what chapters may use of Quarto's syntax: construct, form, remark.

    Raises InputError when the list is missing or holds something else.
    """
    return subset_table(load_subset(root))


def subset_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return one row per construct; ``rows`` have the keys construct, syntax, note."""
    columns = [
        Column(Label("构造", "Construct"), 1.6, row_header=True),
        Column(Label("语法", "Form"), 4.2),
        Column(Label("说明", "Remark"), 3),
        Column(Label("允许的名称", "Names allowed"), 3.4),
    ]
    return table(columns, (_construct(row) for row in rows))


def _construct(row: Mapping[str, Any]) -> Row:
    names = [name for group in (row.get("allow") or {}).values() for name in group]
    syntax = _said(row["syntax"])
    form = either(_code(syntax.zh), _code(syntax.en))
    return [_said(row["construct"]), form, _said(row["note"]), ", ".join(names) or NONE]


def _said(text: str | Mapping[str, str]) -> Words:
    return words(text) if isinstance(text, str) else Words.of(text)


def load_subset(root: Path | None = None) -> Sequence[Mapping[str, Any]]:
    """Return the rows of the portable engine's subset. Raises InputError for a faulty file."""
    folder = root if root is not None else find_root()
    return _subset(read_text(folder, SUBSET))


@lru_cache(maxsize=2)
def _subset(text: str) -> Sequence[Mapping[str, Any]]:
    rows = parse_yaml(text, SUBSET).value
    known = isinstance(rows, list) and all(
        isinstance(row, dict) and {"construct", "syntax", "note"} <= row.keys() for row in rows
    )
    if not known:
        message, remedy = "no list of constructs", "give construct, syntax and note to each entry"
        raise InputError([Problem(SUBSET, None, None, None, message, remedy)])
    return tuple(rows)


def _code(text: str) -> Run:
    return Run(text, classes=("program",))


def _lines(parts: Iterable[Words]) -> Cell:
    return cell([run for part in parts for run in (BREAK, part)][1:])
