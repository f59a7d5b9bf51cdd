"""What stands in a cell: runs of text and cross-references, for both editions of the book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from analysis.data import Label, Words
from analysis.data.editions import Edition
from analysis.data.labels import Text


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one kind; a line feed in ``text`` is a line break.

    ``lang`` is a language tag when it is not that of the page. ``id`` is a name that links lead
    to, ``href`` where the run itself leads; ``said`` is what a screen reader says of a link.
    ``only`` is the edition that shows it, None for both.
    """

    text: str
    lang: str | None = None
    classes: tuple[str, ...] = ()
    strong: bool = False
    raised: bool = False
    id: str = ""
    href: str = ""
    said: Text = ""
    only: Edition | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference to a label of the book, which both engines number: ``tbl-nca``."""

    label: str

    @property
    def text(self) -> str:
        """Return the label as Quarto refers to it."""
        return f"@{self.label}"


Part: TypeAlias = Run | Reference
Inline: TypeAlias = str | Part | Label
Content: TypeAlias = Inline | Sequence[Inline]
BREAK = Run("\n")


def zh(text: str, *, strong: bool = False) -> Run:
    """Return Chinese text, marked as such."""
    return Run(text, lang="zh", classes=("zh",), strong=strong)


def on_one_line(label: Label) -> tuple[Part, ...]:
    """Return a label with both languages on one line (alone, a Label takes two)."""
    if isinstance(label, Words) or label.zh == label.en:
        return runs(label)
    return zh(label.zh), Run(f" {label.en}", only="en")


def runs(content: Content) -> tuple[Part, ...]:
    """Return content as runs; a Label is the Chinese and, in English, a line break and the English.

    A text that reads the same in both languages is given once, words in either language alone.
    """
    if isinstance(content, str):
        return (Run(content),) if content else ()
    if isinstance(content, Run | Reference):
        return (content,)
    if isinstance(content, Label):
        if content.zh == content.en:
            return runs(content.en)
        if isinstance(content, Words):
            return either(content.zh, content.en)
        return zh(content.zh), replace(BREAK, only="en"), Run(content.en, only="en")
    return tuple(run for part in content for run in runs(part))


def either(zh: Content, en: Content) -> tuple[Part, ...]:
    """Return content of which the Chinese edition shows the first part, the English the second."""
    return *_for("zh", zh), *_for("en", en)


def _for(edition: Edition, content: Content) -> Iterator[Part]:
    for part in shown_in(runs(content), edition):
        if isinstance(part, Reference):
            raise TypeError("a cross-reference stands in both editions")
        yield replace(part, only=edition)


def shown_in(parts: Iterable[Part], edition: Edition) -> tuple[Part, ...]:
    """Return the parts that an edition shows."""
    return tuple(p for p in parts if isinstance(p, Reference) or p.only in (None, edition))


def text_in(parts: Iterable[Part], edition: Edition) -> str:
    """Return parts as an edition shows them, as text, without raised marks."""
    shown = shown_in(parts, edition)
    return "".join(p.text for p in shown if not (isinstance(p, Run) and p.raised))
