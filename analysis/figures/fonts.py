"""The fonts that ship with the book: their files, glyph coverage and advance widths."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont

Weight = Literal["regular", "bold"]

SANS = "Noto Sans CJK SC"
SERIF = "Noto Serif CJK SC"
DIRECTORY = Path(__file__).resolve().parents[2] / "assets" / "fonts"
FILES: dict[tuple[str, Weight], str] = {
    (SANS, "regular"): "NotoSansCJKsc-Regular.otf",
    (SANS, "bold"): "NotoSansCJKsc-Bold.otf",
    (SERIF, "regular"): "NotoSerifCJKsc-Regular.otf",
    (SERIF, "bold"): "NotoSerifCJKsc-Bold.otf",
}


def path(family: str = SANS, weight: Weight = "regular") -> Path:
    """Return the font file of a family and weight."""
    return DIRECTORY / FILES[family, weight]


@cache
def advances(family: str = SANS, weight: Weight = "regular") -> dict[str, float]:
    """Return the advance width of every character of a face, in em."""
    with TTFont(path(family, weight), lazy=True) as font:
        widths = font["hmtx"].metrics
        em = font["head"].unitsPerEm
        return {chr(code): widths[name][0] / em for code, name in font.getBestCmap().items()}


@cache
def covered() -> frozenset[str]:
    """Return the characters that every shipped face has a glyph for."""
    faces = (frozenset(advances(family, weight)) for family, weight in FILES)
    return frozenset.intersection(*faces)


def missing(text: str) -> set[str]:
    """Return the printable characters of a text that some shipped face has no glyph for."""
    return {char for char in set(text) - covered() if char.isprintable()}
