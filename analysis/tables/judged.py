"""Printed and recomputed numbers side by side: cells, verdicts and notes that tables share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from analysis.data import Label, find_root
from analysis.forensics.entries.entry import Entry, LedgerSources, load_sources
from analysis.forensics.entries.table1 import table1_entries
from analysis.forensics.entries.table2 import table2_entries
from analysis.forensics.entries.table3 import table3_entries
from analysis.forensics.entries.table4 import table4_entries
from analysis.forensics.entries.table5 import table5_entries
from analysis.forensics.intervals import Number, exact
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.rebuilt import Place, rebuilt_values
from analysis.forensics.verdicts import Basis, Consequence, Verdict
from analysis.study import Origin, load_settings
from analysis.tables.badges import BADGE, BADGE_NOTE, address_of, badged
from analysis.tables.core import Align, Cell, Content, Run, marked, num, runs, zh

Labels: TypeAlias = Mapping[str, Label]
Origins: TypeAlias = Mapping[str, Origin]

PRINTED = Label("刊印", "printed")
RECOMPUTED = Label("重算", "recomputed")
REBUILT = Label("重构", "reconstruction")
VERDICT = Label("判定", "verdict")
NONE = "–"
LEVELS, NO_LEVEL = "table3", "NN"
TOGETHER = "all numbers together"
MEANINGS = {
    Verdict.EXACT: "recomputed from public data or from other printed numbers, and equal as "
    "printed",
    Verdict.CONSISTENT: "possible, but the evidence leaves room or is not independent of it",
    Verdict.CONTRADICTED: "public data or other printed numbers rule it out",
    Verdict.NOT_DETERMINED: "nothing that was printed or published decides it",
}
ENTRIES = {
    "table1": table1_entries,
    "table2": table2_entries,
    "table3": table3_entries,
    "table4": table4_entries,
    "table5": table5_entries,
}
CHANGES = {
    Consequence.PRECISION: "padded zero",
    Consequence.CONCLUSION: "changes a conclusion",
}
OUTCOMES = {
    Consequence.PRECISION: "agree once their padded last zero is left out",
    Consequence.ARITHMETIC: "are slips that change no conclusion",
    Consequence.CONCLUSION: "change a conclusion",
}


@dataclass(frozen=True, slots=True)
class Findings:
    """The ledger by place: (table, row, column) -> entry, and -> value on the reconstruction.

    Verdicts rest on public data and printed numbers alone; the reconstruction takes no part.
    """

    entries: Mapping[Place, Entry]
    rebuilt: Mapping[Place, float]

    @classmethod
    def of(cls, entries: Iterable[Entry], rebuilt: Mapping[Place, float]) -> Findings:
        """Return the findings of some entries."""
        return cls({(each.table, each.row, each.column): each for each in entries}, rebuilt)

    def printed(self, *place: str) -> Cell:
        """Return the number as it was printed."""
        return num(self.entries[_place(place)].printed)

    def badged(self, *place: str) -> Cell:
        """Return the number as it was printed, with its badge, for a table without verdicts."""
        return badged(self.entries[_place(place)])

    def reconstruction(self, *place: str) -> Cell:
        """Return the value on the reconstruction, as the study would print it; a dash for none."""
        table, row, column = place
        value = self.rebuilt.get((table, row, column))
        if value is None:
            return num(NONE)
        if table == LEVELS and value <= 0:
            return num(NO_LEVEL)
        return num(shown(PrintedNumber.read(self.entries[table, row, column].printed), value))

    def verdict(self, *place: str, align: Align = "left") -> Cell:
        """Return the number's badge: mark, word and what a contradiction changes."""
        return judged(self.entries[_place(place)], align)

    def of_table(self, table: str) -> tuple[Entry, ...]:
        """Return the entries of one table."""
        return tuple(each for each in self.entries.values() if each.table == table)


def _place(place: Sequence[str]) -> Place:
    table, row, column = place
    return table, row, column


def load_findings(table: str, root: Path | None = None) -> Findings:
    """Return the findings on one table, ``table1`` to ``table5``, with the reconstruction's values.

    Raises ValueError for another table, InputError for a fault in the files.
    """
    folder = root if root is not None else find_root()
    return Findings.of(load_entries(table, folder), _rebuilt(folder))


def load_entries(table: str, root: Path | None = None) -> tuple[Entry, ...]:
    """Return the ledger's entries on one table; computed once per project root and process."""
    if table not in ENTRIES:
        raise ValueError(f"table must be one of {', '.join(ENTRIES)}, not {table!r}")
    return _entries(table, root if root is not None else find_root())


@lru_cache(maxsize=12)
def _entries(table: str, root: Path) -> tuple[Entry, ...]:
    return tuple(ENTRIES[table](_sources(root)))


@lru_cache(maxsize=2)
def _sources(root: Path) -> LedgerSources:
    return load_sources(root)


@lru_cache(maxsize=2)
def _rebuilt(root: Path) -> Mapping[Place, float]:
    return rebuilt_values(root, permutations=load_settings(root).nca.permutations)


def shown(number: PrintedNumber, value: Number) -> str:
    """Return a value as the study would print it: decimals, ``<0.001``, percent sign, ``NN``."""
    if number.kind == "below" and 0 <= exact(value) < number.number:
        return number.text
    if number.kind == "not necessary":
        return NO_LEVEL if value <= 0 else f"{float(value):.1f}%"
    return number.shown(value)


def verdict(found: Verdict, align: Align = "left", remark: str = "") -> Cell:
    """Return a verdict as a mark and a word, with a remark in brackets."""
    said = f"{found.word} ({remark})" if remark else found.word
    return replace(marked(str(found.value), found.mark, said), align=align)


def judged(each: Entry, align: Align = "left") -> Cell:
    """Return the verdict on an entry, with what a contradiction changes, as its badge."""
    return judged_at(each.id, each.verdict, each.consequence, align)


def judged_at(
    id: str, found: Verdict, consequence: Consequence = Consequence.NONE, align: Align = "left"
) -> Cell:
    """Return the verdict on the printed number with this id, as its badge."""
    plain, remark = verdict(found, align), CHANGES.get(consequence)
    link = Run(plain.text, None, (BADGE,), href=address_of(id))
    return replace(plain, content=(link, Run(f" ({remark})")) if remark else (link,))


def basis(found: Basis) -> tuple[Run, ...]:
    """Return what a verdict rests on, in both languages."""
    return zh(found.label.zh), Run(f" {found.label.en}")


def verdict_note(found: Iterable[Verdict]) -> Content:
    """Return what the verdicts of a table mean: those of ``found``, each once."""
    held = set(found)
    parts = [f"{each.mark} {each.word}: {MEANINGS[each]}" for each in Verdict if each in held]
    return [zh(VERDICT.zh), f" Verdicts. {'; '.join(parts)}."]


def entries_note(found: Sequence[Entry], linked: bool = True) -> Content:
    """Return what the verdicts on some entries mean, and what their contradictions change.

    ``linked``: the table has badges, and the note says where they lead.
    """
    changed = Counter(each.consequence for each in found)
    told = [f"{changed[each]} {meaning}" for each, meaning in OUTCOMES.items() if changed[each]]
    counted = f" Of the contradicted numbers {'; '.join(told)}." if told else ""
    return [
        *runs(verdict_note(each.verdict for each in found)),
        f"{counted} {BADGE_NOTE}" if linked else counted,
    ]


def reconstruction_note(origins: Origins, labels: Labels) -> Content:
    """Return the note that names the reconstructed columns."""
    names = [labels[key].en for key, origin in origins.items() if origin == "reconstructed"]
    return [
        zh(REBUILT.zh),
        f" Reconstruction: the memberships in {_listed(names)} are not data of the study. They are "
        "one of many sets that agree with the printed statistics, and they decide no verdict.",
    ]


def _listed(names: Sequence[str]) -> str:
    lower = [name[0].lower() + name[1:] for name in names]
    return lower[0] if len(lower) == 1 else f"{', '.join(lower[:-1])} and {lower[-1]}"
