"""Sheets of any number of panels, and panels of any number of cases."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path

from analysis.data import Label, Words
from analysis.figures import palette
from analysis.figures.axes import legend_below, title, unit_interval
from analysis.figures.core import SMALLEST_TEXT, TEXT_WIDTH_MM, Figure
from analysis.figures.edition import beside
from analysis.figures.style import canvas, export, settle, style
from analysis.figures.text import latin, width
from analysis.study import Study

Floats = npt.NDArray[np.float64]

# Of more cases a panel shows how many lie where, in squares; of fewer each is a dot.
MOST_DOTS = 600
MOST_NAMED = 120
BINS, SHADES = 20, 6
DOT: dict[str, Any] = {"ls": "none", "marker": "o", "mfc": palette.SKY, "mec": palette.INK}
DENSE = Label("案例密度：越深越多", "density of cases: darker is more")
FEW_COLUMNS, MANY_COLUMNS, FEW = 3, 4, 9
POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Sheet:
    """How panels are arranged: columns, height of a row, of the foot with the legend, in mm."""

    count: int
    row_mm: float = 54.0
    foot_mm: float = 18.0

    @property
    def columns(self) -> int:
        """Panels beside one another: more of them where there are many."""
        return min(self.count, FEW_COLUMNS if self.count <= FEW else MANY_COLUMNS)

    @property
    def rows(self) -> int:
        """Rows of panels."""
        return math.ceil(self.count / self.columns)

    @property
    def height_mm(self) -> float:
        """The height of the sheet; rows of many panels are lower."""
        row = self.row_mm * (0.7 if self.is_narrow else 1)
        return self.rows * row + self.foot_mm

    @property
    def is_narrow(self) -> bool:
        """Whether panels have room for one language only beside them."""
        return self.columns == MANY_COLUMNS

    def axis(self, label: Label | None) -> Label | None:
        """Return the name of an axis as it fits beside a panel: narrow, in one language."""
        if label is None or not self.is_narrow:
            return label
        return Words(label.zh, shortened(label.en, SMALLEST_TEXT, self.title_points))

    @property
    def title_points(self) -> float:
        """The width that a title may take, in points."""
        return (TEXT_WIDTH_MM / self.columns - 9) * POINTS_PER_MM


def panels(
    sheet: Sheet,
    draw: Callable[[Axes, int], None],
    handles: Sequence[Any],
    key: str,
    words: str,
    after: Callable[[Axes, int], None] | None = None,
) -> Figure:
    """Return a sheet with ``count`` panels.

    ``draw`` fills a panel by its number, ``after`` adds what needs its final size.
    """
    with style():
        page: Canvas = canvas(TEXT_WIDTH_MM, sheet.height_mm)
        grid = page.subplots(sheet.rows, sheet.columns, squeeze=False).ravel()
        for place, axes in enumerate(grid):
            if place < sheet.count:
                draw(axes, place)
            else:
                axes.set_axis_off()
        legend_below(page, handles, 2)
        settle(page)
        if after is not None:
            for place, axes in enumerate(grid[: sheet.count]):
                after(axes, place)
        return export(page, key, words)


def panel_title(axes: Axes, label: Label, sheet: Sheet, lift: float = 0.0) -> None:
    """Put a bilingual title over a panel, shortened where it is wider than the panel."""
    short = Label(
        shortened(label.zh, 8.5, sheet.title_points),
        shortened(latin(label.en), SMALLEST_TEXT, sheet.title_points),
    )
    title(axes, short, lift)


def shortened(text: str, size: float, limit: float) -> str:
    """Return a text cut to a width in points, with an ellipsis where something is left out."""
    if width(text, size, "bold") <= limit:
        return text
    while text and width(f"{text}…", size, "bold") > limit:
        text = text[:-1]
    return f"{text.rstrip()}…"


def draw_cases(axes: Axes, xs: npt.ArrayLike, ys: npt.ArrayLike, size: float = 3.4) -> None:
    """Draw cases as dots; of many, squares shaded by how many of them hold."""
    x, y = np.asarray(xs, dtype=np.float64), np.asarray(ys, dtype=np.float64)
    if len(x) <= MOST_DOTS:
        axes.plot(x, y, ms=size, mew=0.4, zorder=3, **DOT)
        return
    counts, across, up = np.histogram2d(x, y, bins=BINS, range=(_range(x), _range(y)))
    shades = np.ceil(SHADES * np.log1p(counts) / np.log1p(counts.max())).astype(int)
    for shade in range(1, SHADES + 1):
        boxes = [
            _box(across[i], up[first], across[i + 1], up[last + 1])
            for i in range(BINS)
            for first, last in _stretches(shades[i] == shade)
        ]
        if boxes:
            fill = palette.tint(palette.BLUE, 0.1 + 0.7 * shade / SHADES)
            whole = Path.make_compound_path(*boxes)
            axes.add_patch(PathPatch(whole, fc=fill, lw=0, zorder=1))


def _box(left: float, bottom: float, right: float, top: float) -> Path:
    corners = [(left, bottom), (left, top), (right, top), (right, bottom), (left, bottom)]
    return Path(corners, closed=True)


def _stretches(chosen: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of every run of chosen places."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]]).astype(int)))
    yield from zip(edges[::2].tolist(), (edges[1::2] - 1).tolist(), strict=True)


def _range(values: Floats) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def case_handle(study: Study, count: int) -> Line2D | Patch:
    """Return the legend entry of the cases."""
    if count > MOST_DOTS:
        return Patch(fc=palette.tint(palette.BLUE, 0.5), label=beside(DENSE))
    noun = study.cases.noun
    label = Label(noun.zh, noun.one)
    return Line2D([], [], ms=3.6, mew=0.4, label=beside(label), **DOT)


def scaled(axes: Axes, x: Floats, y: Floats) -> None:
    """Give the axes the range of memberships, or that of whole values where there are several."""
    for values, is_x in ((x, True), (y, False)):
        if values.max() <= 1:
            unit_interval(axes, x=is_x, y=not is_x)
        else:
            top = int(values.max())
            limits, ticks = (-0.06 * top, 1.06 * top), range(top + 1)
            if is_x:
                axes.set(xlim=limits, xticks=ticks)
            else:
                axes.set(ylim=limits, yticks=ticks)
