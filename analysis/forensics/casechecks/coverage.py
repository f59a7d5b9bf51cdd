"""Coverage: which coded units have evidence, and which a figure shows."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.casestudy import CodingStructure, Diagram, Evidence
from analysis.forensics.findings import Finding, none_odd, remarkable
from analysis.forensics.verdicts import Consequence


def concepts_without_evidence(structure: CodingStructure, evidence: Sequence[Evidence]) -> Finding:
    """Return whether every concept has a row of evidence in a table.

    The evidence tables illustrate each first-order concept; one without a row is asserted, not
    shown.
    """
    shown = {piece.supports for piece in evidence if piece.kind == "table"}
    odd = [concept.label.zh for concept in structure.concepts if concept.id not in shown]
    total = structure.counts.concepts
    return none_odd(odd, total, "concepts without a row", Consequence.CONCLUSION)


def quoted_concepts(structure: CodingStructure, evidence: Sequence[Evidence]) -> Finding:
    """Return the concepts for which the text quotes nobody, though the tables do.

    No paper promises a quotation in its text for every concept: the verdict is consistent then.
    """
    shown = {piece.supports for piece in evidence if piece.kind == "text"}
    odd = [concept.label.zh for concept in structure.concepts if concept.id not in shown]
    return remarkable(odd, structure.counts.concepts, "concepts the text quotes nobody for")


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
    return none_odd(dict.fromkeys(odd), len(tables), "stages without a table of their own")


def missing_from_figure(structure: CodingStructure, diagram: Diagram) -> Finding:
    """Return whether a process figure shows every theme, each inside the block it belongs to."""
    inside = {node.coding: node.parent for node in diagram.nodes if node.coding}
    blocks = {node.id: node.coding for node in diagram.nodes}
    odd = [
        theme.label.zh
        for theme in structure.themes
        if blocks.get(inside.get(theme.id) or "") != theme.block
    ]
    return none_odd(odd, structure.counts.themes, "themes missing or in another block")
