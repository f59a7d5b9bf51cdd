"""The frame of a study: its conditions by dimension, with the outcome they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle

from analysis.data import Label
from analysis.figures import palette
from analysis.figures.cards import Rect, Shape, align, card, label_lines, level, stack
from analysis.figures.core import POINTS_PER_MM, TEXT_WIDTH_MM, Figure
from analysis.figures.draw import Line, figure, polyline, text
from analysis.figures.edition import beside, in_each_edition
from analysis.figures.legend import Stroke
from analysis.study import Variable, study_at
from analysis.study.loading import At

SHEET = TEXT_WIDTH_MM * POINTS_PER_MM
GAP = 12.0
MOST_BESIDE, MOST_BELOW = 4, 3
TRUNK = 26.0
COLOURS = (palette.BLUE, palette.GREEN, palette.ORANGE, palette.PURPLE)
CONDITIONS = Label("条件", "Conditions")
OUTCOME = Label("结果", "outcome")

Group = tuple[Label, tuple[Variable, ...]]


@in_each_edition
def frame(at: At = None) -> Figure:
    """Return one box per dimension with its conditions, in rows, and the outcome below them.

    Conditions without a dimension share a box.
    """
    study = study_at(at)
    groups = [part for group in _groups(study.variables.conditions) for part in _parts(group)]
    columns = min(len(groups), MOST_BESIDE)
    wide = (SHEET - 1.5 - GAP * (columns - 1)) / columns
    colours = cycle(COLOURS)
    pieces, top = [], 8.0
    for start in range(0, len(groups), columns):
        row = align(
            [_stack(group, wide, next(colours)) for group in groups[start : start + columns]]
        )
        places = [shape.at(0.75 + i * (wide + GAP), top) for i, shape in enumerate(row)]
        pieces += [shape.svg(place) for shape, place in zip(row, places, strict=True)]
        top += row[0].height + GAP
    return _finished(study.variables.outcome, pieces, top)


def _groups(conditions: Sequence[Variable]) -> Iterator[Group]:
    keys = dict.fromkeys(variable.dimension for variable in conditions)
    for dimension in keys:
        own = tuple(each for each in conditions if each.dimension == dimension)
        yield (CONDITIONS if dimension is None else dimension.label), own


def _parts(group: Group) -> Iterator[Group]:
    """Yield a group, or where it has many conditions several parts of it."""
    heading, own = group
    if len(own) <= MOST_BELOW:
        yield group
        return
    size = -(-len(own) // min(MOST_BESIDE, -(-len(own) // MOST_BELOW)))
    for start in range(0, len(own), size):
        part = own[start : start + size]
        numbers = f"{start + 1}–{start + len(part)}"
        yield Label(f"{heading.zh} {numbers}", f"{heading.en} {numbers}"), part


def _stack(group: Group, wide: float, colour: str) -> Shape:
    heading, own = group
    cards = level(card(each.label, wide - 20, weight="bold") for each in own)
    return stack(label_lines(heading, wide - 8, zh=9.5, weight="bold"), cards, wide, colour=colour)


def _finished(outcome: Variable, pieces: list[str], top: float) -> Figure:
    middle = SHEET / 2
    bus = top - GAP + 6
    pieces.append(polyline([(1, bus), (SHEET - 1, bus)], colour=palette.FAINT))
    pieces.append(Stroke().arrow((middle, bus), (middle, bus + TRUNK - 2)))
    fill = palette.tint(palette.YELLOW, 0.35)
    shape = card(outcome.label, SHEET / 2, fill=fill, stroke=palette.INK, zh=9.5, weight="bold",
                 padding=6)  # fmt: skip
    place: Rect = shape.at((SHEET - shape.width) / 2, bus + TRUNK)
    year = f", {outcome.year}" if outcome.year else ""
    heading = Line(f"{beside(OUTCOME)}{year}", 8, "bold")
    pieces += [shape.svg(place), text(place.x - 6, place.centre[1], heading, "end")]
    return figure(pieces, "study-frame", "Frame of the study", SHEET, place.y + place.height + 2)
