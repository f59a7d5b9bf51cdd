"""Bottleneck tables: the level of each condition that a level of the outcome requires.

Dul (2016, 2020), the bottleneck technique.
NN: the condition is not necessary at this level. NA: the required level lies beyond the scope.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.data.terminal import Labels, Result
from analysis.nca.ceilings import Ceiling, ceiling_zone
from analysis.nca.cloud import Cloud
from analysis.nca.scope import Floats

UNITS = ("percentage_range", "percentage_max", "actual", "percentile")
CUTOFFS = (0, 1, 2)

# Guards comparisons of computed levels against the ends of the scope.
EDGE = 1e-10


@dataclass(frozen=True, slots=True)
class BottleneckColumn(Result):
    """Required levels of one condition, one entry per outcome level.

    `required` in the condition's own unit and `values` in the table's unit are NaN where `marks`
    says NN or NA; `cases` counts the cases that do not meet the level (percentile unit only).
    """

    condition: str
    required: tuple[float, ...]
    values: tuple[float, ...]
    marks: tuple[str, ...]
    cases: tuple[int | None, ...]

    def shown(self, decimals: int) -> tuple[str, ...]:
        """Entries as printed: a number with the given decimals, NN or NA."""
        pairs = zip(self.values, self.marks, strict=True)
        return tuple(
            mark or f"{round(value, decimals) + 0.0:.{decimals}f}" for value, mark in pairs
        )


@dataclass(frozen=True, slots=True)
class BottleneckTable(Result):
    """Bottleneck levels of all conditions for one ceiling.

    `levels` are outcome levels in `y_unit`, `targets` the same in the outcome's own unit.
    """

    outcome: str
    ceiling: str
    corner: int
    x_unit: str
    y_unit: str
    cutoff: int
    levels: tuple[float, ...]
    targets: tuple[float, ...]
    columns: tuple[BottleneckColumn, ...]
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def to_frame(self) -> pd.DataFrame:
        """Table as printed: one row per outcome level, one column of strings per condition."""
        decimals = 3 if self.x_unit == "actual" else 1
        shown = {column.condition: column.shown(decimals) for column in self.columns}
        return pd.DataFrame(shown, index=pd.Index(self.levels, name=self.outcome))

    def to_dict(self) -> dict[str, object]:
        """Table as plain values, numbers unrounded."""
        columns = {
            column.condition: {
                "required": list(column.required),
                "values": list(column.values),
                "marks": list(column.marks),
                "cases": list(column.cases),
            }
            for column in self.columns
        }
        named = {
            name: getattr(self, name)
            for name in self.__slots__
            if name not in ("columns", "labels")
        }
        return {**named, "levels": list(self.levels), "targets": list(self.targets)} | {
            "columns": columns
        }


def outcome_levels(
    cloud: Cloud, unit: str, steps: int | tuple[float, ...], step_size: float | None
) -> tuple[float, ...]:
    """Outcome levels of the table, in its unit: equal steps, a given list, or a step size.

    A step size in actual units always ends with the far end of the scope.
    """
    if not isinstance(steps, int):
        return steps
    start, end = _level_range(cloud, unit)
    if step_size is None:
        return tuple(float(level) for level in np.linspace(start, end, steps + 1))
    count = int(np.floor(abs(end - start) / step_size + EDGE))
    levels = [float(start + np.sign(end - start) * step_size * i) for i in range(count + 1)]
    if unit == "actual" and abs(levels[-1] - end) > EDGE:
        levels.append(end)
    return tuple(levels)


def outcome_targets(cloud: Cloud, unit: str, levels: tuple[float, ...]) -> Floats:
    """Outcome levels in mirrored own units, shape (levels,)."""
    shares = np.asarray(levels, dtype=np.float64) / 100.0
    sign, scope = cloud.mirror.y_sign, cloud.scope
    if unit == "percentage_range":
        return scope.ymin + shares * scope.height
    if unit == "percentage_max":
        return shares * scope.mirrored(1, sign).ymax * sign
    if unit == "percentile":
        return np.quantile(cloud.y, np.clip(shares, 0.0, 1.0))
    return sign * np.asarray(levels, dtype=np.float64)


def required_levels(ceiling: Ceiling, cloud: Cloud, targets: Floats) -> Floats:
    """Mirrored condition levels on the ceiling at the targets, not yet held to the scope.

    NaN where the ceiling never reaches the target or cannot be judged, -inf where a single peer
    leaves the whole scope open.
    """
    if np.isnan(ceiling_zone(ceiling, cloud)):
        return np.full(targets.shape, np.nan)
    if ceiling.shape == "line":
        return _on_line(ceiling, targets)
    x, y = cloud.distinct(ceiling.peers)
    reached = np.searchsorted(y, targets - EDGE, side="right")
    if ceiling.shape == "step":
        levels = np.append(x, np.nan)[reached]
    else:
        levels = np.where(reached < x.size, np.interp(targets, y, x), np.nan)
    return np.asarray(levels)


def bottleneck_column(
    condition: str, ceiling: Ceiling, cloud: Cloud, targets: Floats, unit: str, cutoff: int
) -> BottleneckColumn:
    """Required levels of one condition for one ceiling, in the given unit.

    Cutoff 0 marks levels outside the scope NN (low) or NA (high), 1 moves them to its ends,
    2 shows them as computed.
    """
    levels = required_levels(ceiling, cloud, targets)
    marks = _marks(levels, cloud, cutoff)
    if cutoff == 1:
        levels = np.clip(levels, cloud.scope.xmin, cloud.scope.xmax)
    below = [int(np.count_nonzero(cloud.x < level - EDGE)) for level in levels]
    if unit == "percentile":
        marks = [mark or ("" if count else "NN") for mark, count in zip(marks, below, strict=True)]
    required = np.where(np.array(marks) == "", cloud.mirror.x_sign * levels, np.nan)
    counted = unit == "percentile"
    return BottleneckColumn(
        condition=condition,
        required=tuple(map(float, required)),
        values=tuple(map(float, _in_unit(required, below, cloud, unit))),
        marks=tuple(marks),
        cases=tuple(
            count if counted and mark != "NA" else None
            for count, mark in zip(below, marks, strict=True)
        ),
    )


def _level_range(cloud: Cloud, unit: str) -> tuple[float, float]:
    if unit != "actual":
        return 0.0, 100.0
    sign = cloud.mirror.y_sign
    return sign * cloud.scope.ymin, sign * cloud.scope.ymax


def _on_line(ceiling: Ceiling, targets: Floats) -> Floats:
    if not ceiling.has_line:
        return np.full(targets.shape, -np.inf)
    if ceiling.slope == 0.0:
        return np.where(targets > ceiling.intercept, np.nan, -np.inf)
    return (targets - ceiling.intercept) / ceiling.slope


def _marks(levels: Floats, cloud: Cloud, cutoff: int) -> list[str]:
    is_low = levels < cloud.scope.xmin + EDGE
    is_high = levels > cloud.scope.xmax + EDGE
    if cutoff:
        is_high = np.zeros_like(is_high)
        is_low = np.isneginf(levels) & (cutoff == 2)
    marks = np.where(np.isnan(levels) | is_high, "NA", np.where(is_low, "NN", ""))
    return [str(mark) for mark in marks]


def _in_unit(required: Floats, below: list[int], cloud: Cloud, unit: str) -> Floats:
    own = cloud.scope.mirrored(cloud.mirror.x_sign, cloud.mirror.y_sign)
    if unit == "percentage_range":
        return 100.0 * (required - own.xmin) / own.width
    if unit == "percentage_max":
        return 100.0 * required / own.xmax
    if unit == "percentile":
        shares = 100.0 * np.array(below) / cloud.x.size
        return np.where(np.isnan(required), np.nan, shares)
    return required
