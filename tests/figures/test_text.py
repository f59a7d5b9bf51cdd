"""Text metrics and line breaking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.figures.fonts import covered
from analysis.figures.text import fill, latin, units, width, wrap

WORDS = st.text(st.sampled_from("关键核心技术 abc1.0，“”（）&-"), min_size=1, max_size=40)


def test_width_grows_with_size_and_text() -> None:
    assert width("技术", 10) == 20
    assert width("技术", 5) == 10
    assert width("technology", 10) < width("technology", 10, "bold")


def test_latin_words_stay_whole_and_hanzi_do_not() -> None:
    assert units("R&D投入强度") == ["R&D", "投", "入", "强", "度"]
    assert units("joint work") == ["joint ", "work"]


def test_closing_marks_never_begin_a_line_and_opening_marks_never_end_one() -> None:
    assert units("高投入、长（周）期") == ["高", "投", "入、", "长", "（周）", "期"]


def test_lines_are_balanced() -> None:
    assert wrap("重设商业模式", 10, 40) == ["重设商", "业模式"]
    assert wrap("重设商业模式", 10, 60) == ["重设商业模式"]


@given(WORDS)
def test_wrapping_keeps_the_text(text: str) -> None:
    joined = "".join(wrap(text, 8, 30)).replace(" ", "")
    assert joined == text.replace(" ", "")


@given(WORDS, st.floats(20, 200))
def test_wrapping_takes_no_more_lines_than_needed(text: str, limit: float) -> None:
    assert len(wrap(text, 8, limit)) == len(fill(units(text), 8, limit))


@given(WORDS, st.floats(40, 200))
def test_lines_fit_unless_one_piece_is_too_wide(text: str, limit: float) -> None:
    for line in wrap(text, 8, limit):
        assert width(line, 8) <= limit or len(units(line)) == 1


def test_width_rejects_a_character_without_glyph() -> None:
    assert "✘" not in covered()
    with pytest.raises(KeyError):
        width("✘", 8)


def test_english_quotes_are_straight() -> None:
    assert latin("the “1+N” model") == 'the "1+N" model'
