"""The editions of the book, and which of them a cell is shown in.

An edition is a profile of Quarto (``quarto render --profile zh``). Quarto names its active profiles
in the environment variable QUARTO_PROFILE, which cells can read; the portable engine, which runs a
cell once for all editions, names all of them there, and the first is what a notebook shows. No
result depends on the edition: only what is shown does, when it is shown.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

Edition: TypeAlias = Literal["en", "zh"]

EDITIONS: tuple[Edition, ...] = ("en", "zh")
PROFILES = "QUARTO_PROFILE"
# The type under which an output holds what each edition shows, by edition and then by type.
SHOWN = "application/x-book-editions+json"


def shown_editions() -> tuple[Edition, ...]:
    """Return the editions that this process shows results in, English where none is named."""
    named = os.environ.get(PROFILES, "").replace(",", " ").split()
    return tuple(each for name in named for each in EDITIONS if each == name) or EDITIONS[:1]


def bundle(show: Callable[[Edition], Mapping[str, Any]]) -> dict[str, Any]:
    """Return what a notebook shows, and beside it, where there are several, what each edition does.

    ``show`` gives the representations of an object in an edition by their types.
    """
    shown = {edition: dict(show(edition)) for edition in shown_editions()}
    first = next(iter(shown.values()))
    return {**first, SHOWN: shown} if len(shown) > 1 else first
