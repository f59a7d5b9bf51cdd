"""Search the repairs of every certified contradiction, and of all of them at once.

    python tools/search_repairs.py

Reads data/forensics/certificates.json; writes contradictions_repairs.csv (single cells, per
contradiction) and contradictions_search.csv (cells and pairs of cells that would repair Tables 4
and 5 as a whole) beside it. Takes some minutes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd

from analysis.forensics.certificates.certificate import PATTERNS
from analysis.forensics.certificates.printed_cells import printed_tables
from analysis.forensics.certificates.repair_search import (
    RepairSearch,
    least_numbers,
    search_repairs,
)
from analysis.forensics.certificates.repairs import repairs
from analysis.forensics.certificates.store import load_certificates

ROOT = Path(__file__).resolve().parent.parent
REPAIRS = "data/forensics/contradictions_repairs.csv"
SEARCH = "data/forensics/contradictions_search.csv"
MOST_NUMBERS = 6


def main(arguments: list[str] | None = None) -> int:
    """Return 0 once both files are written."""
    parser = argparse.ArgumentParser(description="Search repairs of the contradictions.")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder")
    root = parser.parse_args(arguments).root
    known, tables = load_certificates(root), printed_tables(root)
    rows = [
        {"key": r.key, **r.cell.to_dict(), "low": r.low, "high": r.high, "nearest": r.nearest,
         "digits": r.digits, "blocked_by": r.blocked_by}
        for each in known
        for r in repairs(each, tables, known)
    ]  # fmt: skip
    pd.DataFrame(rows).to_csv(root / REPAIRS, index=False, lineterminator="\n")
    patterns = [each for each in known if each.law == PATTERNS]
    found = [row("any", search_repairs(tables, patterns, size)) for size in (1, 2)]
    fewest = least_numbers(tables, patterns, MOST_NUMBERS)
    if fewest is not None:
        cells = "; ".join(f"{c.table} {c.row} {c.column}" for c in fewest)
        found.append({"cells": "numbers", "size": len(fewest), "possible": 1, "example": cells})
    frame = pd.DataFrame(found).astype({name: "Int64" for name in found[0] if name not in TEXTS})
    frame.to_csv(root / SEARCH, index=False, lineterminator="\n")
    print(f"{len(rows)} repairs; {frame.to_string()}")
    return 0


TEXTS = ("cells", "example")


def row(cells: str, found: RepairSearch) -> dict[str, object]:
    """Return one row of the search's file."""
    ways = ["; ".join(f"{c.row} {c.column} {c.printed}" for c in way) for way in found.possible]
    return {
        "cells": cells,
        "size": found.size,
        "tried": found.tried,
        "by_certificates": found.ruled_out_by_certificates,
        "by_programme": found.ruled_out_by_programme,
        "possible": len(found.possible),
        "example": ways[0] if ways else None,
    }


if __name__ == "__main__":
    sys.exit(main())
