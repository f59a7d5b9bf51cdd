"""Sentences read back: the claims in a text, each with what it says in its places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.data import Words

LANGUAGES = ("zh", "en")
EVERYWHERE = {"zh": "不需任何条件", "en": "no condition at all"}


@dataclass(frozen=True)
class Said:
    """What a claim says in its places, in one language; ``labels`` lead from a name to its key."""

    places: Mapping[str, str]
    language: str
    labels: Mapping[str, str]

    def number(self, place: str) -> int:
        return int(re.sub(r"\D", "", self.places[place].split()[0]))

    def text(self, place: str) -> str:
        return self.places[place]

    def names(self, place: str) -> list[str]:
        """Return the keys of the quoted names, with ~ before what is absent."""
        found = re.findall(r"(非|the absence of )?“(.+?)”(的缺失)?", self.places[place])
        return [f"{'~' if before or after else ''}{self.labels[name]}"
                for before, name, after in found]  # fmt: skip

    def paths(self, place: str) -> tuple[list[str], int]:
        """Return the paths that are told, by key, and how many more there are said to be."""
        text = self.places[place]
        more = re.search(r"；另有 ([\d,]+) 条$|; and ([\d,]+) more$", text)
        told = text[: more.start()] if more else text
        parts = [self._path(part) for part in re.split(r"；|; ", told)]
        return parts, int((more[1] or more[2]).replace(",", "")) if more else 0

    def _path(self, text: str) -> str:
        if text == EVERYWHERE[self.language]:
            return "1"
        signed = [(part[:1] if part[:1] == "~" else "", part.lstrip("~"))
                  for part in text.split(" * ")]  # fmt: skip
        return "*".join(f"{sign}{self.labels[name]}" for sign, name in signed)


Check = Callable[[Any, Said], bool]


@dataclass(frozen=True)
class Claim:
    """A kind of sentence in both languages, and what has to be true where it is said."""

    zh: str
    en: str
    holds: Check

    def pattern(self, language: str) -> re.Pattern[str]:
        text = re.escape(getattr(self, language)).replace(r"\ ", " ")
        return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", text) + r"(?= |$)"
                          if language == "en"
                          else re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", text))  # fmt: skip


def claims_in(
    text: Words, known: Sequence[Claim], labels: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[Claim, Said]]:
    """Yield every claim in both texts; AssertionError where something is said that no claim is."""
    for language in LANGUAGES:
        rest = text.text(language)
        while rest:
            found = [(claim, match) for claim in known
                     if (match := claim.pattern(language).match(rest))]  # fmt: skip
            assert found, f"no claim is known for: {rest}"
            claim, match = min(found, key=lambda each: (each[1].end(), -len(each[0].en)))
            yield claim, Said(match.groupdict(), language, labels[language])
            rest = rest[match.end() :].lstrip(" ")
