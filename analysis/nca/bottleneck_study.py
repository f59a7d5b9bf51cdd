"""The bottleneck table of an analysis."""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.nca.bottleneck import (
    CUTOFFS,
    UNITS,
    BottleneckColumn,
    BottleneckTable,
    bottleneck_column,
    outcome_levels,
    outcome_targets,
)
from analysis.nca.ceilings import CEILINGS, Ceiling, peers_of
from analysis.nca.cloud import Cloud, make_cloud
from analysis.nca.results import CeilingResult, NcaResult, complete_pairs
from analysis.nca.validation import check_choice, option_error


def bottleneck_table(
    study: NcaResult,
    ceiling: str = "cr_fdh",
    x_unit: str = "percentage_range",
    y_unit: str = "percentage_range",
    steps: int | Sequence[float] = 10,
    step_size: float | None = None,
    cutoff: int = 0,
) -> BottleneckTable:
    """Bottleneck table of all conditions under one ceiling of an analysis, Dul (2016).

    Units are those of `UNITS`. Outcome levels: `steps` equal steps, a list of levels in `y_unit`,
    or steps of `step_size`. `cutoff`: 0 marks levels outside the scope NN or NA, 1 shows the end of
    the scope, 2 the computed level. Raises InputError for an unknown option, steps that make no
    level, and a step size that is not positive.

    >>> import pandas as pd
    >>> from analysis.nca import analyse
    >>> cases = pd.DataFrame({"x": [0, 1, 2, 4], "y": [1, 3, 2, 5]}, index=list("pqrs"))
    >>> bottleneck_table(analyse(cases, ["x"], "y"), "ce_fdh", steps=4).to_frame()["x"].to_dict()
    {0.0: 'NN', 25.0: '25.0', 50.0: '25.0', 75.0: '100.0', 100.0: '100.0'}
    """
    check_choice("ceiling", ceiling, study.ceilings)
    check_choice("x_unit", x_unit, UNITS)
    check_choice("y_unit", y_unit, UNITS)
    check_choice("cutoff", cutoff, CUTOFFS)
    wanted = _wanted(steps, step_size)
    levels: tuple[float, ...] = ()
    targets: tuple[float, ...] = ()
    columns: list[BottleneckColumn] = []
    for name in study.conditions:
        result = study.get(name, ceiling)
        x, y, _ = complete_pairs(study.data, name, study.outcome)
        cloud = make_cloud(x, y, study.corner, result.scope)
        own_levels = outcome_levels(cloud, y_unit, wanted, step_size)
        own_targets = outcome_targets(cloud, y_unit, own_levels)
        if not columns:
            levels = own_levels
            targets = tuple(float(cloud.mirror.y_sign * target) for target in own_targets)
        columns.append(
            bottleneck_column(name, redrawn(result, cloud), cloud, own_targets, x_unit, cutoff)
        )
    return BottleneckTable(
        study.outcome, ceiling, study.corner, x_unit, y_unit, cutoff, levels, targets,
        tuple(columns), study.labels,
    )  # fmt: skip


def _wanted(steps: int | Sequence[float], step_size: float | None) -> int | tuple[float, ...]:
    """Number of steps, or the listed levels as a tuple; anything else is an error."""
    if step_size is not None and not 0 < step_size < math.inf:
        raise option_error("step_size", step_size, "is not positive", "use for instance 10")
    levels = (steps,) if isinstance(steps, int) else tuple(map(float, steps))
    if not levels or not all(map(math.isfinite, levels)) or (isinstance(steps, int) and steps < 1):
        remedy = "give a number of steps, or a list of levels"
        raise option_error("steps", steps, "makes no outcome level", remedy)
    return steps if isinstance(steps, int) else levels


def redrawn(result: CeilingResult, cloud: Cloud) -> Ceiling:
    """Ceiling of a result in the mirrored coordinates of its cloud."""
    x_sign, y_sign = cloud.mirror.x_sign, cloud.mirror.y_sign
    return Ceiling(
        result.ceiling,
        CEILINGS[result.ceiling],
        peers_of(result.ceiling, cloud),
        y_sign * result.intercept,
        x_sign * y_sign * result.slope,
    )
