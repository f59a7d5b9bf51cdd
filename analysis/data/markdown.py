"""Text made safe for Markdown."""

from __future__ import annotations

import re

SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!~^$@|&\"'])")


def escaped(text: str) -> str:
    """Return text as Markdown that reads as the text does, whatever it holds."""
    return SPECIAL.sub(r"\\\1", text)
