"""Which raw values stand behind a membership: rounding cells of the direct method.

Raw values live on a grid: whole patents, a digital index of two decimals, a synergy index of
three; shares of parks on a grid fine enough to be free. A cell is the run of grid values that
calibrate to one membership; for D many two-decimal memberships have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.forensics.reconstruct.compiled import Floats, Ints
from analysis.forensics.transcripts import load_transcripts
from analysis.qca import calibrate_direct
from analysis.study import load_settings

GRID = {
    "breakthrough": 1.0,
    "digital_technology": 1e-2,
    "organisation_agglomeration": 1e-5,
    "industrial_synergy": 1e-3,
}
# Quartiles of 28 values by linear interpolation: ranks and weights of the two that make each.
QUARTILES = ((6, (1, 3)), (13, (1, 1)), (20, (3, 1)))
CASES = 28


@dataclass(frozen=True, slots=True)
class Cells:
    """The raw grid of one variable and what each membership allows on it.

    ``unit`` is one grid step, ``low`` and ``high`` the printed extremes in steps; ``anchors``
    (exclusion, crossover, inclusion) are quartiles on the grid of type 7, in raw units;
    ``spans`` maps a membership in thousandths to its least and greatest grid value.
    """

    variable: str
    unit: float
    low: int
    high: int
    anchors: tuple[float, float, float]
    spans: Mapping[int, tuple[int, int]]
    mean: float
    sd: float

    @property
    def values(self) -> Ints:
        """Return the memberships that some grid value gives, in thousandths."""
        return np.array(sorted(self.spans), dtype=np.int64)

    def quartile_totals(self) -> tuple[int, int, int]:
        """Return the weighted totals, in steps, that the three pairs of middle ranks must have."""
        e, c, i = (round(4 * anchor / self.unit) for anchor in self.anchors)
        return e, c // 2, i

    def allows(self, q: int, a: int, b: int) -> bool:
        """Return whether memberships a and b can hold the pair of ranks at quartile ``q``."""
        (least, most), (low, high) = self.spans[a], self.spans[b]
        wa, wb = QUARTILES[q][1]
        upper = np.arange(low, high + 1)
        rest = self.quartile_totals()[q] - wb * upper
        lower = rest // wa
        fits = (rest % wa == 0) & (lower >= least) & (lower <= np.minimum(most, upper))
        return bool(fits.any())


def cells_of(variable: str, root: Path | None = None) -> Cells:
    """Return the cells of a reconstructed variable, from Table 1 and the rule of calibration."""
    printed = load_transcripts(root).statistics[variable]
    rule = load_settings(root).calibration
    unit = GRID[variable]
    low, high = (round(float(printed[name].number) / unit) for name in ("minimum", "maximum"))
    anchors = _on_grid(
        [float(printed[name].number) for name in ("exclusion", "crossover", "inclusion")], unit
    )
    steps = np.arange(low, high + 1)
    memberships = calibrate_direct(
        steps * unit,
        anchors,
        rule.method,
        decimals=rule.decimals,
        crossover_rule=rule.crossover_value,
    )
    thousandths = np.rint(memberships * 1000).astype(np.int64)
    spans = {
        int(value): (int(steps[found[0]]), int(steps[found[-1]]))
        for value in np.unique(thousandths)
        for found in [np.flatnonzero(thousandths == value)]
    }
    mean, sd = (float(printed[name].number) for name in ("mean", "sd"))
    return Cells(variable, unit, low, high, anchors, spans, mean, sd)


def reach_of(cells: Cells) -> Floats:
    """Return the distance (3, 101, 101) of every pair of memberships to one each quartile allows.

    Indices are memberships in hundredths; 3 per hundredth, so that the search sees a slope.
    """
    values = [int(value) for value in cells.values]
    found = np.zeros((3, 101, 101))
    rows, columns = np.indices((101, 101))
    for q in range(3):
        pairs = [(a, b) for a in values for b in values if a <= b and cells.allows(q, a, b)]
        held = np.array(pairs) // 10
        gaps = np.abs(rows[..., None] - held[:, 0]) + np.abs(columns[..., None] - held[:, 1])
        found[q] = 3.0 * gaps.min(axis=2)
    return found


def _on_grid(printed: list[float], unit: float) -> tuple[float, float, float]:
    """Quartiles of grid values are multiples of a quarter step: the one nearest to the printed."""
    quarter = unit / 4
    e, c, i = (round(value / quarter - 1e-6) * quarter for value in printed)
    return e, c, i
