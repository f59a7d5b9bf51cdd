"""The table builder: HTML, text, geometry, and what Pandoc and Typst make of it."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError

import lxml.html
import pypandoc
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from analysis.data import Label
from analysis.tables.core import (
    Cell,
    Column,
    Group,
    Reference,
    Run,
    body,
    cell,
    marked,
    merge_down,
    num,
    on_one_line,
    runs,
    table,
    zh,
)

COLUMNS = [
    Column("Theme", 2, row_header=True),
    Column("Concept", 2, row_header=True),
    Column("Count", 1, align="right"),
    Column("Share", 1, align="right"),
]


@pytest.fixture
def example():
    rows = [
        [Label("沉淀共性技术", "generic technology"), "first & <last>", num("12"), num("0.970")],
        [
            Label("沉淀共性技术", "generic technology"),
            "second",
            num("9"),
            marked("exact", "✓", "exact"),
        ],
        ["other", "third", num("7"), ""],
    ]
    return table(
        COLUMNS,
        bodies=[
            body(merge_down(rows, 1), band="Panel A"),
            body(merge_down(rows[2:], 1), band=zh("乙")),
        ],
        groups=[Group(None), Group(None), Group("Numbers", 2)],
        notes=["One note.", ["See ", zh("表3"), "."]],
        classes=["example"],
    )


def parsed(example):
    return lxml.html.fromstring(example.html)


def test_mimebundle_has_both_forms(example):
    bundle = example._repr_mimebundle_()
    assert set(bundle) == {"text/markdown", "text/plain"}
    assert bundle["text/markdown"] == f"```{{=html}}\n{example.html}\n```\n"
    assert bundle["text/plain"] == example.plain


def test_table_is_frozen(example):
    with pytest.raises(FrozenInstanceError):
        example.notes = ()


def test_same_table_has_the_same_bytes(example):
    again = table(
        example.columns,
        bodies=example.bodies,
        groups=example.groups,
        notes=example.notes,
        classes=example.classes,
    )
    assert again == example
    assert again.html == example.html


def test_widths_are_relative(example):
    widths = [col.get("style") for col in parsed(example).iter("col")]
    assert widths == ["width: 33.33%", "width: 33.33%", "width: 16.67%", "width: 16.67%"]


def test_heads_have_scope_and_groups_span(example):
    upper, lower = parsed(example).find("thead").findall("tr")
    assert [(th.text, th.get("scope"), th.get("rowspan"), th.get("colspan")) for th in upper] == [
        ("Theme", "col", "2", None),
        ("Concept", "col", "2", None),
        ("Numbers", "colgroup", None, "2"),
    ]
    assert [(th.text, th.get("scope")) for th in lower] == [("Count", "col"), ("Share", "col")]


def test_row_headers_have_scope(example):
    first = parsed(example).findall("tbody")[0].findall("tr")
    assert [(c.tag, c.get("scope"), c.get("rowspan")) for c in first[1]] == [
        ("th", "rowgroup", "2"),
        ("th", "row", None),
        ("td", None, None),
        ("td", None, None),
    ]
    assert [c.tag for c in first[2]] == ["th", "td", "td"]


def test_panel_heading_spans_all_columns(example):
    bands = [b.find("tr").find("th") for b in parsed(example).findall("tbody")]
    assert [(th.text_content(), th.get("colspan"), th.get("class")) for th in bands] == [
        ("Panel A", "4", "band"),
        ("乙", "4", "band"),
    ]


def test_notes_stand_in_the_foot(example):
    notes = parsed(example).find("tfoot").findall("tr")
    assert [note.text_content() for note in notes] == ["One note.", "See 表3."]
    assert {note[0].get("class") for note in notes} == {"notes"}


def test_text_is_escaped(example):
    assert "first &amp; &lt;last&gt;" in example.html
    assert "<last>" not in example.html


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_any_text_survives_escaping(text):
    html = table([Column("x")], [[text]]).html
    assert lxml.html.fromstring(html).find("tbody/tr/td").text_content() == text


@pytest.mark.parametrize("text", ['"', "'", '" onclick="x'])
def test_class_names_cannot_break_out(text):
    found = lxml.html.fromstring(table([Column("x")], [[cell("y", classes=[text])]]).html)
    assert found.find("tbody/tr/td").get("class") == text


def test_chinese_is_marked(example):
    spans = [s for s in parsed(example).iter("span") if s.get("lang") == "zh"]
    assert [span.text for span in spans][:2] == ["沉淀共性技术", "乙"]


def test_a_label_takes_two_lines_or_one():
    label = Label("引领", "guiding")
    assert "".join(run.text for run in runs(label)) == "引领\nguiding"
    assert "".join(run.text for run in on_one_line(label)) == "引领 guiding"


def test_strong_text():
    html = table([Column("x")], [[zh("总计", strong=True)]]).html
    assert '<span lang="zh" class="zh"><strong>总计</strong></span>' in html


def test_verdict_has_mark_word_and_class():
    found = marked("contradicted", "×", "contradicted")
    assert (found.text, found.classes) == ("× contradicted", ("verdict", "verdict-contradicted"))


def test_every_cell_states_its_alignment(example):
    cells = list(parsed(example).iter("th", "td"))
    assert all(c.get("style", "").startswith("text-align: ") for c in cells)


def test_plain_text(example):
    assert example.plain.split("\n") == [
        "Theme | Concept | Count | Share",
        "Panel A",
        "沉淀共性技术 generic technology | first & <last> | 12 | 0.970",
        " | second | 9 | ✓ exact",
        "other | third | 7 | ",
        "乙",
        "other | third | 7 | ",
        "One note.",
        "See 表3.",
    ]


def test_merging_respects_columns_to_the_left():
    rows = merge_down([["a", "x"], ["a", "x"], ["b", "x"], ["b", "y"]], 2)
    assert [[(c.text, c.rowspan) for c in row] for row in rows] == [
        [("a", 2), ("x", 2)],
        [],
        [("b", 2), ("x", 1)],
        [("y", 1)],
    ]


def test_equal_cells_apart_do_not_join():
    rows = merge_down([["a"], ["b"], ["a"]], 1)
    assert [[c.rowspan for c in row] for row in rows] == [[1], [1], [1]]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["a"]], "row 1: no cell in column 2"),
        ([["a", "b", "c"]], "row 1: cell 'c' does not fit"),
        ([[cell("a", colspan=3)]], "row 1: cell 'a' does not fit"),
        ([[cell("a", rowspan=2), "b"]], "row 1: cell 'a' does not fit"),
        ([["a", cell("b", rowspan=2)], [cell("c", colspan=2)]], "row 2: cell 'c' does not fit"),
        ([[cell("a", rowspan=2), "b"], ["c", "d"]], "row 2: cell 'd' does not fit"),
    ],
)
def test_cells_that_do_not_tile_are_refused(rows, message):
    with pytest.raises(ValueError, match=message):
        table([Column("x"), Column("y")], rows)


@pytest.mark.parametrize(
    ("columns", "groups", "message"),
    [
        ([Column("x")], [Group("g", 2)], "groups do not add to 1 columns"),
        ([Column("x"), Column("y")], [Group(None, 2)], "a group without head spans one column"),
        ([Column("x"), Column("y", row_header=True)], [], "row headers must be the first columns"),
    ],
)
def test_impossible_heads_are_refused(columns, groups, message):
    with pytest.raises(ValueError, match=message):
        table(columns, groups=groups)


def pandoc(example):
    blocks = json.loads(pypandoc.convert_text(example.html, "json", "html"))["blocks"]
    [block] = blocks
    assert block["t"] == "Table"
    return block["c"]


def test_pandoc_reads_a_native_table_with_widths(example):
    _, _, columns, *_ = pandoc(example)
    widths = [width["c"] for _, width in columns]
    assert widths == pytest.approx([1 / 3, 1 / 3, 1 / 6, 1 / 6], abs=1e-4)


def test_pandoc_keeps_spans_headers_panels_and_foot(example):
    _, _, _, (_, head), bodies, (_, foot) = pandoc(example)
    assert [[(c[2], c[3]) for c in row[1]] for row in head] == [
        [(2, 1), (2, 1), (1, 2)],
        [(1, 1), (1, 1)],
    ]
    assert [headers for _, headers, _, _ in bodies] == [2, 2]
    assert [len(between) for _, _, between, _ in bodies] == [1, 1]
    assert [[(c[2], c[3]) for c in row[1]] for row in bodies[0][3]] == [
        [(2, 1), (1, 1), (1, 1), (1, 1)],
        [(1, 1), (1, 1), (1, 1)],
        [(1, 1), (1, 1), (1, 1), (1, 1)],
    ]
    assert len(foot) == 2


def test_pandoc_gives_the_same_headers_back(example):
    again = lxml.html.fromstring(pypandoc.convert_text(example.html, "html", "html"))
    kinds = [[(c.tag, c.get("scope")) for c in row] for row in again.iter("tr")]
    assert kinds == [[(c.tag, c.get("scope")) for c in row] for row in parsed(example).iter("tr")]
    marks = again.xpath("//td[contains(@class, 'verdict-exact')]")
    assert [mark.text_content() for mark in marks] == ["✓ exact"]


def test_pandoc_aligns_every_cell_as_stated(example):
    aligned = {"AlignRight": "right", "AlignLeft": "left", "AlignCenter": "center"}
    _, _, _, _, bodies, _ = pandoc(example)
    found = [[aligned[c[1]["t"]] for c in row[1]] for row in bodies[0][3]]
    assert found == [
        ["left", "left", "right", "right"],
        ["left", "right", "left"],
        ["left", "left", "right", "right"],
    ]


def test_typst_sets_the_table(example):
    source = pypandoc.convert_text(example.html, "typst", "html")
    assert "columns: (33.33%, 33.33%, 16.67%, 16.67%)" in source
    assert "rowspan: 2" in source and "colspan: 4" in source
    assert typst.compile(source.encode()).startswith(b"%PDF")


def test_an_empty_table_is_a_table():
    empty = table([Column("x")])
    assert isinstance(empty.html, str)
    assert empty.plain == "x"


def test_cells_of_one_content_are_equal():
    assert Cell(runs("a")) == cell("a")


def test_a_link_a_place_and_a_reference_are_plain_html():
    content = [
        Run("0.970", id="ledger-a"),
        Run(
            "✓", None, ("ledger-badge",), raised=True, href="x.qmd#y", said="exact, see the ledger"
        ),
        Reference("tbl-nca"),
    ]
    html = table([Column("Number")], [[content]]).html
    assert '<span id="ledger-a">0.970</span>' in html
    assert (
        '<a href="x.qmd#y" aria-label="exact, see the ledger" class="ledger-badge">'
        "<sup>✓</sup></a>" in html
    )
    assert '<span data-qmd="@tbl-nca"></span>' in html


def test_raised_marks_are_no_part_of_the_text():
    assert cell(["0.970", Run("✓", raised=True)]).text == "0.970"
