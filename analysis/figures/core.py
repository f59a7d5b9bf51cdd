"""The figure as chapters show it: an SVG with its own fonts, and its size on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from analysis.data.editions import Edition, bundle

POINTS_PER_MM = 72 / 25.4
TEXT_WIDTH_MM = 160.0
SMALLEST_TEXT = 7.5


@dataclass(frozen=True, slots=True)
class Figure:
    """One finished figure.

    svg: the document, text as text, the glyphs it needs embedded.
    width_mm, height_mm: size on paper in millimetres.
    name: short name, unique in the book; also the prefix of the ids inside the SVG.
    drawings: what each edition shows; this figure is the first of them.
    """

    svg: str
    width_mm: float
    height_mm: float
    name: str
    drawings: tuple[tuple[Edition, Figure], ...] = ()

    def __repr__(self) -> str:
        """Return the name and size, not the document."""
        return f"<Figure {self.name}, {self.width_mm:g} x {self.height_mm:g} mm>"

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """Return what a notebook shows: the SVG, or the name where only text can be shown."""
        return bundle(self._shown)

    def drawn_in(self, edition: Edition) -> Figure:
        """Return the drawing for an edition, this one where there is no other."""
        return dict(self.drawings).get(edition, self)

    def _shown(self, edition: Edition) -> dict[str, str]:
        shown = self.drawn_in(edition)
        return {"image/svg+xml": shown.svg, "text/plain": repr(shown)}
