"""Coverage: which coded units have evidence, and which a figure shows."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.casestudy import CodingStructure, Diagram, Evidence
from analysis.data import Words
from analysis.forensics.findings import Finding, none_odd, remarkable
from analysis.forensics.verdicts import Consequence


def concepts_without_evidence(structure: CodingStructure, evidence: Sequence[Evidence]) -> Finding:
    """Return whether every concept has a row of evidence in a table.

    The evidence tables illustrate each first-order concept; one without a row is asserted, not
    shown.
    """
    shown = {piece.supports for piece in evidence if piece.kind == "table"}
    odd = [concept.label for concept in structure.concepts if concept.id not in shown]
    total = structure.counts.concepts
    note = Words("没有例证行的概念", "concepts without a row")
    return none_odd(odd, total, note, Consequence.CONCLUSION)


def quoted_concepts(structure: CodingStructure, evidence: Sequence[Evidence]) -> Finding:
    """Return the concepts for which the text quotes nobody, though the tables do.

    No paper promises a quotation in its text for every concept: the verdict is consistent then.
    """
    shown = {piece.supports for piece in evidence if piece.kind == "text"}
    odd = [concept.label for concept in structure.concepts if concept.id not in shown]
    note = Words("正文未引用任何话语的概念", "concepts the text quotes nobody for")
    return remarkable(odd, structure.counts.concepts, note)


def one_table_each(structure: CodingStructure, evidence: Sequence[Evidence]) -> Finding:
    """Return whether all table rows of a stage stand in one table, and no stage shares a table."""
    tables: dict[str, set[str]] = {}
    for piece in evidence:
        if piece.kind == "table":
            tables.setdefault(structure.block_of(piece.supports).stage, set()).add(piece.place)
    odd = [stage for stage, of in tables.items() if len(of) > 1]
    odd += [
        stage
        for stage, of in tables.items()
        if any(of & other for name, other in tables.items() if name != stage)
    ]
    names = {stage.id: stage.label for stage in structure.stages}
    note = Words("没有独立例证表的阶段", "stages without a table of their own")
    return none_odd([names[stage] for stage in dict.fromkeys(odd)], len(tables), note)


def missing_from_figure(structure: CodingStructure, diagram: Diagram) -> Finding:
    """Return whether a process figure shows every theme, each inside the block it belongs to."""
    inside = {node.coding: node.parent for node in diagram.nodes if node.coding}
    blocks = {node.id: node.coding for node in diagram.nodes}
    odd = [
        theme.label
        for theme in structure.themes
        if blocks.get(inside.get(theme.id) or "") != theme.block
    ]
    note = Words("缺失或位于其他方框的主题", "themes missing or in another block")
    return none_odd(odd, structure.counts.themes, note)
