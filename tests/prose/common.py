"""What the claims share: the outcome they are about, the names they give."""

from __future__ import annotations

from tests.prose.facts import Facts
from tests.prose.reading import Said


def outcome_of(said: Said) -> str:
    (name,) = said.names("outcome")
    return name


def are(said: Said, place: str, wanted: object) -> bool:
    return said.names(place) == list(wanted)


def inside(facts: Facts, outcome: str) -> int:
    return int((facts.y(outcome) > 0.5).sum())
