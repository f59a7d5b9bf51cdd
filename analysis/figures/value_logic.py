"""The logic of value co-creation of the case study (its figure 3): actors, roles, values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle

from analysis.casestudy import CodingStructure, Diagram, Node
from analysis.data import Label, Words
from analysis.figures import palette
from analysis.figures.cards import Card, Rect, Shape, align, card, label_lines, level, stack
from analysis.figures.core import POINTS_PER_MM, TEXT_WIDTH_MM, Figure
from analysis.figures.draw import Line, block, block_height, box, figure, pair, text
from analysis.figures.edition import beside, in_each_edition
from analysis.figures.layout import Engine, ranks, source
from analysis.figures.legend import Stroke, arrows

SHEET = TEXT_WIDTH_MM * POINTS_PER_MM
ACTORS = 72.0
GAP = 14.0
ROW_GAP = 26.0
HEADER = 24.0
BAND = 6.0
REVERSED = {"answers"}
LANES = {"plays": "role", "faces": "obstacle"}
MARKS = ("■", "●", "▲", "◆", "★")
COLOURS = (palette.BLUE, palette.GREEN, palette.ORANGE)
MARK_COLOURS = (palette.PURPLE, palette.BLUE, palette.VERMILLION, palette.GREEN, palette.ORANGE)
WHAT = Words("价值共创逻辑", "Logic of value co-creation")
STAGE = Label("阶段", "stage")

Places = Mapping[str, Rect]


@in_each_edition
def value_logic(
    diagram: Diagram, structure: CodingStructure, engine: Engine | None = None
) -> Figure:
    """Return the logic of value co-creation: one column per stage, a lane per actor.

    engine: the Graphviz that arranges the rows (see `analysis.figures.layout`).
    """
    rows = ranks(_dot(diagram), engine)
    stages = [stage.id for stage in structure.stages]
    shapes = _shapes(diagram, rows, stages)
    places = _places(diagram, rows, shapes, stages)
    pieces = [*_headings(structure), *_lanes(diagram, places)]
    pieces += [shapes[name].svg(place) for name, place in places.items()]
    pieces += [*_participants(diagram, places), *_key(diagram, places)]
    pieces += [*_downwards(diagram, places), *_sideways(diagram, places)]
    foot = max(place.y + place.height for place in places.values()) + 14
    pieces.append(arrows([(Stroke(), diagram.relations["precedes"])], SHEET / 2, foot))
    return figure(pieces, "value-logic", WHAT, SHEET, foot + 8)


def _dot(diagram: Diagram) -> str:
    parts = {part.id for node in diagram.nodes for part in diagram.children(node.id)}
    left_out = parts | {node.id for node in diagram.nodes_of("actor")}
    kinds = [[n.id for n in diagram.nodes_of(kind)] for kind in diagram.kinds]
    rows = [kept for row in kinds if (kept := [name for name in row if name not in left_out])]
    edges = []
    for edge in diagram.edges:
        if edge.source not in left_out and edge.relation != "precedes":
            pair = (edge.source, edge.target)
            edges.append(pair[::-1] if edge.relation in REVERSED else pair)
    return source(edges, rows)


def _column(index: int) -> tuple[float, float]:
    """Return the left side and width of a stage's column."""
    wide = (SHEET - ACTORS - 2 * BAND - 3 * GAP) / 3
    return BAND + ACTORS + GAP + index * (wide + GAP), wide


def _siblings(diagram: Diagram, node: Node) -> list[str]:
    return [n.id for n in diagram.nodes_of(node.kind) if n.stage == node.stage]


def _width(diagram: Diagram, node: Node) -> float:
    wide = _column(0)[1]
    if node.stage is None:
        return 3 * wide + 2 * GAP
    number = len(_siblings(diagram, node))
    return (wide - (number - 1) * GAP) / number


def _shapes(
    diagram: Diagram, rows: Sequence[Sequence[str]], stages: Sequence[str]
) -> dict[str, Shape]:
    colours = dict(zip(stages, cycle(COLOURS), strict=False))
    shapes: dict[str, Shape] = {}
    for row in rows:
        made = [_shape(diagram, diagram.node(name), colours) for name in row]
        shapes |= dict(zip(row, align(made), strict=True))
    return shapes


def _shape(diagram: Diagram, node: Node, colours: Mapping[str, str]) -> Shape:
    wide = _width(diagram, node)
    colour = colours.get(node.stage or "", palette.INK)
    parts = diagram.children(node.id)
    if parts:
        cards = level(card(part.label, wide - 10) for part in parts)
        heading = label_lines(node.label, wide - 8, zh=9.5, weight="bold")
        return stack(heading, cards, wide, colour=palette.PURPLE)
    if node.kind == "value":
        lines = label_lines(node.label, wide - 6, zh=8.5, weight="bold")
        marks = Line(" ", 11)
        height = block_height((*lines, marks)) + 8
        return Card((*lines, marks), wide, height, palette.tint(colour, 0.28), colour)
    fill = palette.tint(palette.YELLOW, 0.35) if node.stage is None else palette.PAPER
    return card(node.label, wide, fill=fill, stroke=colour, weight="bold")


def _places(
    diagram: Diagram, rows: Sequence[Sequence[str]], shapes: Mapping[str, Shape],
    stages: Sequence[str]
) -> dict[str, Rect]:  # fmt: skip
    places: dict[str, Rect] = {}
    y = HEADER + BAND
    for row in rows:
        for name in row:
            node = diagram.node(name)
            index = stages.index(node.stage) if node.stage else 0
            order = _siblings(diagram, node).index(name) if node.stage else 0
            left = _column(index)[0] + order * (shapes[name].width + GAP)
            places[name] = shapes[name].at(left, y)
        y += max(shapes[name].height for name in row) + ROW_GAP
    return places


def _headings(structure: CodingStructure) -> Iterator[str]:
    for index, stage in enumerate(structure.stages):
        left, wide = _column(index)
        label = Label(f"{stage.label.zh}{STAGE.zh}", f"{stage.label.en} {STAGE.en}")
        yield block(left + wide / 2, 10, pair(label, 9, "bold"))


def _marks(diagram: Diagram) -> dict[str, tuple[str, str]]:
    actors = [node.id for node in diagram.nodes_of("actor")]
    return dict(zip(actors, zip(MARKS, MARK_COLOURS, strict=True), strict=False))


def _lanes(diagram: Diagram, places: Places) -> Iterator[str]:
    """Yield the bands that say which actor plays the roles and which one faces the obstacles."""
    for relation, kind in LANES.items():
        row = [places[node.id] for node in diagram.nodes_of(kind)]
        top, height = row[0].y - BAND, row[0].height + 2 * BAND
        actors = dict.fromkeys(e.source for e in diagram.edges if e.relation == relation)
        lines = [line for actor in actors for line in _actor_lines(diagram, actor)]
        lines += [Line(" ", 3), Line(f"{beside(diagram.relations[relation])} →", 7.5)]
        yield box(0.75, top, SHEET - 1.5, height, fill="#F3F3F3", stroke=None, radius=6)
        yield block(BAND + ACTORS / 2, top + height / 2, lines)


def _actor_lines(diagram: Diagram, actor: str) -> list[Line]:
    mark, colour = _marks(diagram)[actor]
    label = label_lines(diagram.node(actor).label, ACTORS, zh=9, weight="bold")
    return [Line(mark, 11, colour=colour), *label]


def _participants(diagram: Diagram, places: Places) -> Iterator[str]:
    """Yield the marks of the actors that take part in each value, at the foot of its card."""
    for node in diagram.nodes_of("value"):
        place = places[node.id]
        actors = [_marks(diagram)[a.id] for a in diagram.sources_of(node.id, "takes_part")]
        for index, (mark, colour) in enumerate(actors):
            x = place.centre[0] + (index - (len(actors) - 1) / 2) * 12
            yield text(x, place.y + place.height - 10, Line(mark, 10, colour=colour))


def _key(diagram: Diagram, places: Places) -> Iterator[str]:
    """Yield the meaning of the marks, left of the values."""
    row = places[diagram.nodes_of("value")[0].id]
    y = row.y - 2
    yield text(BAND, y, Line(beside(diagram.relations["takes_part"]), 7.5), "start")
    for actor, (mark, colour) in _marks(diagram).items():
        label = diagram.node(actor).label
        lines = label_lines(label, ACTORS - 8, zh=7.5)
        half = block_height(lines) / 2
        y += half + 8 if actor == next(iter(_marks(diagram))) else half + 2
        yield text(BAND, y - half + 5, Line(mark, 9, colour=colour), "start")
        yield block(BAND + 12, y, lines, "start")
        y += half


def _downwards(diagram: Diagram, places: Places) -> Iterator[str]:
    """Yield the arrows between rows; each relation is named once per source."""
    named = set()
    for edge in diagram.edges:
        if edge.source not in places or edge.target not in places:
            continue
        start, end = places[edge.source], places[edge.target]
        if start.y == end.y:
            continue
        up = start.y > end.y
        x = (start if up or end.width > start.width else end).centre[0]
        first = start.y - 1 if up else start.y + start.height + 1
        last = end.y + end.height + 1 if up else end.y - 1
        yield Stroke().arrow((x, first), (x, last))
        if (edge.source, edge.relation) not in named:
            words = pair(diagram.relations[edge.relation], 7.5)
            yield block(x + 4, (first + last) / 2, words, "start")
        named.add((edge.source, edge.relation))


def _sideways(diagram: Diagram, places: Places) -> Iterator[str]:
    for edge in diagram.edges:
        if edge.relation == "precedes":
            start, end = places[edge.source], places[edge.target]
            y = start.y + start.height / 2
            yield Stroke().arrow((start.x + start.width + 1, y), (end.x - 1, y))
