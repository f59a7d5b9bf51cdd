"""The co-agglomeration index: three equations in the form common in its literature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.data import Label, Words, load_document
from analysis.data.editions import Edition, bundle, shown_editions
from analysis.data.labels import SEMICOLON

MEANING = Words("${symbol}$ 为{meaning}", "${symbol}$ is {meaning}")
HERE = Words("其中，{meanings}。", "Here {meanings}.")


@dataclass(frozen=True, slots=True)
class Equation:
    """One equation in LaTeX; ``id`` makes its label, ``number`` is the paper's."""

    id: str
    number: int
    latex: str
    title: Label


@dataclass(frozen=True, slots=True)
class Coagglomeration:
    """The equations and their symbols (LaTeX to meaning); ``note`` says what is known of them."""

    equations: tuple[Equation, ...]
    symbols: dict[str, Words]
    note: str

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """Return what a notebook shows: the equations, and their symbols in words."""
        return bundle(lambda edition: {"text/markdown": self._in(edition)})

    def _repr_markdown_(self) -> str:
        return self._in(shown_editions()[0])

    def _in(self, edition: Edition) -> str:
        shown = [f"$$\n{one.latex.strip()}\n$$ {{#eq-{one.id}}}" for one in self.equations]
        meanings = SEMICOLON.join(
            MEANING.format(symbol=symbol, meaning=meaning)
            for symbol, meaning in self.symbols.items()
        )
        return "\n\n".join([*shown, HERE.format(meanings=meanings).text(edition)])


def coagglomeration(root: Path | None = None) -> Coagglomeration:
    """Return the co-agglomeration index as ``coagglomeration`` in the catalogue states it."""
    document = load_document("coagglomeration", root)
    equations = tuple(
        Equation(item["id"], item["number"], item["latex"], Label.of(item["title"]))
        for item in document["equations"]
    )
    symbols = {item["symbol"]: Words.of(item) for item in document["symbols"]}
    return Coagglomeration(equations, symbols, document["note"])
