"""The declared reading of Table 5, apart from the search so that tables need not load it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.data import load_document
from analysis.forensics.literals import Conjunction, SetLiteral
from analysis.forensics.transcripts import load_transcripts


@dataclass(frozen=True, slots=True)
class Reading:
    """How Table 5 is read: the literals of its six paths, in the order of the table.

    ``met`` names the numbers of the first panel that the reconstruction is fitted to.
    """

    paths: tuple[Conjunction, ...]
    met: tuple[str, ...]


def declared_reading(root: Path | None = None) -> Reading:
    """Return the declared reading of Table 5 that the reconstruction follows."""
    document = load_document("reconstruction_reading", root)
    conditions = load_transcripts(root).conditions
    paths = tuple(
        tuple(
            SetLiteral(key, path["marks"][key] == "present")
            for key in conditions
            if path["marks"][key] != "irrelevant"
        )
        for path in document["paths"]
    )
    return Reading(paths, tuple(document["met"]))
