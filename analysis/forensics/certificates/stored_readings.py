"""The stored result of the search over all readings of the marks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.data import find_root, load_table
from analysis.forensics.certificates.reading_search import FoundReading
from analysis.forensics.literals import Conjunction, SetLiteral

READINGS_FILE = "data/forensics/readings.csv"
STAGES_FILE = "data/forensics/readings_stages.csv"
COUNTS = ("changes", "against_core", "against_text", "against_cases")


@dataclass(frozen=True, slots=True)
class Stage:
    """One test of the search: readings put to it, failed, left."""

    test: str
    tried: int
    failed: int
    left: int


@dataclass(frozen=True, slots=True)
class StoredReadings:
    """Counts per test and the readings found, best first; ``paths`` names the paths."""

    paths: tuple[str, ...]
    stages: tuple[Stage, ...]
    found: tuple[FoundReading, ...]

    @property
    def possible(self) -> tuple[FoundReading, ...]:
        """Return the readings under which the panel is complete as printed."""
        return tuple(each for each in self.found if not each.unprinted)

    @property
    def with_a_further_path(self) -> tuple[FoundReading, ...]:
        """Return the readings that need a path that was not printed."""
        return tuple(each for each in self.found if each.unprinted)

    @property
    def least_changes(self) -> int | None:
        """Return the fewest marks to change for a complete panel; None when none is possible."""
        return min((each.changes for each in self.possible), default=None)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per test: tried, failed, left."""
        return pd.DataFrame(
            {"test": s.test, "tried": s.tried, "failed": s.failed, "left": s.left}
            for s in self.stages
        )

    def to_dict(self) -> dict[str, Any]:
        """Return counts per test and of what was found, as plain data."""
        return {
            "stages": self.to_frame().to_dict("records"),
            "possible": len(self.possible),
            "with_a_further_path": len(self.with_a_further_path),
            "least_changes": self.least_changes,
        }


def stored_readings(root: Path | None = None) -> StoredReadings:
    """Return the stored search. Raises InputError as the data layer does."""
    return _load(root if root is not None else find_root())


@lru_cache(maxsize=4)
def _load(root: Path) -> StoredReadings:
    frame = load_table("forensics_readings", root)
    stages = load_table("forensics_readings_stages", root)
    paths = tuple(str(name) for name in frame.columns if name not in (*COUNTS, "unprinted"))
    found = tuple(
        FoundReading(
            marks=tuple(conjunction_of(row[path]) for path in paths),
            unprinted=conjunction_of(row["unprinted"]),
            **{name: int(row[name]) for name in COUNTS},
        )
        for row in frame.to_dict("records")
    )
    rows = (
        Stage(r["test"], int(r["tried"]), int(r["failed"]), int(r["left"]))
        for r in stages.to_dict("records")
    )
    return StoredReadings(paths, tuple(rows), found)


def conjunction_of(text: str) -> Conjunction:
    """Return the literals of a written conjunction; none for an empty text."""
    parts = text.split("*") if isinstance(text, str) and text else []
    return tuple(SetLiteral(part.lstrip("~"), not part.startswith("~")) for part in parts)
