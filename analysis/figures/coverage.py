"""Coverage matrix of the case study: which source supports which concept, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from analysis.casestudy import CodingStructure, Evidence, Sources, load_sources
from analysis.data import Label, Words
from analysis.data.labels import SEMICOLON
from analysis.figures import palette
from analysis.figures.core import POINTS_PER_MM, TEXT_WIDTH_MM, Figure
from analysis.figures.draw import Line, block, box, element, figure, pair, polyline, text
from analysis.figures.edition import beside, in_each_edition, is_chinese, said
from analysis.figures.text import latin, width, wrap

SHEET = TEXT_WIDTH_MM * POINTS_PER_MM
BLOCK = 16.0
CHINESE = 70.0
CHINESE_ALONE = 84.0
ENGLISH = 130.0
TOTAL = 30.0
HEADER = 26.0
ROW = 19.5
ROW_ALONE = 15.5
BLOCK_GAP = 3.0
SIZE = 7.5
RADIUS = 3.6
KEY_LINE = 13.0
SHADE = palette.tint(palette.BLUE, 0.07)
WHAT = Words("概念与来源的对应", "Coverage of concepts by sources")
SOURCES = Label("来源数", "sources")
ONE = Label("仅一个来源", "one source only")
KINDS = {
    "table": Label("引文见表 3 至表 5", "quoted in Tables 3 to 5"),
    "text": Label("引文见第 3 节正文", "quoted in section 3"),
}

Cells = Mapping[tuple[str, str], Counter[str]]


@in_each_edition
def coverage_matrix(
    structure: CodingStructure, evidence: Sequence[Evidence], sources: Sources | None = None
) -> Figure:
    """Return the matrix of concepts (rows) by sources (columns), a dot where one is quoted.

    A full dot is a quotation in a table, a ring one in the text; a number follows where there are
    several. Rows are grouped by block, columns by kind of source; the last column counts the
    distinct sources and frames a concept that has only one. Only quotations that name the
    concept count. sources: those of Tables 1 and 2 when None.
    """
    sources = load_sources() if sources is None else sources
    cells = _cells(evidence)
    columns = _columns(sources)
    rows = _rows(structure)
    foot = rows[-1][1] + _row_height()
    pieces = [*_heading(sources, columns, foot), *_blocks(structure, rows)]
    for concept, y in rows:
        pieces += _row(cells, structure, concept, y, columns)
    pieces += [*_legend(foot + 13), *_kinds(sources, foot + 15 + KEY_LINE)]
    return figure(pieces, "coverage-matrix", WHAT, SHEET,
                  foot + 22 + 2 * KEY_LINE)  # fmt: skip


def _names_width() -> float:
    return CHINESE_ALONE if is_chinese() else CHINESE + ENGLISH


def _row_height() -> float:
    return ROW_ALONE if is_chinese() else ROW


def _cells(evidence: Sequence[Evidence]) -> dict[tuple[str, str], Counter[str]]:
    cells: dict[tuple[str, str], Counter[str]] = {}
    for piece in evidence:
        if piece.level == "concept":
            cells.setdefault((piece.supports, piece.source), Counter())[piece.kind] += 1
    return cells


def _columns(sources: Sources) -> dict[str, float]:
    """Return the middle of every source's column."""
    left = BLOCK + _names_width()
    step = (SHEET - left - TOTAL) / len(sources.codes)
    return {code: left + (index + 0.5) * step for index, code in enumerate(sources.codes)}


def _rows(structure: CodingStructure) -> list[tuple[str, float]]:
    rows = []
    y = HEADER
    for _, concepts in groupby(structure.concepts, lambda c: structure.block_of(c.id).id):
        for concept in concepts:
            rows.append((concept.id, y))
            y += _row_height()
        y += BLOCK_GAP
    return rows


def _by_kind(sources: Sources) -> list[tuple[Label, list[str]]]:
    groups = groupby(sources.codes, sources.kind_of)
    return [(kind.label, list(codes)) for kind, codes in groups]


def _heading(sources: Sources, columns: Mapping[str, float], foot: float) -> Iterator[str]:
    step = (SHEET - TOTAL - BLOCK - _names_width()) / len(columns)
    for index, (_, codes) in enumerate(_by_kind(sources)):
        left = columns[codes[0]] - step / 2
        fill = SHADE if index % 2 == 0 else palette.PAPER
        yield box(left, 0, len(codes) * step, foot, fill=fill, stroke=None, radius=0)
    for code, x in columns.items():
        yield _upright(code, x, HEADER - 3)
    lines = pair(SOURCES, SIZE, "bold", colour=palette.INK)
    yield block(SHEET - TOTAL / 2 - 1, HEADER - 13, lines)


def _upright(code: str, x: float, y: float) -> str:
    """Return a source code written upwards from (x, y)."""
    turn = f"rotate(-90 {x + 0.37 * SIZE:.2f} {y:.2f})"
    return element("text", code, x=x + 0.37 * SIZE, y=y, font_size=f"{SIZE:g}", transform=turn,
                   fill=palette.INK)  # fmt: skip


def _blocks(structure: CodingStructure, rows: Sequence[tuple[str, float]]) -> Iterator[str]:
    for name, group in groupby(rows, lambda row: structure.block_of(row[0]).id):
        own = list(group)
        top, bottom = own[0][1], own[-1][1] + _row_height()
        yield box(0.5, top + 1, BLOCK - 3, bottom - top - 2, fill=palette.tint(palette.FAINT, 0.6),
                  stroke=None, radius=2)  # fmt: skip
        yield text(BLOCK / 2 - 1, (top + bottom) / 2, Line(name, SIZE, "bold"))
        yield polyline([(0, bottom + BLOCK_GAP / 2), (SHEET, bottom + BLOCK_GAP / 2)],
                       colour=palette.LINE, line=0.5)  # fmt: skip


def _row(
    cells: Cells, structure: CodingStructure, concept: str, y: float, columns: Mapping[str, float]
) -> Iterator[str]:
    middle = y + _row_height() / 2
    yield polyline([(BLOCK, y), (SHEET, y)], colour=palette.FAINT, line=0.4)
    label = structure.concept(concept).label
    yield text(BLOCK, middle, Line(label.zh, 8), "start")
    if not is_chinese():
        wrapped = wrap(latin(label.en), SIZE, ENGLISH - 4)
        english = [Line(part, SIZE, colour=palette.SOFT_INK) for part in wrapped]
        yield block(BLOCK + CHINESE, middle, english, "start")
    for code, x in columns.items():
        yield _cell(x, middle, cells.get((concept, code), Counter()))
    yield _total(sum((concept, code) in cells for code in columns), middle)


def _cell(x: float, y: float, counts: Mapping[str, int]) -> str:
    if not counts:
        return element("circle", cx=x, cy=y, r=0.7, fill="#BBBBBB")
    shapes = ""
    if counts.get("text"):
        shapes += element("circle", cx=x, cy=y, r=RADIUS + 1.2, fill=palette.PAPER,
                          stroke=palette.VERMILLION, stroke_width=1.3)  # fmt: skip
    if counts.get("table"):
        shapes += element("circle", cx=x, cy=y, r=RADIUS, fill=palette.BLUE)
    number = sum(counts.values())
    return shapes + (text(x + 5, y - 5, Line(str(number), SIZE), "start") if number > 1 else "")


def _frame(x: float, y: float) -> str:
    return box(x - 8, y - 6.5, 16, 13, fill=palette.tint(palette.ORANGE, 0.35),
               stroke=palette.VERMILLION, radius=2)  # fmt: skip


def _total(number: int, y: float) -> str:
    x = SHEET - TOTAL / 2 - 1
    return (_frame(x, y) if number < 2 else "") + text(x, y, Line(str(number), 8, "bold"))


def _legend(y: float) -> Iterator[str]:
    x = RADIUS + 2
    for kind, label in KINDS.items():
        yield _cell(x, y, {kind: 1})
        yield text(x + 9, y, Line(beside(label), SIZE), "start")
        x += width(beside(label), SIZE) + 22
    yield _frame(x, y) + text(x, y, Line("1", 8, "bold"))
    yield text(x + 12, y, Line(beside(ONE), SIZE), "start")


def _kinds(sources: Sources, y: float) -> Iterator[str]:
    """Yield the kinds of source with their codes, in two lines of even length."""
    entries = []
    for label, codes in _by_kind(sources):
        span = codes[0] if len(codes) == 1 else f"{codes[0]}–{codes[-1]}"
        kind = Label(label.zh.partition("(")[0], label.en.partition(" (")[0])
        entries.append(f"{span} {beside(kind)}")
    half = (len(entries) + 1) // 2
    for index, part in enumerate((entries[:half], entries[half:])):
        yield text(0, y + index * KEY_LINE, Line(said(SEMICOLON).join(part), SIZE), "start")
