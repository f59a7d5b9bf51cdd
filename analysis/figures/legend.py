"""Legends of the diagrams: arrows and marks with their meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.data import Label
from analysis.figures import palette
from analysis.figures.draw import Line, Point, arrow, text
from analysis.figures.edition import beside
from analysis.figures.text import width

SIZE = 7.5
SAMPLE = 22.0
GAP = 16.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """How the arrows of one relation are drawn: width in points, dash pattern, colour."""

    line: float = 1.0
    dash: str | None = None
    colour: str = palette.SOFT_INK

    def arrow(self, *points: Point, radius: float = 5.0) -> str:
        """Return an arrow through points in this stroke."""
        head = 5.0 + 1.2 * (self.line - 1.0)
        return arrow(points, colour=self.colour, line=self.line, dash=self.dash, head=head,
                     radius=radius)  # fmt: skip


def arrows(entries: Sequence[tuple[Stroke, Label]], middle: float, y: float) -> str:
    """Return one line of sample arrows with their meaning, centred on x = middle."""
    lengths = [SAMPLE + 4 + width(beside(label), SIZE) for _, label in entries]
    x = middle - (sum(lengths) + GAP * (len(lengths) - 1)) / 2
    pieces = []
    for (stroke, label), length in zip(entries, lengths, strict=True):
        pieces.append(stroke.arrow((x, y), (x + SAMPLE, y)))
        pieces.append(text(x + SAMPLE + 4, y, Line(beside(label), SIZE), "start"))
        x += length + GAP
    return "".join(pieces)
