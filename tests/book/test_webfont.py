from __future__ import annotations

from io import BytesIO

from fontTools.ttLib import TTFont

from analysis.book.webfont import web_font


def characters(font: bytes) -> set[str]:
    assert font[:4] == b"wOF2"
    return {chr(code) for code in TTFont(BytesIO(font)).getBestCmap()}


def test_the_font_holds_the_chinese_of_the_texts_and_nothing_else():
    font = web_font(["<p>平台 A，α</p>", "平台赋能〇"])
    assert characters(font) == set("平台，赋能〇")


def test_a_character_that_the_face_lacks_is_left_to_the_reader_s_system():
    assert characters(web_font(["平\u9fef"])) == {"平"}


def test_the_same_texts_give_the_same_bytes():
    assert web_font(["平台", "赋能"]) == web_font(["赋能平台"])
