"""Put every reading of the contradicted panel's marks to every test and store what is left.

    python tools/search_readings.py

Writes data/forensics/readings.csv (the readings found) and readings_stages.csv (counts per test).
Takes about a minute; the same tables give the same files.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analysis.forensics.certificates.reading_search import load_prose, search_readings
from analysis.forensics.certificates.stored_readings import READINGS_FILE, STAGES_FILE
from analysis.forensics.panels import reading_evidence
from analysis.forensics.transcripts import load_transcripts

ROOT = Path(__file__).resolve().parent.parent
OPEN_CHANGES = 2


def main(arguments: list[str] | None = None) -> int:
    """Return 0 once both files are written."""
    parser = argparse.ArgumentParser(description="Search all readings of the marks.")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder")
    given = parser.parse_args(arguments)
    panel = next(p for p in load_transcripts(given.root).panels if p.outcome_present)
    evidence = reading_evidence(panel, given.root)
    found = search_readings(panel, evidence, load_prose(given.root), OPEN_CHANGES)
    found.to_frame().to_csv(given.root / READINGS_FILE, index=False, lineterminator="\n")
    found.stages_frame().to_csv(given.root / STAGES_FILE, index=False, lineterminator="\n")
    print(f"{len(found.possible)} of {found.total} readings are possible")
    return 0


if __name__ == "__main__":
    sys.exit(main())
