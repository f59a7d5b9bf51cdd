"""Search the printed tables for minimal contradictory sets and store a certificate of each.

    python tools/search_certificates.py [--cap 5]

Takes some minutes. The certificates go to data/forensics/certificates.json; the same tables give
the same file. `python -m analysis.forensics.certificates.verify FILE` verifies them.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analysis.forensics.certificates.laws import law_contradictions
from analysis.forensics.certificates.ratios import PrintedTables
from analysis.forensics.certificates.search import pattern_contradictions
from analysis.forensics.certificates.store import FILE, as_json
from analysis.forensics.transcripts import load_transcripts
from analysis.study import load_settings

ROOT = Path(__file__).resolve().parent.parent
CAP = 5


def main(arguments: list[str] | None = None) -> int:
    """Return 0 once the file is written."""
    parser = argparse.ArgumentParser(description="Find and store contradictions.")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder")
    parser.add_argument("--cap", type=int, default=CAP, help="how many of the smallest sets")
    given = parser.parse_args(arguments)
    transcripts = load_transcripts(given.root)
    tables = PrintedTables.of(transcripts.necessity, transcripts.panels, transcripts.conditions)
    found = [
        *pattern_contradictions(tables, given.cap),
        *law_contradictions(transcripts, load_settings(given.root).size),
    ]
    (given.root / FILE).write_text(as_json(found), encoding="utf-8")
    print(f"{len(found)} certificates in {FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
