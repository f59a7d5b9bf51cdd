"""The parsers of the package, each from bytes to a value, for the fuzzers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from analysis.book import yamlfile
from analysis.book.errors import BookError
from analysis.book.qmd import parse_chapter
from analysis.data.csv_text import Fault, convert, parse_csv, typed_records
from analysis.data.errors import InputError
from analysis.data.files import decoded
from analysis.data.sheets import READERS, SheetSource
from analysis.data.yaml_text import parse_yaml
from analysis.forensics.printed import PrintedNumber
from analysis.qca import Expression

FIELDS: Mapping[str, Mapping[str, Any]] = {
    "a": {"type": "number"},
    "0": {"type": ["integer", "null"]},
    "n": {"type": "boolean"},
}


def _text(raw: bytes) -> str:
    return decoded(raw, "fuzz.csv").removeprefix("\ufeff")


def _csv(raw: bytes) -> Any:
    table, problems = parse_csv(_text(raw), "fuzz.csv")
    assert all(len(record) == len(table.header) for record in table.records)
    return typed_records(table, FIELDS, "fuzz.csv"), problems


def _number(raw: bytes) -> Any:
    text = raw.decode("utf-8", "replace")
    value = convert(text, {"type": "number"})
    assert isinstance(value, float | Fault)
    return value


def _printed(raw: bytes) -> Any:
    text = raw.decode("utf-8", "replace")
    try:
        found = PrintedNumber.read(text)
    except ValueError as error:
        assert "not a printed number" in str(error)
        return None
    return found.interval()


def _sheet(ending: str) -> Callable[[bytes], Any]:
    return lambda raw: READERS[ending](raw, SheetSource(f"fuzz{ending}"))


PARSERS: Mapping[str, Callable[[bytes], Any]] = {
    "yaml": lambda raw: parse_yaml(_text(raw), "fuzz.yaml"),
    "settings": lambda raw: yamlfile.parse_yaml(_text(raw), "fuzz.yml"),
    "csv": _csv,
    "number": _number,
    "printed": _printed,
    "chapter": lambda raw: parse_chapter("fuzz.qmd", _text(raw)),
    "expression": lambda raw: Expression.parse(_text(raw)),
    "xlsx": _sheet(".xlsx"),
    "ods": _sheet(".ods"),
    "xls": _sheet(".xls"),
    "parquet": _sheet(".parquet"),
}


def feed(name: str, raw: bytes) -> None:
    """Have a parser read bytes: it may refuse them in plain words, and nothing else may happen."""
    try:
        PARSERS[name](raw)
    except (InputError, BookError) as error:
        assert "Remedy: " in str(error)
