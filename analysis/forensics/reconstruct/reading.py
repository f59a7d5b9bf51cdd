"""The declared reading of Table 5, apart from the search so that tables need not load it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.data import load_document
from analysis.forensics.literals import Conjunction, SetLiteral
from analysis.forensics.transcripts import load_transcripts


@dataclass(frozen=True, slots=True)
class Held:
    """Ends, in thousandths, within which every member keeps the membership of a case."""

    case: str
    variable: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Placing:
    """Cases at the crossover of digital technology, and memberships that are held with them.

    ``digital`` maps each case to whether its outcome lies above its own crossover.
    """

    digital: Mapping[str, bool]
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How Table 5 is read, and the choices behind the members of the reconstruction.

    ``paths`` are the literals of the six paths, in the order of the table; ``met`` names the
    numbers of the first panel that are fitted; ``crossover`` is the case at the crossover of the
    outcome. Of the path ``both_ways[0]`` one case has the variable ``both_ways[1]`` above the
    crossover.
    """

    paths: tuple[Conjunction, ...]
    met: tuple[str, ...]
    crossover: str
    placings: tuple[Placing, ...]
    both_ways: tuple[str, str]


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
    shared, both = document["held"], document["both_ways"]
    return Reading(
        paths,
        tuple(document["met"]),
        document["crossover"],
        tuple(_placing(each, shared) for each in document["placings"]),
        (both["path"], both["variable"]),
    )


def _placing(item: Mapping[str, Any], shared: list[Mapping[str, Any]]) -> Placing:
    held = tuple(
        Held(each["case"], each["variable"], round(1000 * each["low"]), round(1000 * each["high"]))
        for each in (*shared, *item["held"])
    )
    return Placing({each["case"]: each["above"] for each in item["digital"]}, held)
