"""The counts of `make test-robust`, kept in .cache/robust/report.txt."""

from __future__ import annotations

import time
from pathlib import Path

FILE = Path(__file__).parents[2] / ".cache/robust/report.txt"


def report(text: str) -> None:
    """Print a line of the report, and keep it with the time."""
    print(f"\n{text}")
    FILE.parent.mkdir(parents=True, exist_ok=True)
    with FILE.open("a", encoding="utf-8") as stream:
        stream.write(f"{time.strftime('%Y-%m-%d %H:%M')}  {text}\n")
