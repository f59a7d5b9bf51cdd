"""Bottleneck levels of any study: the level of a condition that a level of the outcome needs."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.data import Label
from analysis.figures import palette
from analysis.figures.axes import DAGGER, footnote, marked, name
from analysis.figures.bottleneck import LEVEL, NOT_NECESSARY, REQUIRED
from analysis.figures.core import Figure
from analysis.figures.edition import above, beside, in_each_edition
from analysis.figures.nca import LINES
from analysis.figures.study_figures.panels import Sheet, panel_title, panels
from analysis.study import NcaNecessity, nca_necessity, study_at
from analysis.study.loading import At

NONE = Label("不必要", "not necessary")


@in_each_edition
def bottleneck_lines(at: At = None, *, found: NcaNecessity | None = None) -> Figure:
    """Return one panel per condition: required level over the level of the outcome, by ceiling."""
    study = study_at(at)
    held = nca_necessity(study) if found is None else found
    labels = study.variables.labels
    sheet = Sheet(len(held.result.conditions), row_mm=46.0, foot_mm=18.0)

    def draw(axes: Axes, place: int) -> None:
        condition = held.result.conditions[place]
        for ceiling, table in held.bottlenecks.items():
            column = table.columns[place]
            marks = np.array(column.marks)
            values = np.where(marks == "", column.values, np.nan)
            _, dashes, colour = LINES[ceiling]
            axes.plot(table.levels, values, color=colour, ls=dashes, lw=1.2, zorder=2)
            free = np.array(table.levels)[marks == NOT_NECESSARY]
            axes.plot(free, np.zeros(len(free)), ls="none", marker="s", ms=3.0, mfc=palette.PAPER,
                      mec=colour, mew=0.6, zorder=3)  # fmt: skip
        ticks = (0, 50, 100)
        axes.set(xlim=(-4, 104), ylim=(-4, 104), xticks=ticks, yticks=ticks)
        panel_title(axes, marked(labels[condition], held.origins[condition]), sheet)
        name(axes, x=sheet.axis(LEVEL))
        if place % sheet.columns == 0:
            narrow = sheet.is_narrow
            axes.set_ylabel(REQUIRED.zh if narrow else above(REQUIRED))

    handles = [
        Line2D([], [], color=colour, ls=dashes, lw=1.2, label=beside(word))
        for key, (word, dashes, colour) in LINES.items()
        if key in held.bottlenecks
    ]
    handles.append(Line2D([], [], ls="none", marker="s", ms=3.0, mfc=palette.PAPER,
                          mec=palette.LINE, mew=0.6, label=beside(NONE)))  # fmt: skip
    if "reconstructed" in held.origins.values():
        handles.append(footnote(DAGGER))
    return panels(sheet, draw, handles, "study-bottlenecks", "Bottleneck levels")
