"""Text metrics and line breaking with the advance widths of the shipped fonts."""

from __future__ import annotations

import re

from analysis.figures.fonts import SANS, Weight, advances

OPENING = "“‘「『（《〈【(["
CLOSING = "”’」』）》〉】)]，。、；：？！,.;:?!…%"
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_UNITS = re.compile(r"[!-~]+ *|[^!-~ ] *")


def width(text: str, size: float, weight: Weight = "regular") -> float:
    """Return the width of one line of text in points, at a font size in points.

    Raises KeyError for a character the shipped sans face has no glyph for.
    """
    table = advances(SANS, weight)
    return size * sum(table[char] for char in text)


def latin(text: str) -> str:
    """Return English text with straight quotes: the curly ones are as wide as hanzi here."""
    return text.translate(_STRAIGHT)


def units(text: str) -> list[str]:
    """Return the unbreakable pieces of a text: Latin words, single hanzi with their marks."""
    pieces: list[str] = []
    for unit in _UNITS.findall(text):
        glued = pieces and (unit[0] in CLOSING or pieces[-1].rstrip()[-1] in OPENING)
        if glued and not pieces[-1].endswith(" "):
            pieces[-1] += unit
        else:
            pieces.append(unit)
    return pieces


def fill(pieces: list[str], size: float, limit: float, weight: Weight = "regular") -> list[str]:
    """Return lines filled greedily with pieces, none wider than the limit if that can be."""
    lines = [""]
    for piece in pieces:
        if lines[-1] and width((lines[-1] + piece).rstrip(), size, weight) > limit:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def wrap(text: str, size: float, limit: float, weight: Weight = "regular") -> list[str]:
    """Return the lines of a text within a width in points: as few as can be, evenly long."""
    pieces = units(text)
    fewest = fill(pieces, size, limit, weight)
    if len(fewest) == 1:
        return fewest
    low, high = limit / len(fewest), limit
    while high - low > 0.25:
        middle = (low + high) / 2
        fits = len(fill(pieces, size, middle, weight)) <= len(fewest)
        low, high = (low, middle) if fits else (middle, high)
    return fill(pieces, size, high, weight)
