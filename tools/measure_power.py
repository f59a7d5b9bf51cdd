"""Measure the power of the forensic checks and write it to data/forensics/power.csv.

    python tools/measure_power.py ["necessity table" ...]

Measures the kinds of tables named, all without a name, and leaves the rows of the others. Takes
some minutes. Seed and number of random tables stand in data/forensics/variants.yaml; the same give
the same file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from analysis.data import find_root, load_document
from analysis.forensics.checks.power import measure_power, power_frame
from analysis.forensics.checks.registry import KINDS

FILE = "data/forensics/power.csv"


def main(named: list[str]) -> int:
    """Write the rows of the named kinds of tables, one kind after the other."""
    kinds = {label.en: takes for takes, label in KINDS.items()}
    unknown = [name for name in named if name not in kinds]
    if unknown:
        print(f"no such table: {', '.join(unknown)}; there are {', '.join(kinds)}", file=sys.stderr)
        return 2
    rule = load_document("forensics_variants")["power"]
    path = find_root() / FILE
    for name in named or kinds:
        found = power_frame(measure_power(kinds[name], rule["seed"], rule["tables"]))
        _replaced(path, name, found, list(kinds)).to_csv(path, index=False, lineterminator="\n")
        print(f"{name}: {len(found)} rows", flush=True)
    return 0


def _replaced(path: Path, name: str, found: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    old = pd.read_csv(path) if path.exists() else found.iloc[:0]
    whole = pd.concat([old[old["kind"] != name], found])
    return whole.sort_values("kind", key=lambda kind: kind.map(order.index), kind="stable")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
