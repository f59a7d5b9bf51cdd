"""Calibration beyond the direct method: crisp and multi-value sets, bells, relative sets.

Dusa (2019, chapter 4) for crisp, multi-value and six-anchor sets; Cheli and Lemmi (1995) for the
totally fuzzy and relative measure.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.cluster.hierarchy import cut_tree, linkage

from analysis.qca._inputs import (
    FloatArray,
    as_numbers,
    case_names,
    column_name,
    fail,
    finite_numbers,
)
from analysis.qca.calibration import (
    CrossoverRule,
    clamped,
    require_powers,
    settle_crossover,
    sides,
)

IntArray = npt.NDArray[np.int64]
Column = npt.ArrayLike | pd.Series
SixAnchors = tuple[float, float, float, float, float, float]


def calibrate_crisp(
    x: Column, thresholds: float | Sequence[float], *, column: str | None = None
) -> IntArray:
    """Return the value 0, 1, … of each case: how many thresholds it reaches.

    One threshold makes a crisp set, more a multi-value one. A value equal to a threshold belongs
    above it. Raises InputError for thresholds that do not rise or that split off no case.

    >>> calibrate_crisp([1, 5, 7, 9], [5, 9]).tolist()
    [0, 1, 1, 2]
    """
    values = as_numbers(x, column)
    cuts = require_cuts(values, thresholds, column_name(x, column))
    return np.searchsorted(cuts, values, side="right").astype(np.int64)


def require_cuts(
    values: FloatArray, thresholds: float | Sequence[float], column: str | None
) -> FloatArray:
    """Return the thresholds as an array; they must rise and split off cases on either side."""
    said, remedy = "thresholds are finite numbers", "give at least one"
    cuts = finite_numbers(thresholds, None, said, remedy, column)
    if (np.diff(cuts) <= 0).any():
        fail("the thresholds do not rise", "list them in order", column=column, value=cuts.tolist())
    if cuts[0] <= values.min() or cuts[-1] > values.max():
        remedy = f"choose thresholds above {values.min():g} and up to {values.max():g}"
        fail("a threshold separates no case", remedy, column=column, value=cuts.tolist())
    return cuts


def calibrate_bell(
    x: Column,
    anchors: SixAnchors,
    *,
    below: float = 1.0,
    above: float = 1.0,
    crossover_rule: CrossoverRule = None,
    column: str | None = None,
) -> FloatArray:
    """Return memberships in a set that a middle range fills, or, inverted, that it leaves empty.

    Six anchors in rising order: exclusion, crossover, inclusion, inclusion, crossover, exclusion
    for a bell; the two inclusions may coincide. ``inverted_bell`` gives the negation. Between
    exclusion and crossover the membership is half the relative distance to the power ``below``;
    between crossover and inclusion one less half of the remaining distance to the power ``above``.
    Raises InputError for anchors out of order, powers that are not positive, and memberships of
    exactly 0.5 without a ``crossover_rule``.
    """
    values = as_numbers(x, column)
    name = column_name(x, column)
    remedy = "give exclusion < crossover < inclusion <= inclusion < crossover < exclusion"
    numbers = finite_numbers(anchors, 6, "six finite anchors are needed", remedy, name)
    e1, c1, i1, i2, c2, e2 = map(float, numbers)
    if not e1 < c1 < i1 <= i2 < c2 < e2:
        fail("the anchors are out of order", remedy, column=name, value=tuple(anchors))
    require_powers(below, above)
    rising = sides(values, e1, c1, i1, below, above)
    falling = sides(-values, -e2, -c2, -i2, below, above)
    bell = clamped(np.minimum(rising, falling))
    return settle_crossover(bell, crossover_rule, column=name, cases=case_names(x, len(values)))


def inverted_bell(
    x: Column,
    anchors: SixAnchors,
    *,
    below: float = 1.0,
    above: float = 1.0,
    crossover_rule: CrossoverRule = None,
    column: str | None = None,
) -> FloatArray:
    """Return memberships in a set of both extremes; anchors inclusion … exclusion … inclusion."""
    bell = calibrate_bell(
        x, anchors, below=above, above=below, crossover_rule="keep", column=column
    )
    cases = case_names(x, len(bell))
    name = column_name(x, column)
    return settle_crossover(1 - bell, crossover_rule, column=name, cases=cases)


def calibrate_relative(
    x: Column, *, bottom: float | None = None, column: str | None = None
) -> FloatArray:
    """Return totally fuzzy and relative memberships: the standing of a value among all values.

    With E the share of cases up to a value: max(0, (E(x) - E(bottom)) / (1 - E(bottom))).
    ``bottom`` is the lowest category, by default the smallest value; an ordinal scale that starts
    at 1 has its bottom there even when no case chose it. Raises InputError where no case lies above
    the bottom.

    >>> calibrate_relative([1, 1, 2, 3, 3], bottom=1).round(3).tolist()
    [0.0, 0.0, 0.333, 1.0, 1.0]
    """
    values = as_numbers(x, column)
    lowest = float(values.min()) if bottom is None else bottom
    ordered = np.sort(values)
    share = np.searchsorted(ordered, values, side="right") / len(values)
    base = float(np.searchsorted(ordered, lowest, side="right")) / len(values)
    if base == 1.0:
        remedy = "the column needs at least two values"
        fail("no case lies above the bottom", remedy, column=column_name(x, column), value=lowest)
    return np.asarray(np.maximum(0.0, (share - base) / (1 - base)), dtype=np.float64)


def find_thresholds(x: Column, count: int = 1, *, column: str | None = None) -> tuple[float, ...]:
    """Return ``count`` thresholds at the gaps that complete-linkage clustering leaves.

    The values are clustered into ``count`` + 1 groups; a threshold is the mean of the neighbours
    on either side of a gap. It starts a discussion of the cases, it does not replace one. Raises
    InputError unless there are more different values than thresholds.

    >>> find_thresholds([1, 2, 3, 20, 21, 60], 2)
    (11.5, 40.5)
    """
    values = np.unique(as_numbers(x, column))
    if not 1 <= count < len(values):
        remedy = f"ask for 1 to {len(values) - 1}"
        fail("too many or too few thresholds", remedy, column=column_name(x, column), value=count)
    tree = linkage(values[:, None], method="complete", metric="euclidean")
    groups = cut_tree(tree, n_clusters=count + 1)[:, 0]
    gaps = np.flatnonzero(np.diff(groups) != 0)
    return tuple(float(mean) for mean in (values[gaps] + values[gaps + 1]) / 2)
