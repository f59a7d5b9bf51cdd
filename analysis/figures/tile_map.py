"""A tile map of the provinces: one tile each, shaded by membership, the number on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.data import Label, Words
from analysis.data.anchors import anchor
from analysis.data.labels import COLON
from analysis.figures import palette
from analysis.figures.axes import COMPUTED, MEMBERSHIP, RECONSTRUCTED, WARNING
from analysis.figures.cards import Rect, hatch, label_lines
from analysis.figures.core import POINTS_PER_MM, TEXT_WIDTH_MM, Figure
from analysis.figures.draw import Line, block, box, figure, link, text
from analysis.figures.edition import beside, in_each_edition, said
from analysis.study import Case, Memberships, Origin, cases

SHEET = TEXT_WIDTH_MM * POINTS_PER_MM
TILE = (42.5, 36.0)
GAP = 3.0
KEY = 122.0
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
DEEPEST = 0.78
WHAT = Words("方格地图：{name}", "Tile map: {name}")
OUTSIDE = Label("不在样本中", "not in the sample")
INSIDE = Label("隶属度高于 0.5", "membership above 0.5")


@in_each_edition
def tile_map(
    memberships: Memberships, variable: str | None = None, tiles: Sequence[Case] | None = None
) -> Figure:
    """Return the map of the memberships in one variable, the outcome when None.

    Provinces outside the sample are hatched. A heavy border marks a membership above 0.5, the
    number stands on every tile, which leads to the province's row in the table of cases. tiles:
    all mainland provinces when None.
    """
    places = {case: case.tile for case in (cases() if tiles is None else tiles) if case.tile}
    key = memberships.outcome if variable is None else variable
    values = memberships.values[key]
    pieces = [*_key(memberships.labels[key], memberships.origins[key])]
    for case, (row, column) in places.items():
        place = _place(row, column)
        if case.in_sample:
            pieces.append(_tile(case, place, float(values[case.label.zh])))
        else:
            pieces.append(_hatched(case, place))
    height = max(row for row, _ in places.values()) * (TILE[1] + GAP) + 1
    name = f"tile-map-{key}".replace("_", "-")
    return figure(pieces, name, WHAT.format(name=memberships.labels[key]), SHEET, height)


def _place(row: int, column: int) -> Rect:
    x = 1 + (column - 1) * (TILE[0] + GAP)
    return Rect(x, 1 + (row - 1) * (TILE[1] + GAP), *TILE)


def _shade(membership: float) -> str:
    return palette.tint(palette.BLUE, DEEPEST * membership)


def _tile(case: Case, place: Rect, membership: float) -> str:
    fill = _shade(membership)
    ink = palette.ink_on(fill)
    stroke, line = (palette.INK, 1.6) if membership > 0.5 else (palette.LINE, 0.5)
    shape = box(place.x, place.y, place.width, place.height, fill=fill, radius=2.5,
                stroke=stroke, line=line)  # fmt: skip
    exact = f"{membership:.3f}"
    number = exact[:-1] if exact.endswith("0") else exact
    shown = shape + _names(case, place, ink)
    shown += block(place.centre[0], place.y + 27, [Line(number, 8, colour=ink)])
    there, here = anchor("case", case.label.zh), anchor("tile", case.label.zh)
    spoken = said(COLON.join([beside(case.label), number]))
    return link(shown, there, here, spoken, place.x, place.y, place.width, place.height)


def _names(case: Case, place: Rect, ink: str) -> str:
    line = Line(f"{case.label.zh} {case.code}", 8.5, "bold", ink)
    if len(case.label.zh) > 2:
        line = Line(f"{case.label.zh} {case.code}", 7.5, "bold", ink)
    return text(place.centre[0], place.y + 11, line)


def _hatched(case: Case, place: Rect) -> str:
    lines = hatch(place)
    frame = box(place.x, place.y, place.width, place.height, fill="none", radius=2.5, dash="2 1.5")
    patch = box(place.x + 4, place.y + 4, place.width - 8, 14, stroke=None, radius=1)
    return lines + frame + patch + _names(case, place, palette.SOFT_INK)


def _key(label: Label, origin: Origin) -> Iterator[str]:
    x, y = SHEET - KEY, 4.0
    lines = list(label_lines(label, KEY, zh=9.5, weight="bold"))
    rebuilt = origin == "reconstructed"
    source, colour = (RECONSTRUCTED, WARNING) if rebuilt else (COMPUTED, palette.SOFT_INK)
    lines += label_lines(source, KEY, zh=7.5, colour=colour)
    for line in lines:
        yield text(x, y + line.height / 2, line, "start")
        y += line.height
    yield text(x, y + 12, Line(beside(MEMBERSHIP), 8, "bold"), "start")
    yield from _scale(x, y + 20)
    yield box(x + 1, y + 44, 18, 14, fill=_shade(0.75), stroke=palette.INK, line=1.6, radius=2.5)
    yield block(x + 25, y + 51, label_lines(INSIDE, KEY - 25, zh=7.5), "start")
    sample = Rect(x + 1, y + 70, 18, 14)
    yield hatch(sample)
    yield box(sample.x, sample.y, 18, 14, fill="none", radius=2.5, dash="2 1.5")
    yield block(x + 25, y + 77, label_lines(OUTSIDE, KEY - 25, zh=7.5), "start")


def _scale(x: float, y: float) -> Iterator[str]:
    wide = (KEY - 1) / len(STEPS)
    for index, step in enumerate(STEPS):
        fill = _shade(step)
        yield box(x + index * wide, y, wide, 14, fill=fill, radius=0, line=0.5)
        ink = palette.ink_on(fill)
        yield text(x + (index + 0.5) * wide, y + 7, Line(f"{step:g}", 7.5, colour=ink))
