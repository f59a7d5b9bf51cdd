from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.book.executed import Executed, Output
from analysis.book.qmd import parse_chapter

outputs = st.builds(
    Output,
    st.dictionaries(st.sampled_from(["text/plain", "text/html", "image/png"]), st.text()),
    st.sampled_from([None, "stdout", "stderr", "error"]),
)
results = st.builds(
    Executed,
    st.dictionaries(st.integers(1, 9), st.lists(outputs, max_size=3).map(tuple)),
    st.dictionaries(st.integers(1, 9), st.text()),
)


@given(results)
def test_the_journey_through_json_changes_nothing(executed):
    assert Executed.from_json(executed.to_json()) == executed


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"outputs": 1, "inlines": {}}'])
def test_damaged_text_is_refused(text):
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        Executed.from_json(text)


def test_markdown_of_an_output():
    assert Output({"text/markdown": "**a**", "text/plain": "x"}).markdown == "**a**"
    assert Output({"text/plain": "x"}).markdown is None


def test_a_blank_stands_for_every_inline_expression():
    chapter = parse_chapter("x.qmd", "# X\n\n`{python} a` and `{python} b`\n")
    assert Executed.blank(chapter) == Executed({}, {1: "…", 2: "…"})
