"""Tables of the case study: what they print, against the paper's own tables."""

from __future__ import annotations

import lxml.html
import pypandoc
import pytest
import typst

from analysis.casestudy import load_structure
from analysis.data.anchors import anchor
from analysis.tables import casechecks, casestudy

STAGES = ("development", "transformation", "application")
TABLES = {
    "phases": casestudy.phases,
    "informants": casestudy.informants,
    "documents": casestudy.documents,
    "structure_counts": casestudy.structure_counts,
    **{f"evidence_{stage}": lambda stage=stage: casestudy.evidence(stage) for stage in STAGES},
    "evidence_counts": casestudy.evidence_counts,
    "coverage": casestudy.coverage,
    "comparison": casestudy.comparison,
    "examples": casestudy.examples,
    "coding_claims": casechecks.coding_claims,
    "double_statements": casechecks.double_statements,
    "findings": casechecks.findings,
}


def lines(table):
    return table.plain.split("\n")


def column(table, index):
    """Return the texts of one column of the body rows, without panel headings and notes."""
    rows = [line.split(" | ") for line in lines(table)[1:]]
    return [row[index] for row in rows if len(row) == len(table.columns)]


@pytest.mark.parametrize("name", TABLES)
def test_table_fits_a4_and_is_the_same_every_time(name):
    table = TABLES[name]()
    assert len(table.columns) <= 11
    assert table.html == TABLES[name]().html


@pytest.mark.parametrize("name", TABLES)
def test_both_engines_read_a_native_table(name):
    source = pypandoc.convert_text(TABLES[name]().html, "typst", "html")
    assert source.count("#table(") == source.count("table(\n") == 1
    assert "columns: (" in source and "%" in source
    with_figure = f"{source}\n#figure[] <{casestudy.STRUCTURE}>"
    assert typst.compile(with_figure.encode()).startswith(b"%PDF")


@pytest.mark.parametrize("name", TABLES)
def test_chinese_is_marked_as_chinese(name):
    document = lxml.html.fromstring(TABLES[name]().html)
    assert len(document.xpath("//span[@lang='zh']")) > 2


def test_table_1_prints_what_the_paper_prints():
    table = casestudy.informants()
    assert column(table, 1) == [
        *("XA1 ~ XA2", "XB", "XC1 ~ XC2", "XD1 ~ XD2", "XE", ""),
        *("EA1 ~ EA2", "EB1 ~ EB2", ""),
        *("ZA", "ZB1 ~ ZB2", "", ""),
    ]
    assert column(table, 5) == [
        *("130", "100", "150", "140", "70", "590"),
        *("110", "120", "230"),
        *("50", "90", "140", "960"),
    ]


def test_table_1_counts_people():
    table = casestudy.informants()
    assert column(table, 2) == [*"2–22––", *"22–", *"–2––"]
    assert column(table, 3) == ["2", "1", "2", "2", "1", "8", "2", "2", "4", "1", "2", "3", "15"]
    assert "the total is 1700; the paper does not say" in table.plain


def test_table_2_prints_what_the_paper_prints():
    table = casestudy.documents()
    assert column(table, 1) == ["O1", "N1", "S1", "S2", "S3", "5 codes"]
    assert column(table, 3) == ["18", "22", "12", "56", "9", "117"]
    assert column(table, 4) == ["15.4%", "18.8%", "10.3%", "47.9%", "7.7%", "100.0%"]


def test_kinds_of_documents_are_joined():
    document = lxml.html.fromstring(casestudy.documents().html)
    spans = [th.get("rowspan") for th in document.xpath("//tbody[1]//th")]
    assert spans == [None, None, "3"]


def test_structure_counts_stand_beside_the_printed_ones():
    rows = [line.split(" | ") for line in lines(casestudy.structure_counts())]
    assert ["3", "6", "4", "14", "28"] in rows
    assert ["3", "–", "4", "14", "28"] in rows
    assert column(casestudy.structure_counts(), 3) == ["3", "2", "3", "2", "2", "2", "14", "14"]


@pytest.mark.parametrize(
    ("stage", "table_rows", "text_rows"),
    [("development", 12, 9), ("transformation", 11, 8), ("application", 9, 6)],
)
def test_evidence_rows_per_stage(stage, table_rows, text_rows):
    assert len(column(casestudy.evidence(stage, "table"), 3)) == table_rows
    assert len(column(casestudy.evidence(stage, "text"), 3)) == text_rows
    assert len(column(casestudy.evidence(stage), 3)) == table_rows + text_rows


def test_table_3_cites_the_sources_in_the_order_printed():
    sources = [text.split()[0] for text in column(casestudy.evidence("development", "table"), 3)]
    assert " ".join(sources) == "XB N1 XA2 XC2 XC1 S3 EA2 XB XE XD1 XA1 XD2"


def test_evidence_is_grouped_by_theme_and_concept():
    table = casestudy.evidence("transformation", "table")
    document = lxml.html.fromstring(table.html)
    bands = [th.text_content() for th in document.xpath("//th[@class='band']")]
    assert bands == ["2A 工程化赋能 engineering empowerment", "2a 支撑 supporting"]
    [concept] = document.xpath("//th[.//a[text()='打造“1+N”模式']]")
    assert concept.get("rowspan") == "2"


def test_evidence_names_the_level_it_supports():
    concepts = column(casestudy.evidence("development"), 1)
    assert concepts.count("theme only") == 2
    assert column(casestudy.evidence("development"), 0).count("1A as a whole") == 1


def test_evidence_of_an_unknown_stage_is_refused():
    with pytest.raises(ValueError, match="development, transformation, application, not 'end'"):
        casestudy.evidence("end")


def test_evidence_counts_add_up():
    rows = [line.split(" | ")[1:] for line in lines(casestudy.evidence_counts())[1:5]]
    assert [row[2] for row in rows] == ["21", "19", "15", "55"]
    for row in rows:
        assert int(row[0]) + int(row[1]) == int(row[2]) == sum(map(int, row[4:]))


def test_coverage_has_one_row_per_concept():
    table = casestudy.coverage()
    assert len(column(table, 0)) == 28
    assert sum(text == "△ 1" for text in column(table, 7)) == 12


def test_coverage_separates_table_and_text():
    [row] = [line for line in lines(casestudy.coverage()) if line.startswith("标准的量产工厂")]
    assert row.split(" | ")[1:] == ["XC2", "", "(ZB1)", "", "", "", "2", "2"]


def test_coverage_shows_every_quotation_that_names_a_concept():
    shown = [
        code
        for i in range(1, 7)
        for text in column(casestudy.coverage(), i)
        for code in text.split()
    ]
    assert len(shown) == 48
    assert sum(code.startswith("(") for code in shown) == 16


def test_comparison_has_the_rows_of_table_6():
    categories = [text.split()[0] for text in column(casestudy.comparison(), 0)]
    assert categories == ["运营重心", "核心服务", "功能定位", "发展目标", "合作方式", "价值实现"]
    assert column(casestudy.comparison(), 1)[-1].startswith("经济价值+战略价值")
    assert column(casestudy.comparison(), 2)[-1].startswith("经济价值 ")


def test_examples_say_where_no_source_is_named():
    assert column(casestudy.examples(), 2) == ["EA2", "–", "–"]


def test_phases():
    assert column(casestudy.phases(), 0) == [
        "2020-08 – 2020-11",
        "2022-05 – 2022-08",
        "2023-07",
    ]


def test_each_unit_has_one_place_of_evidence_and_leads_back_to_the_figure():
    structure = load_structure()
    html = "".join(casestudy.evidence(stage).html for stage in STAGES)
    units = [*structure.concepts, *structure.themes, *structure.blocks, *structure.dimensions]
    for unit in units:
        assert html.count(f'id="{anchor("evidence", unit.id)}"') == 1, unit.id
    named = len(structure.concepts) + len(structure.themes)
    assert html.count('<a href="#fig-data-structure"') == named
