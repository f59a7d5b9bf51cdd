from __future__ import annotations

from analysis.book.finish.styles import class_of, moved, sheet


def test_style_attributes_become_classes_of_a_sheet():
    page, found = moved('<td style="text-align: right">1</td><col style="width: 5%;"><p style="">')
    assert found == {"text-align: right", "width: 5%"}
    right, width = class_of("text-align: right"), class_of("width: 5%")
    assert page == f'<td class="{right}">1</td><col class="{width}"><p>'
    assert f".{right} {{ text-align: right !important }}" in sheet(found)


def test_the_sheet_is_the_same_in_any_order():
    assert sheet(["b: 1", "a: 1; c: 2"]) == sheet(["a: 1; c: 2", "b: 1"])
    assert "a: 1 !important; c: 2 !important" in sheet(["a: 1; c: 2"])


def test_words_like_a_style_attribute_stay_words():
    text = '<p>He wrote style="a" &lt;b style="c"&gt;</p>'
    assert moved(text) == (text, frozenset())
