"""Names beside points of a scatter plot, as many as fit without overlapping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from matplotlib.axes import Axes

from analysis.data import Label
from analysis.figures import palette
from analysis.figures.core import SMALLEST_TEXT
from analysis.figures.draw import Point
from analysis.figures.edition import beside
from analysis.figures.text import width

OFFSET = 4.0
HALO = {"fc": palette.PAPER, "alpha": 0.7, "lw": 0, "pad": 0.4}


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a panel in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Area) -> bool:
        """Return whether two rectangles overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top


@dataclass(frozen=True, slots=True)
class Named:
    """A point of a panel and what to call it: the first name that fits."""

    names: tuple[str, ...]
    x: float
    y: float


def name_points(
    axes: Axes,
    points: Sequence[Named],
    dots: Sequence[Point],
    sides: Sequence[tuple[int, int]] = ((-1, 1),),
) -> None:
    """Write names beside points, the first points first, leaving out what would overlap.

    The sheet must have been laid out (`style.settle`). dots: all points of the panel. sides:
    where a name may stand, (1, -1) being right of and below its point.
    """
    size = _size(axes)
    taken = [_around(x * size[0], y * size[1]) for x, y in dots]
    for point in points:
        for name, (dx, dy) in product(point.names, sides):
            at = (point.x * size[0] + dx * OFFSET, point.y * size[1] + dy * OFFSET)
            area = _area(name, *at, dx)
            if _inside(area, size) and not any(area.meets(other) for other in taken):
                words = axes.annotate(name, (point.x, point.y), (dx * OFFSET, dy * OFFSET),
                                      textcoords="offset points", va="center", zorder=2.5,
                                      ha="right" if dx < 0 else "left", bbox=HALO,
                                      size=SMALLEST_TEXT, color=palette.INK)  # fmt: skip
                words.set_in_layout(False)
                taken.append(area)
                break


def _size(axes: Axes) -> Point:
    """Return how many points one unit of each axis measures (the sheet has 72 dots per inch)."""
    box = axes.get_window_extent()
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    return float(box.width) / (right - left), float(box.height) / (top - bottom)


def named(case: str, x: float, y: float, labels: Sequence[Label]) -> Named:
    """Return a point with the name of its case, or the Chinese one alone where that fits."""
    longer = tuple(beside(label) for label in labels if label.zh == case != label.en)
    return Named((*longer, case), x, y)


def _around(x: float, y: float) -> Area:
    return Area(x - 2.3, y - 2.3, x + 2.3, y + 2.3)


def _area(label: str, x: float, y: float, side: int) -> Area:
    wide, high = width(label, SMALLEST_TEXT), SMALLEST_TEXT
    left = x - wide if side < 0 else x
    return Area(left, y - high / 2, left + wide, y + high / 2)


def _inside(area: Area, size: Point) -> bool:
    return (
        area.left >= 0
        and area.right <= size[0] + 2
        and area.bottom >= 0
        and area.top <= size[1] + 6
    )
