"""All tables but those of the case study: what both engines and every reader can rely on."""

from __future__ import annotations

import re
from functools import partial

import panflute
import pytest
import typst

from analysis import tables
from analysis.book.making import made
from analysis.book.pandoc import dump, read_html_blocks, run
from analysis.study import load_variables
from analysis.tables.core import runs

from .reading import bands, grid, notes

ON_RECONSTRUCTION = {
    "provinces_reconstructed": partial(tables.provinces_data, "reconstructed"),
    "nca_effects": tables.nca_effects,
    "bottleneck": tables.bottleneck,
    "qca_necessity": tables.qca_necessity,
    "truth_table": tables.truth_table,
    "truth_table_negated": partial(tables.truth_table, "~breakthrough"),
    **{kind: partial(tables.solutions, kind) for kind in ("complex", "parsimonious")},
    "intermediate": tables.solutions,
    "configurations": tables.configurations,
    "solution_chart": tables.solution_chart,
    "solution_chart_negated": partial(tables.solution_chart, "~breakthrough"),
    "typical_cases": tables.typical_cases,
    "robustness": tables.robustness,
}
WITHOUT = {
    "calibration": tables.calibration,
    "provinces": tables.provinces_data,
    "printed_configurations": tables.printed_configurations,
    "hidden_sums": tables.hidden_sums,
    "authentic_columns": tables.authentic_columns,
    "coverage_bounds": tables.coverage_bounds,
    "claims": tables.claims,
    "cross_checks": tables.cross_checks,
    "ledger_summary": tables.ledger_summary,
    "ledger": tables.ledger,
}
ABOUT_DATA = {
    "variables": tables.variables,
    "data_files": tables.data_files,
    "data_dictionary": tables.data_dictionary,
    "data_dictionary_of_one": partial(tables.data_dictionary, "case_coding"),
    "engine_subset": tables.engine_subset,
    "figures_and_tables": lambda: tables.figures_and_tables(made()),
}
TABLES = ON_RECONSTRUCTION | WITHOUT | ABOUT_DATA


@pytest.fixture(scope="module")
def built():
    return {name: make() for name, make in TABLES.items()}


@pytest.fixture(scope="module")
def blocks(built):
    return dict(zip(built, read_html_blocks(table.html for table in built.values()), strict=True))


def everything(table):
    heads = [run.text for column in table.columns for run in runs(column.head)]
    heads += [run.text for group in table.groups for run in runs(group.head or "")]
    cells = [text for row in grid(table) for text in row]
    return "\n".join([*heads, *bands(table), *cells, notes(table)])


@pytest.mark.parametrize("name", TABLES)
def test_pandoc_reads_one_native_table_and_nothing_beside_it(blocks, name):
    assert [type(block).__name__ for block in blocks[name]] == ["Table"]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_same_every_time(built, name):
    assert TABLES[name]().html == built[name].html


@pytest.mark.parametrize("name", ON_RECONSTRUCTION)
def test_what_rests_on_the_reconstruction_says_so_in_both_languages(built, name):
    assert "reconstruction" in everything(built[name]).lower()
    assert "重构" in everything(built[name])


@pytest.mark.parametrize("name", [*ON_RECONSTRUCTION, *WITHOUT])
def test_no_key_of_the_data_is_shown_to_the_reader(built, name):
    keys = [key for key in load_variables().labels if "_" in key]
    shown = everything(built[name])
    assert not [key for key in keys if key in shown]
    assert not re.findall(r"\b(?:nan|None|ce_fdh|cr_fdh)\b", shown)


@pytest.mark.parametrize("name", [*ON_RECONSTRUCTION, *WITHOUT])
def test_heads_are_in_chinese_and_english(built, name):
    assert built[name].html.split("</thead>")[0].count('lang="zh"') >= 1


def _without_places(element, _):
    """Return a link to a place of the book, which is not here, as its words."""
    if isinstance(element, panflute.Link) and element.url.startswith("#"):
        return panflute.Span(*element.content)
    return None


def test_typst_sets_all_tables_with_the_fonts_of_the_book(blocks, tmp_path, pytestconfig):
    document = panflute.Doc(*(block for found in blocks.values() for block in found))
    document = document.walk(_without_places)
    source = tmp_path / "tables.typ"
    body = run(dump(document), "--from", "json", "--to", "typst", "--wrap=none")
    fonts = '#set text(font: ("Libertinus Serif", "Noto Serif CJK SC"), size: 8.5pt)\n'
    source.write_text(fonts + body, encoding="utf-8")
    compiler = typst.Compiler(
        str(source), font_paths=[str(pytestconfig.rootpath / "assets/fonts")],
        ignore_system_fonts=True,
    )  # fmt: skip
    pdf, warnings = compiler.compile_with_warnings(format="pdf", timestamp=0)
    assert pdf.startswith(b"%PDF")
    assert not [str(warning.message) for warning in warnings]


@pytest.mark.parametrize(
    "call",
    [
        lambda: tables.solutions("shortest"),
        lambda: tables.solutions(outcome="Breakthrough"),
        lambda: tables.truth_table("breakthroughs"),
        lambda: tables.solution_chart("~"),
    ],
)
def test_a_wrong_choice_names_the_right_ones(call):
    with pytest.raises(ValueError, match="must be one of"):
        call()
