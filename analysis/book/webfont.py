"""The pages' own Chinese font, for who has none: the shipped sans face, cut down to their text."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.figures.embed import subset_woff2
from analysis.figures.fonts import covered

FONT = "book-sans.woff2"
# The blocks that book.css takes this font for: kana and marks, hanzi, full-width forms.
BLOCKS = (range(0x3000, 0x3100), range(0x3400, 0xA000), range(0xFF00, 0xFFF0))


def web_font(texts: Iterable[str]) -> bytes:
    """Return a WOFF2 font with the Chinese characters of these texts, as far as the face has them.

    What a reader types may need others: for these the page has the whole face, on demand.
    """
    used = {char for text in texts for char in set(text)}
    chinese = {char for char in used if any(ord(char) in block for block in BLOCKS)}
    return subset_woff2(frozenset(chinese & covered()), "regular")
