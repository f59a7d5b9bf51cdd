"""Certificates: printed numbers, what each contributes to the proof, and the gap they leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import pandas as pd

from analysis.forensics.certificates.cells import PrintedCell

Side = Literal["low", "high"]
PATTERNS = "patterns"


@dataclass(frozen=True, slots=True)
class Term:
    """One end of a printed number and its multiplier; a law's number has neither (None)."""

    cell: PrintedCell
    side: Side | None = None
    multiplier: Fraction | None = None

    def to_dict(self) -> dict[str, str]:
        """Return the term as a record."""
        record = self.cell.to_dict()
        if self.side is not None and self.multiplier is not None:
            record |= {"side": self.side, "multiplier": str(self.multiplier)}
        return record


@dataclass(frozen=True, slots=True)
class Certificate:
    """A proof that printed numbers and marks cannot hold together.

    ``key`` names it; ``law`` is ``patterns`` (a linear combination that is negative on every
    pattern of 0, 1/2 and 1) or the name of an identity. ``marks`` are the marks that the proof
    needs, ``paths`` maps the paths that it speaks of to their outcome. The numbers imply
    0 <= -``gap``, in the unit of ``reference`` (a set) or of the first number.
    """

    key: str
    law: str
    terms: tuple[Term, ...]
    gap: Fraction
    marks: tuple[PrintedCell, ...] = ()
    paths: tuple[tuple[str, str], ...] = ()
    conditions: tuple[str, ...] = ()
    outcome: str = ""
    reference: str = ""
    cases: int = 0

    @property
    def cells(self) -> tuple[PrintedCell, ...]:
        """Return the printed numbers, then the marks."""
        return (*(term.cell for term in self.terms), *self.marks)

    def to_dict(self) -> dict[str, Any]:
        """Return the certificate as plain data, fit for JSON."""
        record: dict[str, Any] = {
            "key": self.key,
            "law": self.law,
            "numbers": [term.to_dict() for term in self.terms],
            "gap": str(self.gap),
        }
        if self.law == PATTERNS:
            record |= {
                "marks": [mark.to_dict() for mark in self.marks],
                "paths": dict(self.paths),
                "conditions": list(self.conditions),
                "outcome": self.outcome,
                "reference": self.reference,
            }
        return record | ({"cases": self.cases} if self.cases else {})

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Certificate:
        """Return the certificate of plain data."""
        return cls(
            key=record["key"],
            law=record["law"],
            terms=tuple(_term(each) for each in record["numbers"]),
            gap=Fraction(record["gap"]),
            marks=tuple(map(PrintedCell.of, record.get("marks", ()))),
            paths=tuple(record.get("paths", {}).items()),
            conditions=tuple(record.get("conditions", ())),
            outcome=record.get("outcome", ""),
            reference=record.get("reference", ""),
            cases=record.get("cases", 0),
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one row per number: place, printed string, end used, multiplier."""
        return pd.DataFrame(
            {
                **term.cell.to_dict(),
                "side": term.side or "",
                "multiplier": None if term.multiplier is None else float(term.multiplier),
            }
            for term in self.terms
        )


def _term(record: Mapping[str, Any]) -> Term:
    multiplier = record.get("multiplier")
    return Term(
        PrintedCell.of(dict(record)),
        record.get("side"),
        None if multiplier is None else Fraction(multiplier),
    )
