"""The ledger: every printed number beside its recomputation, with a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analysis.data import Words, find_root
from analysis.data.labels import COMMA, SEMICOLON
from analysis.forensics.certificates import keys_by_entry
from analysis.forensics.entries.case_study import case_study_entries
from analysis.forensics.entries.entry import Entry, load_sources
from analysis.forensics.entries.table1 import table1_entries
from analysis.forensics.entries.table2 import table2_entries
from analysis.forensics.entries.table3 import table3_entries
from analysis.forensics.entries.table4 import table4_entries
from analysis.forensics.entries.table5 import table5_entries
from analysis.forensics.entries.text import text_entries
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.rebuilt import Place
from analysis.forensics.verdicts import Consequence, Verdict


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every printed number of both studies, in the order of their tables.

    ``rebuilt`` maps (table, row, column) to the value that the reconstructed memberships give;
    empty when they were left out. It takes no part in the verdicts.
    """

    entries: tuple[Entry, ...]
    rebuilt: Mapping[Place, float]

    def of(self, table: str, row: str, column: str) -> Entry:
        """Return one entry. Raises KeyError when there is none."""
        for each in self.entries:
            if (each.table, each.row, each.column) == (table, row, column):
                return each
        raise KeyError((table, row, column))

    def with_verdict(self, verdict: Verdict) -> tuple[Entry, ...]:
        """Return the entries of one verdict."""
        return tuple(each for each in self.entries if each.verdict is verdict)

    def summary(self) -> pd.DataFrame:
        """Return counts of entries: one row per document and table, one column per verdict.

        Documents stand as in the ledger, their numbered tables in order and before their text.
        ``padded`` counts the contradicted numbers that agree once trailing zeros are left out,
        ``conclusion`` those that change a conclusion; ``total`` all entries.
        """
        frame = self.to_frame()
        marks = {verdict.value: frame["verdict"] == verdict.value for verdict in Verdict}
        marks |= {name: frame["consequence"] == each.value for name, each in NOTED.items()}
        marks["total"] = frame["verdict"].notna()
        groups = [frame["document"], frame["table"]]
        counts = pd.DataFrame(marks).astype(int).groupby(groups, sort=False).sum()
        documents = list(frame["document"].unique())
        rows = sorted(counts.index, key=lambda row: (documents.index(row[0]), *_place(row[1])))
        return counts.loc[rows]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per entry; ``reconstructed`` and ``reconstruction_agrees`` at the end."""
        frame = pd.DataFrame([self._record(each) for each in self.entries])
        return frame.astype({"reconstruction_agrees": "boolean"})

    def _record(self, each: Entry) -> dict[str, object]:
        value = self.rebuilt.get((each.table, each.row, each.column))
        agrees = None if value is None else bool(_in_printed_unit(each.printed, value))
        return {
            **each.to_dict(),
            "reconstructed": float("nan") if value is None else value,
            "reconstruction_agrees": agrees,
        }


IN_SET = Words("属于矛盾集 {keys}", "in the contradictory set {keys}")
IN_SETS = Words("属于矛盾集 {keys}", "in the contradictory sets {keys}")
NOTED = {"padded": Consequence.PRECISION, "conclusion": Consequence.CONCLUSION}


def _place(table: str) -> tuple[bool, int]:
    """Return what sorts a part of a document: tables by their number, then all else."""
    number = table.removeprefix("table")
    return (False, int(number)) if number.isdecimal() else (True, 0)


def ledger(root: Path | None = None, rebuilt: Mapping[Place, float] | None = None) -> Ledger:
    """Return the ledger of both studies.

    ``rebuilt`` are values on the reconstructed memberships (``rebuilt_values``), shown beside the
    verdicts. Raises InputError for a fault in the files.
    """
    folder = root if root is not None else find_root()
    return Ledger(_entries(folder), dict(rebuilt or {}))


@lru_cache(maxsize=2)
def _entries(root: Path) -> tuple[Entry, ...]:
    """Return all entries; computed once per project root and process."""
    sets = keys_by_entry(root)
    return tuple(_with_sets(each, sets.get(each.id, ())) for each in _all(root))


def _with_sets(each: Entry, keys: Sequence[str]) -> Entry:
    """The entry with a note on the minimal contradictory sets that it belongs to."""
    if not keys:
        return each
    sets = (IN_SETS if len(keys) > 1 else IN_SET).format(keys=COMMA.join(keys))
    return replace(each, note=SEMICOLON.join([each.note, sets]) if each.note else sets)


def _all(root: Path) -> Iterator[Entry]:
    sources = load_sources(root)
    for entries in (table1_entries, table2_entries, table3_entries, table4_entries, table5_entries):
        yield from entries(sources)
    yield from text_entries(sources, root)
    yield from case_study_entries(root)


def _in_printed_unit(printed: str, value: float) -> bool:
    return bool(PrintedNumber.read(printed).agrees(value))
