from __future__ import annotations

from analysis.book.finish.tables import with_boxes
from analysis.tables.core import Column, body, table

NOTED = table(
    [Column("Name", row_header=True), Column("Value")],
    bodies=[body([["a", "1"]], "Band")],
    notes=["A note."],
)


def test_each_table_of_the_book_stands_in_one_box_that_the_keyboard_can_scroll():
    bare = f"<main>{NOTED.html}</main>"
    boxed = f'<main><div class="table-scroll" tabindex="0">{NOTED.html}</div></main>'
    for page in (bare, boxed):
        made = with_boxes(page)
        assert made.count('<div class="table-scroll" tabindex="0"><table') == 1
        assert made.count("table-scroll") == 1


def test_notes_and_bands_are_held_in_sight():
    made = with_boxes(NOTED.html)
    assert '<div class="in-sight">A note.</div></td>' in made
    assert '<div class="in-sight">Band</div></th>' in made
    assert made.count("in-sight") == 2


def test_other_tables_stay_as_they_are():
    page = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    assert with_boxes(page) == page


def test_the_first_column_is_known_where_it_heads_the_rows():
    assert NOTED.html.count('class="stub"') == 2
    assert "stub" not in table([Column("a"), Column("b")], [["1", "2"]]).html
