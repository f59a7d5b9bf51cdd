"""Where the intermediate solution stays the same: consistency by PRI, per outcome and frequency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from analysis.data import Label, Words
from analysis.figures import palette
from analysis.figures.axes import DAGGER, footnote, legend_below, marked, title
from analysis.figures.core import SMALLEST_TEXT, TEXT_WIDTH_MM, Figure
from analysis.figures.edition import above, beside, in_each_edition, is_chinese
from analysis.figures.style import canvas, export, settle, style
from analysis.figures.text import width
from analysis.study import ThresholdGrid, ThresholdPanel
from analysis.study.explorer import NO_SOLUTION, Slice

IntArray = npt.NDArray[np.int64]
PANEL_MM = 45.0
FOOT_MM = 24.0
CONSISTENCY = Label("一致性阈值", "consistency threshold")
PRI = Label("PRI 阈值", "PRI threshold")
STUDY = Label("研究所用的阈值", "the study's thresholds")
NONE = Label("无充分行", "no row is sufficient")
WHAT = Words("解相同的阈值区域", "Regions of thresholds with the same solution")
NUMBER = Label("区域编号：中间解相同", "region: the same intermediate solution")
HATCHES = ("", "//", "\\\\", "--", "xx", "||", "++")
FILLS = (palette.SKY, palette.ORANGE, palette.GREEN, palette.YELLOW, palette.PURPLE, palette.BLUE)
STRENGTH = 0.3
HALO = {"fc": palette.PAPER, "alpha": 0.85, "lw": 0, "pad": 1.2}
STAR: dict[str, Any] = {
    "ls": "none", "marker": "*", "ms": 9, "mfc": palette.VERMILLION, "mec": palette.PAPER,
    "mew": 0.7,
}  # fmt: skip
AROUND_STAR = 7.0
LINE_HEIGHT = 9.5


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle inside one region, in thresholds of consistency (across) and PRI (up)."""

    region: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        """The area in units of the axes."""
        return (self.right - self.left) * (self.top - self.bottom)

    def beside(self, x: float, y: float, across: float, up: float) -> Block:
        """Return the largest part that stays clear of a point, by these margins."""
        if not (self.left <= x <= self.right and self.bottom <= y <= self.top):
            return self
        parts = (
            replace(self, bottom=y + up),
            replace(self, top=y - up),
            replace(self, left=x + across),
            replace(self, right=x - across),
        )
        return max(parts, key=lambda part: part.area)


@dataclass(frozen=True, slots=True)
class Tiles:
    """Numbers of ``regions`` (c, p) between the thresholds ``xs`` (c + 1) and ``ys`` (p + 1)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: IntArray

    def block(self, left: int, bottom: int, right: int, top: int) -> Block:
        """Return the rectangle between some of the thresholds, by their positions."""
        region = int(self.regions[left, bottom])
        return Block(region, self.xs[left], self.ys[bottom], self.xs[right], self.ys[top])


@in_each_edition
def threshold_map(grid: ThresholdGrid) -> Figure:
    """Return one panel per outcome (rows) and frequency (columns): regions of equal solutions.

    Regions are numbered per outcome, 1 being that of the study's thresholds, which a star marks.
    """
    rows, columns = len(grid.panels), len(grid.rule.frequencies)
    with style():
        sheet = canvas(TEXT_WIDTH_MM, rows * PANEL_MM + FOOT_MM)
        axes = sheet.subplots(rows, columns, squeeze=False, sharex=True, sharey=True)
        for line, panel in zip(axes, grid.panels, strict=True):
            for each, part in zip(line, panel.slices, strict=True):
                _panel(each, grid, panel, part)
            line[0].set_ylabel(above(PRI))
        for each in axes[-1]:
            each.set_xlabel(above(CONSISTENCY))
        legend_below(sheet, _handles(), 2)
        settle(sheet)
        for line, panel in zip(axes, grid.panels, strict=True):
            for each, part in zip(line, panel.slices, strict=True):
                _number(each, grid, panel, part)
        return export(sheet, "threshold-map", WHAT)


def _panel(axes: Axes, grid: ThresholdGrid, panel: ThresholdPanel, part: Slice) -> None:
    tiles = tiles_of(grid, panel, part)
    for block in blocks(tiles):
        fill, hatch = _look(block.region)
        corner = (block.left, block.bottom)
        size = block.right - block.left, block.top - block.bottom
        axes.add_patch(Rectangle(corner, *size, fc=fill, ec=fill, lw=0.4))
        if hatch:
            axes.add_patch(Rectangle(corner, *size, fc="none", hatch=hatch, lw=0))
    _borders(axes, tiles)
    if part.frequency == grid.study.frequency:
        axes.plot([grid.study.consistency], [grid.study.pri], zorder=5, **STAR)
    spans = grid.rule.consistency, grid.rule.pri
    axes.set(xlim=(spans[0].start, spans[0].stop), ylim=(spans[1].start, spans[1].stop))
    title(axes, _title(grid, panel.outcome, part.frequency))


def _title(grid: ThresholdGrid, outcome: str, frequency: int) -> Label:
    key = outcome.removeprefix("~")
    negated = outcome != key
    label = marked(grid.labels[key], grid.origins[key])
    return Label(
        f"{'~' if negated else ''}{label.zh}，案例数≥{frequency}",
        f"{'negation' if negated else 'outcome'}, frequency ≥ {frequency}",
    )


def _look(region: int) -> tuple[str, str]:
    if region == NO_SOLUTION:
        return palette.PAPER, ""
    index = region - 1
    return palette.tint(FILLS[index % len(FILLS)], STRENGTH), HATCHES[index % len(HATCHES)]


def tiles_of(grid: ThresholdGrid, panel: ThresholdPanel, part: Slice) -> Tiles:
    """Return the regions of a slice without the cuts that separate equal cells only."""
    cells = panel.region_cells(part)
    across = _changes(cells)
    upward = _changes(cells.T)
    return Tiles(
        (grid.rule.consistency.start, *(part.consistency[i] for i in across)),
        (grid.rule.pri.start, *(part.pri[j] for j in upward)),
        cells[np.ix_(across, upward)],
    )


def _changes(lines: IntArray) -> list[int]:
    """Return the positions of the lines that differ from the next one, and of the last."""
    differ = (lines[:-1] != lines[1:]).any(axis=1)
    return [*np.flatnonzero(differ).tolist(), len(lines) - 1]


def blocks(tiles: Tiles) -> Iterator[Block]:
    """Yield rectangles that make up the regions: the cells of one column and region joined."""
    for i, column in enumerate(tiles.regions):
        start = 0
        for j in range(1, len(column) + 1):
            if j == len(column) or column[j] != column[start]:
                yield tiles.block(i, start, i + 1, j)
                start = j


def largest(tiles: Tiles) -> dict[int, Block]:
    """Return the largest rectangle inside every region."""
    best: dict[int, Block] = {}
    for i, j in np.ndindex(tiles.regions.shape):
        top = tiles.regions.shape[1]
        for right in range(i, len(tiles.regions)):
            same = tiles.regions[right, j:top] == tiles.regions[i, j]
            top = top if same.all() else j + int(np.argmin(same))
            if top == j:
                break
            block = tiles.block(i, j, right + 1, top)
            if block.region not in best or block.area > best[block.region].area:
                best[block.region] = block
    return best


def _borders(axes: Axes, tiles: Tiles) -> None:
    xs, ys, cells = tiles.xs, tiles.ys, tiles.regions
    right, above = np.argwhere(cells[1:] != cells[:-1]), np.argwhere(cells[:, 1:] != cells[:, :-1])
    upright = [((xs[i + 1], xs[i + 1]), ys[j : j + 2]) for i, j in right]
    level = [(xs[i : i + 2], (ys[j + 1], ys[j + 1])) for i, j in above]
    for line in (*upright, *level):
        axes.plot(*line, color=palette.INK, lw=0.7, zorder=3)


def _number(axes: Axes, grid: ThresholdGrid, panel: ThresholdPanel, part: Slice) -> None:
    """Write number and paths into every region where they fit; the number alone, or nothing."""
    box = axes.get_window_extent()
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    scale = box.width / (right - left), box.height / (top - bottom)
    for region, found in largest(tiles_of(grid, panel, part)).items():
        starred = part.frequency == grid.study.frequency
        star = grid.study.consistency, grid.study.pri
        margins = AROUND_STAR / scale[0], AROUND_STAR / scale[1]
        block = found.beside(*star, *margins) if starred else found
        room = (block.right - block.left) * scale[0], (block.top - block.bottom) * scale[1]
        for lines in _words(panel, region):
            wide = max(width(text, SMALLEST_TEXT) for text in lines)
            if wide + 3 <= room[0] and LINE_HEIGHT * len(lines) + 2 <= room[1]:
                middle = (block.left + block.right) / 2, (block.bottom + block.top) / 2
                axes.text(*middle, "\n".join(lines), ha="center", va="center", zorder=4,
                          size=SMALLEST_TEXT, linespacing=1.25, bbox=HALO)  # fmt: skip
                break


def _words(panel: ThresholdPanel, region: int) -> list[list[str]]:
    """Return what may stand in a region, the fullest first: number and paths of its models."""
    if region == NO_SOLUTION:
        return [[NONE.zh, *(() if is_chinese() else NONE.en.split(" is "))], ["–"]]
    listed = panel.regions[region][0].intermediate.listed
    counts = sorted({len(model.solution.paths) for model in listed})
    told = "–".join(map(str, dict.fromkeys((counts[0], counts[-1]))))
    paths = Label(f"{told} 条路径", "path" if told == "1" else "paths")
    return [[str(region), beside(paths)], [str(region)]]


def _handles() -> list[Line2D | Patch]:
    star = Line2D([], [], label=beside(STUDY), **STAR)
    none = Patch(fc=palette.PAPER, ec=palette.INK, lw=0.6, label=beside(NONE))
    return [star, none, footnote("1, 2, …", NUMBER), footnote(DAGGER)]
