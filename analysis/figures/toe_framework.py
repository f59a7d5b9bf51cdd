"""The framework of the configurational study (its figure 1): conditions by dimension, outcome."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle

from analysis.data import Label, Words
from analysis.figures import palette
from analysis.figures.cards import Rect, Shape, align, card, label_lines, level, stack
from analysis.figures.core import POINTS_PER_MM, TEXT_WIDTH_MM, Figure
from analysis.figures.draw import Line, block, figure, pair, polyline, text
from analysis.figures.edition import in_each_edition, said
from analysis.figures.layout import Engine, ranks, source
from analysis.figures.legend import Stroke
from analysis.study import Variables

SHEET = TEXT_WIDTH_MM * POINTS_PER_MM
GAP = 15.0
HEADER = 17.0
TRUNK = 64.0
COLOURS = (palette.BLUE, palette.GREEN, palette.ORANGE)
CONDITIONS = Label("条件", "conditions")
OUTCOME = Label("结果", "outcome")
QUESTIONS = (
    (
        Label("单个条件是否必要？", "Is a condition necessary on its own?"),
        Words("NCA、QCA", "NCA, QCA"),
    ),
    (Label("哪些条件组合是充分的？", "Which combinations are sufficient?"), Words("QCA", "QCA")),
)

Places = Mapping[str, Rect]


@in_each_edition
def toe_framework(variables: Variables, engine: Engine | None = None) -> Figure:
    """Return the framework: one box per dimension with its conditions, and the outcome.

    engine: the Graphviz that arranges the rows (see `analysis.figures.layout`).
    """
    top, (outcome,) = ranks(_dot(variables), engine)
    shapes = _shapes(variables, top)
    places = _places(top, outcome, shapes)
    pieces = [shapes[name].svg(place) for name, place in places.items()]
    pieces += [*_years(variables, places), _trunk([places[n] for n in top], places[outcome])]
    pieces += _questions(places[outcome])
    foot = places[outcome].y + places[outcome].height
    return figure(pieces, "toe-framework", Words("TOE 框架", "TOE framework"), SHEET, foot + 2)


def _dot(variables: Variables) -> str:
    dimensions = [dimension.key for dimension in variables.dimensions]
    return source([(key, variables.outcome.key) for key in dimensions], [dimensions])


def _shapes(variables: Variables, top: tuple[str, ...]) -> dict[str, Shape]:
    wide = (SHEET - 1.5 - GAP * (len(top) - 1)) / len(top)
    colours = dict(zip(top, cycle(COLOURS), strict=False))
    made: list[Shape] = []
    for dimension in variables.dimensions:
        own = [v for v in variables.conditions if v.dimension == dimension]
        cards = level(card(variable.label, wide - 20, weight="bold") for variable in own)
        heading = label_lines(dimension.label, wide - 8, zh=9.5, weight="bold")
        made.append(stack(heading, cards, wide, colour=colours[dimension.key]))
    shapes = dict(zip((d.key for d in variables.dimensions), align(made), strict=True))
    fill = palette.tint(palette.YELLOW, 0.35)
    outcome = card(variables.outcome.label, SHEET / 2, fill=fill, stroke=palette.INK, zh=9.5,
                   weight="bold", padding=6)  # fmt: skip
    return shapes | {variables.outcome.key: outcome}


def _places(top: tuple[str, ...], outcome: str, shapes: Mapping[str, Shape]) -> dict[str, Rect]:
    step = shapes[top[0]].width + GAP
    places = {name: shapes[name].at(0.75 + i * step, HEADER) for i, name in enumerate(top)}
    below = HEADER + shapes[top[0]].height + TRUNK
    return places | {outcome: shapes[outcome].at((SHEET - shapes[outcome].width) / 2, below)}


def _years(variables: Variables, places: Places) -> list[str]:
    year = next(iter({variable.year for variable in variables.conditions}))
    first, last = next(iter(places.values())), places[variables.outcome.key]
    above = Line(_dated(CONDITIONS, year), 8, "bold")
    beside = Line(_dated(OUTCOME, variables.outcome.year), 8, "bold")
    return [text(first.x, 7, above, "start"),
            text(last.x - 6, last.centre[1], beside, "end")]  # fmt: skip


def _dated(label: Label, year: int | None) -> str:
    return said(Words(f"{label.zh}（{year} 年）", f"{label.both}, {year}"))


def _trunk(top: list[Rect], outcome: Rect) -> str:
    y = top[0].y + top[0].height
    bus = y + 12
    middle = outcome.top[0]
    lines = [polyline([(p.bottom[0], y + 1), (p.bottom[0], bus), (middle, bus)],
                      colour=palette.SOFT_INK) for p in top if p.bottom[0] != middle]  # fmt: skip
    return "".join(lines) + Stroke().arrow((middle, y + 1), (middle, outcome.y - 1))


def _questions(outcome: Rect) -> list[str]:
    pieces = []
    middle = outcome.y - (TRUNK - 12) / 2
    for side, (question, method) in zip((-1, 1), QUESTIONS, strict=True):
        lines = [*pair(question, 8.5), Line(said(method), 7.5, "bold")]
        pieces.append(block(outcome.centre[0] + side * 90, middle, lines))
    return pieces
