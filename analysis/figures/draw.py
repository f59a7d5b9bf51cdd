"""SVG pieces of the diagrams: boxes, lines of text, arrows. All lengths are points."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from analysis.data import Label
from analysis.data.labels import Text
from analysis.figures import palette
from analysis.figures.core import POINTS_PER_MM, SMALLEST_TEXT, Figure
from analysis.figures.edition import is_chinese
from analysis.figures.finish import finish
from analysis.figures.fonts import Weight

LEADING = 1.22
MIDDLE = 0.37

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of set text with its size in points, weight and colour."""

    text: str
    size: float
    weight: Weight = "regular"
    colour: str = palette.INK

    @property
    def height(self) -> float:
        """The distance this line takes, in points."""
        return self.size * LEADING


def element(tag: str, content: str = "", **attributes: object) -> str:
    """Return one SVG element; underscores in attribute names become hyphens."""
    pairs = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    set_ = " ".join(f"{key}={quoteattr(_text(value))}" for key, value in pairs if value is not None)
    return f"<{tag} {set_}>{content}</{tag}>" if content else f"<{tag} {set_}/>"


def _text(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def box(x: float, y: float, width: float, height: float, *, fill: str = palette.PAPER,
        stroke: str | None = palette.LINE, line: float = 0.75, radius: float = 4.0,
        dash: str | None = None) -> str:  # fmt: skip
    """Return a rounded rectangle with its upper left corner at (x, y)."""
    return element("rect", x=float(x), y=float(y), width=float(width), height=float(height),
                   rx=float(radius), fill=fill, stroke=stroke or "none",
                   stroke_width=float(line) if stroke else None,
                   stroke_dasharray=dash)  # fmt: skip


def text(x: float, y: float, line: Line, anchor: str = "middle") -> str:
    """Return one line of text whose middle height lies at y."""
    return element("text", escape(line.text), x=float(x), y=float(y + MIDDLE * line.size),
                   font_size=f"{line.size:g}", text_anchor=None if anchor == "start" else anchor,
                   font_weight="700" if line.weight == "bold" else None,
                   fill=line.colour)  # fmt: skip


def block_height(lines: Iterable[Line]) -> float:
    """Return the height of a stack of lines in points."""
    return sum(line.height for line in lines)


def block(x: float, y: float, lines: Sequence[Line], anchor: str = "middle") -> str:
    """Return a stack of lines centred on height y."""
    top = y - block_height(lines) / 2
    pieces = []
    for line in lines:
        pieces.append(text(x, top + line.height / 2, line, anchor))
        top += line.height
    return "".join(pieces)


def polyline(points: Sequence[Point], *, colour: str = palette.LINE, line: float = 1.0,
             radius: float = 5.0, dash: str | None = None) -> str:  # fmt: skip
    """Return a line through points with rounded corners."""
    first, *inner, last = points
    parts = [f"M{first[0]:.2f} {first[1]:.2f}"]
    for before, corner, after in zip([first, *inner], inner, [*inner[1:], last], strict=False):
        enter = _towards(corner, before, radius)
        leave = _towards(corner, after, radius)
        parts.append(f"L{enter[0]:.2f} {enter[1]:.2f}")
        parts.append(f"Q{corner[0]:.2f} {corner[1]:.2f} {leave[0]:.2f} {leave[1]:.2f}")
    parts.append(f"L{last[0]:.2f} {last[1]:.2f}")
    return element("path", d="".join(parts), fill="none", stroke=colour,
                   stroke_width=float(line), stroke_dasharray=dash)  # fmt: skip


def _towards(start: Point, goal: Point, distance: float) -> Point:
    length = math.dist(start, goal)
    share = min(distance, length / 2) / length if length else 0.0
    return start[0] + share * (goal[0] - start[0]), start[1] + share * (goal[1] - start[1])


def arrow(points: Sequence[Point], *, colour: str = palette.SOFT_INK, line: float = 1.0,
          head: float = 5.0, radius: float = 5.0, dash: str | None = None) -> str:  # fmt: skip
    """Return a line through points that ends in a filled head at the last one."""
    *before, tip = points
    base = _towards(tip, before[-1], head)
    across = ((base[1] - tip[1]) * 0.38, (tip[0] - base[0]) * 0.38)
    corners = (tip, (base[0] + across[0], base[1] + across[1]),
               (base[0] - across[0], base[1] - across[1]))  # fmt: skip
    shape = " ".join(f"{x:.2f},{y:.2f}" for x, y in corners)
    shaft = polyline([*before, _towards(tip, before[-1], head * 0.8)],
                     colour=colour, line=line, radius=radius, dash=dash)  # fmt: skip
    return shaft + element("polygon", points=shape, fill=colour)


def link(content: str, target: str, own: str, said: str, x: float, y: float,
         width: float, height: float) -> str:  # fmt: skip
    """Return content that leads to ``target`` wherever its area is clicked; ``own`` is its name.

    ``said`` is what a screen reader says. The area comes last, over all that it holds; the PDF
    looks for it there.
    """
    area = element("rect", x=float(x), y=float(y), width=float(width), height=float(height),
                   fill="none", pointer_events="all")  # fmt: skip
    return element("a", content + area, href=f"#{target}", id=own, aria_label=said)


def pair(
    label: Label, size: float, weight: Weight = "regular", *, colour: str = palette.SOFT_INK
) -> list[Line]:
    """Return the lines of a label: the Chinese, and in English small below it the English."""
    english = [] if is_chinese() else [Line(label.en, SMALLEST_TEXT, colour=colour)]
    return [Line(label.zh, size, weight), *english]


def figure(pieces: Iterable[str], name: str, title: Text, width: float, height: float) -> Figure:
    """Return the finished figure of SVG pieces on a sheet of the given size in points."""
    body = "".join(pieces)
    raw = f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>'
    return finish(
        raw, name, title, round(width / POINTS_PER_MM, 2), round(height / POINTS_PER_MM, 2)
    )
