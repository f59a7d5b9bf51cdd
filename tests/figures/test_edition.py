"""Each edition's figures speak its language, and show the same numbers and marks."""

import re
from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from lxml import etree

from analysis.data import Label, Words
from analysis.data.editions import PROFILES, SHOWN
from analysis.figures.core import Figure
from analysis.figures.edition import above, beside, drawn_for, in_each_edition, said
from tests.figures.conftest import DIAGRAMS, SVG, words
from tests.figures.test_plots import PLOTS

FIGURES: dict[str, Callable[[], Figure]] = {
    **PLOTS,
    **{name: partial(draw, None) for name, draw in DIAGRAMS.items()},
}
# Terms that Chinese papers give in Latin letters; codes of sources and symbols are shorter.
LATIN = {"NCA", "QCA", "FDH", "PRI", "RoN", "TOE"}
WORD = re.compile(r"[A-Za-z]{3,}")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
TERM = Label("条件", "condition")


def in_both(draw: Callable[[], Figure], monkeypatch: pytest.MonkeyPatch) -> tuple[Figure, Figure]:
    """Return what the English edition shows of a figure, and what the Chinese one does."""
    monkeypatch.setenv(PROFILES, "en,zh")
    made = draw()
    assert [edition for edition, _ in made.drawings] == ["en", "zh"]
    return made.drawn_in("en"), made.drawn_in("zh")


def numbers(figure: Figure) -> set[str]:
    """Return the numbers in a figure; those within a label stand twice where it is a pair."""
    return set(NUMBER.findall(" ".join(words(figure))))


def marks(figure: Figure) -> Counter[str]:
    """Return how many shapes of each kind are drawn, but for those of text."""
    root = etree.fromstring(figure.svg)
    kinds = (etree.QName(each).localname for each in root.iter(f"{SVG}*"))
    return Counter(kind for kind in kinds if kind in {"circle", "ellipse", "a", "use"})


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_each_edition_shows_its_language_and_the_same_content(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    english, chinese = in_both(FIGURES[name], monkeypatch)
    told = " ".join([*words(chinese), *_spoken(chinese)])
    assert set(WORD.findall(told)) <= LATIN
    assert set(WORD.findall(" ".join(words(english)))) - LATIN
    assert numbers(chinese) == numbers(english)
    assert marks(chinese) == marks(english)
    assert (chinese.name, chinese.width_mm) == (english.name, english.width_mm)


def _spoken(figure: Figure) -> list[str]:
    return [str(told) for told in etree.fromstring(figure.svg).xpath("//@aria-label")]


def test_a_label_is_a_pair_in_english_and_alone_in_chinese() -> None:
    sentence = Words("一句话", "A sentence")
    with drawn_for("en"):
        assert (beside(TERM), above(TERM), said(TERM)) == (
            "条件 condition",
            "条件\ncondition",
            "condition",
        )
        assert beside(sentence) == "A sentence"
    with drawn_for("zh"):
        assert (beside(TERM), above(TERM), said(TERM)) == ("条件", "条件", "条件")
        assert beside(sentence) == "一句话"


def test_a_figure_within_a_figure_is_drawn_for_the_same_edition(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @in_each_edition
    def inner() -> Figure:
        return Figure(beside(TERM), 1, 1, "inner")

    @in_each_edition
    def outer() -> Figure:
        assert inner().drawings == ()
        return Figure(f"<{inner().svg}>", 1, 1, "outer")

    english, chinese = in_both(outer, monkeypatch)
    assert (english.svg, chinese.svg) == ("<条件 condition>", "<条件>")
    shown = outer()._repr_mimebundle_()
    assert shown["image/svg+xml"] == english.svg
    assert shown[SHOWN]["zh"]["image/svg+xml"] == chinese.svg
