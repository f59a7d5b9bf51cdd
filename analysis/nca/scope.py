"""The scope of an analysis: the rectangle in which cases can lie.

Dul (2016), "Necessary Condition Analysis (NCA): Logic and Methodology of 'Necessary but Not
Sufficient' Causality", Organizational Research Methods 19(1): the scope S is
(Xmax - Xmin) x (Ymax - Ymin), empirical (from the data) or theoretical (given).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.data.terminal import Result

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scope(Result):
    """Smallest and largest values of condition (x) and outcome (y), in their own units."""

    xmin: float
    xmax: float
    ymin: float
    ymax: float

    @property
    def width(self) -> float:
        """Range of the condition."""
        return self.xmax - self.xmin

    @property
    def height(self) -> float:
        """Range of the outcome."""
        return self.ymax - self.ymin

    @property
    def area(self) -> float:
        """Scope S = (Xmax - Xmin) x (Ymax - Ymin), Dul (2016)."""
        return self.width * self.height

    def mirrored(self, x_sign: int, y_sign: int) -> Scope:
        """Scope after multiplying x and y by signs of 1 or -1."""
        x_ends = sorted((x_sign * self.xmin, x_sign * self.xmax))
        y_ends = sorted((y_sign * self.ymin, y_sign * self.ymax))
        return Scope(x_ends[0], x_ends[1], y_ends[0], y_ends[1])

    def widened(self, other: Scope) -> Scope:
        """Smallest scope that holds both."""
        return Scope(
            min(self.xmin, other.xmin),
            max(self.xmax, other.xmax),
            min(self.ymin, other.ymin),
            max(self.ymax, other.ymax),
        )


def empirical_scope(x: Floats, y: Floats) -> Scope:
    """Scope observed in the data; x and y are complete, of the same length."""
    return Scope(float(x.min()), float(x.max()), float(y.min()), float(y.max()))
