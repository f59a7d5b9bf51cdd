"""The scope of a necessary condition analysis from printed extremes and anchors.

NCA on memberships has the scope (ymax - ymin)(xmax - xmin) (Dul 2016). Calibration is monotonic,
so the extreme memberships are those of the extreme raw values, which Table 1 prints next to the
anchors. fsQCA writes memberships with two decimals; printed digits allow one or several of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np
from scipy.special import expit

from analysis.forensics.intervals import Interval
from analysis.forensics.printed import PrintedNumber

FSQCA_LOG_ODDS = 3.0
HUNDREDTH = Fraction(1, 100)
EXTREMES = ("minimum", "maximum")
ANCHORS = ("exclusion", "crossover", "inclusion")


@dataclass(frozen=True, slots=True)
class ExtremeMemberships:
    """The two-decimal memberships that the least and the greatest raw value can have."""

    least: Interval
    greatest: Interval

    @property
    def range(self) -> Interval:
        """Return the possible differences of greatest and least membership."""
        return self.greatest - self.least


def extreme_memberships(
    statistics: Mapping[str, PrintedNumber], *, counts: bool = False
) -> ExtremeMemberships:
    """Return the extreme memberships that one row of Table 1 allows.

    ``statistics`` holds ``minimum``, ``maximum`` and the anchors ``exclusion``, ``crossover`` and
    ``inclusion``. Direct method with log odds of -3, 0, 3 at the anchors (Ragin 2008). ``counts``
    says that the raw values are whole numbers: extremes are then whole and quartiles quarters, so
    two printed decimals give them exactly.
    """
    spans = {
        name: Interval.of(number.number) if counts and number.decimals > 1 else number.interval()
        for name, number in statistics.items()
        if name in EXTREMES + ANCHORS
    }
    anchors = [spans[name] for name in ANCHORS]
    least, greatest = (_membership(spans[name], *anchors) for name in EXTREMES)
    return ExtremeMemberships(least, greatest)


def observed_memberships(column: np.typing.ArrayLike) -> ExtremeMemberships:
    """Return the extreme memberships of a known column of memberships."""
    values = np.asarray(column, dtype=np.float64)
    return ExtremeMemberships(Interval.of(float(values.min())), Interval.of(float(values.max())))


def scope(condition: ExtremeMemberships, outcome: ExtremeMemberships) -> Interval:
    """Return the possible scopes of condition and outcome, in squared membership units."""
    return condition.range * outcome.range


def effect_size(zone: PrintedNumber, area: PrintedNumber) -> Interval:
    """Return the effect sizes that a printed ceiling zone and a printed scope allow (d = C / S)."""
    return zone.interval() / area.interval()


def _membership(
    value: Interval, exclusion: Interval, crossover: Interval, inclusion: Interval
) -> Interval:
    """Log odds rise with the value and change monotonically with each anchor: take the corners."""
    corners = product(*((each.low, each.high) for each in (value, exclusion, crossover, inclusion)))
    hundredths = [_hundredths(*corner) for corner in corners]
    return Interval(min(hundredths) * HUNDREDTH, max(hundredths) * HUNDREDTH)


def _hundredths(
    value: Fraction, exclusion: Fraction, crossover: Fraction, inclusion: Fraction
) -> int:
    reach = inclusion - crossover if value >= crossover else crossover - exclusion
    membership = float(expit(FSQCA_LOG_ODDS * float((value - crossover) / reach)))
    return math.floor(membership * 100 + 0.5)
