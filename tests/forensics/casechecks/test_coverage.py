"""Coverage of concepts by evidence and of themes by a figure."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from analysis.casestudy import Diagram, Node, load_process_model
from analysis.forensics import Verdict
from analysis.forensics.casechecks.coverage import (
    concepts_without_evidence,
    missing_from_figure,
    one_table_each,
    quoted_concepts,
)

from .strategies import evidence_for, label, structures


def figure_of(structure):
    nodes = [node(block.id, None, block.id) for block in structure.blocks]
    nodes += [node(theme.id, theme.block, theme.id) for theme in structure.themes]
    return Diagram(label("f"), "Figure 2", "", {}, {}, tuple(nodes), ())


def node(id, parent, coding):
    return Node(id, label(id), "action", None, parent, coding, None, "Section 4", None)


@given(structures())
def test_full_coverage_is_exact(structure):
    evidence = evidence_for(structure)
    assert concepts_without_evidence(structure, evidence).verdict is Verdict.EXACT
    assert one_table_each(structure, evidence).verdict is Verdict.EXACT
    assert missing_from_figure(structure, figure_of(structure)).verdict is Verdict.EXACT


@given(structures(), st.data())
def test_one_missing_row_is_found(structure, data):
    evidence = evidence_for(structure)
    gone = data.draw(st.sampled_from(evidence))
    found = concepts_without_evidence(structure, [e for e in evidence if e is not gone])
    assert found.verdict is Verdict.CONTRADICTED
    assert found.odd == (structure.concept(gone.supports).label,)


@given(structures(), st.data())
def test_one_row_in_another_table_is_found(structure, data):
    evidence = list(evidence_for(structure))
    place = data.draw(st.integers(0, len(evidence) - 1))
    evidence[place] = replace(evidence[place], place="Table 9")
    found = one_table_each(structure, evidence)
    stage = structure.block_of(evidence[place].supports).stage
    (label,) = [each.label for each in structure.stages if each.id == stage]
    assert found.verdict is Verdict.CONTRADICTED and label in found.odd


@given(structures(), st.data())
def test_one_theme_missing_or_moved_in_the_figure_is_found(structure, data):
    theme = data.draw(st.sampled_from(structure.themes))
    figure = figure_of(structure)
    without = replace(figure, nodes=tuple(n for n in figure.nodes if n.id != theme.id))
    moved = replace(
        figure,
        nodes=tuple(replace(n, parent=None) if n.id == theme.id else n for n in figure.nodes),
    )
    for spoilt in (without, moved):
        assert missing_from_figure(structure, spoilt).odd == (theme.label,)


def test_every_concept_has_a_row_and_twelve_no_quotation_in_the_text(structure, evidence):
    assert concepts_without_evidence(structure, evidence).verdict is Verdict.EXACT
    found = quoted_concepts(structure, evidence)
    assert (found.verdict, len(found.odd)) == (Verdict.CONSISTENT, 12)


def test_the_process_model_shows_every_theme(structure):
    assert missing_from_figure(structure, load_process_model()).verdict is Verdict.EXACT
