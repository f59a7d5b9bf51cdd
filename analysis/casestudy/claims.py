"""Counts the case study states about itself, recomputed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from analysis.casestudy.models import Diagram, load_process_model, load_value_logic
from analysis.casestudy.sources import Informant, load_informants, load_kinds
from analysis.casestudy.structure import CodingStructure, load_structure
from analysis.data import Label, load_document

Verdict = Literal["exact", "contradicted"]
NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {
    "双": 2,
    "两": 2,
    "three": 3,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A printed count beside the recomputed one."""

    id: str
    label: Label
    printed: str
    recomputed: int
    locator: str

    @property
    def verdict(self) -> Verdict:
        """Return "exact" when the printed count is the recomputed one, else "contradicted"."""
        return "exact" if number(self.printed) == self.recomputed else "contradicted"


def number(printed: str) -> int:
    """Return the value of a printed count: digits, a Chinese numeral, 双, or an English word.

    Raises KeyError for other words; the schema of ``case_claims`` admits none.
    """
    return int(printed) if printed.isdecimal() else NUMERALS[printed]


def load_claims(root: Path | None = None) -> tuple[Claim, ...]:
    """Return every stated count: those of ``case_claims``, then the people per row of Table 1."""
    structure = load_structure(root)
    models = {"process": load_process_model(root), "value": load_value_logic(root)}
    phases = len(load_document("case_design", root)["phases"])
    items = load_document("case_claims", root)["claims"]
    stated = tuple(
        Claim(
            item["id"],
            Label.of(item),
            item["printed"],
            _measure(item, structure, models, phases),
            item["locator"],
        )
        for item in items
    )
    return stated + people_claims(load_informants(load_kinds(root), root))


def people_claims(informants: tuple[Informant, ...]) -> tuple[Claim, ...]:
    """Return one claim per row of Table 1 that prints a number of people."""
    return tuple(
        Claim(
            id=f"people_{row.id}",
            label=Label(
                f"{row.position.zh}（{row.codes_printed}）",
                f"{row.position.en} ({row.codes_printed})",
            ),
            printed=row.people_printed,
            recomputed=len(row.codes),
            locator=row.locator,
        )
        for row in informants
        if row.people_printed is not None
    )


def _measure(
    item: Mapping[str, Any],
    structure: CodingStructure,
    models: Mapping[str, Diagram],
    phases: int,
) -> int:
    of = item.get("of", "")
    match item["measure"]:
        case "concepts" | "themes" | "dimensions" | "stages" as units:
            return int(getattr(structure.counts, units))
        case "roles":
            return len(structure.blocks_of(kind="leading_role"))
        case "empowerments":
            return len(structure.blocks_of(kind="empowerment"))
        case "themes_of":
            return len(structure.themes_of(of))
        case "phases":
            return phases
        case "process_nodes":
            return len(models["process"].nodes_of(of))
        case "participants":
            return len(models["value"].sources_of(of, "takes_part"))
        case other:
            raise ValueError(f"no such measure: {other}")
