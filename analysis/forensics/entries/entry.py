"""One entry of the ledger, and everything the entries are computed from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import pandas as pd

from analysis.data import Words, load_document
from analysis.data.labels import NOTHING, Text, english, ranged
from analysis.forensics.hidden_sums import HiddenSums, hidden_sums
from analysis.forensics.intervals import Interval
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.public_facts import PublicFacts, load_public_facts
from analysis.forensics.transcripts import Transcripts, load_transcripts
from analysis.forensics.verdicts import Basis, Consequence, Verdict
from analysis.study import Settings, load_settings
from analysis.study.memberships import calibrated

AT_MOST_ZERO = Words("至多 0", "at most 0")
NOT_IN_LINKS = re.compile(r"[^a-z0-9]+")


def place_id(document: str, table: str, row: str, column: str) -> str:
    """Return the stable name of a place, fit for links."""
    place = f"{document.split()[0]} {table} {row} {column}"
    return NOT_IN_LINKS.sub("-", place.replace("~", "not ").lower()).strip("-")


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed number: where it stands, what was recomputed, the verdict and how.

    ``printed`` is the string; ``recomputed`` and ``interval`` (the values that print the string)
    are texts in the printed unit, empty where there are none; ``rule`` names the rounding under
    which the recomputed value prints the string, empty when it is not sure to. ``locator`` is the
    page or section, ``statistic`` what the number claims to be, ``check`` the function that
    decided, as a dotted name below ``analysis``.
    """

    document: str
    table: str
    row: str
    column: str
    printed: str
    recomputed: Text
    interval: Text
    rule: str
    verdict: Verdict
    basis: Basis
    consequence: Consequence
    method: Words
    note: Words = NOTHING
    locator: str = ""
    statistic: Text = ""
    check: str = ""

    @property
    def id(self) -> str:
        """Return a stable name of the place, fit for links: ``case-table1-xb-minutes``."""
        return place_id(self.document, self.table, self.row, self.column)

    def to_dict(self) -> dict[str, str]:
        """Return the entry as plain text, verdict, basis and consequence by their keys."""
        return {
            "id": self.id,
            "document": self.document,
            "table": self.table,
            "locator": self.locator,
            "row": self.row,
            "column": self.column,
            "statistic": english(self.statistic),
            "printed": self.printed,
            "recomputed": english(self.recomputed),
            "interval": english(self.interval),
            "rule": self.rule,
            "verdict": self.verdict.value,
            "basis": self.basis.value,
            "consequence": self.consequence.value,
            "check": self.check,
            "method": self.method.en,
            "note": self.note.en,
        }


@dataclass(frozen=True, slots=True)
class LedgerSources:
    """What the configurational study's entries rest on.

    ``memberships`` (28, 3): calibrated authentic columns. ``permutations``: counts to try for
    p-values.
    """

    tables: Transcripts
    settings: Settings
    sums: HiddenSums
    public: PublicFacts
    permutations: tuple[int, ...]
    memberships: pd.DataFrame = field(repr=False, compare=False)

    def is_authentic(self, variable: str) -> bool:
        """Return whether the variable is computed from public data."""
        return variable in self.memberships.columns


def load_sources(root: Path | None = None) -> LedgerSources:
    """Return the printed tables, settings, hidden sums and authentic columns of the study."""
    tables, settings, public = (
        load_transcripts(root),
        load_settings(root),
        load_public_facts(root),
    )
    rule = settings.calibration
    columns = {
        name: calibrated(public.values[name], rule, rounding).memberships
        for name, rounding in rule.roundings.items()
    }
    return LedgerSources(
        tables=tables,
        settings=settings,
        sums=hidden_sums(tables.necessity, settings.size),
        public=public,
        permutations=tuple(load_document("forensics_variants", root)["permutations"]),
        memberships=pd.DataFrame(columns),
    )


def shown(printed: PrintedNumber, values: Interval | None) -> Text:
    """Return recomputed values as text with two decimals more than the printed number."""
    if values is None:
        return ""
    if printed.kind == "not necessary" and values.high <= 0:
        return AT_MOST_ZERO
    decimals = printed.decimals + 2
    if values.is_point:
        return _digits(values.low, decimals)
    low, high = _digits(values.low, decimals), _digits(values.high, decimals)
    return low if low == high else ranged(low, high)


def shown_interval(printed: PrintedNumber) -> Words:
    """Return the values that print the same string under half-up rounding, as text."""
    span = printed.interval()
    decimals = printed.decimals + 1
    if printed.kind == "not necessary":
        return AT_MOST_ZERO
    return ranged(_digits(span.low, decimals), _digits(span.high, decimals))


def _digits(value: Fraction, decimals: int) -> str:
    return f"{float(value):.{decimals}f}"
