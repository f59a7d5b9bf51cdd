"""Counts of a coding structure at every level, against the counts a paper claims."""

from __future__ import annotations

from analysis.casestudy import CodingStructure
from analysis.data import Words
from analysis.data.labels import COMMA, bracketed
from analysis.forensics.findings import Finding, none_odd
from analysis.forensics.stated import recounted
from analysis.forensics.verdicts import Consequence

LABELS = Words(
    "{dimensions} 个维度有 {blocks} 个标签", "{blocks} labels for {dimensions} dimensions"
)
FEW = Words("组成少于 {least} 项的单元", "units with fewer than {least} parts")
LEVELS = ("concepts", "themes", "dimensions", "blocks", "stages")


def level_count(printed: str, structure: CodingStructure, level: str) -> Finding:
    """Return the verdict on a claimed number of concepts, themes, dimensions, blocks or stages.

    A change here changes what the study says it found, so a wrong count touches a conclusion.
    """
    found = recounted(printed, int(getattr(structure.counts, level)))
    if found.consequence is Consequence.NONE:
        return found
    return Finding(found.recomputed, found.verdict, found.basis, found.note, Consequence.CONCLUSION)


def themes_in(printed: str, structure: CodingStructure, block: str) -> Finding:
    """Return the verdict on a claimed number of themes of one empowerment or leading role."""
    themes = structure.themes_of(block)
    return recounted(printed, len(themes), COMMA.join(theme.label for theme in themes))


def dimension_labels(structure: CodingStructure) -> Finding:
    """Return whether the tables' column of dimensions prints the dimensions the text counts.

    The labels printed there (blocks) must be the dimensions: one label per dimension, of its name.
    ``odd`` lists the labels that are no dimension of the text.
    """
    names = {dimension.label.zh for dimension in structure.dimensions}
    odd = [
        bracketed(block.label, block.id)
        for block in structure.blocks
        if block.label.zh not in names
    ]
    counts = structure.counts
    note = LABELS.format(blocks=counts.blocks, dimensions=counts.dimensions)
    return none_odd(odd, counts.blocks, note)


def parts_everywhere(structure: CodingStructure, least: int = 2) -> Finding:
    """Return whether every theme has several concepts, and every dimension several themes.

    A unit with one part alone abstracts nothing (Gioia, Corley and Hamilton 2013 aggregate
    several first-order terms into one theme); ``least`` is the smallest number taken as several.
    """
    themes = [
        theme.id for theme in structure.themes if len(structure.concepts_of(theme.id)) < least
    ]
    blocks = [block.id for block in structure.blocks if len(structure.themes_of(block.id)) < least]
    checked = structure.counts.themes + structure.counts.blocks
    return none_odd([*themes, *blocks], checked, FEW.format(least=least))
