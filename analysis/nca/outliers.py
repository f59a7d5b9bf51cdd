"""Outliers: cases whose removal changes the effect size.

Dul (2020): a ceiling outlier defines the ceiling (it is a peer), a scope outlier
defines the scope (it holds the smallest or largest condition or outcome); a case can be both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analysis.data.terminal import Labels, Result
from analysis.nca.ceilings import CEILINGS, Ceiling, ceiling_zone, draw_ceiling
from analysis.nca.cloud import Cloud, make_cloud
from analysis.nca.corners import CORNERS
from analysis.nca.plan import checked_scope
from analysis.nca.results import complete_pairs
from analysis.nca.scope import Floats, Scope
from analysis.nca.validation import check_choice, checked_frame, option_error

Removed = frozenset[int]


@dataclass(frozen=True, slots=True)
class Outlier(Result):
    """A set of cases and the effect size without it.

    `difference` is after minus before; `relative` is the same in percent of the effect before (NaN
    when that is 0).
    """

    cases: tuple[str, ...]
    effect_before: float
    effect_after: float
    difference: float
    relative: float
    on_ceiling: bool
    on_scope: bool
    labels: Labels = field(default_factory=dict, repr=False, compare=False)


def find_outliers(
    frame: pd.DataFrame,
    condition: str,
    outcome: str,
    ceiling: str = "ce_fdh",
    corner: int = 1,
    scope: Scope | Sequence[float] | None = None,
    together: int = 1,
    least_difference: float = 0.01,
    labels: Labels | None = None,
) -> tuple[Outlier, ...]:
    """Sets of up to `together` cases that change the effect size by at least the difference.

    Largest change first. Only cases on the ceiling or at an end of the scope can change the effect
    of ceilings drawn from peers; larger sets grow from such cases one removal at a time. Raises
    InputError for bad data or options.

    >>> cases = pd.DataFrame({"x": [0, 1, 2, 4], "y": [0, 3.5, 2, 4]}, index=list("pqrs"))
    >>> largest = find_outliers(cases, "x", "y")[0]
    >>> largest.cases, largest.effect_before, largest.effect_after
    (('q',), 0.34375, 0.75)
    """
    check_choice("ceiling", ceiling, [name for name in CEILINGS if name != "custom"])
    check_choice("corner", corner, CORNERS)
    if together < 1:
        raise option_error("together", together, "is less than 1", "use 1 or more")
    rectangle = checked_scope(scope)
    x, y, cases = complete_pairs(checked_frame(frame, [condition, outcome]), condition, outcome)
    whole = make_cloud(x, y, corner, rectangle)
    before = _effect(draw_ceiling(ceiling, whole), whole)
    found = []
    for removed in _candidates(x, y, ceiling, corner, rectangle, together):
        kept = np.setdiff1d(np.arange(x.size), list(removed))
        cloud = _cloud_of(x[kept], y[kept], corner, rectangle)
        if cloud is None:
            continue
        after = _effect(draw_ceiling(ceiling, cloud), cloud)
        if abs(after - before) >= least_difference:
            names = tuple(str(cases[i]) for i in sorted(removed))
            found.append(_outlier(names, removed, before, after, whole, ceiling))
    ranked = sorted(found, key=lambda outlier: (-abs(outlier.difference), outlier.cases))
    return tuple(replace(outlier, labels=labels or {}) for outlier in ranked)


def _candidates(
    x: Floats, y: Floats, ceiling: str, corner: int, scope: Scope | None, together: int
) -> list[Removed]:
    """Sets to try, smallest first."""
    sets: dict[Removed, None] = {}
    layer: list[Removed] = [frozenset()]
    for _ in range(together):
        grown: dict[Removed, None] = {}
        for removed in layer:
            kept = np.setdiff1d(np.arange(x.size), list(removed))
            cloud = _cloud_of(x[kept], y[kept], corner, scope)
            if cloud is not None:
                for case in _influential(ceiling, cloud):
                    grown[removed | {int(kept[case])}] = None
        layer = list(grown)
        sets.update(grown)
    return list(sets)


def _influential(ceiling: str, cloud: Cloud) -> set[int]:
    if ceiling in ("qr", "cols", "ols"):
        return set(range(cloud.x.size))
    return _on_ceiling(draw_ceiling(ceiling, cloud), cloud) | _on_scope(cloud)


def _on_ceiling(ceiling: Ceiling, cloud: Cloud) -> set[int]:
    """Peers; for C-LP all FDH peers, because the program weighs every one."""
    return {int(i) for i in (cloud.fdh if ceiling.name == "c_lp" else ceiling.peers)}


def _on_scope(cloud: Cloud) -> set[int]:
    ends = cloud.observed
    is_end = (cloud.x == ends.xmin) | (cloud.x == ends.xmax)
    is_end |= (cloud.y == ends.ymin) | (cloud.y == ends.ymax)
    return {int(i) for i in np.flatnonzero(is_end)}


def _cloud_of(x: Floats, y: Floats, corner: int, scope: Scope | None) -> Cloud | None:
    if x.size < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    return make_cloud(x, y, corner, scope)


def _effect(ceiling: Ceiling, cloud: Cloud) -> float:
    return ceiling_zone(ceiling, cloud) / cloud.scope.area


def _outlier(
    names: tuple[str, ...],
    removed: Removed,
    before: float,
    after: float,
    whole: Cloud,
    ceiling: str,
) -> Outlier:
    return Outlier(
        cases=names,
        effect_before=before,
        effect_after=after,
        difference=after - before,
        relative=100 * (after - before) / before if before else float("nan"),
        on_ceiling=bool(removed & _on_ceiling(draw_ceiling(ceiling, whole), whole)),
        on_scope=bool(removed & _on_scope(whole)),
    )
