"""Bottleneck levels: printed against recomputed, one panel per condition."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.data import Label, Words
from analysis.figures import palette
from analysis.figures.axes import DAGGER, footnote, legend_below, marked, title
from analysis.figures.core import TEXT_WIDTH_MM, Figure
from analysis.figures.edition import above, beside, in_each_edition
from analysis.figures.style import canvas, export, style
from analysis.forensics import CeilingLines, study_ceiling_lines
from analysis.nca import BottleneckColumn, BottleneckTable
from analysis.study import NcaNecessity, load_variables

HEIGHT_MM = 118.0
WHAT = Words("瓶颈水平，刊印值与重算值", "Bottleneck levels, printed and recomputed")
NOT_NECESSARY = "NN"
LEVEL = Label("结果水平（%）", "outcome level (%)")
REQUIRED = Label("所需条件水平（%）", "required level (%)")
PRINTED = Label("刊印值", "printed")
IMPLIED = Label("刊印值蕴含的直线", "line that the printed levels imply")
PRINTED_NN = Label("刊印为不必要", "printed NN: not necessary")
RECOMPUTED = Label("重算的 CR-FDH 上限", "recomputed, CR-FDH")


@in_each_edition
def bottleneck_plot(
    necessity: NcaNecessity,
    printed: Mapping[str, CeilingLines] | None = None,
    labels: Mapping[str, Label] | None = None,
    ceiling: str = "cr_fdh",
) -> Figure:
    """Return one panel per condition: required level over outcome level, both in % of the range.

    printed: the levels of Table 3 by condition, with the lines they imply; labels: of the
    conditions by key; those of the study when None. Columns that rest on a reconstruction carry a
    dagger.
    """
    printed = study_ceiling_lines() if printed is None else printed
    labels = load_variables().labels if labels is None else labels
    table = necessity.bottlenecks[ceiling]
    with style():
        sheet = canvas(TEXT_WIDTH_MM, HEIGHT_MM)
        grid = sheet.subplots(2, 3, sharex=True, sharey=True, squeeze=False)
        for axes, column in zip(grid.ravel(), table.columns, strict=True):
            key = column.condition
            _recomputed(axes, table, column)
            _printed(axes, printed[key])
            title(axes, marked(labels[key], necessity.origins[key]))
        _scales(grid[0, 0])
        for axes in grid[:, 0]:
            axes.set_ylabel(above(REQUIRED))
        for axes in grid[-1]:
            axes.set_xlabel(above(Label(f"{LEVEL.zh}{DAGGER}", LEVEL.en)))
        legend_below(sheet, _handles(), 2)
        return export(sheet, "bottlenecks", WHAT)


def _recomputed(axes: Axes, table: BottleneckTable, column: BottleneckColumn) -> None:
    values = np.where([mark == NOT_NECESSARY for mark in column.marks], np.nan, column.values)
    axes.plot(table.levels, values, color=palette.VERMILLION, ls="--", lw=1.3, zorder=2)


def _printed(axes: Axes, lines: CeilingLines) -> None:
    pairs = list(zip(lines.levels, lines.printed, strict=True))
    stated = [(level, float(number.value)) for level, number in pairs if number.value is not None]
    axes.plot(*zip(*stated, strict=True), ls="none", marker="o", ms=3.8, mfc=palette.SKY,
              mec=palette.INK, mew=0.5, zorder=3)  # fmt: skip
    free = [level for level, number in pairs if number.value is None]
    axes.plot(free, [0] * len(free), ls="none", marker="s", ms=3.6, mfc=palette.PAPER,
              mec=palette.LINE, mew=0.7, zorder=3)  # fmt: skip
    if lines.is_line:
        low, high = float(lines.onset.low + lines.onset.high) / 2, 100.0
        top = lines.required(100)
        axes.plot([low, high], [0, float(top.low + top.high) / 2], color=palette.BLUE, lw=0.9,
                  zorder=1)  # fmt: skip


def _scales(axes: Axes) -> None:
    ticks = (0, 25, 50, 75, 100)
    axes.set(xlim=(-4, 104), ylim=(-4, 104), xticks=ticks, yticks=ticks)


def _handles() -> list[Line2D]:
    return [
        Line2D([], [], ls="none", marker="o", ms=3.8, mfc=palette.SKY, mec=palette.INK, mew=0.5,
               label=beside(PRINTED)),
        Line2D([], [], ls="none", marker="s", ms=3.6, mfc=palette.PAPER, mec=palette.LINE,
               mew=0.7, label=beside(PRINTED_NN)),
        Line2D([], [], color=palette.BLUE, lw=0.9, label=beside(IMPLIED)),
        Line2D([], [], color=palette.VERMILLION, ls="--", lw=1.3, label=beside(RECOMPUTED)),
        footnote(DAGGER),
    ]  # fmt: skip
