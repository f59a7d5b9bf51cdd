"""XY plots of set relations: necessity lies below the diagonal, sufficiency above it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.data import Label
from analysis.figures import palette
from analysis.figures.axes import (
    DAGGER,
    MEMBERSHIP,
    footnote,
    legend_below,
    marked,
    name,
    title,
    unit_interval,
)
from analysis.figures.core import SMALLEST_TEXT, TEXT_WIDTH_MM, Figure
from analysis.figures.labelling import name_points, named
from analysis.figures.style import canvas, export, style
from analysis.figures.text import wrap
from analysis.qca import Solution, Term, necessity_fit, sufficiency_fit, term_memberships
from analysis.study import Memberships

Relation = Literal["necessity", "sufficiency"]

ROW_MM = 62.0
FOOT_MM = 18.0
SINGLE_MM = (100.0, 104.0)
GRID_PANEL = (116.0, 108.0)
SINGLE_PANEL = (225.0, 205.0)
WORDS = {
    "consistency": Label("一致性", "consistency"),
    "coverage": Label("覆盖度", "coverage"),
    "ron": Label("RoN", ""),
    "pri": Label("PRI", ""),
}
AGREES = {
    "necessity": Label("条件不低于结果", "condition ≥ outcome"),
    "sufficiency": Label("结果不低于条件", "outcome ≥ condition"),
}
DEVIATES = Label("程度偏差", "deviates in degree")
CONTRADICTS = Label("性质偏差", "deviates in kind")
PATH = Label("路径", "path")
SOLUTION = Label("全部路径", "solution: union of paths")


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: memberships x (condition) and y (outcome) by case, title, formula, case names."""

    x: pd.Series[float]
    y: pd.Series[float]
    label: Label
    formula: str = ""
    cases: tuple[Label, ...] = ()


def xy_plot(
    x: pd.Series[float], y: pd.Series[float], x_label: Label, y_label: Label,
    relation: Relation, key: str = "xy", cases: Sequence[Label] = ()
) -> Figure:  # fmt: skip
    """Return the XY plot of one condition or term against an outcome.

    x, y: memberships in [0, 1], indexed by the (Chinese) names of the cases. key: name of the
    figure. cases: the bilingual names of the cases.
    """
    with style():
        sheet = canvas(*SINGLE_MM)
        axes = sheet.subplots()
        _draw(axes, Panel(x, y, x_label, cases=tuple(cases)), relation, SINGLE_PANEL)
        name(axes, x=MEMBERSHIP)
        axes.set_ylabel(y_label.both)
        legend_below(sheet, _handles(relation), 1)
        return export(sheet, key, f"{x_label.en}: {relation}")


def necessity_xy_grid(data: Memberships, *, negated: bool = False) -> Figure:
    """Return one panel per condition: its necessity for the outcome.

    negated: the necessity of the condition's absence for the absence of the outcome instead.
    Reconstructed columns carry a dagger.
    """
    values = 1 - data.values if negated else data.values
    panels = [
        Panel(values[key], values[data.outcome], _signed(key, data, negated), cases=data.cases)
        for key in data.conditions
    ]
    return _grid(panels, data, negated, "necessity", "necessity-xy")


def sufficiency_xy_grid(
    solution: Solution, data: Memberships, names: Sequence[Label] | None = None
) -> Figure:
    """Return one panel per path of a solution and one for their union: sufficiency.

    names: of the paths, in order; they are numbered when none are given.
    """
    negated = solution.outcome.startswith("~")
    y = 1 - data.values[data.outcome] if negated else data.values[data.outcome]
    given = names or [Label(f"{PATH.zh} {i + 1}", f"{PATH.en} {i + 1}") for i in range(9)]
    panels = [
        Panel(_members(term, data), y, label, _formula(term, data), data.cases)
        for term, label in zip(solution.terms, given, strict=False)
    ]
    union = pd.concat([panel.x for panel in panels], axis=1).max(axis=1)
    whole = Panel(union, y, SOLUTION, cases=data.cases)
    return _grid([*panels, whole], data, negated, "sufficiency",
                 "sufficiency-xy")  # fmt: skip


def _signed(key: str, data: Memberships, negated: bool) -> Label:
    label = marked(data.labels[key], data.origins[key])
    return Label(f"~{label.zh}", f"~{label.en}") if negated else label


def _members(term: Term, data: Memberships) -> pd.Series[float]:
    return pd.Series(term_memberships([term], data.values)[0], index=data.values.index)


def _formula(term: Term, data: Memberships) -> str:
    return " × ".join(_signed(key, data, not here).zh for key, here in term.values.items())


def _grid(
    panels: Sequence[Panel], data: Memberships, negated: bool, relation: Relation, key: str
) -> Figure:
    rows = math.ceil(len(panels) / 3)
    lines = max(len(_formula_lines(panel)) for panel in panels)
    height = rows * (ROW_MM + 3.4 * lines) + FOOT_MM
    outcome = _signed(data.outcome, data, negated)
    with style():
        sheet = canvas(TEXT_WIDTH_MM, height)
        grid = sheet.subplots(rows, 3, squeeze=False)
        for axes, panel in zip(grid.ravel(), panels, strict=False):
            _draw(axes, panel, relation, GRID_PANEL)
            name(axes, x=MEMBERSHIP)
        for axes in grid.ravel()[len(panels) :]:
            axes.set_axis_off()
        for axes in grid[:, 0]:
            axes.set_ylabel(f"{outcome.zh}\n{outcome.en}")
        legend_below(sheet, [*_handles(relation), *_dagger(data)], 2)
        return export(sheet, f"{key}-{'nonhigh' if negated else 'high'}", f"XY plots: {relation}")


def _formula_lines(panel: Panel) -> list[str]:
    return wrap(panel.formula, SMALLEST_TEXT, GRID_PANEL[0]) if panel.formula else []


def _draw(axes: Axes, panel: Panel, relation: Relation, size: tuple[float, float]) -> None:
    axes.plot([0, 1], [0, 1], color=palette.LINE, lw=0.8, zorder=1)
    for line in (axes.axhline, axes.axvline):
        line(0.5, color=palette.FAINT, lw=0.8, ls=(0, (3, 2)), zorder=0)
    agrees, contradicts = _kinds(panel, relation)
    for chosen, marker, size_, fill in (
        (agrees, "o", 3.8, palette.SKY),
        (~agrees & ~contradicts, "^", 4.2, palette.PAPER),
        (contradicts, "D", 4.2, palette.VERMILLION),
    ):
        axes.plot(panel.x[chosen], panel.y[chosen], ls="none", marker=marker, ms=size_, mfc=fill,
                  mec=palette.INK, mew=0.5, zorder=3)  # fmt: skip
    _name_cases(axes, panel, contradicts, size)
    above = [*_formula_lines(panel), *_fit_lines(panel, relation)]
    title(axes, panel.label, lift=3 + len(above) * 9.5)
    axes.annotate("\n".join(above), (0, 1), (0, 3), xycoords="axes fraction", va="bottom",
                  textcoords="offset points", size=SMALLEST_TEXT, linespacing=1.15)  # fmt: skip
    unit_interval(axes)


def _kinds(panel: Panel, relation: Relation) -> tuple[pd.Series[bool], pd.Series[bool]]:
    """Return which cases agree with the relation, and which contradict it in kind."""
    condition, outcome = panel.x, panel.y
    if relation == "necessity":
        return condition >= outcome, (outcome > 0.5) & (condition <= 0.5)
    return outcome >= condition, (condition > 0.5) & (outcome <= 0.5)


def _fit_lines(panel: Panel, relation: Relation) -> list[str]:
    fit = (necessity_fit if relation == "necessity" else sufficiency_fit)(panel.x, panel.y)
    values = fit.to_dict()
    words = [
        f"{word.both.strip()} {values[key]:.3f}" for key, word in WORDS.items() if key in values
    ]
    return [words[0], ", ".join(words[1:])]


def _name_cases(
    axes: Axes, panel: Panel, contradicts: pd.Series[bool], size: tuple[float, float]
) -> None:
    cases = [
        named(str(key), float(panel.x[key]), float(panel.y[key]), panel.cases)
        for key in panel.x.index[contradicts]
    ]
    dots = [(float(x), float(y)) for x, y in zip(panel.x, panel.y, strict=True)]
    sides = ((-1, 1), (1, -1), (1, 1), (-1, -1), (1, 0), (-1, 0))
    name_points(axes, size, cases, dots, sides)


def _handles(relation: Relation) -> list[Line2D]:
    kinds = (("o", palette.SKY, AGREES[relation]), ("^", palette.PAPER, DEVIATES),
             ("D", palette.VERMILLION, CONTRADICTS))  # fmt: skip
    return [
        Line2D([], [], ls="none", marker=marker, ms=4.2, mfc=fill, mec=palette.INK, mew=0.5,
               label=label.both)
        for marker, fill, label in kinds
    ]  # fmt: skip


def _dagger(data: Memberships) -> list[Line2D]:
    return [footnote(DAGGER)] if data.reconstructed else []
