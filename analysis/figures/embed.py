"""Font subsets embedded in an SVG, so that it shows the same everywhere, even as an image."""

from __future__ import annotations

import base64
import io
from functools import lru_cache

from fontTools import subset
from fontTools.ttLib import TTFont

from analysis.figures.fonts import SANS, Weight, missing, path

CSS_WEIGHT: dict[Weight, int] = {"regular": 400, "bold": 700}


class MissingGlyphError(ValueError):
    """A figure's text has characters the shipped fonts cannot show."""


@lru_cache(maxsize=128)
def subset_woff2(characters: frozenset[str], weight: Weight) -> bytes:
    """Return a WOFF2 font that holds these characters of the shipped sans face.

    The same characters give the same bytes. Raises MissingGlyphError, naming the characters.
    """
    lacking = missing("".join(characters))
    if lacking:
        raise MissingGlyphError(
            f"no glyph in the shipped fonts for {', '.join(sorted(lacking))}. "
            "Remedy: see assets/fonts/README.md."
        )
    chosen = subset.Options()
    chosen.layout_features = []
    chosen.name_IDs = []
    chosen.notdef_outline = True
    chosen.recalc_timestamp = False
    chosen.drop_tables += ["GDEF", "GPOS", "GSUB"]
    with TTFont(path(SANS, weight), lazy=True, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(chosen)
        subsetter.populate(unicodes=[ord(char) for char in characters])
        subsetter.subset(font)
        font.flavor = "woff2"
        buffer = io.BytesIO()
        font.save(buffer)
    return buffer.getvalue()


def font_face(characters: frozenset[str], weight: Weight) -> str:
    """Return the CSS rule that carries the needed glyphs of a weight, or nothing for no text."""
    if not characters:
        return ""
    data = base64.b64encode(subset_woff2(characters, weight)).decode("ascii")
    return (
        f"@font-face{{font-family:'{SANS}';font-weight:{CSS_WEIGHT[weight]};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )
