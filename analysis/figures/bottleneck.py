"""Bottleneck levels: printed against recomputed, one panel per condition."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.data import Label
from analysis.figures import palette
from analysis.figures.axes import DAGGER, footnote, legend_below, marked, title
from analysis.figures.core import TEXT_WIDTH_MM, Figure
from analysis.figures.style import canvas, export, style
from analysis.nca import BottleneckColumn, BottleneckTable
from analysis.study import NcaNecessity

HEIGHT_MM = 118.0
NOT_NECESSARY = "NN"
LEVEL = Label("结果水平（%）", "outcome level (%)")
REQUIRED = Label("所需条件水平（%）", "required level (%)")
PRINTED = Label("刊印值", "printed")
PRINTED_NN = Label("刊印为不必要", "printed NN: not necessary")
RECOMPUTED = Label("重算的CR-FDH上限", "recomputed, CR-FDH")


def bottleneck_plot(
    necessity: NcaNecessity, printed: pd.DataFrame, labels: Mapping[str, Label],
    ceiling: str = "cr_fdh"
) -> Figure:  # fmt: skip
    """Return one panel per condition: required level over outcome level, both in % of the range.

    printed: Table 3, printed strings, column `outcome_level` and one per condition ("NN": not
    necessary). Columns that rest on a reconstruction carry a dagger.
    """
    table = necessity.bottlenecks[ceiling]
    with style():
        sheet = canvas(TEXT_WIDTH_MM, HEIGHT_MM)
        grid = sheet.subplots(2, 3, sharex=True, sharey=True, squeeze=False)
        for axes, column in zip(grid.ravel(), table.columns, strict=True):
            _recomputed(axes, table, column)
            _printed(axes, printed["outcome_level"], printed[column.condition])
            origin = necessity.origins[column.condition]
            title(axes, marked(labels[column.condition], origin))
        _scales(grid[0, 0])
        for axes in grid[:, 0]:
            axes.set_ylabel(f"{REQUIRED.zh}\n{REQUIRED.en}")
        for axes in grid[-1]:
            axes.set_xlabel(f"{LEVEL.zh}{DAGGER}\n{LEVEL.en}")
        legend_below(sheet, _handles(), 2)
        return export(sheet, "bottlenecks", "Bottleneck levels, printed and recomputed")


def _recomputed(axes: Axes, table: BottleneckTable, column: BottleneckColumn) -> None:
    values = np.where([mark == NOT_NECESSARY for mark in column.marks], np.nan, column.values)
    axes.plot(table.levels, values, color=palette.VERMILLION, ls="--", lw=1.3, zorder=2)


def _printed(axes: Axes, levels: pd.Series[str], values: pd.Series[str]) -> None:
    x = np.array([_percent(level) for level in levels])
    is_nn = np.array([value == NOT_NECESSARY for value in values])
    y = np.array([0.0 if nn else _percent(v) for nn, v in zip(is_nn, values, strict=True)])
    axes.plot(x[~is_nn], y[~is_nn], ls="none", marker="o", ms=3.8, mfc=palette.SKY,
              mec=palette.INK, mew=0.5, zorder=3)  # fmt: skip
    axes.plot(x[is_nn], y[is_nn], ls="none", marker="s", ms=3.6, mfc=palette.PAPER,
              mec=palette.LINE, mew=0.7, zorder=3)  # fmt: skip


def _percent(printed: str) -> float:
    return float(printed.removesuffix("%"))


def _scales(axes: Axes) -> None:
    ticks = (0, 25, 50, 75, 100)
    axes.set(xlim=(-4, 104), ylim=(-4, 104), xticks=ticks, yticks=ticks)


def _handles() -> list[Line2D]:
    return [
        Line2D([], [], ls="none", marker="o", ms=3.8, mfc=palette.SKY, mec=palette.INK, mew=0.5,
               label=PRINTED.both),
        Line2D([], [], ls="none", marker="s", ms=3.6, mfc=palette.PAPER, mec=palette.LINE,
               mew=0.7, label=PRINTED_NN.both),
        Line2D([], [], color=palette.VERMILLION, ls="--", lw=1.3, label=RECOMPUTED.both),
        footnote(DAGGER),
    ]  # fmt: skip
