"""Texts in both languages, and what each edition shows of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.book import kernel_start
from analysis.data import Label, Words
from analysis.data.editions import PROFILES, SHOWN, bundle, shown_editions
from analysis.data.labels import NOTHING, SEMICOLON, words
from analysis.data.markdown import escaped


def test_a_term_is_shown_as_a_pair_and_words_in_one_language():
    assert Label("路径", "path").both == "路径 path"
    assert Words("路径", "path").both == "path"
    assert [Words("路径", "path").text(language) for language in ("zh", "en")] == ["路径", "path"]


def test_words_are_joined_and_filled_in_in_each_language():
    told = SEMICOLON.join([Words("一", "one"), Label("二", "two"), "3"])
    assert told == Words("一；二；3", "one; two; 3")
    filled = Words("{name}有{count}条", "{count} in {name}").format(
        name=Label("表", "table"), count=2
    )
    assert filled == Words("表有2条", "2 in table")


def test_only_words_without_text_are_nothing():
    assert not NOTHING
    assert Words("", "x") and Words("甲", "") and Label("甲", "x")


def test_any_text_is_words():
    assert words("H1") == Words("H1", "H1")
    assert words(Label("甲", "a")) == Words("甲", "a")


@pytest.mark.parametrize(
    ("named", "editions"),
    [(None, ("en",)), ("", ("en",)), ("zh", ("zh",)), ("en,zh", ("en", "zh")),
     ("zh,en", ("zh", "en")), ("draft", ("en",)), ("draft, zh", ("zh",))],
)  # fmt: skip
def test_editions_are_the_profiles_that_quarto_names(monkeypatch, named, editions):
    monkeypatch.delenv(PROFILES, raising=False)
    if named is not None:
        monkeypatch.setenv(PROFILES, named)
    assert shown_editions() == editions


def test_one_edition_needs_no_bundle(monkeypatch):
    monkeypatch.setenv(PROFILES, "zh")
    assert bundle(lambda edition: {"text/plain": edition}) == {"text/plain": "zh"}
    assert Words("甲*", "a")._repr_markdown_() == "甲\\*"


def test_several_editions_are_shown_side_by_side(monkeypatch):
    monkeypatch.setenv(PROFILES, "en,zh")
    assert Words("甲", "a")._repr_mimebundle_() == {
        "text/markdown": "a",
        "text/plain": "a",
        SHOWN: {
            "en": {"text/markdown": "a", "text/plain": "a"},
            "zh": {"text/markdown": "甲", "text/plain": "a"},
        },
    }


def test_the_kernel_knows_the_type_by_the_same_name():
    assert kernel_start.SHOWN_MIME == SHOWN


@given(st.text("ab\\`*_{}[]()<>#+-.!~^$@|甲"))
def test_escaping_puts_one_stroke_before_every_special_character(text):
    assert escaped(text).replace("\\", "") == text.replace("\\", "")
    assert len(escaped(text)) == len(text) + sum(not c.isalnum() for c in text)
