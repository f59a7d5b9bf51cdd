"""Boxes with labels, sized by the text they hold. All lengths are points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from analysis.data import Label
from analysis.figures import palette
from analysis.figures.draw import Line, Point, block, block_height, box, polyline
from analysis.figures.edition import is_chinese
from analysis.figures.fonts import Weight
from analysis.figures.text import latin, wrap

ZH_SIZE = 8.5
EN_SIZE = 7.5
PADDING = 4.0


@dataclass(frozen=True, slots=True)
class Rect:
    """A place on the sheet: upper left corner, width and height, in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def top(self) -> Point:
        """The middle of the upper side."""
        return self.x + self.width / 2, self.y

    @property
    def bottom(self) -> Point:
        """The middle of the lower side."""
        return self.x + self.width / 2, self.y + self.height

    @property
    def left(self) -> Point:
        """The middle of the left side."""
        return self.x, self.y + self.height / 2

    @property
    def right(self) -> Point:
        """The middle of the right side."""
        return self.x + self.width, self.y + self.height / 2

    @property
    def centre(self) -> Point:
        """The middle."""
        return self.x + self.width / 2, self.y + self.height / 2


def hatch(place: Rect, step: float = 6.0, colour: str = palette.FAINT, line: float = 0.7) -> str:
    """Return diagonal lines over a place, a distance of `step` apart along its sides."""
    wide, high = place.width, place.height
    lines = []
    for index in range(1, int((wide + high) / step) + 1):
        at = index * step
        start = (place.x + min(at, wide), place.y + max(0.0, at - wide))
        end = (place.x + max(0.0, at - high), place.y + min(at, high))
        lines.append(polyline([start, end], colour=colour, line=line))
    return "".join(lines)


@dataclass(frozen=True, slots=True)
class Card:
    """A box that shows lines of text in its middle."""

    lines: tuple[Line, ...]
    width: float
    height: float
    fill: str = palette.PAPER
    stroke: str | None = palette.LINE

    def at(self, x: float, y: float) -> Rect:
        """Return the place of this card when its upper left corner is at (x, y)."""
        return Rect(x, y, self.width, self.height)

    def svg(self, place: Rect) -> str:
        """Return the card drawn at a place."""
        outline = box(place.x, place.y, place.width, place.height,
                      fill=self.fill, stroke=self.stroke)  # fmt: skip
        return outline + block(*place.centre, self.lines)


def label_lines(label: Label, width: float, *, zh: float = ZH_SIZE, en: float = EN_SIZE,
                weight: Weight = "regular",
                colour: str = palette.INK) -> tuple[Line, ...]:  # fmt: skip
    """Return a label wrapped to a width: the Chinese lines, then in English the English ones."""
    chinese = [Line(text, zh, weight, colour) for text in wrap(label.zh, zh, width, weight)]
    if is_chinese():
        return tuple(chinese)
    soft = palette.SOFT_INK if colour == palette.INK else colour
    english = [Line(text, en, "regular", soft) for text in wrap(latin(label.en), en, width)]
    return (*chinese, *english)


def card(label: Label, width: float, *, fill: str = palette.PAPER,
         stroke: str | None = palette.LINE, zh: float = ZH_SIZE,
         weight: Weight = "regular", padding: float = PADDING) -> Card:  # fmt: skip
    """Return a card that holds a label, as high as the text needs."""
    lines = label_lines(label, width - 2 * padding, zh=zh, weight=weight)
    return Card(lines, width, block_height(lines) + 2 * padding, fill, stroke)


def level(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Return the cards, all as high as the highest."""
    given = tuple(cards)
    height = max(item.height for item in given)
    return tuple(replace(item, height=height) for item in given)


@dataclass(frozen=True, slots=True)
class Stack:
    """A box with a heading and cards below one another."""

    heading: tuple[Line, ...]
    cards: tuple[Card, ...]
    width: float
    height: float
    fill: str
    stroke: str
    gap: float

    def at(self, x: float, y: float) -> Rect:
        """Return the place of the whole stack when its upper left corner is at (x, y)."""
        return Rect(x, y, self.width, self.height)

    def places(self, place: Rect) -> tuple[Rect, ...]:
        """Return the places of the cards when the stack lies at a place."""
        y = place.y + PADDING + block_height(self.heading) + self.gap
        found = []
        for item in self.cards:
            found.append(item.at(place.x + (self.width - item.width) / 2, y))
            y += item.height + self.gap
        return tuple(found)

    def svg(self, place: Rect) -> str:
        """Return the stack drawn at a place."""
        outline = box(place.x, place.y, place.width, place.height,
                      fill=self.fill, stroke=self.stroke, line=1.0)  # fmt: skip
        middle = place.y + PADDING + block_height(self.heading) / 2
        heading = block(place.x + place.width / 2, middle, self.heading)
        inner = zip(self.cards, self.places(place), strict=True)
        return outline + heading + "".join(item.svg(where) for item, where in inner)


Shape = Card | Stack


def align(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    """Return the shapes, all as high as the highest; so are the cards of stacks among them."""
    given = tuple(shapes)
    inner = [item.height for shape in given if isinstance(shape, Stack) for item in shape.cards]
    given = tuple(_with_cards(shape, max(inner)) if inner else shape for shape in given)
    height = max(shape.height for shape in given)
    return tuple(replace(shape, height=height) for shape in given)


def _with_cards(shape: Shape, height: float) -> Shape:
    if isinstance(shape, Card):
        return shape
    taller = tuple(replace(item, height=height) for item in shape.cards)
    extra = sum(height - item.height for item in shape.cards)
    return replace(shape, cards=taller, height=shape.height + extra)


def stack(heading: tuple[Line, ...], cards: Sequence[Card], width: float, *, colour: str,
          strength: float = 0.16, gap: float = 5.0) -> Stack:  # fmt: skip
    """Return a stack in a tint of a colour, as high as its parts need."""
    inner = sum(item.height + gap for item in cards)
    height = 2 * PADDING + block_height(heading) + inner
    return Stack(heading, tuple(cards), width, height, palette.tint(colour, strength), colour, gap)
