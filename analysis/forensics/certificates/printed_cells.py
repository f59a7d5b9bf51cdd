"""Every printed number and mark that a certificate may speak of, as it stands in the data."""

from __future__ import annotations

from pathlib import Path

from analysis.forensics.certificates.cells import PrintedCell
from analysis.forensics.certificates.laws import bottleneck_cell, nca_cell
from analysis.forensics.certificates.ratios import PrintedTables
from analysis.forensics.transcripts import load_transcripts


def printed_tables(root: Path | None = None) -> PrintedTables:
    """Return Tables 4 and 5 of the study as cells."""
    found = load_transcripts(root)
    return PrintedTables.of(found.necessity, found.panels, found.conditions)


def printed_cells(root: Path | None = None) -> frozenset[PrintedCell]:
    """Return the cells of Tables 2 to 5 of the study."""
    found, tables = load_transcripts(root), printed_tables(root)
    nca = [nca_cell(key, number) for key, number in found.nca.items()]
    levels = [
        bottleneck_cell(level, condition, number)
        for condition, column in found.bottlenecks.items()
        for level, number in zip(found.levels, column, strict=True)
    ]
    return frozenset([*tables.numbers, *tables.marks, *nca, *levels])
