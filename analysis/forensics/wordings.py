"""The names a paper prints for its units: units under two names, names for two units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from analysis.casestudy import CodingStructure, load_structure
from analysis.casestudy.structure import Block, Concept, Dimension, Theme
from analysis.data import Label, Words, load_document
from analysis.data.labels import COLON, COMMA, NOTHING
from analysis.data.locators import KINDS
from analysis.forensics.findings import Finding, none_odd, remarkable

Use = Literal["name", "prose", "quote"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of one unit, and every place that prints it.

    ``use``: "name" in a heading, list, table or definition; "prose" in running text; "quote" in
    somebody else's words. ``label`` is the unit's own.
    """

    unit: str
    label: Label
    text: str
    language: Literal["zh", "en"]
    use: Use
    places: tuple[str, ...]
    note: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Renamed:
    """A unit with the different names it is printed under, in the order of the file."""

    unit: str
    label: Label
    names: tuple[Wording, ...]


def renamed(wordings: Iterable[Wording], uses: Sequence[Use] = ("name",)) -> tuple[Renamed, ...]:
    """Return the units that are printed under more than one name, language by language.

    Two strings are one name if they agree without regard to case, quotation marks, spaces and a
    plural s. Only wordings of the given uses count.
    """
    groups: dict[tuple[str, str], dict[str, Wording]] = {}
    for each in wordings:
        if each.use in uses:
            names = groups.setdefault((each.unit, each.language), {})
            names.setdefault(plain(each.text), each)
    return tuple(
        Renamed(unit, next(iter(names.values())).label, tuple(names.values()))
        for (unit, _), names in groups.items()
        if len(names) > 1
    )


def one_name_each(wordings: Sequence[Wording]) -> Finding:
    """Return whether every unit has one name: contradicted by each unit with two.

    ``odd`` lists the names, ``recomputed`` counts units against all units.
    """
    found = renamed(wordings)
    odd = [" / ".join(wording.text for wording in each.names) for each in found]
    return none_odd(
        odd,
        len({each.unit for each in wordings}),
        Words("有两个名称的单元", "units with two names"),
    )


def one_unit_each(wordings: Sequence[Wording]) -> Finding:
    """Return whether every name stands for one unit: contradicted by each name of two.

    ``odd`` lists the name with the Chinese labels of its units.
    """
    units: dict[str, dict[str, Wording]] = {}
    for each in wordings:
        if each.use == "name":
            units.setdefault(plain(each.text), {}).setdefault(each.unit, each)
    odd = [
        COLON.join([next(iter(of.values())).text, COMMA.join(e.label.zh for e in of.values())])
        for of in units.values()
        if len(of) > 1
    ]
    return none_odd(odd, len(units), Words("用于两个单元的名称", "names of two units"))


def named_beyond(wordings: Sequence[Wording], kind: str = "Table") -> Finding:
    """Return the units whose names stand in places of one kind alone, such as tables.

    Nothing demands that the text repeats a name, so such units contradict nothing.
    """
    places: dict[str, list[str]] = {}
    for each in wordings:
        if each.use == "name":
            places.setdefault(each.unit, []).extend(each.places)
    label = {each.unit: each.label.zh for each in wordings}
    alone = [unit for unit, of in places.items() if all(place.startswith(kind) for place in of)]
    note = Words(f"只在{KINDS[kind]}中命名的单元", f"units named in a {kind.lower()} only")
    return remarkable([label[unit] for unit in alone], len(places), note)


def plain(text: str) -> str:
    """Return a text as names are compared: no case, quotation marks, spaces or plural s."""
    bare = re.sub(r"[\s“”\"'‘’]", "", text).casefold()
    return bare.removesuffix("s") if bare.isascii() else bare


def case_wordings(root: Path | None = None) -> tuple[Wording, ...]:
    """Return every wording of the case study: of its coded units, and of other terms."""
    return (*structure_wordings(load_structure(root)), *term_wordings("case_wordings", root))


def study_wordings(root: Path | None = None) -> tuple[Wording, ...]:
    """Return every wording of the configurational study that names a variable or another term."""
    return term_wordings("wordings", root)


def structure_wordings(structure: CodingStructure) -> tuple[Wording, ...]:
    """Return the wordings of a coding structure: each unit's own name, then its variants."""
    return tuple(_of_structure(structure))


def _of_structure(structure: CodingStructure) -> Iterator[Wording]:
    units: tuple[Dimension | Block | Theme | Concept, ...] = (
        *structure.dimensions,
        *structure.blocks,
        *structure.themes,
        *structure.concepts,
    )
    shared = {block.id: _shared_dimension(block, structure) for block in structure.blocks}
    for unit in units:
        id = shared.get(unit.id) or unit.id
        places = tuple(unit.locator.split("; "))
        yield Wording(id, unit.label, unit.label.zh, "zh", "name", places)
        for variant in unit.variants:
            yield Wording(
                id,
                unit.label,
                variant.text,
                variant.language,
                variant.use,
                (variant.locator,),
                variant.note,
            )


def _shared_dimension(block: Block, structure: CodingStructure) -> str | None:
    """Return the dimension that a block is, where both bear one name."""
    dimension = structure.dimension(block.dimension)
    return dimension.id if dimension.label.zh == block.label.zh else None


def term_wordings(id: str, root: Path | None = None) -> tuple[Wording, ...]:
    """Return the wordings of a document that lists terms with their wordings and places."""
    return tuple(
        _of_term(term, item)
        for term in load_document(id, root)["terms"]
        for item in term["wordings"]
    )


def _of_term(term: Mapping[str, Any], item: Mapping[str, Any]) -> Wording:
    return Wording(
        term["id"],
        Label.of(term),
        item["text"],
        item.get("language", "zh"),
        item["use"],
        tuple(item["places"]),
        Words.of(item["note"]) if "note" in item else NOTHING,
    )
