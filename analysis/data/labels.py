"""Bilingual labels: the Chinese term beside the English one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Label:
    """A term in Chinese (``zh``) and English (``en``)."""

    zh: str
    en: str

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
    def of(cls, mapping: Mapping[str, str]) -> Label:
        """Return the label held by the keys ``zh`` and ``en`` of a mapping."""
        return cls(mapping["zh"], mapping["en"])
