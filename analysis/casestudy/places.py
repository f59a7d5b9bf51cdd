"""Problems that only the meaning of a file shows, placed on its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.data import InputError, Problem, find_entry, find_root
from analysis.data.csv_text import parse_csv
from analysis.data.files import read_text
from analysis.data.yaml_text import parse_yaml

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at ``path``: an entry of a document, or (record, column) of a table."""

    path: Steps
    value: str
    message: str
    remedy: str


def refuse(id: str, faults: Sequence[Fault], root: Path | None) -> None:
    """Raise InputError with every fault of a data file on its line; return when there is none."""
    if not faults:
        return
    folder = root if root is not None else find_root()
    file = find_entry(id, folder).path
    text = read_text(folder, file)
    if file.endswith(".csv"):
        lines = parse_csv(text, file)[0].lines
        places = [(lines[int(fault.path[0])], str(fault.path[1])) for fault in faults]
    else:
        parsed = parse_yaml(text, file)
        places = [(parsed.line(fault.path), "/".join(map(str, fault.path))) for fault in faults]
    raise InputError(
        [
            Problem(file, line, column, fault.value, fault.message, fault.remedy)
            for fault, (line, column) in zip(faults, places, strict=True)
        ]
    )
