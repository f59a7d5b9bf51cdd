"""Necessary condition analysis of any study: cases, ceilings and effect sizes by condition."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.data import Label
from analysis.figures import palette
from analysis.figures.axes import DAGGER, MEMBERSHIP, footnote, marked, name
from analysis.figures.core import SMALLEST_TEXT, Figure
from analysis.figures.edition import above, beside, in_each_edition
from analysis.figures.labelling import name_points, named
from analysis.figures.nca import LINES, draw_ceiling, legend_lines
from analysis.figures.study_figures.panels import (
    MOST_NAMED,
    Sheet,
    case_handle,
    draw_cases,
    panel_title,
    panels,
    scaled,
)
from analysis.nca import CeilingResult
from analysis.study import NcaNecessity, nca_necessity, sample, study_at
from analysis.study.loading import At

PEER = Label("支撑上限的案例", "peer: the ceiling rests on it")
VALUE = Label("取值", "value")


@in_each_edition
def nca_grid(at: At = None, *, found: NcaNecessity | None = None) -> Figure:
    """Return one panel per condition: cases, ceilings with effect sizes, the cases they rest on."""
    study = study_at(at)
    held = nca_necessity(study) if found is None else found
    result, labels = held.result, study.variables.labels
    sheet = Sheet(len(result.conditions), row_mm=58.0, foot_mm=22.0)
    data = result.data
    y = data[result.outcome].to_numpy(dtype=np.float64)
    outcome = marked(labels[result.outcome], held.origins[result.outcome])
    names = sample(study) if len(data) <= MOST_NAMED else ()

    def draw(axes: Axes, place: int) -> None:
        condition = result.conditions[place]
        x = data[condition].to_numpy(dtype=np.float64)
        draw_cases(axes, x, y)
        for ceiling in result.ceilings:
            draw_ceiling(axes, result.get(condition, ceiling))
        _effects(axes, [result.get(condition, ceiling) for ceiling in result.ceilings])
        peers = result.get(condition, result.ceilings[0]).peers
        axes.plot([p.x for p in peers], [p.y for p in peers], ls="none", marker="D", ms=4.0,
                  mfc=palette.YELLOW, mec=palette.INK, mew=0.5, zorder=4)  # fmt: skip
        panel_title(axes, marked(labels[condition], held.origins[condition]), sheet, lift=11)
        scaled(axes, x, y)
        name(axes, x=sheet.axis(MEMBERSHIP if x.max() <= 1 else VALUE))
        if place % sheet.columns == 0:
            axes.set_ylabel(outcome.zh if sheet.is_narrow else above(outcome))

    def after(axes: Axes, place: int) -> None:
        if not names:
            return
        condition = result.conditions[place]
        peers = sorted(result.get(condition, result.ceilings[0]).peers, key=lambda peer: peer.x)
        dots = list(zip(data[condition].tolist(), y.tolist(), strict=True))
        name_points(axes, [named(p.case, p.x, p.y, names) for p in peers], dots)

    handles = [*legend_lines(result.ceilings), case_handle(study, len(data)), _peer()]
    if "reconstructed" in held.origins.values():
        handles.append(footnote(DAGGER))
    return panels(sheet, draw, handles, "study-nca", "Necessary condition analysis", after)


def _effects(axes: Axes, found: Sequence[CeilingResult]) -> None:
    """Write the effect sizes over a panel, in the colours of their ceilings."""
    for place, each in enumerate(found):
        _, _, colour = LINES[each.ceiling]
        words = f"{each.ceiling[:2].upper()} {each.effect_size:.3f}"
        axes.annotate(words, (0, 1), (place * 44, 3), xycoords="axes fraction",
                      textcoords="offset points", size=SMALLEST_TEXT, color=colour)  # fmt: skip


def _peer() -> Line2D:
    return Line2D([], [], ls="none", marker="D", ms=4.0, mfc=palette.YELLOW, mec=palette.INK,
                  mew=0.5, label=beside(PEER))  # fmt: skip
