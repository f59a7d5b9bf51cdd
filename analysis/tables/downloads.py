"""The ledger and the results as files to download: CSV, JSON and their schemas."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.changes import results_of
from analysis.data import Words, find_root
from analysis.data.editions import Edition, bundle
from analysis.data.labels import COLON, words
from analysis.data.locators import located
from analysis.data.schema import load_schema
from analysis.forensics.entries.entry import Entry
from analysis.forensics.ledger import ledger
from analysis.forensics.uses import Use, load_uses, used_in
from analysis.study import study_at
from analysis.study.loading import At
from analysis.tables.badges import FOLDERS
from analysis.tables.naming import Names, load_names
from analysis.tables.statements import in_words

FOLDER = "downloads"
FILES = "application/x-book-files+json"
SCHEMA = "ledger"
# A spreadsheet takes a cell that begins so for a formula; a signed number is none.
FORMULA = re.compile(r"^[=+\-@\t\r\n]")
SIGNED = re.compile(r"^[+-]\d+(\.\d+)?%?$")

Record = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Downloads:
    """Files that go with the book: texts by name, and what is said of each on the page."""

    files: Mapping[str, str]
    remarks: Mapping[str, Words]

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """Return a list of links, and the files for the engine that publishes them."""
        return bundle(self._shown)

    def _shown(self, edition: Edition) -> dict[str, Any]:
        up = "../" * (2 if FOLDERS[edition] else 1)  # from the edition's chapters
        colon = COLON.text(edition)
        lines = [
            f"- [{name}]({up}{FOLDER}/{name}){colon}{self.remarks[name].text(edition)}"
            for name in self.files
        ]
        return {
            "text/markdown": "\n".join(lines),
            "text/plain": "\n".join(self.files),
            FILES: {f"{FOLDER}/{name}": text for name, text in self.files.items()},
        }

    def write(self, root: Path) -> None:
        """Write the files below ``root``, where Quarto looks for what a page links to."""
        (root / FOLDER).mkdir(exist_ok=True)
        for name, text in self.files.items():
            (root / FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


def ledger_files(root: Path | None = None) -> Downloads:
    """Return the ledger as CSV and JSON with its schema, after writing them to ``downloads/``."""
    folder = root if root is not None else find_root()
    records = ledger_records(ledger(folder).entries, load_names(folder), load_uses(folder))
    schema = load_schema(SCHEMA, folder, "analysis/tables/downloads.py")
    found = Downloads(
        {
            "ledger.csv": as_csv(records),
            "ledger.json": _json(records),
            "ledger.schema.json": _json(schema),
        },
        {
            "ledger.csv": Words(
                "每个刊印数字一行，供电子表格使用", "one row per printed number, for a spreadsheet"
            ),
            "ledger.json": Words("同样的各行，供程序使用", "the same rows, for programs"),
            "ledger.schema.json": Words(
                "各字段的含义（JSON Schema）", "what the fields mean (JSON Schema)"
            ),
        },
    )
    found.write(folder)
    return found


def results_file(at: At = None) -> Downloads:
    """Return the results of the study as JSON with its schema, after writing both."""
    study = study_at(at)
    schema = load_schema("results", study.root, "analysis/tables/downloads.py")
    found = Downloads(
        {
            "results.json": _json(results_of(study).to_dict()),
            "results.schema.json": _json(schema),
        },
        {
            "results.json": Words(
                "本研究的全部结果，可用 book diff 与另一次构建比较",
                "all results of the study, for book diff to compare with those of another build",
            ),
            "results.schema.json": Words(
                "各字段的含义（JSON Schema）", "what the fields mean (JSON Schema)"
            ),
        },
    )
    found.write(study.root)
    return found


def ledger_records(entries: Sequence[Entry], names: Names, uses: Sequence[Use]) -> list[Record]:
    """Return one mapping per entry, with the fields of ``data/schemas/ledger.schema.yaml``."""
    return [_record(each, names, uses) for each in entries]


def _record(each: Entry, names: Names, uses: Sequence[Use]) -> Record:
    row, column = names.row(each), names.column(each)
    return {
        **each.to_dict(),
        "row_zh": row.zh,
        "row_en": row.en,
        "column_zh": column.zh,
        "column_en": column.en,
        "locator_zh": located(each.locator).zh,
        "statistic_zh": words(each.statistic).zh,
        "method_zh": each.method.zh,
        "note_zh": in_words(each.note, names.labels).zh,
        "used_in": list(used_in(each, uses)),
    }


def as_csv(records: Sequence[Record]) -> str:
    """Return the records as CSV that no spreadsheet takes for formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(records[0])
    writer.writerows([_field(value) for value in record.values()] for record in records)
    return out.getvalue()


def _field(value: str | Sequence[str]) -> str:
    text = value if isinstance(value, str) else " ".join(value)
    return f"'{text}" if FORMULA.match(text) and not SIGNED.match(text) else text


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
