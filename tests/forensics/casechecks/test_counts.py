"""Counts at every level: the paper's own, random ones, and a planted error."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data.labels import english
from analysis.forensics import Consequence, Verdict
from analysis.forensics.casechecks.counts import (
    LEVELS,
    dimension_labels,
    level_count,
    parts_everywhere,
    themes_in,
)

from .strategies import label, structures


@pytest.mark.parametrize(
    ("printed", "level"),
    [("28", "concepts"), ("14", "themes"), ("4", "dimensions"), ("3", "stages"), ("6", "blocks")],
)
def test_the_claimed_counts_are_those_of_the_structure(structure, printed, level):
    assert level_count(printed, structure, level).verdict is Verdict.EXACT


@given(structures(), st.sampled_from(LEVELS))
def test_a_true_count_is_exact_and_any_other_contradicted(structure, level):
    count = getattr(structure.counts, level)
    assert level_count(str(count), structure, level).verdict is Verdict.EXACT
    for wrong in (count - 1, count + 1):
        found = level_count(str(wrong), structure, level)
        assert (found.verdict, found.consequence) == (
            Verdict.CONTRADICTED,
            Consequence.CONCLUSION,
        )
        assert found.recomputed == str(count)


@given(structures())
def test_themes_are_counted_in_their_block(structure):
    for block in structure.blocks:
        count = len(structure.themes_of(block.id))
        assert themes_in(str(count), structure, block.id).verdict is Verdict.EXACT
        assert themes_in(str(count + 1), structure, block.id).verdict is Verdict.CONTRADICTED


@given(structures())
def test_valid_structures_have_labels_and_parts(structure):
    assert dimension_labels(structure).verdict is Verdict.EXACT
    assert parts_everywhere(structure).verdict is Verdict.EXACT


@given(structures(), st.data())
def test_one_label_that_is_no_dimension_is_found(structure, data):
    place = data.draw(st.integers(0, len(structure.blocks) - 1))
    blocks = list(structure.blocks)
    blocks[place] = replace(blocks[place], label=label("other"))
    found = dimension_labels(replace(structure, blocks=tuple(blocks)))
    assert found.verdict is Verdict.CONTRADICTED
    assert [english(each) for each in found.odd] == [
        f"{blocks[place].label.en} ({blocks[place].id})"
    ]


@given(structures(), st.data())
def test_a_theme_left_with_one_concept_is_found(structure, data):
    theme = data.draw(st.sampled_from(structure.themes))
    kept = structure.concepts_of(theme.id)[0]
    concepts = [c for c in structure.concepts if c.theme != theme.id or c is kept]
    found = parts_everywhere(replace(structure, concepts=tuple(concepts)))
    assert found.odd == (theme.id,)


def test_the_tables_print_three_labels_that_are_no_dimension(structure):
    found = dimension_labels(structure)
    assert found.verdict is Verdict.CONTRADICTED
    assert [each.zh for each in found.odd] == ["引领（1a）", "支撑（2a）", "衔接（3a）"]
