"""How far each anchor can move before the solution changes, as bars around its present value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.data import Label
from analysis.figures import palette
from analysis.figures.axes import DAGGER, footnote, legend_below, marked
from analysis.figures.core import SMALLEST_TEXT, TEXT_WIDTH_MM, Figure
from analysis.figures.edition import above, beside, in_each_edition
from analysis.figures.study_figures.panels import shortened
from analysis.figures.style import canvas, export, style
from analysis.study import study_at
from analysis.study.loading import At
from analysis.study.sensitivity import AnchorRange, Sensitivity, sensitivity

ROW_MM = 4.6
FEET_MM = 34.0
NAME_POINTS = 150.0
KEPT = Label("解不变", "the solution stays")
OPEN = Label("搜索范围内未变", "no change found up to here")
PRESENT = Label("当前校准点", "present anchor")
AXIS = Label(
    "校准点的移动（占原值极差的百分比）", "move of the anchor, % of the range of the values"
)
NOTHING = Label("没有可以移动的校准点", "there is no anchor to move")


@in_each_edition
def anchor_slack(at: At = None, *, found: Sensitivity | None = None) -> Figure:
    """Return, for the outcome and its negation, a bar per anchor: the moves that keep the solution.

    Bars with an arrow end where the search did.
    """
    study = study_at(at)
    held = sensitivity(study) if found is None else found
    drawn = [panel for panel in held.panels if panel.anchors]
    rows = max((len(panel.anchors) for panel in drawn), default=2)
    with style():
        sheet = canvas(TEXT_WIDTH_MM, rows * ROW_MM + FEET_MM)
        grid = sheet.subplots(1, max(len(drawn), 1), squeeze=False, sharey=True)[0]
        for axes, panel in zip(grid, drawn, strict=False):
            _bars(axes, panel.anchors)
            key = panel.outcome.removeprefix("~")
            sign = "~" if panel.outcome.startswith("~") else ""
            label = marked(held.labels[key], held.origins[key])
            axes.set_title(f"{sign}{label.zh}", loc="left")
            axes.set_xlabel(above(AXIS), size=SMALLEST_TEXT)
        if drawn:
            names = [_name(each, held.labels[each.variable]) for each in drawn[0].anchors]
            grid[0].set_yticks(range(len(names)), names, size=SMALLEST_TEXT)
            grid[0].invert_yaxis()
        else:
            grid[0].set_axis_off()
            grid[0].text(0.5, 0.5, beside(NOTHING), ha="center", va="center")
        handles = [
            Patch(fc=palette.tint(palette.BLUE, 0.45), label=beside(KEPT)),
            Line2D([], [], ls="none", marker=">", ms=4, color=palette.BLUE, label=beside(OPEN)),
            Line2D([], [], ls="none", marker="|", ms=7, color=palette.INK, label=beside(PRESENT)),
        ]
        if "reconstructed" in held.origins.values():
            handles.append(footnote(DAGGER))
        legend_below(sheet, handles, 2)
        return export(sheet, "study-slack", "Moves of the anchors that keep the solution")


def _name(each: AnchorRange, label: Label) -> str:
    return f"{shortened(label.zh, SMALLEST_TEXT, NAME_POINTS)} {each.label.zh}"


def _bars(axes: Axes, anchors: Sequence[AnchorRange]) -> None:
    low = np.array([100 * (each.lower - each.initial) / each.spread for each in anchors])
    high = np.array([100 * (each.upper - each.initial) / each.spread for each in anchors])
    places = np.arange(len(anchors))
    axes.barh(places, high - low, left=low, height=0.62, color=palette.tint(palette.BLUE, 0.45))
    axes.plot(np.zeros(len(anchors)), places, ls="none", marker="|", ms=7, color=palette.INK)
    for place, each in enumerate(anchors):
        if each.open_below:
            axes.plot(low[place], place, marker="<", ms=4, color=palette.BLUE)
        if each.open_above:
            axes.plot(high[place], place, marker=">", ms=4, color=palette.BLUE)
    reach = max(float(np.abs(low).max()), float(np.abs(high).max()), 1.0) * 1.1
    axes.set_xlim(-reach, reach)
    axes.axvline(0, color=palette.FAINT, lw=0.8, zorder=0)
