"""Evidence: what each quotation supports, coverage of concepts by sources, triangulation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from analysis.casestudy.places import Fault, refuse
from analysis.casestudy.sources import Sources
from analysis.casestudy.structure import CodingStructure, Level
from analysis.data import Label, load_table


@dataclass(frozen=True, slots=True)
class Evidence:
    """One quotation: what it supports (``supports`` is an id on ``level``), its source and place.

    ``kind`` is "table" or "text": a stage's table or its section. The paraphrase is ours.
    """

    id: str
    supports: str
    level: Level
    source: str
    kind: Literal["table", "text"]
    place: str
    paraphrase: Label


@dataclass(frozen=True, slots=True)
class Triangulation:
    """How broadly one concept is supported by the quotations that name it.

    ``in_table`` and ``in_text`` list source codes in the order printed; ``kinds`` lists the ids of
    the kinds of source. A concept with one source is supported by a single voice.
    """

    concept: str
    in_table: tuple[str, ...]
    in_text: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def pieces(self) -> int:
        """Return the number of quotations."""
        return len(self.in_table) + len(self.in_text)

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the distinct source codes."""
        return tuple(dict.fromkeys((*self.in_table, *self.in_text)))


def load_evidence(structure: CodingStructure, root: Path | None = None) -> tuple[Evidence, ...]:
    """Return all evidence (``case_evidence``) in the order of the file.

    Raises InputError where a quotation stands in the table or section of no stage, or of another
    than the code it supports, or where ``kind`` and place disagree.
    """
    rows = load_table("case_evidence", root).to_dict("records")
    refuse("case_evidence", _faults(rows, structure), root)
    return tuple(_evidence(row, structure) for row in rows)


def coverage(
    evidence: Sequence[Evidence], structure: CodingStructure, sources: Sources
) -> pd.DataFrame:
    """Return the concept-by-source matrix: number of quotations, shape (concepts, sources).

    Only quotations that name the concept count; those that name its theme alone do not.
    """
    named = [piece for piece in evidence if piece.level == "concept"]
    counts = pd.crosstab(
        pd.Series([piece.supports for piece in named], name="concept", dtype="str"),
        pd.Series([piece.source for piece in named], name="source", dtype="str"),
    )
    concepts = [concept.id for concept in structure.concepts]
    return counts.reindex(index=concepts, columns=list(sources.codes), fill_value=0)


def triangulation(
    evidence: Sequence[Evidence], structure: CodingStructure, sources: Sources
) -> tuple[Triangulation, ...]:
    """Return the support of every concept, in the order of the structure."""
    result = []
    for concept in structure.concepts:
        pieces = [piece for piece in evidence if piece.supports == concept.id]
        used = {sources.kind_of(piece.source).id for piece in pieces}
        result.append(
            Triangulation(
                concept=concept.id,
                in_table=tuple(piece.source for piece in pieces if piece.kind == "table"),
                in_text=tuple(piece.source for piece in pieces if piece.kind == "text"),
                kinds=tuple(kind.id for kind in sources.kinds if kind.id in used),
            )
        )
    return tuple(result)


def single_source(support: Sequence[Triangulation]) -> tuple[str, ...]:
    """Return the concepts that fewer than two distinct sources support."""
    return tuple(row.concept for row in support if len(row.sources) < 2)


def uncited(evidence: Sequence[Evidence], sources: Sources) -> tuple[str, ...]:
    """Return the codes of Tables 1 and 2 that no quotation cites."""
    cited = {piece.source for piece in evidence}
    return tuple(code for code in sources.codes if code not in cited)


def per_stage(
    evidence: Sequence[Evidence], structure: CodingStructure, sources: Sources
) -> pd.DataFrame:
    """Return one row per stage: quotations in table and text, distinct sources, per kind.

    Columns: stage, table, text, total, sources, then one column per kind of source.
    """
    rows: list[dict[str, Any]] = []
    for stage in structure.stages:
        pieces = [p for p in evidence if structure.block_of(p.supports).stage == stage.id]
        by_kind = [sources.kind_of(piece.source).id for piece in pieces]
        rows.append(
            {
                "stage": stage.id,
                "table": sum(piece.kind == "table" for piece in pieces),
                "text": sum(piece.kind == "text" for piece in pieces),
                "total": len(pieces),
                "sources": len({piece.source for piece in pieces}),
                **{kind.id: by_kind.count(kind.id) for kind in sources.kinds},
            }
        )
    return pd.DataFrame(rows)


def _evidence(row: dict[Any, Any], structure: CodingStructure) -> Evidence:
    return Evidence(
        id=row["id"],
        supports=row["supports"],
        level=structure.level(row["supports"]),
        source=row["source"],
        kind=row["kind"],
        place=row["printed_in"],
        paraphrase=Label(row["paraphrase_zh"], row["paraphrase_en"]),
    )


def _faults(rows: Sequence[dict[Any, Any]], structure: CodingStructure) -> list[Fault]:
    faults = []
    for index, row in enumerate(rows):
        place = str(row["printed_in"])
        kind = "table" if place.startswith("Table") else "text"
        if row["kind"] != kind:
            message = f"{place} is not a place of this kind"
            faults.append(Fault((index, "kind"), row["kind"], message, f"write {kind}"))
        printed = [each.id for each in structure.stages if each.prints(place)]
        if not printed:
            message = "is neither the table nor in the section of a stage"
            remedy = "correct it, or give a stage this table or section in coding.yaml"
            faults.append(Fault((index, "printed_in"), place, message, remedy))
        elif (own := structure.block_of(row["supports"]).stage) not in printed:
            message = f"belongs to the stage {own}, but is printed in {place}"
            remedy = "correct printed_in, or the code the quotation supports"
            faults.append(Fault((index, "supports"), row["supports"], message, remedy))
    return faults
