"""Contradictions among the printed numbers, told: certificate, repairs, consequence, entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
from rich.table import Table as RichTable

from analysis.data import InputError, Label, Problem, Words, find_root, load_document, load_table
from analysis.forensics.certificates.cells import PrintedCell
from analysis.forensics.certificates.certificate import PATTERNS, Certificate
from analysis.forensics.certificates.laws import computed
from analysis.forensics.certificates.printed_cells import printed_cells
from analysis.forensics.certificates.repairs import Repair
from analysis.forensics.certificates.store import FILE, REMEDY, load_certificates
from analysis.forensics.certificates.stories import Story, story_of
from analysis.forensics.transcripts import load_transcripts
from analysis.forensics.verdicts import Consequence


@dataclass(frozen=True, slots=True)
class ToldRepair:
    """A repair and what it would do to the paper's story."""

    repair: Repair
    story: Words


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A minimal set of printed numbers that cannot hold together.

    ``independent``: it shares no number with a contradiction listed before it. ``entries`` are the
    ids of the ledger entries involved, ``repairs`` the single cells that would undo it.
    """

    certificate: Certificate
    title: Words
    consequence: Words
    weight: Consequence
    independent: bool
    repairs: tuple[ToldRepair, ...]

    @property
    def key(self) -> str:
        """Return the name of the contradiction, that of its certificate."""
        return self.certificate.key

    @property
    def entries(self) -> tuple[str, ...]:
        """Return the ids of the ledger entries of its numbers."""
        return _entries(self.certificate)

    def to_dict(self) -> dict[str, Any]:
        """Return the contradiction as plain data: certificate, words, repairs, entries."""
        return {
            "certificate": self.certificate.to_dict(),
            "title": {"zh": self.title.zh, "en": self.title.en},
            "consequence": {"zh": self.consequence.zh, "en": self.consequence.en},
            "weight": self.weight.value,
            "independent": self.independent,
            "repairs": [_repair_record(each) for each in self.repairs],
            "entries": list(self.entries),
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one row per repair: cell, values that would do, digits, what blocks it, story."""
        return pd.DataFrame([_repair_record(each) for each in self.repairs])

    def __rich__(self) -> RichTable:
        """Return the numbers with their multipliers as a table for the terminal."""
        shown = RichTable("table", "row", "column", "printed", "multiplier", title=self.title.both)
        for term in self.certificate.terms:
            multiplier = "" if term.multiplier is None else f"{float(term.multiplier):.6g}"
            shown.add_row(*term.cell.to_dict().values(), multiplier)
        shown.caption = f"0 <= {-float(self.certificate.gap):.6g}. {self.consequence.both}"
        return shown


def _entries(certificate: Certificate) -> tuple[str, ...]:
    return tuple(cell.entry_id for cell in certificate.cells if cell.entry_id)


def contradictions(root: Path | None = None) -> tuple[Contradiction, ...]:
    """Return the contradictions found in the printed tables, each certificate verified anew.

    Raises InputError when a file is at fault or a certificate does not hold for the tables.
    """
    return _told(root if root is not None else find_root())


def keys_by_entry(root: Path | None = None) -> Mapping[str, tuple[str, ...]]:
    """Return, per ledger entry in some minimal contradictory set, the keys of these sets.

    An entry that is missing is in none of the sets listed. Sets with a number that is no longer
    printed so are left out: they say nothing of the tables as they are.
    """
    folder = root if root is not None else find_root()
    printed = printed_cells(folder)
    found: dict[str, tuple[str, ...]] = {}
    for each in load_certificates(folder):
        if all(cell in printed for cell in each.cells):
            for entry in _entries(each):
                found[entry] = (*found.get(entry, ()), each.key)
    return found


def contradictions_frame(found: Sequence[Contradiction]) -> pd.DataFrame:
    """Return one row per contradiction: key, law, numbers, gap, weight, independence, title."""
    return pd.DataFrame(
        {
            "key": each.key,
            "law": each.certificate.law,
            "numbers": len(each.certificate.terms),
            "marks": len(each.certificate.marks),
            "gap": float(each.certificate.gap),
            "weight": each.weight.value,
            "independent": each.independent,
            "title": each.title.en,
        }
        for each in found
    )


@lru_cache(maxsize=4)
def _told(root: Path) -> tuple[Contradiction, ...]:
    certificates = load_certificates(root)
    _verified(certificates, root)
    words, repairs = load_document("forensics_contradictions", root), _repairs(root)
    labels = load_transcripts(root).labels
    story = Story.load(root)
    taken: set[PrintedCell] = set()
    found = []
    for certificate in certificates:
        numbers = {term.cell for term in certificate.terms}
        independent = not numbers & taken
        taken |= numbers if independent else set()
        title, consequence = _words(certificate, words, labels)
        told = tuple(
            ToldRepair(each, story_of(each, story)) for each in repairs.get(certificate.key, ())
        )
        weight = Consequence.of(words["laws"][certificate.law]["weight"])
        found.append(Contradiction(certificate, title, consequence, weight, independent, told))
    return tuple(found)


def _verified(certificates: Sequence[Certificate], root: Path) -> None:
    from analysis.forensics.certificates.verify import verify

    printed = printed_cells(root)
    problems = []
    for each in certificates:
        strangers = [cell for cell in each.cells if cell not in printed]
        messages = [f"{c.table}, {c.row}, {c.column} is not printed so" for c in strangers]
        try:
            verify(each.to_dict())
        except (ValueError, KeyError, ZeroDivisionError) as error:
            messages.append(str(error))
        problems += [Problem(FILE, None, each.key, None, text, REMEDY) for text in messages]
    if problems:
        raise InputError(problems)


def _words(
    certificate: Certificate, words: Mapping[str, Any], labels: Mapping[str, Label]
) -> tuple[Words, Words]:
    numbers = [term.cell for term in certificate.terms]
    places = {f"{c.table} {c.row} {c.column}" for c in numbers}
    names = [cell_name(cell, words, labels) for cell in numbers]
    own = next((e for e in words["told"] if set(e["numbers"]) == places), None)
    chosen = own or words["laws"][certificate.law]
    values = "" if certificate.law == PATTERNS else _computed(certificate)
    gap = f"{float(certificate.gap):.4g}"
    texts = []
    for part in ("title", "consequence"):
        zh, en = (
            chosen[part][language].format(
                numbers=comma.join(getattr(n, language) for n in names),
                first=getattr(names[0], language),
                computed=values,
                gap=gap,
            )
            for language, comma in (("zh", "、"), ("en", ", "))
        )
        texts.append(Words(zh, en))
    return texts[0], texts[1]


def cell_name(cell: PrintedCell, words: Mapping[str, Any], labels: Mapping[str, Label]) -> Label:
    """Return what a cell is called: its statistic, and the condition or path it belongs to."""
    names = {key: Label.of(item) for key, item in words["statistics"].items()}
    if cell.is_mark:
        condition, statistic = labels[cell.condition], names["mark"]
        return Label(
            f"{cell.column} {condition.zh}的{statistic.zh}",
            f"{statistic.en} of {condition.en} in {cell.column}",
        )
    if cell.table == "table4":
        no = Label.of(words["negation"]) if cell.row.startswith("~") else Label("", "")
        own, statistic = labels[cell.row.lstrip("~")], names[cell.column]
        return Label(f"{no.zh}{own.zh}{statistic.zh}", f"{no.en}{own.en}, {statistic.en}")
    if cell.table == "table5":
        path = "" if cell.row.startswith("solution") else cell.column
        statistic = names[cell.row]
        return Label(f"{path} {statistic.zh}".strip(), f"{statistic.en} {path}".strip())
    kind, *ceiling = cell.row.split()
    statistic, own = names["level" if cell.table == "table3" else kind], labels[cell.column]
    at = (ceiling[0].split("_")[0].upper() if ceiling else kind) + " "
    return Label(f"{own.zh} {at}{statistic.zh}", f"{own.en}, {at}{statistic.en}")


def _computed(certificate: Certificate) -> str:
    found = computed(certificate.law, certificate.cells, certificate.cases)
    decimals = certificate.cells[0].number.decimals + (0 if found.is_point else 1)
    return found.shown(decimals)


def _repairs(root: Path) -> dict[str, list[Repair]]:
    found: dict[str, list[Repair]] = {}
    for row in load_table("forensics_repairs", root).to_dict("records"):
        text = {str(k): "" if v is None or v != v else v for k, v in row.items()}
        cell = PrintedCell(*(text[name] for name in ("table", "row", "column", "printed")))
        low, high, nearest = (text[name] for name in ("low", "high", "nearest"))
        blocked = text["blocked_by"]
        repair = Repair(text["key"], cell, low, high, nearest, int(row["digits"]), blocked)
        found.setdefault(repair.key, []).append(repair)
    return found


def _repair_record(told: ToldRepair) -> dict[str, Any]:
    repair = told.repair
    return {
        **repair.cell.to_dict(),
        "low": repair.low,
        "high": repair.high,
        "nearest": repair.nearest,
        "digits": repair.digits,
        "blocked_by": repair.blocked_by,
        "story_zh": told.story.zh,
        "story_en": told.story.en,
    }
