"""The process model of the case study (its figure 2): empowering, roles, stages, outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle

from analysis.casestudy import Diagram, Node
from analysis.data import Words
from analysis.figures import palette
from analysis.figures.cards import Rect, Shape, Stack, align, card, label_lines, level, stack
from analysis.figures.core import POINTS_PER_MM, TEXT_WIDTH_MM, Figure
from analysis.figures.draw import Line, Point, block, box, figure, pair, text
from analysis.figures.edition import beside, in_each_edition, is_chinese
from analysis.figures.layout import Engine, ranks, source
from analysis.figures.legend import Stroke, arrows
from analysis.figures.text import width

SHEET = TEXT_WIDTH_MM * POINTS_PER_MM
MARGIN = 6.0
STRIP = 19.0
GAP = 19.0
ROW_GAP = 25.0
TITLE = 32.0
SIDE = 20.0
COLOURS = (palette.BLUE, palette.GREEN, palette.ORANGE)
ROLE_COLOUR = palette.PURPLE
LOOP = "cycles"
STROKES = {
    "precedes": Stroke(),
    "enables": Stroke(dash="3 2"),
    "achieves": Stroke(line=1.9),
}

Shapes = Mapping[str, Shape]
Places = Mapping[str, Rect]


@in_each_edition
def process_model(diagram: Diagram, engine: Engine | None = None) -> Figure:
    """Return the process model, top to bottom: pressures, empowering, roles, stages, outcomes.

    engine: the Graphviz that arranges the rows (see `analysis.figures.layout`).
    """
    rows = ranks(_dot(diagram), engine)
    shapes = _shapes(diagram, rows)
    places = _places(diagram, rows, shapes)
    frame = _frame(diagram, places)
    pieces = [_container(diagram, frame)]
    pieces += [shapes[name].svg(place) for name, place in places.items()]
    pieces += [*_vertical(diagram, places, frame), *_sideways(diagram, places)]
    pieces += [*_enabling(diagram, shapes, places), *_framed(diagram, places, frame)]
    foot = max(place.y + place.height for place in places.values()) + 14
    pieces.append(arrows([(s, diagram.relations[r]) for r, s in STROKES.items()], SHEET / 2, foot))
    return figure(pieces, "process-model", Words("过程模型", "Process model"), SHEET, foot + 8)


def _outer(diagram: Diagram) -> list[Node]:
    """Return the nodes that are drawn on their own: neither the frame nor parts of a stack."""
    frames = {node.parent for node in diagram.nodes if diagram.children(node.id)}
    return [n for n in diagram.nodes if n.id not in frames and n.parent in frames | {None}]


def _dot(diagram: Diagram) -> str:
    outer = {node.id for node in _outer(diagram)}
    kinds = {
        kind: [n.id for n in diagram.nodes_of(kind) if n.id in outer] for kind in diagram.kinds
    }
    rows = [row for row in kinds.values() if row]
    row_of = {name: index for index, row in enumerate(rows) for name in row}
    edges = []
    for edge in diagram.edges:
        for tail in _ends(diagram, edge.source, outer):
            for head in _ends(diagram, edge.target, outer):
                if row_of[tail] != row_of[head]:
                    edges.append((tail, head))
    return source(dict.fromkeys(edges), rows)


def _ends(diagram: Diagram, name: str, outer: set[str]) -> list[str]:
    """Return the drawn nodes an end of an edge stands for: itself, its parts, or its whole."""
    if name in outer:
        return [name]
    parts = [node.id for node in diagram.children(name) if node.id in outer]
    return parts or [parent for parent in [diagram.node(name).parent] if parent in outer]


def _column(rows: Sequence[Sequence[str]]) -> float:
    most = max(len(row) for row in rows)
    return (SHEET - MARGIN - STRIP - GAP * (most - 1)) / most


def _shapes(diagram: Diagram, rows: Sequence[Sequence[str]]) -> dict[str, Shape]:
    column = _column(rows)
    colours = dict(zip((n.stage for n in diagram.nodes_of("stage")), cycle(COLOURS), strict=False))
    shapes: dict[str, Shape] = {}
    for row in rows:
        made = [_shape(diagram, diagram.node(name), column, colours) for name in row]
        shapes |= dict(zip(row, align(made), strict=True))
    return shapes


def _shape(diagram: Diagram, node: Node, column: float, colours: Mapping[str | None, str]) -> Shape:
    parts = diagram.children(node.id)
    colour = ROLE_COLOUR if node.kind == "role" else colours.get(node.stage)
    if parts:
        wide = column - SIDE if node.kind == "role" else column
        cards = level(card(part.label, wide - 22) for part in parts)
        heading = label_lines(node.label, wide - 8, zh=9.5, weight="bold")
        return stack(heading, cards, wide, colour=colour or palette.LINE)
    if node.kind == "pressure":
        return card(node.label, column * 1.3, fill=palette.tint(palette.FAINT, 0.5), weight="bold")
    fill = palette.tint(colour, 0.3) if colour else palette.PAPER
    return card(node.label, column, fill=fill, stroke=colour or palette.INK, weight="bold")


def _places(diagram: Diagram, rows: Sequence[Sequence[str]], shapes: Shapes) -> dict[str, Rect]:
    places: dict[str, Rect] = {}
    y = 1.0
    for row in rows:
        framed = diagram.node(row[0]).parent is not None
        y += TITLE if framed else 0
        places |= _row_places(row, shapes, y, _column(rows))
        y += max(shapes[name].height for name in row) + ROW_GAP + (8 if framed else 0)
    return places


def _row_places(row: Sequence[str], shapes: Shapes, y: float, column: float) -> dict[str, Rect]:
    wide = max(shapes[name].width for name in row) > column
    step = (SHEET / len(row)) if wide else column + GAP
    places = {}
    for index, name in enumerate(row):
        shape = shapes[name]
        spare = (step - shape.width) / 2 if wide else column - shape.width
        left = index * step + spare if wide else MARGIN + index * step + spare
        places[name] = shape.at(left, y)
    return places


def _frame(diagram: Diagram, places: Places) -> Rect:
    inside = [p for name, p in places.items() if diagram.node(name).parent is not None]
    top = min(p.y for p in inside) - TITLE
    bottom = max(p.y + p.height for p in inside) + 8
    return Rect(0.75, top, SHEET - 1.5, bottom - top)


def _container(diagram: Diagram, frame: Rect) -> str:
    label = diagram.nodes_of("process")[0].label
    shape = box(frame.x, frame.y, frame.width, frame.height, fill="#F6F6F6", stroke=palette.LINE,
                dash="5 3", radius=7)  # fmt: skip
    wide = width(label.zh, 9, "bold")
    title = text(frame.x + 8, frame.y + 10, Line(label.zh, 9, "bold"), "start")
    if not is_chinese():
        title += text(frame.x + 14 + wide, frame.y + 10, Line(label.en, 7.5), "start")
    return shape + title


def _vertical(diagram: Diagram, places: Places, frame: Rect) -> Iterator[str]:
    """Yield the labelled arrows between rows."""
    for edge in diagram.edges:
        label = diagram.relations[edge.relation]
        words = pair(label, 7.5)
        if edge.relation == "triggers":
            x, y = places[edge.source].bottom
            yield Stroke().arrow((x, y + 1), (x, frame.y - 1))
            yield block(x + 5, (y + frame.y) / 2, words, "start")
        elif edge.relation == "empowers":
            start, end = places[edge.source], places[edge.target]
            x, edge_y = end.x + 9, frame.y + frame.height
            yield Stroke().arrow((x, start.y + start.height + 1), (x, end.y - 1))
            yield block(x + 4, edge_y + ROW_GAP / 2, words, "start")
        elif edge.relation in ("acts_through", "serves"):
            start, end = places[edge.source], places[edge.target]
            x, top = (end if edge.relation == "acts_through" else start).top[0], start.bottom[1]
            yield Stroke().arrow((x, top + 1), (x, end.y - 1))
            yield block(x + 4, end.y - ROW_GAP / 2, words, "start")


def _sideways(diagram: Diagram, places: Places) -> Iterator[str]:
    """Yield the arrows within a row, and the elbow from one row to the next."""
    for edge in diagram.edges:
        if edge.source not in places or edge.target not in places:
            continue
        start, end = places[edge.source], places[edge.target]
        if edge.relation in ("precedes", "achieves"):
            stroke = STROKES[edge.relation]
            if start.y == end.y:
                y = start.y + min(start.height / 2, 18)
                yield stroke.arrow((start.x + start.width + 2, y), (end.x - 2, y))
            else:
                turn = end.y - ROW_GAP / 2
                yield stroke.arrow((start.bottom[0], start.bottom[1] + 1), (start.bottom[0], turn),
                                   (end.top[0], turn), (end.top[0], end.y - 1))  # fmt: skip


def _enabling(diagram: Diagram, shapes: Shapes, places: Places) -> Iterator[str]:
    """Yield the arrows between the cards of one stack, along their right side."""
    inner: dict[str, Rect] = {}
    for name, shape in shapes.items():
        if isinstance(shape, Stack):
            inner |= dict(zip((n.id for n in diagram.children(name)),
                              shape.places(places[name]), strict=True))  # fmt: skip
    for edge in diagram.edges:
        if edge.source in inner and edge.target in inner:
            (x, y), (end_x, end_y) = inner[edge.source].right, inner[edge.target].right
            path: tuple[Point, ...] = ((x, y), (x + 7, y), (end_x + 7, end_y), (end_x + 0.5, end_y))
            yield STROKES[edge.relation].arrow(*path, radius=3)


def _framed(diagram: Diagram, places: Places, frame: Rect) -> Iterator[str]:
    """Yield the loop inside the frame, and the arrow from the frame to an outcome."""
    x = SHEET - STRIP / 2 + 1
    for edge in diagram.edges:
        if edge.relation == LOOP:
            start, end, y = places[edge.source], places[edge.target], frame.y + 21
            begin = (start.x + start.width + 1, start.y + 18)
            yield Stroke().arrow(
                begin, (x, begin[1]), (x, y), (end.top[0], y), (end.top[0], end.y - 1)
            )
            yield _on_line(beside(diagram.relations[LOOP]), frame.centre[0], y)
        elif diagram.node(edge.source).kind == "process":
            end = places[edge.target]
            stroke = STROKES[edge.relation]
            yield stroke.arrow(
                (x, frame.y + frame.height), (x, end.right[1]), (end.right[0] + 1, end.right[1])
            )


def _on_line(words: str, x: float, y: float) -> str:
    wide = width(words, 7.5) + 8
    patch = box(x - wide / 2, y - 5, wide, 10, fill="#F6F6F6", stroke=None)
    return patch + text(x, y, Line(words, 7.5))
