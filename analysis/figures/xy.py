"""XY plots of set relations: necessity lies below the diagonal, sufficiency above it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.data import Label, Words
from analysis.data.labels import COLON, COMMA
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
from analysis.figures.edition import above, beside, in_each_edition, said
from analysis.figures.labelling import name_points, named
from analysis.figures.style import canvas, export, settle, style
from analysis.figures.text import wrap
from analysis.qca import Solution, Term, necessity_fit, sufficiency_fit, term_memberships
from analysis.study import Memberships, PrintedPanel, memberships

Relation = Literal["necessity", "sufficiency"]

FOOT_MM = 18.0
SINGLE_MM = (100.0, 104.0)
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
RELATIONS = {
    "necessity": Words("必要性", "necessity"),
    "sufficiency": Words("充分性", "sufficiency"),
}
NECESSITY = Words("必要性的 XY 图", "XY plots of necessity")
SUFFICIENCY = Words("充分性的 XY 图", "XY plots of sufficiency")
PRINTED = Words("刊印解的 XY 图", "XY plots of the printed solutions")
SOLUTION = Label("全部路径", "solution: union of paths")


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: memberships x (condition) and y (outcome) by case, their labels, case names.

    formula: conditions of a path, shown under the title.
    """

    x: pd.Series[float]
    y: pd.Series[float]
    label: Label
    outcome: Label
    cases: tuple[Label, ...] = ()
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How panels are set: columns, height of a row in mm, width of a title in points.

    names_all: name every case that deviates, not only those that do in kind.
    """

    relation: Relation
    columns: int = 3
    row_mm: float = 62.0
    title: float = 120.0
    names_all: bool = False


PAIR = Sheet("sufficiency", columns=2, row_mm=86.0, title=195.0, names_all=True)


@in_each_edition
def xy_plot(
    x: pd.Series[float], y: pd.Series[float], x_label: Label, y_label: Label,
    relation: Relation, key: str = "xy", cases: Sequence[Label] = ()
) -> Figure:  # fmt: skip
    """Return the XY plot of one condition or term against an outcome.

    x, y: memberships in [0, 1], indexed by the (Chinese) names of the cases. key: name of the
    figure. cases: the bilingual names of the cases.
    """
    panel = Panel(x, y, x_label, y_label, tuple(cases))
    with style():
        sheet = canvas(*SINGLE_MM)
        axes = sheet.subplots()
        setting = Sheet(relation, names_all=True)
        _draw(axes, panel, setting)
        name(axes, x=MEMBERSHIP, y=y_label)
        legend_below(sheet, _handles(relation), 1)
        settle(sheet)
        _name_cases(axes, panel, setting)
        return export(sheet, key, COLON.join([x_label, RELATIONS[relation]]))


@in_each_edition
def xy_grid(data: Memberships, *, negated: bool = False) -> Figure:
    """Return one panel per condition: its necessity for the outcome.

    negated: the necessity of the condition's absence for the absence of the outcome instead.
    Reconstructed columns carry a dagger.
    """
    values = 1 - data.values if negated else data.values
    outcome = _signed(data.outcome, data, negated)
    panels = [
        Panel(values[key], values[data.outcome], _signed(key, data, negated), outcome, data.cases)
        for key in data.conditions
    ]
    key = f"xy-{'nonhigh' if negated else 'high'}"
    return _grid(panels, data, Sheet("necessity"), key, NECESSITY)


@in_each_edition
def paths_xy_grid(
    solution: Solution, data: Memberships, names: Sequence[Label] | None = None
) -> Figure:
    """Return one panel per path of a solution and one for their union: sufficiency.

    names: of the paths, in order; they are numbered when none are given.
    """
    given = names or [Label(f"{PATH.zh} {i}", f"{PATH.en} {i}") for i in range(1, 99)]
    panels = [
        _of_terms([term], label, solution.outcome, data, _formula(term, data))
        for term, label in zip(solution.terms, given, strict=False)
    ]
    union = _of_terms(solution.terms, SOLUTION, solution.outcome, data)
    key = "paths-xy-nonhigh" if solution.outcome.startswith("~") else "paths-xy-high"
    return _grid([*panels, union], data, Sheet("sufficiency"), key, SUFFICIENCY)


@in_each_edition
def solution_plot(panels: Sequence[PrintedPanel], data: Memberships | None = None) -> Figure:
    """Return one panel per outcome: the union of its printed paths against it, sufficiency.

    data: the memberships to draw; those of the study when None.
    """
    held = memberships() if data is None else data
    drawn = [_printed(panel, held) for panel in panels]
    return _grid(drawn, held, PAIR, "solution-xy", PRINTED)


def _printed(panel: PrintedPanel, data: Memberships) -> Panel:
    ids = " + ".join(path.id for path in panel.paths)
    label = Label(f"刊印路径之并 {ids}", "union of the printed paths")
    return _of_terms([path.term for path in panel.paths], label, panel.outcome, data)


def _of_terms(
    terms: Sequence[Term], label: Label, outcome: str, data: Memberships, formula: str = ""
) -> Panel:
    negated = outcome.startswith("~")
    key = outcome.removeprefix("~")
    y = 1 - data.values[key] if negated else data.values[key]
    union = term_memberships(terms, data.values).max(axis=0)
    x = pd.Series(union, index=data.values.index)
    return Panel(x, y, label, _signed(key, data, negated), data.cases, formula)


def _signed(key: str, data: Memberships, negated: bool) -> Label:
    label = marked(data.labels[key], data.origins[key])
    return Label(f"~{label.zh}", f"~{label.en}") if negated else label


def _formula(term: Term, data: Memberships) -> str:
    return " × ".join(_signed(key, data, not here).zh for key, here in term.values.items())


def _grid(
    panels: Sequence[Panel], data: Memberships, sheet: Sheet, key: str, words: Words
) -> Figure:
    rows = math.ceil(len(panels) / sheet.columns)
    lines = max(len(_formula_lines(panel, sheet)) for panel in panels)
    with style():
        page = canvas(TEXT_WIDTH_MM, rows * (sheet.row_mm + 3.4 * lines) + FOOT_MM)
        grid = page.subplots(rows, sheet.columns, squeeze=False)
        for axes in grid.ravel()[len(panels) :]:
            axes.set_axis_off()
        for axes, panel in zip(grid.ravel(), panels, strict=False):
            _draw(axes, panel, sheet)
            name(axes, x=MEMBERSHIP)
        shared = len({panel.outcome for panel in panels}) == 1
        for axes, panel in zip(grid.ravel(), panels, strict=False):
            if not shared or axes in grid[:, 0]:
                axes.set_ylabel(above(panel.outcome))
        legend_below(page, [*_handles(sheet.relation), *_dagger(data)], 2)
        settle(page)
        for axes, panel in zip(grid.ravel(), panels, strict=False):
            _name_cases(axes, panel, sheet)
        return export(page, key, words)


def _formula_lines(panel: Panel, sheet: Sheet) -> list[str]:
    return wrap(panel.formula, SMALLEST_TEXT, sheet.title) if panel.formula else []


def _draw(axes: Axes, panel: Panel, sheet: Sheet) -> None:
    axes.plot([0, 1], [0, 1], color=palette.LINE, lw=0.8, zorder=1)
    for line in (axes.axhline, axes.axvline):
        line(0.5, color=palette.FAINT, lw=0.8, ls=(0, (3, 2)), zorder=0)
    agrees, contradicts = _kinds(panel, sheet.relation)
    for chosen, marker, size, fill in (
        (agrees, "o", 3.8, palette.SKY),
        (~agrees & ~contradicts, "^", 4.2, palette.PAPER),
        (contradicts, "D", 4.2, palette.VERMILLION),
    ):
        axes.plot(panel.x[chosen], panel.y[chosen], ls="none", marker=marker, ms=size, mfc=fill,
                  mec=palette.INK, mew=0.5, zorder=3)  # fmt: skip
    above = [*_formula_lines(panel, sheet), *_fit_lines(panel, sheet.relation)]
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
        f"{beside(word).strip()} {values[key]:.3f}" for key, word in WORDS.items() if key in values
    ]
    return [words[0], said(COMMA).join(words[1:])]


def _name_cases(axes: Axes, panel: Panel, sheet: Sheet) -> None:
    agrees, contradicts = _kinds(panel, sheet.relation)
    groups = [contradicts, ~agrees & ~contradicts] if sheet.names_all else [contradicts]
    order = [key for chosen in groups for key in panel.x.index[chosen]]
    cases = [
        named(str(key), float(panel.x[key]), float(panel.y[key]), panel.cases) for key in order
    ]
    dots = [(float(x), float(y)) for x, y in zip(panel.x, panel.y, strict=True)]
    sides = ((-1, 1), (1, -1), (1, 1), (-1, -1), (1, 0), (-1, 0))
    name_points(axes, cases, dots, sides)


def _handles(relation: Relation) -> list[Line2D]:
    kinds = (("o", palette.SKY, AGREES[relation]), ("^", palette.PAPER, DEVIATES),
             ("D", palette.VERMILLION, CONTRADICTS))  # fmt: skip
    return [
        Line2D([], [], ls="none", marker=marker, ms=4.2, mfc=fill, mec=palette.INK, mew=0.5,
               label=beside(label))
        for marker, fill, label in kinds
    ]  # fmt: skip


def _dagger(data: Memberships) -> list[Line2D]:
    return [footnote(DAGGER)] if data.reconstructed else []
