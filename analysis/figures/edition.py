"""The edition a figure is drawn for: the English one shows both languages, the Chinese its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import wraps
from typing import ParamSpec

from analysis.data import Label, Words
from analysis.data.editions import Edition, shown_editions
from analysis.data.labels import Text
from analysis.figures.core import Figure

Given = ParamSpec("Given")
_DRAWN: ContextVar[Edition | None] = ContextVar("drawn", default=None)


@contextmanager
def drawn_for(edition: Edition) -> Iterator[None]:
    """Draw for an edition inside a with block."""
    token = _DRAWN.set(edition)
    try:
        yield
    finally:
        _DRAWN.reset(token)


def is_chinese() -> bool:
    """Return whether the figure is drawn for the Chinese edition."""
    return _DRAWN.get() == "zh"


def beside(label: Label) -> str:
    """Return a label on one line: the Chinese before the English, or the Chinese alone."""
    return said(label) if is_chinese() or isinstance(label, Words) else label.both


def above(label: Label) -> str:
    """Return a label on two lines: the Chinese above the English, or the Chinese alone."""
    return label.zh if is_chinese() else f"{label.zh}\n{label.en}"


def said(text: Text) -> str:
    """Return a text in the language of the edition alone."""
    return text if isinstance(text, str) else text.text("zh" if is_chinese() else "en")


def in_each_edition(draw: Callable[Given, Figure]) -> Callable[Given, Figure]:
    """Make a function that draws a figure draw it for each edition that shows results here.

    Inside another such function it draws for the edition that is being drawn.
    """

    @wraps(draw)
    def drawn(*args: Given.args, **kwargs: Given.kwargs) -> Figure:
        if _DRAWN.get() is not None:
            return draw(*args, **kwargs)
        found: dict[Edition, Figure] = {}
        for edition in shown_editions():
            with drawn_for(edition):
                found[edition] = draw(*args, **kwargs)
        first = next(iter(found.values()))
        return replace(first, drawings=tuple(found.items()))

    return drawn
