"""Where this book uses printed numbers: from a place in a paper to figures and tables here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.data import load_document
from analysis.forensics.entries.entry import Entry


@dataclass(frozen=True, slots=True)
class Use:
    """A rule: the places of a document, table, row and column it covers, and their labels.

    None stands for every table, row or column.
    """

    document: str
    table: str | None
    rows: frozenset[str] | None
    columns: frozenset[str] | None
    labels: tuple[str, ...]

    def covers(self, each: Entry) -> bool:
        """Return whether the rule holds for an entry."""
        return (
            each.document == self.document
            and self.table in (None, each.table)
            and (self.rows is None or each.row in self.rows)
            and (self.columns is None or each.column in self.columns)
        )


def load_uses(root: Path | None = None) -> tuple[Use, ...]:
    """Return the rules of ``data/forensics/uses.yaml``, in order."""
    return tuple(_use(item) for item in load_document("forensics_uses", root)["uses"])


def used_in(each: Entry, uses: Sequence[Use]) -> tuple[str, ...]:
    """Return the labels of the figures and tables that use an entry: those of the first rule."""
    return next((use.labels for use in uses if use.covers(each)), ())


def _use(item: Mapping[str, Any]) -> Use:
    return Use(
        item["document"],
        item.get("table"),
        frozenset(item["rows"]) if "rows" in item else None,
        frozenset(item["columns"]) if "columns" in item else None,
        tuple(item["labels"]),
    )
