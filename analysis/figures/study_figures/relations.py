"""XY plots of any study: necessity of every condition, sufficiency of the solutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.data import Label
from analysis.figures import palette
from analysis.figures.axes import DAGGER, MEMBERSHIP, footnote, marked, name, unit_interval
from analysis.figures.core import SMALLEST_TEXT, Figure
from analysis.figures.edition import above, beside, in_each_edition
from analysis.figures.labelling import name_points, named
from analysis.figures.study_figures.panels import (
    MOST_DOTS,
    MOST_NAMED,
    Sheet,
    case_handle,
    draw_cases,
    panel_title,
    panels,
)
from analysis.figures.xy import CONTRADICTS, Relation
from analysis.qca import necessity_fit, sufficiency_fit, term_memberships
from analysis.study import Configurations, Memberships, Study, configurations, memberships, study_at
from analysis.study.loading import At

CONSISTENCY = Label("一致性", "consistency")
UNION = Label("解", "solution")
NO_SOLUTION = Label("无解", "no solution")


@dataclass(frozen=True, slots=True)
class Pair:
    """One panel: memberships in a condition or solution, and in an outcome."""

    x: pd.Series[float] | None
    y: pd.Series[float]
    label: Label
    outcome: Label


@in_each_edition
def necessity_grid(at: At = None) -> Figure:
    """Return one panel per condition: points above the diagonal speak against its necessity.

    A multi-value condition has one panel for each of its values.
    """
    study = study_at(at)
    held = memberships(study)
    sets = held.sets
    outcome = marked(sets.labels[sets.outcome], sets.origins[sets.outcome])
    pairs = [
        Pair(
            sets.values[key],
            sets.values[sets.outcome],
            marked(sets.labels[key], sets.origins[key]),
            outcome,
        )
        for key in sets.conditions
    ]
    return _sheet(study, held, pairs, "necessity", "study-xy", "XY plots of necessity")


@in_each_edition
def solution_plot(at: At = None, *, found: Configurations | None = None) -> Figure:
    """Return one panel per outcome: points below the diagonal speak against sufficiency.

    The solution is the first model that is reported.
    """
    study = study_at(at)
    held = memberships(study)
    solved = configurations(study, data=held) if found is None else found
    sets = held.sets
    key = held.outcome
    label = marked(held.labels[key], held.origins[key])
    pairs = []
    for panel in solved.panels:
        negated = panel.outcome.startswith("~")
        y = 1 - held.values[key] if negated else held.values[key]
        sign = "~" if negated else ""
        outcome = Label(f"{sign}{label.zh}", f"{sign}{label.en}")
        x = None
        if panel.reported:
            terms = panel.reported[0].terms
            union = term_memberships(terms, sets.values).max(axis=0)
            x = pd.Series(union, index=held.values.index)
        pairs.append(Pair(x, y, UNION if panel.reported else NO_SOLUTION, outcome))
    words = "XY plots of the solutions"
    return _sheet(study, held, pairs, "sufficiency", "study-solution", words, row_mm=78.0)


def _sheet(
    study: Study,
    held: Memberships,
    pairs: Sequence[Pair],
    relation: Relation,
    key: str,
    words: str,
    row_mm: float = 56.0,
) -> Figure:
    sheet = Sheet(len(pairs), row_mm=row_mm, foot_mm=16.0)
    count = len(held.values)

    def draw(axes: Axes, place: int) -> None:
        pair = pairs[place]
        axes.plot([0, 1], [0, 1], color=palette.LINE, lw=0.8, zorder=0.5)
        for line in (axes.axhline, axes.axvline):
            line(0.5, color=palette.FAINT, lw=0.8, ls=(0, (3, 2)), zorder=0)
        if pair.x is not None:
            _cases(axes, pair.x, pair.y, relation)
            words = _fit(pair.x, pair.y, relation)
            axes.annotate(words, (0, 1), (0, 3), xycoords="axes fraction", size=SMALLEST_TEXT,
                          textcoords="offset points")  # fmt: skip
        panel_title(axes, pair.label, sheet, lift=11)
        unit_interval(axes)
        name(axes, x=sheet.axis(MEMBERSHIP))
        shared = len({one.outcome for one in pairs}) == 1
        if not shared or place % sheet.columns == 0:
            narrow = sheet.is_narrow
            axes.set_ylabel(pair.outcome.zh if narrow else above(pair.outcome))

    def after(axes: Axes, place: int) -> None:
        pair = pairs[place]
        if pair.x is None or count > MOST_NAMED:
            return
        wrong = _contradicts(pair.x, pair.y, relation)
        points = [
            named(str(case), float(pair.x[case]), float(pair.y[case]), held.cases)
            for case in pair.x.index[wrong]
        ]
        dots = list(zip(pair.x.tolist(), pair.y.tolist(), strict=True))
        name_points(axes, points, dots, ((-1, 1), (1, -1), (1, 1), (-1, -1), (1, 0), (-1, 0)))

    handles = [case_handle(study, count)]
    if count <= MOST_DOTS:
        handles.append(Line2D([], [], ls="none", marker="D", ms=4.0, mfc=palette.VERMILLION,
                              mec=palette.INK, mew=0.5, label=beside(CONTRADICTS)))  # fmt: skip
    if held.reconstructed:
        handles.append(footnote(DAGGER))
    return panels(sheet, draw, handles, key, words, after)


def _cases(axes: Axes, x: pd.Series[float], y: pd.Series[float], relation: Relation) -> None:
    if len(x) > MOST_DOTS:
        draw_cases(axes, x, y)
        return
    wrong = _contradicts(x, y, relation)
    draw_cases(axes, x[~wrong], y[~wrong])
    axes.plot(x[wrong], y[wrong], ls="none", marker="D", ms=4.0, mfc=palette.VERMILLION,
              mec=palette.INK, mew=0.5, zorder=3)  # fmt: skip


def _contradicts(x: pd.Series[float], y: pd.Series[float], relation: Relation) -> pd.Series[bool]:
    """Return which cases contradict the relation in kind, on the other side of one half."""
    return (y > 0.5) & (x <= 0.5) if relation == "necessity" else (x > 0.5) & (y <= 0.5)


def _fit(x: pd.Series[float], y: pd.Series[float], relation: Relation) -> str:
    fit = (necessity_fit if relation == "necessity" else sufficiency_fit)(x, y)
    return f"{beside(CONSISTENCY)} {fit.consistency:.3f}"
