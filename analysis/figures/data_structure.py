"""The data structure of the case study (its figure 1): concepts, themes, dimensions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from analysis.casestudy import CodingStructure
from analysis.casestudy.structure import Block, Concept, Dimension, Theme
from analysis.data import Label, Words
from analysis.data.anchors import anchor
from analysis.figures import palette
from analysis.figures.cards import Rect, label_lines
from analysis.figures.core import POINTS_PER_MM, TEXT_WIDTH_MM, Figure
from analysis.figures.draw import Line, arrow, block, block_height, box, figure, link, pair, text
from analysis.figures.edition import beside, in_each_edition, is_chinese
from analysis.figures.layout import Engine, ranks, source
from analysis.figures.text import latin, wrap

WHAT = Words("数据结构：概念、主题、维度", "Data structure: concepts, themes, dimensions")
HEADINGS = (
    Label("一阶概念", "first-order concepts"),
    Label("二阶主题", "second-order themes"),
    Label("理论维度", "aggregate dimensions"),
)
COLOURS = (palette.BLUE, palette.GREEN, palette.ORANGE, palette.PURPLE)
Columns = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
BILINGUAL: Columns = ((0.75, 232.0), (246.0, 117.0), (376.25, 76.5))
ALONE: Columns = ((0.75, 160.0), (174.75, 150.0), (338.75, 114.0))
CHINESE = 72.0
CONCEPT_SIZE = 8.0
ENGLISH_SIZE = 7.5
PADDING = 2.2
CONCEPT_GAP = 5.4  # rows are links: 24 pixels of the web page at the least
THEME_GAP = 3.0
DIMENSION_GAP = 7.0
HEADER = 27.0


@dataclass(frozen=True, slots=True)
class Row:
    """One theme with its concepts: the height they need, and where they lie."""

    theme: Theme
    colour: str
    concepts: tuple[tuple[Concept, tuple[str, ...]], ...]
    y: float
    height: float


@in_each_edition
def data_structure(structure: CodingStructure, engine: Engine | None = None) -> Figure:
    """Return the data structure: three columns, one row per theme, grouped by dimension.

    engine: the Graphviz that arranges the rows (see `analysis.figures.layout`).
    """
    arranged = ranks(_dot(structure), engine)
    themes = [structure.theme(name[2:]) for name in arranged[1]]
    rows = _rows(structure, themes)
    height = rows[-1].y + rows[-1].height
    pieces = [_header(structure), *map(_concept_box, rows)]
    pieces += [_theme_box(structure, row) for row in rows]
    pieces += _dimension_boxes(structure, rows)
    return figure(pieces, "data-structure", WHAT,
                  TEXT_WIDTH_MM * POINTS_PER_MM, height + 1)  # fmt: skip


def _dot(structure: CodingStructure) -> str:
    blocks = {block.id: block for block in structure.blocks}
    order = [dimension.id for dimension in structure.dimensions]
    themes = sorted(structure.themes, key=lambda t: order.index(blocks[t.block].dimension))
    edges = [(f"c-{theme.id}", f"t-{theme.id}") for theme in themes]
    edges += [(f"t-{theme.id}", f"d-{blocks[theme.block].dimension}") for theme in themes]
    return source(edges, [[f"t-{theme.id}" for theme in themes]])


def _rows(structure: CodingStructure, themes: list[Theme]) -> tuple[Row, ...]:
    colours = dict(zip((d.id for d in structure.dimensions), cycle(COLOURS), strict=False))
    rows: list[Row] = []
    y, last = HEADER, None
    for theme in themes:
        dimension = structure.block(theme.block).dimension
        y += 0 if last is None else THEME_GAP if dimension == last else DIMENSION_GAP
        row = _measure(structure, theme, colours[dimension], y)
        rows.append(row)
        y, last = y + row.height, dimension
    return tuple(rows)


def _measure(structure: CodingStructure, theme: Theme, colour: str, y: float) -> Row:
    concepts = tuple(
        (concept, _english(concept.label)) for concept in structure.concepts_of(theme.id)
    )
    needed = sum(_line_height(english) for _, english in concepts) + 2 * PADDING
    own = block_height(_theme_lines(theme)) + 2 * PADDING
    return Row(theme, colour, concepts, y, max(needed, own))


def _columns() -> Columns:
    return ALONE if is_chinese() else BILINGUAL


def _english(label: Label) -> tuple[str, ...]:
    """Return the lines of English beside the Chinese name of a concept."""
    room = _columns()[0][1] - CHINESE - 2 * PADDING
    return () if is_chinese() else tuple(wrap(latin(label.en), ENGLISH_SIZE, room))


def _line_height(english: tuple[str, ...]) -> float:
    return (
        max(len(english) * Line("", ENGLISH_SIZE).height, Line("", CONCEPT_SIZE).height)
        + CONCEPT_GAP
    )


def _theme_lines(theme: Theme) -> tuple[Line, ...]:
    return label_lines(theme.label, _columns()[1][1] - 10, zh=8.5, weight="bold")


def _header(structure: CodingStructure) -> str:
    counts = structure.counts
    numbers = (counts.concepts, counts.themes, counts.dimensions)
    pieces = []
    for (x, width), label, number in zip(_columns(), HEADINGS, numbers, strict=True):
        lines = pair(Label(f"{number} {label.zh}", label.en), 9.0, "bold")
        pieces.append(block(x + width / 2, HEADER / 2 - 1, lines))
    return "".join(pieces)


def _concept_box(row: Row) -> str:
    x, width = _columns()[0]
    pieces = [box(x, row.y, width, row.height, stroke=palette.LINE)]
    spare = row.height - 2 * PADDING - sum(_line_height(english) for _, english in row.concepts)
    y = row.y + PADDING + spare / 2
    for concept, english in row.concepts:
        height = _line_height(english)
        lines = [Line(part, ENGLISH_SIZE, colour=palette.SOFT_INK) for part in english]
        shown = text(x + PADDING + 1, y + height / 2, Line(concept.label.zh, CONCEPT_SIZE), "start")
        shown += block(x + PADDING + CHINESE, y + height / 2, lines, "start")
        pieces.append(_to_evidence(shown, concept, Rect(x + 1.5, y, width - 3, height)))
        y += height
    start, end = x + width, _columns()[1][0]
    pieces.append(arrow([(start + 1, row.y + row.height / 2), (end - 1, row.y + row.height / 2)]))
    return "".join(pieces)


def _theme_box(structure: CodingStructure, row: Row) -> str:
    x, width = _columns()[1]
    place = Rect(x, row.y, width, row.height)
    fill = palette.tint(row.colour, 0.14)
    shape = box(x, row.y, width, row.height, fill=fill, stroke=row.colour)
    code = text(
        x + width - 4, row.y + 7, Line(row.theme.block, 7.5, colour=palette.SOFT_INK), "end"
    )
    end = _columns()[2][0]
    pointer = arrow([(x + width + 1, place.centre[1]), (end - 1, place.centre[1])])
    shown = shape + block(*place.centre, _theme_lines(row.theme)) + code
    return _to_evidence(shown, row.theme, place) + pointer


def _dimension_boxes(structure: CodingStructure, rows: tuple[Row, ...]) -> Iterator[str]:
    x, width = _columns()[2]
    for dimension in structure.dimensions:
        own = [r for r in rows if structure.block(r.theme.block).dimension == dimension.id]
        height = own[-1].y + own[-1].height - own[0].y
        colour = own[0].colour
        place = Rect(x, own[0].y, width, height)
        shape = box(
            x, place.y, width, height, fill=palette.tint(colour, 0.3), stroke=colour, line=1.2
        )
        lines = list(label_lines(dimension.label, width - 6, zh=9.5, weight="bold"))
        blocks = [b for b in structure.blocks if b.dimension == dimension.id]
        if len(blocks) == 1:
            yield _to_evidence(shape + block(*place.centre, lines), dimension, place)
        else:
            yield shape + "".join(_parts(dimension, lines, blocks, place))


def _parts(
    dimension: Dimension, lines: Sequence[Line], blocks: Sequence[Block], place: Rect
) -> Iterator[str]:
    """Yield a dimension of several parts: its own name, then that of each part."""
    stacks: list[tuple[Dimension | Block, Sequence[Line]]] = [(dimension, lines)]
    for part in blocks:
        stacks.append((part, pair(Label(f"{part.id} {part.label.zh}", part.label.en), 8)))
    heights = [block_height(stack) + 2 * PADDING for _, stack in stacks]
    y = place.centre[1] - sum(heights) / 2
    for (unit, stack), height in zip(stacks, heights, strict=True):
        area = Rect(place.x + 1.5, y, place.width - 3, height)
        yield _to_evidence(block(*area.centre, stack), unit, area)
        y += height


def _to_evidence(shown: str, unit: Concept | Theme | Dimension | Block, area: Rect) -> str:
    """Return a unit that leads to its evidence."""
    there, here = anchor("evidence", unit.id), anchor("shown", unit.id)
    return link(shown, there, here, beside(unit.label), area.x, area.y, area.width, area.height)
