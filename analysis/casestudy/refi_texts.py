"""What a REFI-QDA file of the case study says in words: notes on codes, and texts of sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.casestudy.evidence import Evidence
from analysis.casestudy.sources import Informant, Sources
from analysis.casestudy.structure import (
    Block,
    CodingStructure,
    Concept,
    Dimension,
    Theme,
    Variant,
)
from analysis.data import Label

PARAPHRASED = Label(
    "文本均为本书的转述，并非论文的引文。",
    "All texts are paraphrases by this book, not quotations of the paper.",
)
LEVELS: dict[type, Label] = {
    Dimension: Label("理论维度", "aggregate dimension"),
    Theme: Label("二阶主题", "second-order theme"),
    Concept: Label("一阶概念", "first-order concept"),
}


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one source code, with what is said about it.

    ``selections`` are pieces of evidence with the positions of their first character and of the
    character after their last, counted in code points from 0.
    """

    code: str
    note: str
    content: str
    selections: tuple[tuple[Evidence, int, int], ...]


def code_note(structure: CodingStructure, code: Dimension | Theme | Concept) -> str:
    """Return the description of a code: English term, id, level, place, other wordings."""
    return "\n".join([code.label.en, *_about(structure, code)])


def block_note(structure: CodingStructure, block: Block) -> str:
    """Return the description of a label of Tables 3 to 5: English term, stage, dimension, place."""
    stage, dimension = structure.stage(block.stage), structure.dimension(block.dimension)
    lines = [
        block.label.en,
        f"stage: {stage.label}",
        f"{LEVELS[Dimension].en}: {dimension.label}",
        f"place: {block.locator}",
        *map(_wording, block.variants),
    ]
    return "\n".join(lines)


def selection_note(piece: Evidence, structure: CodingStructure) -> str:
    """Return what is said about a coded passage: id, place, and a label it supports (1A)."""
    lines = [f"id: {piece.id}", f"place: {piece.place}"]
    if piece.level == "block":
        block = structure.block(piece.supports)
        lines.append(f"supports: {block.id} {block.label}")
    return "\n".join(lines)


def case_name(row: Informant) -> str:
    """Return the name of a row of Table 1."""
    return f"{row.id} {row.position}"


def case_note(row: Informant) -> str:
    """Return the topics of the interviews of a row of Table 1, and the codes of its sources."""
    codes = f"sources: {', '.join(row.codes)}"
    return "\n".join([row.topics.zh, row.topics.en, codes, f"place: {row.locator}"])


def source_text(code: str, sources: Sources, evidence: Sequence[Evidence]) -> SourceText:
    """Return the text of a source: a heading, then each piece of its evidence in zh and en."""
    about = _source_about(code, sources)
    parts = [f"{code} · {about}\n{PARAPHRASED.zh}\n{PARAPHRASED.en}\n"]
    position = len(parts[0])
    selections = []
    for piece in evidence:
        if piece.source != code:
            continue
        heading = f"\n{one_style(piece.id)} · {one_style(piece.place)}\n"
        passage = one_style(f"{piece.paraphrase.zh}\n{piece.paraphrase.en}")
        start = position + len(heading)
        selections.append((piece, start, start + len(passage)))
        parts += [heading, passage, "\n"]
        position = start + len(passage) + 1
    return SourceText(code, f"{about}\n{PARAPHRASED}", "".join(parts), tuple(selections))


def one_style(text: str) -> str:
    """Return ``text`` with line feeds alone as line ends: readers count other ends differently."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _about(structure: CodingStructure, code: Dimension | Theme | Concept) -> Iterator[str]:
    yield f"id: {code.id}"
    yield f"level: {LEVELS[type(code)]}"
    if isinstance(code, Theme):
        block = structure.block(code.block)
        yield f"label: {block.id} {block.label}"
        yield f"stage: {structure.stage(block.stage).label}"
    yield f"place: {code.locator}"
    yield from map(_wording, code.variants)


def _wording(variant: Variant) -> str:
    note = f"; {variant.note}" if variant.note else ""
    return f"also: {variant.text} ({variant.locator}{note})"


def _source_about(code: str, sources: Sources) -> str:
    kind = sources.kind_of(code).label
    rows = [row.position for row in sources.informants if code in row.codes]
    rows += [row.material for row in sources.documents if row.code == code]
    return one_style(" · ".join(str(label) for label in (kind, *rows)))
