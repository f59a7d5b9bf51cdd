"""Evidence: counts per place, coverage, triangulation, and what is refused."""

from __future__ import annotations

from collections import Counter

import pytest

from analysis.casestudy import (
    coverage,
    load_evidence,
    per_stage,
    single_source,
    triangulation,
    uncited,
)
from analysis.data import InputError

# Source codes in brackets in the last column of Tables 3 to 5, in the order printed.
CITED = {
    "Table 3": "XB N1 XA2 XC2 XC1 S3 EA2 XB XE XD1 XA1 XD2",
    "Table 4": "XE XA1 XC2 S1 O1 EA1 EB2 ZB2 XC1 XB XD1",
    "Table 5": "XC1 XA2 ZA S2 ZB1 XA1 ZB2 ZA XA2",
    "Section 3.1.1": "XE XA1",
    "Section 3.1.2": "XD1 XB",
    "Section 3.1.3": "XC1 XD2",
    "Section 3.1.4": "XA2 XB EA2",
    "Section 3.2.1": "XA2 XC1",
    "Section 3.2.2": "ZB1 XB",
    "Section 3.2.3": "XE EB1",
    "Section 3.2.4": "XA1 XD2",
    "Section 3.3.1": "XA1 XD1",
    "Section 3.3.2": "XB XD2",
    "Section 3.3.3": "XC2 XA2",
}


@pytest.mark.parametrize("place", CITED)
def test_sources_are_cited_where_printed(evidence, place):
    assert " ".join(p.source for p in evidence if p.place == place) == CITED[place]


def test_no_place_is_left_out(evidence):
    assert {piece.place for piece in evidence} == set(CITED)


def test_every_concept_has_evidence_in_its_table(evidence, structure):
    tables = {"development": "Table 3", "transformation": "Table 4", "application": "Table 5"}
    found = {piece.supports: piece.place for piece in evidence if piece.kind == "table"}
    assert found == {c.id: tables[structure.block_of(c.id).stage] for c in structure.concepts}


def test_quotations_of_the_role_sections_name_only_a_theme(evidence, structure):
    themes = [piece for piece in evidence if piece.level == "theme"]
    assert len(themes) == 6
    assert {structure.block_of(piece.supports).kind for piece in themes} == {"leading_role"}


def test_coverage_counts_quotations_that_name_a_concept(evidence, structure, sources):
    matrix = coverage(evidence, structure, sources)
    assert matrix.shape == (28, 20)
    assert list(matrix.columns) == list(sources.codes)
    assert matrix.to_numpy().sum() == 55 - 6 - 1
    assert matrix.loc["one_plus_n"][matrix.loc["one_plus_n"] > 0].to_dict() == {
        "XB": 1,
        "O1": 1,
        "S1": 1,
    }


def test_coverage_without_evidence_is_zero_everywhere(structure, sources):
    matrix = coverage((), structure, sources)
    assert matrix.shape == (28, 20)
    assert matrix.to_numpy().sum() == 0


def test_triangulation_of_a_concept(evidence, structure, sources):
    support = {row.concept: row for row in triangulation(evidence, structure, sources)}
    row = support["serve_industry"]
    assert (row.in_table, row.in_text) == (("ZA", "S2"), ("XB",))
    assert row.kinds == ("institute", "group_firm", "external")
    assert (row.pieces, row.sources) == (3, ("ZA", "S2", "XB"))


def test_triangulation_agrees_with_the_coverage_matrix(evidence, structure, sources):
    matrix = coverage(evidence, structure, sources)
    for row in triangulation(evidence, structure, sources):
        assert row.pieces == matrix.loc[row.concept].sum()
        assert len(row.sources) == (matrix.loc[row.concept] > 0).sum()


def test_exactly_the_role_concepts_have_a_single_source(evidence, structure, sources):
    single = single_source(triangulation(evidence, structure, sources))
    roles = [c.id for c in structure.concepts if structure.block_of(c.id).kind == "leading_role"]
    assert list(single) == roles
    assert len(single) == 12


def test_two_quotations_of_one_source_are_a_single_source(evidence, structure, sources):
    pieces = [p for p in evidence if p.source == "XC1"]
    support = {row.concept: row for row in triangulation(pieces * 2, structure, sources)}
    assert support["fill_chokepoints"].pieces == 2
    assert "fill_chokepoints" in single_source(tuple(support.values()))


def test_every_source_is_quoted(evidence, sources):
    assert uncited(evidence, sources) == ()
    assert uncited([p for p in evidence if p.source != "O1"], sources) == ("O1",)


def test_evidence_per_stage(evidence, structure, sources):
    frame = per_stage(evidence, structure, sources)
    assert frame["stage"].tolist() == ["development", "transformation", "application"]
    assert frame["table"].tolist() == [12, 11, 9]
    assert frame["text"].tolist() == [9, 8, 6]
    assert frame["startup"].tolist() == [2, 3, 0]
    kinds = [kind.id for kind in sources.kinds]
    assert frame[kinds].sum(axis=1).tolist() == frame["total"].tolist()


def test_paraphrases_are_distinct(evidence):
    for language in ("zh", "en"):
        texts = Counter(getattr(piece.paraphrase, language) for piece in evidence)
        assert [text for text, count in texts.items() if count > 1] == []


# (old, new, column, value)
BAD = {
    "unknown source": ("T3-01,added_rd_services,XB", "T3-01,added_rd_services,XQ", "source", "XQ"),
    "unknown code": ("fill_chokepoints,XC1", "filled,XC1", "supports", "filled"),
    "duplicate id": ("T4-02,", "T4-01,", "id", "T4-01"),
    "kind and place disagree": ("EB1,text,", "EB1,table,", "kind", "table"),
    "place of another stage": (
        "ZA,table,Table 5,企业最",
        "ZA,table,Table 4,企业最",
        "supports",
        "serve_industry",
    ),
    "no such table": (
        "ZA,table,Table 5,企业最",
        "ZA,table,Table 6,企业最",
        "printed_in",
        "Table 6",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_evidence_is_refused_on_its_line(copy, structure, case):
    old, new, column, value = BAD[case]
    line = copy.edit("evidence.csv", old, new)
    with pytest.raises(InputError) as caught:
        load_evidence(structure, copy.root)
    [problem] = caught.value.problems
    where = (problem.file, problem.row, problem.column, problem.value)
    assert where == ("data/case_study/evidence.csv", line, column, value)
    assert problem.remedy


def test_all_problems_come_at_once(copy, structure):
    copy.edit("evidence.csv", "EB1,text,", "EB1,table,")
    copy.edit("evidence.csv", "ZA,table,Table 5,企业最", "ZA,table,Table 4,企业最")
    with pytest.raises(InputError) as caught:
        load_evidence(structure, copy.root)
    assert len(caught.value.problems) == 2
