"""Printed and recomputed numbers side by side: cells, verdicts and notes that tables share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from analysis.data import Label, Words, find_root
from analysis.data.labels import COMMA, NOTHING, SEMICOLON, Text, bracketed, words
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
from analysis.tables.core import (
    Align,
    Cell,
    Content,
    Part,
    Run,
    either,
    marked,
    num,
    on_one_line,
    runs,
    zh,
)

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
    Verdict.EXACT: Words(
        "由公开数据或其他刊印数字重算，与刊印相同",
        "recomputed from public data or from other printed numbers, and equal as printed",
    ),
    Verdict.CONSISTENT: Words(
        "有可能成立，但依据留有余地，或与该数字不独立",
        "possible, but the evidence leaves room or is not independent of it",
    ),
    Verdict.CONTRADICTED: Words(
        "被公开数据或其他刊印数字排除", "public data or other printed numbers rule it out"
    ),
    Verdict.NOT_DETERMINED: Words(
        "已刊印或公布的内容都不足以判定", "nothing that was printed or published decides it"
    ),
}
ENTRIES = {
    "table1": table1_entries,
    "table2": table2_entries,
    "table3": table3_entries,
    "table4": table4_entries,
    "table5": table5_entries,
}
CHANGES = {
    Consequence.PRECISION: Words("末位补零", "padded zero"),
    Consequence.CONCLUSION: Words("影响结论", "changes a conclusion"),
}
OUTCOMES = {
    Consequence.PRECISION: Words(
        "{count} 个去掉末位补的零便相符", "{count} agree once their padded last zero is left out"
    ),
    Consequence.ARITHMETIC: Words(
        "{count} 个是不影响结论的偏差", "{count} are slips that change no conclusion"
    ),
    Consequence.CONCLUSION: Words("{count} 个影响结论", "{count} change a conclusion"),
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


def verdict(found: Verdict, align: Align = "left", remark: Text = "") -> Cell:
    """Return a verdict as a mark and a word, with a remark in brackets."""
    said = bracketed(words(found.label), remark)
    return replace(marked(str(found.value), found.mark, said), align=align)


def judged(each: Entry, align: Align = "left") -> Cell:
    """Return the verdict on an entry, with what a contradiction changes, as its badge."""
    return judged_at(each.id, each.verdict, each.consequence, align)


def judged_at(
    id: str, found: Verdict, consequence: Consequence = Consequence.NONE, align: Align = "left"
) -> Cell:
    """Return the verdict on the printed number with this id, as its badge."""
    plain, label = verdict(found, align), found.label
    address = address_of(id)
    link = either(
        Run(f"{found.mark} {label.zh}", None, (BADGE,), href=address),
        Run(f"{found.mark} {label.en}", None, (BADGE,), href=address),
    )
    remark = CHANGES.get(consequence)
    more = () if remark is None else runs(bracketed(NOTHING, remark))
    return replace(plain, content=(*link, *more))


def basis(found: Basis) -> tuple[Part, ...]:
    """Return what a verdict rests on, in both languages."""
    return on_one_line(found.label)


def verdict_note(found: Iterable[Verdict]) -> Content:
    """Return what the verdicts of a table mean: those of ``found``, each once."""
    held = set(found)
    parts = SEMICOLON.join(_meaning(each) for each in Verdict if each in held)
    return either(f"判定：{parts.zh}。", [zh(VERDICT.zh), f" Verdicts. {parts.en}."])


def _meaning(each: Verdict) -> Words:
    label, meaning = each.label, MEANINGS[each]
    return Words(f"{each.mark} {label.zh}（{meaning.zh}）", f"{each.mark} {label.en}: {meaning.en}")


def entries_note(found: Sequence[Entry], linked: bool = True) -> Content:
    """Return what the verdicts on some entries mean, and what their contradictions change.

    ``linked``: the table has badges, and the note says where they lead.
    """
    changed = Counter(each.consequence for each in found)
    told = SEMICOLON.join(
        meaning.format(count=changed[each]) for each, meaning in OUTCOMES.items() if changed[each]
    )
    counted = Words(f"矛盾的数字中，{told.zh}。", f" Of the contradicted numbers {told.en}.")
    return runs(
        [
            *runs(verdict_note(each.verdict for each in found)),
            counted if told else "",
            Words(BADGE_NOTE.zh, f" {BADGE_NOTE.en}") if linked else "",
        ]
    )


def reconstruction_note(origins: Origins, labels: Labels) -> Content:
    """Return the note that names the reconstructed columns; nothing where there is none."""
    held = [labels[key] for key, origin in origins.items() if origin == "reconstructed"]
    if not held:
        return ""
    return either(
        f"重构：{COMMA.zh.join(label.zh for label in held)}的隶属度不是研究的数据，只是与刊印统计量"
        "相符的许多组隶属度之一，任何判定都不以它们为依据。",
        [
            zh(REBUILT.zh),
            f" Reconstruction: the memberships in {_listed([label.en for label in held])} are not "
            "data of the study. They are one of many sets that agree with the printed statistics, "
            "and they decide no verdict.",
        ],
    )


def _listed(names: Sequence[str]) -> str:
    lower = [name[0].lower() + name[1:] for name in names]
    return lower[0] if len(lower) == 1 else f"{', '.join(lower[:-1])} and {lower[-1]}"
