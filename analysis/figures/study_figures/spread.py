"""How every variable is spread: calibration curves over the cases, histograms of given values."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from analysis.data import Label
from analysis.figures import palette
from analysis.figures.axes import DAGGER, MEMBERSHIP, footnote, marked, name
from analysis.figures.core import Figure
from analysis.figures.edition import beside, in_each_edition
from analysis.figures.study_figures.panels import (
    MOST_DOTS,
    Sheet,
    case_handle,
    draw_cases,
    panel_title,
    panels,
)
from analysis.study import Calibration, calibrations, memberships, study_at
from analysis.study.loading import At

ANCHOR = Label("校准点", "anchor")
COUNT = Label("案例数", "number of cases")
SHARE = Label("隶属度分布", "spread of given memberships")
CURVE = Label("校准曲线上的案例", "cases on the calibration curve")
VALUE = Label("取值", "value")


@in_each_edition
def calibration_grid(at: At = None) -> Figure:
    """Return one panel per variable: membership over raw value, or the spread of given values.

    Anchors of a calibrated column are marked; a reconstructed column carries a dagger.
    """
    study = study_at(at)
    held, columns = memberships(study), calibrations(study)
    every = study.variables.all
    sheet = Sheet(len(every), row_mm=48.0, foot_mm=16.0)

    def named(place: int) -> bool:
        """Whether a panel says what it shows upwards: the first of a row, or of its kind."""
        if place % sheet.columns == 0:
            return True
        return (every[place].key in columns) != (every[place - 1].key in columns)

    def draw(axes: Axes, place: int) -> None:
        variable = every[place]
        values = held.values[variable.key].to_numpy(dtype=np.float64)
        if variable.key in columns:
            _curve(axes, columns[variable.key])
            name(axes, x=sheet.axis(variable.unit), y=MEMBERSHIP if named(place) else None)
        else:
            _bars(axes, values, variable.kind == "values")
            label = VALUE if variable.kind == "values" else MEMBERSHIP
            name(axes, x=sheet.axis(label), y=COUNT if named(place) else None)
        panel_title(axes, marked(variable.label, variable.origin), sheet)
        axes.locator_params(axis="both", nbins=4)
        if variable.key not in columns:
            axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))

    handles = [case_handle(study, len(held.values))] if columns else []
    if columns:
        handles.append(Line2D([], [], color=palette.SOFT_INK, ls=":", lw=0.7, marker="D", ms=3.2,
                              label=beside(ANCHOR)))  # fmt: skip
    if len(columns) < len(every):
        handles.append(Patch(fc=palette.tint(palette.BLUE, 0.4), label=beside(SHARE)))
    if held.reconstructed:
        handles.append(footnote(DAGGER))
    return panels(sheet, draw, handles, "study-calibration", "Spread of the variables")


def _curve(axes: Axes, column: Calibration) -> None:
    x = column.values.to_numpy(dtype=np.float64)
    y = column.memberships.to_numpy(dtype=np.float64)
    if len(x) > MOST_DOTS:
        chosen = np.unique(np.linspace(0, len(x) - 1, MOST_DOTS).astype(int))
        order = np.argsort(x, kind="stable")[chosen]
        axes.plot(x[order], y[order], color=palette.BLUE, lw=1.2, zorder=2)
    else:
        draw_cases(axes, x, y)
    for anchor in column.anchors:
        axes.axvline(anchor, color=palette.SOFT_INK, lw=0.7, ls=":", zorder=1)
        axes.plot(anchor, 0, marker="D", ms=3.2, color=palette.SOFT_INK, zorder=4, clip_on=False)
    top = max(1.0, float(y.max()))
    axes.set_ylim(-0.03 * top, 1.03 * top)


def _bars(axes: Axes, values: np.ndarray, whole: bool) -> None:
    top = int(values.max())
    edges = np.arange(-0.5, top + 1.5) if whole else np.linspace(0, 1, 11)
    axes.hist(values, bins=edges.tolist(), color=palette.tint(palette.BLUE, 0.4),
              ec=palette.PAPER, lw=0.6)  # fmt: skip
