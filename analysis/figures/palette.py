"""Colours of the figures: the colour-blind safe set of Okabe and Ito (2008), and greys."""

from __future__ import annotations

ORANGE = "#E69F00"
SKY = "#56B4E9"
GREEN = "#009E73"
YELLOW = "#F0E442"
BLUE = "#0072B2"
VERMILLION = "#D55E00"
PURPLE = "#CC79A7"

INK = "#1A1A1A"
SOFT_INK = "#444444"
LINE = "#6B6B6B"
FAINT = "#D9D9D9"
PAPER = "#FFFFFF"


def tint(colour: str, strength: float) -> str:
    """Return a colour mixed with white; strength 1 is the colour itself, 0 is white."""
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - strength * (255 - c)):02X}" for c in channels)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour in [0, 1] (WCAG 2.2, definition)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition)."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(background: str) -> str:
    """Return the text colour, dark or white, that reads better on a background."""
    return max((INK, PAPER), key=lambda ink: contrast(ink, background))
