"""The outcome case by case: on a tile map where the study has one, else in order of membership."""

from __future__ import annotations

import numpy as np

from analysis.data import Label
from analysis.figures import palette
from analysis.figures.axes import DAGGER, MEMBERSHIP, footnote, legend_below, marked
from analysis.figures.core import SMALLEST_TEXT, TEXT_WIDTH_MM, Figure
from analysis.figures.edition import beside, in_each_edition
from analysis.figures.study_figures.panels import MOST_DOTS, case_handle
from analysis.figures.style import canvas, export, style
from analysis.figures.tile_map import tile_map
from analysis.study import Memberships, Study, cases, memberships, on_a_map, study_at
from analysis.study.loading import At

HEIGHT_MM = 62.0
MOST_LABELS = 40


@in_each_edition
def outcome_map(at: At = None) -> Figure:
    """Return the memberships of the cases in the outcome."""
    study = study_at(at)
    held = memberships(study)
    every = cases(study)
    known = {case.zh for case in held.cases}
    if on_a_map(every):
        placed = [case for case in every if not case.in_sample or case.label.zh in known]
        return tile_map(held, tiles=placed)
    return _ranked(study, held)


def _ranked(study: Study, held: Memberships) -> Figure:
    values = held.values[held.outcome].sort_values(ascending=False, kind="stable")
    y = values.to_numpy(dtype=np.float64)
    x = np.arange(1, len(y) + 1)
    with style():
        sheet = canvas(TEXT_WIDTH_MM, HEIGHT_MM)
        axes = sheet.subplots()
        axes.axhline(0.5, color=palette.SOFT_INK, lw=0.7, ls="--")
        if len(y) <= MOST_DOTS:
            axes.plot(x, y, ls="none", marker="o", ms=3.8, mfc=palette.SKY, mec=palette.INK,
                      mew=0.4)  # fmt: skip
        else:
            chosen = np.unique(np.linspace(0, len(y) - 1, MOST_DOTS).astype(int))
            axes.plot(x[chosen], y[chosen], color=palette.BLUE)
        label = marked(held.labels[held.outcome], held.origins[held.outcome])
        axes.set(ylim=(-0.03, 1.03))
        axes.set_ylabel(f"{beside(label)}\n{beside(MEMBERSHIP)}")
        if len(y) <= MOST_LABELS:
            names = [str(name) for name in values.index]
            axes.set_xticks(x, names, rotation=90, size=SMALLEST_TEXT)
        noun = study.cases.noun
        axes.set_xlabel(beside(Label(noun.zh, noun.many)))
        handles = [case_handle(study, len(y))] if len(y) <= MOST_DOTS else []
        handles += [footnote(DAGGER)] if held.reconstructed else []
        if handles:
            legend_below(sheet, handles, 2)
        return export(sheet, "study-outcome", "Memberships in the outcome")
