"""Calibration curves: raw values against memberships, with the printed anchors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.data import Label, Words, load_table
from analysis.figures import palette
from analysis.figures.axes import MEMBERSHIP, name, title, unit_interval
from analysis.figures.core import TEXT_WIDTH_MM, Figure
from analysis.figures.edition import above, in_each_edition
from analysis.figures.style import canvas, export, style
from analysis.qca import calibrate_direct
from analysis.study import Calibration, Variable, Variables, calibrations, load_variables

HEIGHT_MM = 152.0
FloatArray = npt.NDArray[np.float64]
CURVE = Label("按刊印校准点绘制的校准曲线", "calibration curve at the printed anchors")
POINTS = Label("样本省份，公开数据", "provinces of the sample, public data")
ANCHOR = Label("刊印的校准点", "printed anchor")
UNPUBLISHED = Label("原始数据未公布", "raw data never\npublished")


@in_each_edition
def calibration_curves(
    variables: Variables | None = None,
    printed: pd.DataFrame | None = None,
    computed: Mapping[str, Calibration] | None = None,
) -> Figure:
    """Return one panel per variable: the direct calibration at the printed anchors.

    printed: Table 1, one row per variable, printed strings in the columns `variable`,
    `exclusion`, `crossover`, `inclusion`, `minimum`, `maximum`. computed: by variable, the
    calibrations of public data; their provinces are drawn as points, the other panels say that
    the raw data were never published. What is None is loaded.
    """
    variables = load_variables() if variables is None else variables
    computed = calibrations() if computed is None else computed
    table = load_table("table1_statistics") if printed is None else printed
    rows = {str(row["variable"]): row for row in table.to_dict("records")}
    with style():
        sheet = canvas(TEXT_WIDTH_MM, HEIGHT_MM)
        grid = sheet.subplots(3, 3)
        panels = grid.ravel()
        for axes, variable in zip(panels, variables.all, strict=False):
            _panel(axes, variable, rows[variable.key], computed.get(variable.key))
        for axes in panels[len(variables.all) :]:
            axes.set_axis_off()
        for axes in grid[:, 0]:
            name(axes, y=MEMBERSHIP)
        legend = grid[-1, 1].legend(handles=_handles(), loc="center left", labelspacing=1.1)
        legend.set_in_layout(False)
        return export(sheet, "calibration-curves", Words("校准曲线", "Calibration curves"))


def _panel(
    axes: Axes, variable: Variable, row: Mapping[Any, str], calibration: Calibration | None
) -> None:
    low, high = float(row["minimum"]), float(row["maximum"])
    anchors = (float(row["exclusion"]), float(row["crossover"]), float(row["inclusion"]))
    x = np.linspace(low, high, 241)
    axes.plot(x, _degrees(x, anchors), color=palette.BLUE, zorder=2)
    for anchor, degree in zip(anchors, _degrees(np.array(anchors), anchors), strict=True):
        axes.plot([anchor] * 2, [0, degree], color=palette.SOFT_INK, lw=0.7, ls=":")
        axes.plot(anchor, degree, marker="D", ms=3.4, color=palette.SOFT_INK, zorder=4)
    if calibration is not None:
        axes.plot(calibration.values, calibration.memberships, ls="none", marker="o", ms=3.6,
                  mfc="none", mec=palette.VERMILLION, mew=0.9, zorder=3)  # fmt: skip
    else:
        axes.text(0.97, 0.5, above(UNPUBLISHED), transform=axes.transAxes,
                  ha="right", va="center", size=7.5, color=palette.SOFT_INK)  # fmt: skip
    title(axes, variable.label)
    unit_interval(axes, x=False)
    name(axes, x=variable.unit)
    axes.locator_params(axis="x", nbins=4)


def _degrees(x: FloatArray, anchors: tuple[float, float, float]) -> FloatArray:
    return calibrate_direct(x, anchors, "fsqca", crossover_rule="keep")


def _handles() -> list[Line2D]:
    return [
        Line2D([], [], color=palette.BLUE, label=above(CURVE)),
        Line2D([], [], color=palette.SOFT_INK, ls=":", lw=0.7, marker="D", ms=3.4,
               label=above(ANCHOR)),
        Line2D([], [], ls="none", marker="o", ms=3.6, mfc="none", mec=palette.VERMILLION,
               mew=0.9, label=above(POINTS)),
    ]  # fmt: skip
