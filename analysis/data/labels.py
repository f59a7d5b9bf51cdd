"""Texts in both languages: terms, shown as a pair in English, and words, shown in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self, TypeAlias

from analysis.data.editions import Edition, bundle, shown_editions
from analysis.data.markdown import escaped


@dataclass(frozen=True, slots=True)
class Label:
    """A term in Chinese (``zh``) and English (``en``).

    The English edition of the book shows the Chinese original beside the English term, the Chinese
    edition the Chinese alone.
    """

    zh: str
    en: str

    def __bool__(self) -> bool:
        """Return whether there is any text."""
        return bool(self.zh or self.en)

    @property
    def both(self) -> str:
        """Return the Chinese and the English term, in this order."""
        return f"{self.zh} {self.en}"

    def __str__(self) -> str:
        return self.both

    def text(self, language: Literal["zh", "en", "both"]) -> str:
        """Return the label in the named language, or both."""
        return self.both if language == "both" else self.zh if language == "zh" else self.en

    @classmethod
    def of(cls, mapping: Mapping[str, str]) -> Self:
        """Return the label held by the keys ``zh`` and ``en`` of a mapping."""
        return cls(mapping["zh"], mapping["en"])


@dataclass(frozen=True, slots=True)
class Words(Label):
    """What an edition says in its own language alone: a sentence, a note, the head of a column.

    Also the value of an inline expression that is to read in the language of the edition.
    """

    @property
    def both(self) -> str:
        """Return the English text: words are not given twice."""
        return self.en

    def join(self, parts: Iterable[Text]) -> Words:
        """Return the parts with these words between them, as `str.join` does."""
        given = [words(part) for part in parts]
        return Words(self.zh.join(p.zh for p in given), self.en.join(p.en for p in given))

    def format(self, **values: object) -> Words:
        """Return the words with ``values`` in the places of their names, as `str.format` does.

        A value that is words reads in either language, any other the same in both.
        """

        def in_language(language: Edition) -> str:
            said = {
                name: value.text(language) if isinstance(value, Label) else value
                for name, value in values.items()
            }
            return self.text(language).format(**said)

        return Words(in_language("zh"), in_language("en"))

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """Return what a notebook shows: the text in the language of each edition."""
        return bundle(lambda edition: {"text/markdown": self._in(edition), "text/plain": self.en})

    def _repr_markdown_(self) -> str:
        return self._in(shown_editions()[0])

    def _in(self, edition: Edition) -> str:
        return escaped(self.text(edition))


Text: TypeAlias = str | Label
NOTHING, NONE = Words("", ""), Words("无", "none")
COMMA, SEMICOLON, COLON = Words("、", ", "), Words("；", "; "), Words("：", ": ")


def ranged(low: str, high: str) -> Words:
    """Return a range from its ends: 0.3 to 0.5."""
    return Words(f"{low} 至 {high}", f"{low} to {high}")


def english(text: Text) -> str:
    """Return a text in English."""
    return text if isinstance(text, str) else text.en


def out_of(part: int, whole: int) -> Words:
    """Return a share in whole numbers: 3 of 28."""
    return Words(f"{part}/{whole}", f"{part} of {whole}")


def bracketed(text: Text, remark: Text) -> Words:
    """Return a text with a remark in brackets, if there is one."""
    if not remark:
        return words(text)
    return Words("{text}（{remark}）", "{text} ({remark})").format(text=text, remark=remark)


def words(text: Text) -> Words:
    """Return a text as words: a term in each language, a string the same in both."""
    return Words(text, text) if isinstance(text, str) else Words(text.zh, text.en)
