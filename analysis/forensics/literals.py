"""Literals and conjunctions: the marks of a configuration, ready for set algebra."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class SetLiteral:
    """A condition or its negation (``present`` is False), as in ``~industrial_synergy``."""

    condition: str
    present: bool = True

    @property
    def text(self) -> str:
        """Return the literal as written in Boolean expressions."""
        return self.condition if self.present else f"~{self.condition}"

    @property
    def negated(self) -> SetLiteral:
        """Return the negation of the literal."""
        return SetLiteral(self.condition, not self.present)


Conjunction = tuple[SetLiteral, ...]
MARKS = {"present": True, "absent": False}


def conjunction(marks: Mapping[str, str]) -> Conjunction:
    """Return the literals of a path in the order of its marks, ``irrelevant`` ones left out."""
    return tuple(
        SetLiteral(condition, MARKS[mark]) for condition, mark in marks.items() if mark in MARKS
    )


def written(literals: Iterable[SetLiteral]) -> str:
    """Return a conjunction as text, its literals joined by ``*``."""
    return "*".join(literal.text for literal in literals)


def joined(conjunctions: Iterable[Conjunction]) -> frozenset[SetLiteral]:
    """Return the literals of the intersection of conjunctions: all their literals."""
    return frozenset(literal for each in conjunctions for literal in each)
