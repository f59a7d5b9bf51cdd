"""A new study: its folder with a file to fill in, around a table of one's own or an example."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.data import InputError, Problem
from analysis.data.csv_text import NUMBER, CsvText
from analysis.data.files import CATALOGUE
from analysis.data.rules import suggest
from analysis.data.sheets import SheetSource, read_sheet
from analysis.study.declared import FILE, FOLDER

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
KEY = re.compile(r"[a-z][a-z0-9_]*")
EXAMPLE_FILE = "data.csv"
EXAMPLE = """\
case,outcome,skill,funding,network
Alder,82,71,35,64
Birch,77,64,41,70
Cedar,69,58,22,61
Elm,64,69,30,52
Fir,41,33,18,49
Hazel,35,42,25,31
Larch,28,21,12,37
Maple,22,30,15,28
Oak,58,49,44,33
Pine,47,37,38,42
"""
OUTCOME = "outcome"
MODELINE = "# yaml-language-server: $schema=../../schemas/study.schema.json"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new study is made around: a table, its column of cases, outcome and conditions."""

    file: str
    case: str
    outcome: str
    conditions: tuple[str, ...]


def new_study(
    name: str, root: Path, table: Path | None = None, outcome: str | None = None
) -> tuple[str, ...]:
    """Return the files of a new study, relative to the root, after writing them.

    ``table`` is copied into its folder: its first column names the cases, every other column of
    numbers becomes a variable, ``outcome`` the outcome. Without a table there is an example.
    Raises InputError for a name that is taken or no name, and for a table without such columns.
    """
    folder = root / FOLDER / name
    if not NAME.fullmatch(name):
        raise _fault(name, "no name for a study", "use small letters, digits and -")
    if not (root / CATALOGUE).is_dir():
        remedy = "run it in the project's root, or give --root"
        raise InputError([Problem(FOLDER, None, None, None, "this is no project", remedy)])
    if folder.exists():
        raise _fault(name, "there is a study of this name", "choose another one, or remove it")
    if table is None:
        draft, content = _example(), EXAMPLE.encode()
    else:
        draft, content = _draft(table, outcome), table.read_bytes()
    folder.mkdir(parents=True)
    (folder / draft.file).write_bytes(content)
    (folder / FILE).write_text(_text(name, draft), encoding="utf-8")
    return tuple(f"{FOLDER}/{name}/{file}" for file in (FILE, draft.file))


def _example() -> Draft:
    heads = EXAMPLE.splitlines()[0].split(",")
    return Draft(EXAMPLE_FILE, heads[0], OUTCOME, tuple(heads[2:]))


def _draft(table: Path, outcome: str | None) -> Draft:
    path = table.resolve()
    if path.suffix not in {".csv", ".xlsx", ".xls", ".ods", ".parquet"}:
        remedy = "give a .csv, .xlsx, .xls, .ods or .parquet file"
        raise InputError([Problem(str(table), None, None, None, "no table", remedy)])
    sheet = read_sheet(path.parent, SheetSource(path.name), "correct the path")
    case, *others = sheet.header
    numbers = [head for head in others if _is_number(sheet, head)]
    chosen = outcome or (OUTCOME if OUTCOME in numbers else numbers[0] if numbers else "")
    if chosen not in numbers:
        remedy = f"{suggest(chosen, numbers)}: --outcome COLUMN"
        message = "no column of numbers with this head"
        raise InputError([Problem(path.name, 1, chosen or None, None, message, remedy)])
    conditions = tuple(head for head in numbers if head != chosen)
    if not 2 <= len(conditions) <= 20:
        remedy = "keep 2 to 20 columns of numbers beside the outcome"
        message = f"{len(conditions)} columns of numbers for conditions"
        raise InputError([Problem(path.name, 1, None, None, message, remedy)])
    return Draft(path.name, case, chosen, conditions)


def _is_number(sheet: CsvText, head: str) -> bool:
    place = sheet.header.index(head)
    cells = [record[place] for record in sheet.records if record[place]]
    return bool(cells) and all(NUMBER.fullmatch(cell) for cell in cells)


def _fault(name: str, message: str, remedy: str) -> InputError:
    return InputError([Problem(FOLDER, None, None, name, message, remedy)])


def _text(name: str, draft: Draft) -> str:
    keys = _keys((draft.outcome, *draft.conditions))
    variables = "".join(
        _variable(key, head, "outcome" if head == draft.outcome else "condition")
        for key, head in zip(keys, (draft.outcome, *draft.conditions), strict=True)
    )
    return f"""\
{MODELINE}
# A study: what is compared, with which data, at which thresholds. Editors that read the schema
# complete and explain every field; 'book study check {name}' says what is wrong and what comes out.
title: {{zh: {_quoted(name)}, en: {_quoted(name)}}}
cases:
  table: data
  noun: {{zh: 案例, one: case, many: cases}}
  missing: refuse  # or listwise: leave out cases without a value, and report them
tables:
  - {{id: data, file: {_quoted(draft.file)}, case: {_quoted(draft.case)}}}
variables:
{variables}\
calibration:  # of every variable, unless it has a calibration of its own
  method: fsqca
  quantiles: {{exclusion: 0.25, crossover: 0.5, inclusion: 0.75}}  # or anchors, by variable
  decimals: 2
  crossover_value: 0.501
nca: {{effect_size_threshold: 0.1, significance: 0.05, permutations: 10000, seed: 1}}
qca: {{necessity_consistency: 0.9, frequency: 1, consistency: 0.8, pri: 0.5}}
robustness: {{consistency: 0.85, bootstraps: 200, seed: 1}}
explorer:
  frequency: {{from: 1, to: 3, step: 1}}
  consistency: {{from: 0.7, to: 1, step: 0.01}}
  pri: {{from: 0.3, to: 1, step: 0.01}}
"""


def _variable(key: str, head: str, role: str) -> str:
    expected = "    expected: present\n" if role == "condition" else ""
    return f"""\
  - key: {key}
    zh: {_quoted(head)}
    en: {_quoted(head)}
    role: {role}
{expected}    data: {{table: data, column: {_quoted(head)}}}
"""


def _keys(heads: Sequence[str]) -> list[str]:
    """Return a key for every head: its own letters where they make one, else its number."""
    keys: list[str] = []
    for place, head in enumerate(heads):
        plain = re.sub(r"[^a-z0-9]+", "_", head.lower()).strip("_")[:50]
        key = plain if KEY.fullmatch(plain) else f"variable_{place}"
        keys.append(key if key not in keys else f"{key}_{place}")
    return keys


def _quoted(text: str) -> str:
    """Return a text as YAML writes it on one line, whatever signs it has."""
    return '"' + "".join(_signs(text)) + '"'


def _signs(text: str) -> Iterable[str]:
    for sign in text:
        if sign in '"\\':
            yield f"\\{sign}"
        elif sign.isprintable():
            yield sign
        else:
            yield f"\\U{ord(sign):08X}"
