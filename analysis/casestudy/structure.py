"""The coding structure: first-order concepts, second-order themes, aggregate dimensions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import pandas as pd

from analysis.casestudy.places import Fault, refuse
from analysis.data import Label, Words, load_document
from analysis.data.labels import NOTHING

Level = Literal["concept", "theme", "block"]
BlockKind = Literal["empowerment", "leading_role"]


@dataclass(frozen=True, slots=True)
class Variant:
    """Another wording the paper prints for a unit.

    ``use`` is "name" (heading, numbered item, table) or "prose" (running text).
    """

    text: str
    language: Literal["zh", "en"]
    locator: str
    use: Literal["name", "prose"]
    note: Words


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the breakthrough.

    ``locator`` is the section that tells it, ``table`` the one that lists its evidence, if any.
    """

    id: str
    label: Label
    locator: str
    table: str | None = None

    def prints(self, place: str) -> bool:
        """Return whether a place of the paper is the table, or in the section, of this stage."""
        return place in (self.table, self.locator) or place.startswith(f"{self.locator}.")


@dataclass(frozen=True, slots=True)
class Dimension:
    """An aggregate dimension."""

    id: str
    label: Label
    locator: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """What Tables 3 to 5 print as a dimension: an empowerment (1A) or a leading role (1a)."""

    id: str
    label: Label
    dimension: str
    stage: str
    kind: BlockKind
    locator: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A second-order theme; ``block`` is the id of the block it belongs to."""

    id: str
    label: Label
    block: str
    locator: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """A first-order concept; ``theme`` is the id of the theme it belongs to."""

    id: str
    label: Label
    theme: str
    locator: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of units of a coding structure."""

    concepts: int
    themes: int
    dimensions: int
    blocks: int
    stages: int


@dataclass(frozen=True, slots=True)
class CodingStructure:
    """Units of the data structure, each in the order of Tables 3 to 5."""

    stages: tuple[Stage, ...]
    dimensions: tuple[Dimension, ...]
    blocks: tuple[Block, ...]
    themes: tuple[Theme, ...]
    concepts: tuple[Concept, ...]

    @property
    def counts(self) -> Counts:
        """Return how many units there are."""
        return Counts(
            concepts=len(self.concepts),
            themes=len(self.themes),
            dimensions=len(self.dimensions),
            blocks=len(self.blocks),
            stages=len(self.stages),
        )

    def stage(self, id: str) -> Stage:
        """Return a stage by id; KeyError when there is none."""
        return _by_id(self.stages, id)

    def dimension(self, id: str) -> Dimension:
        """Return a dimension by id; KeyError when there is none."""
        return _by_id(self.dimensions, id)

    def block(self, id: str) -> Block:
        """Return a block by its label, for example ``1A``; KeyError when there is none."""
        return _by_id(self.blocks, id)

    def theme(self, id: str) -> Theme:
        """Return a theme by id; KeyError when there is none."""
        return _by_id(self.themes, id)

    def concept(self, id: str) -> Concept:
        """Return a concept by id; KeyError when there is none."""
        return _by_id(self.concepts, id)

    def blocks_of(self, *, stage: str | None = None, kind: str | None = None) -> tuple[Block, ...]:
        """Return the blocks of a stage, of a kind, or both."""
        return tuple(
            block
            for block in self.blocks
            if stage in (None, block.stage) and kind in (None, block.kind)
        )

    def themes_of(self, block: str) -> tuple[Theme, ...]:
        """Return the themes of a block."""
        return tuple(theme for theme in self.themes if theme.block == block)

    def concepts_of(self, theme: str) -> tuple[Concept, ...]:
        """Return the concepts of a theme."""
        return tuple(concept for concept in self.concepts if concept.theme == theme)

    def level(self, id: str) -> Level:
        """Return whether an id names a concept, a theme or a block; KeyError when none."""
        for name, units in (
            ("concept", self.concepts),
            ("theme", self.themes),
            ("block", self.blocks),
        ):
            if any(unit.id == id for unit in units):
                return name  # type: ignore[return-value]
        raise KeyError(id)

    def block_of(self, id: str) -> Block:
        """Return the block that a concept, theme or block belongs to."""
        level = self.level(id)
        theme = self.concept(id).theme if level == "concept" else id
        return self.block(id if level == "block" else self.theme(theme).block)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per concept with its theme, block, kind, dimension and stage."""
        rows = []
        for concept in self.concepts:
            theme = self.theme(concept.theme)
            block = self.block(theme.block)
            rows.append(
                {
                    "concept": concept.id,
                    "theme": theme.id,
                    "block": block.id,
                    "kind": block.kind,
                    "dimension": block.dimension,
                    "stage": block.stage,
                }
            )
        return pd.DataFrame(rows)

    def variants(self) -> Iterator[tuple[Dimension | Block | Theme | Concept, Variant]]:
        """Yield every unit that is printed in another wording, with that wording."""
        units: tuple[Dimension | Block | Theme | Concept, ...] = (
            *self.dimensions,
            *self.blocks,
            *self.themes,
            *self.concepts,
        )
        for unit in units:
            for variant in unit.variants:
                yield unit, variant


T = TypeVar("T", Stage, Dimension, Block, Theme, Concept)


def _by_id(units: tuple[T, ...], id: str) -> T:
    for unit in units:
        if unit.id == id:
            return unit
    raise KeyError(id)


def load_structure(root: Path | None = None) -> CodingStructure:
    """Return the coding structure of the case study (``case_coding``).

    Raises InputError with every problem of the file, units without parts among them.
    """
    document = load_document("case_coding", root)
    refuse("case_coding", faults_in(document), root)
    return structure_of(document)


def structure_of(document: Mapping[str, Any]) -> CodingStructure:
    """Return the coding structure a validated document describes."""
    return CodingStructure(
        stages=tuple(Stage(*_head(item), item.get("table")) for item in document["stages"]),
        dimensions=tuple(
            Dimension(*_head(item), _variants(item)) for item in document["dimensions"]
        ),
        blocks=tuple(_block(item) for item in document["blocks"]),
        themes=tuple(
            Theme(item["id"], Label.of(item), item["block"], item["locator"], _variants(item))
            for item in document["themes"]
        ),
        concepts=tuple(
            Concept(item["id"], Label.of(item), item["theme"], item["locator"], _variants(item))
            for item in document["concepts"]
        ),
    )


def faults_in(document: Mapping[str, Any]) -> list[Fault]:
    """Return what the schema cannot see: units without parts, ids used on two levels."""
    return [
        *_childless(document, "themes", "concepts", "theme"),
        *_childless(document, "blocks", "themes", "block"),
        *_childless(document, "dimensions", "blocks", "dimension"),
        *_childless(document, "stages", "blocks", "stage"),
        *_ambiguous(document),
    ]


def _childless(document: Mapping[str, Any], units: str, parts: str, key: str) -> list[Fault]:
    used = {item[key] for item in document[parts]}
    return [
        Fault(
            (units, index, "id"),
            item["id"],
            f"no entry of {parts} belongs to this {key}",
            f"give an entry of {parts} the line '{key}: {item['id']}', or remove this {key}",
        )
        for index, item in enumerate(document[units])
        if item["id"] not in used
    ]


def _ambiguous(document: Mapping[str, Any]) -> list[Fault]:
    levels = ("blocks", "themes", "concepts")
    uses = Counter(item["id"] for level in levels for item in document[level])
    return [
        Fault(
            (level, index, "id"),
            item["id"],
            "id is used on two levels",
            "give blocks, themes and concepts different ids",
        )
        for level in levels
        for index, item in enumerate(document[level])
        if uses[item["id"]] > 1
    ]


def _head(item: Mapping[str, Any]) -> tuple[str, Label, str]:
    return item["id"], Label.of(item), item["locator"]


def _block(item: Mapping[str, Any]) -> Block:
    return Block(
        item["id"],
        Label.of(item),
        item["dimension"],
        item["stage"],
        item["kind"],
        item["locator"],
        _variants(item),
    )


def _variants(item: Mapping[str, Any]) -> tuple[Variant, ...]:
    return tuple(
        Variant(
            text=entry["text"],
            language=entry["language"],
            locator=entry["locator"],
            use=entry["use"],
            note=Words.of(entry["note"]) if "note" in entry else NOTHING,
        )
        for entry in item.get("variants", ())
    )
