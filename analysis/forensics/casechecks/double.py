"""What a case study states in two ways: names, dates, materials; found, and the rest listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from analysis.data import Label, Words, load_document
from analysis.data.labels import NOTHING
from analysis.forensics.casechecks.sources import Material, left_out, load_materials
from analysis.forensics.stated import Restatement, same_value
from analysis.forensics.wordings import Renamed, Wording, case_wordings, renamed

NOT_NAMED = Words("未列", "not named")
OPEN_LIST = Words("未列；该处以“等”结尾", "not named; the list is open")
Effect = Literal["wording", "source", "date"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What is printed in one place; ``printed`` is empty where the paper prints nothing."""

    locator: str
    printed: str
    note: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing and its statements; ``effect`` says what the difference touches.

    ``found`` tells whether a function found it; the rest needs knowledge of language or world.
    """

    id: str
    label: Label
    effect: Effect
    statements: tuple[Statement, ...]
    found: bool = True


def double_statements(root: Path | None = None) -> tuple[Discrepancy, ...]:
    """Return names, dates and materials that differ between places, then those listed by hand."""
    document = load_document("case_claims", root)
    return (
        *map(_renamed, renamed(case_wordings(root))),
        *two_meanings(document["claims"]),
        *missing_materials(load_materials(root)),
        *(_by_hand(item) for item in document["discrepancies"]),
    )


def two_meanings(items: Iterable[Mapping[str, Any]]) -> tuple[Discrepancy, ...]:
    """Return the stated numbers that another place prints otherwise or under another name."""
    found = []
    for item in items:
        own = Statement(item["locator"], item["printed"], _words(item, "meaning"))
        others = [
            Statement(each.place, each.printed, each.meaning or NOTHING)
            for each in map(Restatement.of, item.get("again", ()))
            if not same_value(own.printed, each.printed) or (each.meaning or NOTHING) != own.note
        ]
        if others:
            effect: Effect = "date" if item["kind"] == "date" else "source"
            found.append(Discrepancy(item["id"], Label.of(item), effect, (own, *others)))
    return tuple(found)


def missing_materials(materials: Sequence[Material]) -> tuple[Discrepancy, ...]:
    """Return the sorts of material that one place names and another leaves out."""
    return tuple(
        Discrepancy(
            f"material_{own.kind}_{own.key}",
            Label(own.text, own.key.replace("_", " ")),
            "source",
            (
                Statement(own.place, own.text),
                Statement(place, "", OPEN_LIST if is_open else NOT_NAMED),
            ),
        )
        for own, place, is_open in left_out(materials)
    )


def _renamed(each: Renamed) -> Discrepancy:
    return Discrepancy(
        f"name_{each.unit}", each.label, "wording", tuple(map(_statement, each.names))
    )


def _statement(wording: Wording) -> Statement:
    return Statement("; ".join(wording.places), wording.text, wording.note)


def _by_hand(item: Mapping[str, Any]) -> Discrepancy:
    return Discrepancy(
        item["id"],
        Label.of(item),
        item["effect"],
        tuple(
            Statement(place["locator"], place["printed"], _words(place, "note"))
            for place in item["places"]
        ),
        found=False,
    )


def _words(item: Mapping[str, Any], key: str) -> Words:
    return Words.of(item[key]) if key in item else NOTHING
