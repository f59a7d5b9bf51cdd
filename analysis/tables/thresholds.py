"""The regions of thresholds with the same intermediate solution, and what that solution is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from analysis.data import Label, Words
from analysis.data.labels import COLON, SEMICOLON
from analysis.qca import Term
from analysis.study import ThresholdGrid, ThresholdPanel
from analysis.study.explorer import NO_SOLUTION, Models, Slice
from analysis.tables.core import (
    BREAK,
    Cell,
    Column,
    Inline,
    Row,
    Run,
    Table,
    body,
    cell,
    either,
    num,
    on_one_line,
    table,
    zh,
)
from analysis.tables.judged import reconstruction_note
from analysis.tables.sufficiency import CONSISTENCY, FREQUENCY, literal_name

COLUMNS = (
    Column(Label("区域", "Region"), 1.0, row_header=True),
    Column(FREQUENCY, 1.3, "right"),
    Column(CONSISTENCY, 1.6, "right"),
    Column("PRI", 1.6, "right"),
    Column(Label("充分行数", "sufficient rows"), 1.3, "right"),
    Column(Label("中间解", "Intermediate solution"), 6.0),
)
NONE = Label("无充分行", "no row is sufficient")
SHARED = Label("各模型共有", "in every model")
SHARED_BY_LISTED = Label("所列模型共有", "in every model listed")
MODELS_SHOWN = 6

Names = Mapping[str, str]


def threshold_regions(grid: ThresholdGrid) -> Table:
    """Return, per outcome, every region of the thresholds: where it lies and its solution.

    Regions bear the numbers of the figure; paths are written with initials of the conditions.
    """
    names = abbreviations(grid.panels[0].table.conditions)
    return table(
        COLUMNS,
        bodies=[
            body(
                [_region(grid, panel, number, names) for number in panel.regions],
                literal_name(panel.outcome, grid.labels),
            )
            for panel in grid.panels
        ],
        notes=[
            _names_note(names, grid),
            _note(grid),
            reconstruction_note(grid.origins, grid.labels),
        ],
    )


def abbreviations(conditions: Sequence[str]) -> dict[str, str]:
    """Return short names of conditions: the first letters of their words that tell them apart."""
    short: list[str] = []
    for letters in range(1, max(map(len, conditions)) + 1):
        short = ["".join(part[:letters].upper() for part in key.split("_")) for key in conditions]
        if len(set(short)) == len(short):
            break
    return dict(zip(conditions, short, strict=True))


def _region(grid: ThresholdGrid, panel: ThresholdPanel, number: int, names: Names) -> Row:
    findings = panel.regions[number]
    held = [extent for part in panel.slices for extent in _extent(grid, panel, part, number)]
    counts = [finding.output.count("1") for finding in findings]
    rows = "–".join(map(str, sorted({min(counts), max(counts)})))
    solution = NONE if number == NO_SOLUTION else cell(_solution(findings[0].intermediate, names))
    return [str(number or "–"), *map(_stacked, zip(*held, strict=True)), num(rows), solution]


def _extent(
    grid: ThresholdGrid, panel: ThresholdPanel, part: Slice, number: int
) -> Iterator[tuple[str, str, str]]:
    """Yield frequency and the least ranges of consistency and PRI that hold the region, if any."""
    inside = panel.region_cells(part) == number
    if inside.any():
        edges = [
            ((grid.rule.consistency.start, *part.consistency), inside.any(axis=1)),
            ((grid.rule.pri.start, *part.pri), inside.any(axis=0)),
        ]
        ranges = [
            f"{thresholds[held[0]]:.3f}–{thresholds[held[-1] + 1]:.3f}"
            for thresholds, held in ((cuts, np.flatnonzero(any_)) for cuts, any_ in edges)
        ]
        yield str(part.frequency), ranges[0], ranges[1]


def _stacked(texts: Sequence[str]) -> Cell:
    return cell([part for text in texts for part in (BREAK, Run(text))][1:], classes=("num",))


def _solution(models: Models, names: Names) -> list[Inline]:
    """Return the models, one per line; what all of them share is written once."""
    terms = [model.solution.terms for model in models.listed]
    if models.at_least == len(terms) == 1:
        return [_sum(terms[0], names)]
    shared = [term for term in terms[0] if all(term in others for others in terms)]
    label = SHARED if models.at_least == len(terms) else SHARED_BY_LISTED
    lines: list[Inline] = [*on_one_line(label), COLON, _sum(shared, names)] if shared else []
    for model in models.listed[:MODELS_SHOWN]:
        own = [term for term in model.solution.terms if term not in shared]
        lines += [BREAK, f"{model.solution.name}: {'+ ' if shared else ''}{_sum(own, names)}"]
    more = models.at_least - MODELS_SHOWN
    if more > 0:
        lines += [BREAK, *either(f"另有 {more} 个模型", [zh("其余模型"), f" and {more} more"])]
    return lines if shared else lines[1:]


def _sum(terms: Sequence[Term], names: Names) -> str:
    return " + ".join(
        "*".join(f"{'' if here else '~'}{names[key]}" for key, here in term.values.items())
        for term in terms
    )


def _names_note(names: Names, grid: ThresholdGrid) -> list[Inline]:
    parts: list[Inline] = [*either("条件：", [zh("条件"), " Conditions: "])]
    for key, short in names.items():
        parts += [f"{short} ", *on_one_line(grid.labels[key]), SEMICOLON]
    return [*parts, Words("~ 表示否定，* 表示且，+ 表示或。", "~ negates, * and, + or.")]


def _note(grid: ThresholdGrid) -> Words:
    study = grid.study
    return Words(
        f"区域 1 包含本研究的阈值：案例数 {study.frequency}，一致性 {study.consistency}，PRI "
        f"{study.pri}。各范围是包含该区域的最窄范围，区域不一定占满它；范围的下端只有在图的起点处"
        f"才属于该区域。每种解最多列出 {grid.rule.models} 个模型。",
        f"Region 1 holds the study's thresholds: frequency {study.frequency}, consistency "
        f"{study.consistency}, PRI {study.pri}. The ranges are the narrowest that hold the region, "
        "which need not fill them; their lower ends belong to it only where the map begins. "
        f"At most {grid.rule.models} models of each kind were listed.",
    )
