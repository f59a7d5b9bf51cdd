"""Random coding structures, sources and evidence that hold together."""

from __future__ import annotations

from hypothesis import strategies as st

from analysis.casestudy import CodingStructure, Evidence, Informant
from analysis.casestudy.sources import Document
from analysis.casestudy.structure import Block, Concept, Dimension, Stage, Theme
from analysis.data import Label


def label(name: str) -> Label:
    return Label(f"名{name}", f"name {name}")


@st.composite
def structures(draw, least: int = 2) -> CodingStructure:
    """Structures whose dimensions are their blocks, every unit with several parts."""
    stages = [Stage(f"s{i}", label(f"s{i}"), "Section 1") for i in range(draw(st.integers(1, 3)))]
    dimensions, blocks, themes, concepts = [], [], [], []
    for stage in stages:
        for _ in range(draw(st.integers(1, 2))):
            d = len(dimensions)
            dimensions.append(Dimension(f"d{d}", label(f"d{d}"), "Section 1", ()))
            name = f"{d + 1}A"
            blocks.append(
                Block(name, label(f"d{d}"), f"d{d}", stage.id, "empowerment", "Table 1", ())
            )
            for _ in range(draw(st.integers(least, 3))):
                t = f"t{len(themes)}"
                themes.append(Theme(t, label(t), name, "Table 1", ()))
                for _ in range(draw(st.integers(least, 3))):
                    c = f"c{len(concepts)}"
                    concepts.append(Concept(c, label(c), t, "Table 1", ()))
    return CodingStructure(*map(tuple, (stages, dimensions, blocks, themes, concepts)))


def evidence_for(structure: CodingStructure) -> tuple[Evidence, ...]:
    """Return one table row per concept, one table per stage."""
    tables = {stage.id: f"Table {place + 3}" for place, stage in enumerate(structure.stages)}
    return tuple(
        Evidence(
            f"e{place}",
            concept.id,
            "concept",
            "XA1",
            "table",
            tables[structure.block_of(concept.id).stage],
            label(f"e{place}"),
        )
        for place, concept in enumerate(structure.concepts)
    )


@st.composite
def informants(draw) -> tuple[Informant, ...]:
    """Rows of people whose codes are as many as they are."""
    rows = []
    for place in range(draw(st.integers(1, 6))):
        stem, count = f"X{chr(65 + place)}", draw(st.integers(1, 4))
        codes = (stem,) if count == 1 else tuple(f"{stem}{n}" for n in range(1, count + 1))
        printed = stem if count == 1 else f"{codes[0]} ~ {codes[-1]}"
        people = None if count == 1 else str(count)
        minutes = str(draw(st.integers(1, 300)))
        topics = position = label(stem)
        rows.append(
            Informant(stem, "institute", position, people, printed, codes, topics, minutes, "T")
        )
    return tuple(rows)


@st.composite
def documents(draw) -> Document:
    """A row of documents that counts at least the sorts it names."""
    names = draw(st.lists(st.sampled_from("甲乙丙丁戊"), min_size=1, max_size=5, unique=True))
    items = draw(st.integers(len(names), 99))
    return Document("N1", "internal", Label("、".join(names) + "等", "x"), str(items), "Table 2")
