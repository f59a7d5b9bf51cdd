"""The co-agglomeration index: three equations in the form common in its literature."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.data import Label, load_document


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
    symbols: dict[str, str]
    note: str

    def _repr_markdown_(self) -> str:
        shown = [f"$$\n{one.latex.strip()}\n$$ {{#eq-{one.id}}}" for one in self.equations]
        meanings = "; ".join(f"${symbol}$ {meaning}" for symbol, meaning in self.symbols.items())
        return "\n\n".join([*shown, f"Here {meanings}."])


def coagglomeration(root: Path | None = None) -> Coagglomeration:
    """Return the co-agglomeration index as ``coagglomeration`` in the catalogue states it."""
    document = load_document("coagglomeration", root)
    equations = tuple(
        Equation(item["id"], item["number"], item["latex"], Label.of(item["title"]))
        for item in document["equations"]
    )
    symbols = {item["symbol"]: f"is {item['en']}" for item in document["symbols"]}
    return Coagglomeration(equations, symbols, document["note"])
