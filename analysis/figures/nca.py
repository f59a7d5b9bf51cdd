"""Scatter plots of a necessary condition analysis: ceilings, peers, effect sizes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.data import Label, Words
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
from analysis.figures.core import TEXT_WIDTH_MM, Figure
from analysis.figures.edition import above, beside, in_each_edition
from analysis.figures.labelling import Named, name_points, named
from analysis.figures.style import canvas, export, settle, style
from analysis.nca import CeilingResult
from analysis.study import NcaNecessity, load_variables, sample

GRID_HEIGHT_MM = 132.0
SINGLE_MM = (100.0, 98.0)
ZONE = Label("上限区域（CE-FDH）", "ceiling zone (CE-FDH)")
PROVINCE = Label("省份", "province")
PEER = Label("支撑上限的省份", "peer: the ceiling rests on it")
LINES = {
    "ce_fdh": (Label("CE-FDH 上限", "ceiling"), "-", palette.BLUE),
    "cr_fdh": (Label("CR-FDH 上限", "ceiling"), "--", palette.VERMILLION),
}
EFFECT = Label("效应量", "effect size")
DRAWN = Words("{line}，d 为{effect}", "{line}, d = {effect}")
SIX = Words("六个条件的必要条件分析", "Necessary condition analysis, six conditions")
ONE = Words("必要条件分析：{name}", "Necessary condition analysis: {name}")

Labels = Mapping[str, Label]


@in_each_edition
def nca_grid(
    necessity: NcaNecessity, labels: Labels | None = None, cases: Sequence[Label] | None = None
) -> Figure:
    """Return one panel per condition: provinces, both ceilings, peers, effect sizes.

    labels: of outcome and conditions by key; cases: bilingual names of the cases; those of the
    study when None. Columns that rest on a reconstruction carry a dagger, explained at the foot.
    """
    look = _look(necessity, labels, cases)
    with style():
        sheet = canvas(TEXT_WIDTH_MM, GRID_HEIGHT_MM)
        grid = sheet.subplots(2, 3, squeeze=False)
        for axes, condition in zip(grid.ravel(), necessity.result.conditions, strict=True):
            _panel(axes, look, condition)
        for axes in grid[:, 0]:
            _name_outcome(axes, look)
        for axes in grid[-1]:
            name(axes, x=MEMBERSHIP)
        legend_below(sheet, _handles(necessity), 2)
        settle(sheet)
        for axes, condition in zip(grid.ravel(), necessity.result.conditions, strict=True):
            _name_peers(axes, look, condition)
        return export(sheet, "nca-grid", SIX)


@in_each_edition
def nca_plot(
    necessity: NcaNecessity, condition: str,
    labels: Labels | None = None, cases: Sequence[Label] | None = None
) -> Figure:  # fmt: skip
    """Return the panel of one condition, larger, with as many peers named as fit."""
    look = _look(necessity, labels, cases)
    with style():
        sheet = canvas(*SINGLE_MM)
        axes = sheet.subplots()
        _panel(axes, look, condition)
        _name_outcome(axes, look)
        name(axes, x=MEMBERSHIP)
        legend_below(sheet, _handles(necessity), 1)
        settle(sheet)
        _name_peers(axes, look, condition)
        key = condition.replace("_", "-")
        return export(sheet, f"nca-{key}", ONE.format(name=look.labels[condition]))


@dataclass(frozen=True, slots=True)
class Look:
    """What all panels of a sheet share."""

    necessity: NcaNecessity
    labels: Labels
    cases: tuple[Label, ...]


def _look(necessity: NcaNecessity, labels: Labels | None, cases: Sequence[Label] | None) -> Look:
    found = load_variables().labels if labels is None else labels
    return Look(necessity, found, tuple(sample() if cases is None else cases))


def _cases(look: Look, condition: str) -> npt.NDArray[np.float64]:
    """Return condition and outcome of the complete cases, shape (n, 2)."""
    columns = [condition, look.necessity.result.outcome]
    return look.necessity.result.data[columns].dropna().to_numpy(dtype=np.float64)


def _name_peers(axes: Axes, look: Look, condition: str) -> None:
    dots = [(float(x), float(y)) for x, y in _cases(look, condition)]
    result = look.necessity.result
    first = result.get(condition, result.ceilings[0])
    name_points(axes, _by_step(first, look.cases), dots)


def _panel(axes: Axes, look: Look, condition: str) -> None:
    result = look.necessity.result
    cases = _cases(look, condition)
    results = [result.get(condition, ceiling) for ceiling in result.ceilings]
    axes.plot(cases[:, 0], cases[:, 1], ls="none", marker="o", ms=3.8, mfc=palette.SKY,
              mec=palette.INK, mew=0.4, zorder=3)  # fmt: skip
    for each in results:
        draw_ceiling(axes, each)
    axes.legend(loc="lower left", handlelength=1.8, borderaxespad=0, borderpad=0, ncols=2,
                columnspacing=1.2, bbox_to_anchor=(0, 1.03))  # fmt: skip
    peers = results[0].peers
    axes.plot([p.x for p in peers], [p.y for p in peers], ls="none", marker="D", ms=4.6,
              mfc=palette.YELLOW, mec=palette.INK, mew=0.6, zorder=4)  # fmt: skip
    title(axes, marked(look.labels[condition], look.necessity.origins[condition]), lift=11)
    unit_interval(axes)


def draw_ceiling(axes: Axes, result: CeilingResult) -> None:
    """Draw a ceiling, with its effect size as the label; under CE-FDH the zone above it."""
    _, dashes, colour = LINES[result.ceiling]
    path = np.array(result.path)
    label = f"d = {result.effect_size:.3f}"
    if not len(path):
        axes.plot([], [], color=colour, ls=dashes, label=label)
        return
    axes.plot(path[:, 0], path[:, 1], color=colour, ls=dashes, lw=1.3, label=label, zorder=2)
    if result.ceiling == "ce_fdh":
        corner = [[result.scope.xmin, result.scope.ymax]]
        zone = np.vstack([path, [[result.scope.xmax, result.scope.ymax]], corner])
        axes.fill(zone[:, 0], zone[:, 1], color=palette.tint(palette.BLUE, 0.1), lw=0, zorder=1)


def _by_step(result: CeilingResult, names: Sequence[Label]) -> list[Named]:
    """Return the peers, those with the largest step to the next one first."""
    peers = sorted(result.peers, key=lambda peer: (peer.x, peer.y))
    ends = [*(peer.x for peer in peers[1:]), result.scope.xmax]
    order = sorted(zip(peers, ends, strict=True), key=lambda pair: pair[0].x - pair[1])
    return [named(peer.case, peer.x, peer.y, names) for peer, _ in order]


def _name_outcome(axes: Axes, look: Look) -> None:
    outcome = look.necessity.result.outcome
    label = marked(look.labels[outcome], look.necessity.origins[outcome])
    axes.set_ylabel(above(label))


def legend_lines(ceilings: Sequence[str]) -> list[Line2D | Patch]:
    """Return the legend entries of some ceilings, with that of the zone above CE-FDH."""
    entries: list[Line2D | Patch] = [
        Line2D(
            [],
            [],
            color=colour,
            ls=dashes,
            lw=1.3,
            label=beside(DRAWN.format(line=beside(word), effect=beside(EFFECT))),
        )
        for key, (word, dashes, colour) in LINES.items()
        if key in ceilings
    ]
    if "ce_fdh" in ceilings:
        entries.append(Patch(fc=palette.tint(palette.BLUE, 0.1), label=beside(ZONE)))
    return entries


def _handles(necessity: NcaNecessity) -> list[Line2D | Patch]:
    handles: list[Line2D | Patch] = [
        *legend_lines(necessity.result.ceilings),
        Line2D([], [], ls="none", marker="o", ms=3.8, mfc=palette.SKY, mec=palette.INK, mew=0.4,
               label=beside(PROVINCE)),
        Line2D([], [], ls="none", marker="D", ms=4.6, mfc=palette.YELLOW, mec=palette.INK,
               mew=0.6, label=beside(PEER)),
    ]  # fmt: skip
    rebuilt = "reconstructed" in necessity.origins.values()
    return [*handles, footnote(DAGGER)] if rebuilt else handles
