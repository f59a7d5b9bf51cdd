"""What the case study states in two ways: names of coded units, and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from analysis.casestudy.structure import CodingStructure, load_structure
from analysis.data import Label, load_document

Effect = Literal["wording", "source", "date"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What is printed in one place; ``printed`` is empty where the paper prints nothing."""

    locator: str
    printed: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing and its statements; ``effect`` says what the difference touches."""

    id: str
    label: Label
    effect: Effect
    statements: tuple[Statement, ...]


def load_discrepancies(root: Path | None = None) -> tuple[Discrepancy, ...]:
    """Return units printed under two names, then the double statements of ``case_claims``."""
    items = load_document("case_claims", root)["discrepancies"]
    return (*renamed(load_structure(root)), *(_discrepancy(item) for item in items))


def renamed(structure: CodingStructure) -> tuple[Discrepancy, ...]:
    """Return the coded units that the paper prints under two Chinese names."""
    return tuple(
        Discrepancy(
            id=f"name_{unit.id}",
            label=unit.label,
            effect="wording",
            statements=(
                Statement(unit.locator, unit.label.zh, None),
                Statement(variant.locator, variant.text, variant.note),
            ),
        )
        for unit, variant in structure.variants()
        if variant.use == "name" and variant.language == "zh"
    )


def _discrepancy(item: Mapping[str, Any]) -> Discrepancy:
    return Discrepancy(
        id=item["id"],
        label=Label.of(item),
        effect=item["effect"],
        statements=tuple(
            Statement(place["locator"], place["printed"], place.get("note"))
            for place in item["places"]
        ),
    )
