"""The four empty corners, all reduced to the upper left one by mirroring.

Corner 1 (upper left): high X is necessary for high Y. Corner 2 (upper right): low X for high Y.
Corner 3 (lower left): high X for low Y. Corner 4 (lower right): low X for low Y.
Dul (2020), "Conducting Necessary Condition Analysis", SAGE. Every ceiling is drawn for
the upper left corner of mirrored data, u = x_sign * x and v = y_sign * y.
"""

from __future__ import annotations

from dataclasses import dataclass

CORNERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Mirror:
    """Signs (1 or -1) that bring a corner to the upper left."""

    x_sign: int
    y_sign: int


def mirror_of(corner: int) -> Mirror:
    """Mirror that brings the corner (1 to 4) to the upper left."""
    return Mirror(x_sign=-1 if corner in (2, 4) else 1, y_sign=-1 if corner in (3, 4) else 1)
