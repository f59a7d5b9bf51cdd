"""Difference between two effect sizes, tested by permutation.

Three designs: `independent` compares two groups of cases, `paired` two measurements of the same
cases, `contrast` two conditions of the same cases. Under the null hypothesis the labels (group,
measurement, condition) can be exchanged; the p-value counts exchanges with a difference at least
as large in size, with the observed one among them (Phipson & Smyth 2010):
p = (#{|d*| >= |d|} + 1) / (m + 1) for m exchanges with an effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analysis.data.terminal import Labels, Result
from analysis.nca.ceilings import CEILINGS, ceiling_zone, draw_ceiling
from analysis.nca.cloud import make_cloud
from analysis.nca.corners import CORNERS
from analysis.nca.permutation import TIE
from analysis.nca.plan import checked_scope
from analysis.nca.results import complete_pairs
from analysis.nca.scope import Floats, Scope
from analysis.nca.validation import check_choice, checked_frame, option_error

Group = tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class Difference(Result):
    """Two effect sizes, first minus second, and the two-sided p-value.

    `null` has shape (permutations,), less the exchanges without an effect; `conditions` names the
    condition compared between groups, or the two compared for one outcome.
    """

    design: str
    first: float
    second: float
    difference: float
    p_value: float
    permutations: int
    seed: int
    null: Floats = field(repr=False, compare=False)
    conditions: tuple[str, ...] = ()
    outcome: str = ""
    labels: Labels = field(default_factory=dict, repr=False, compare=False)


def compare_groups(
    first: pd.DataFrame,
    second: pd.DataFrame,
    condition: str,
    outcome: str,
    design: str = "independent",
    ceiling: str = "ce_fdh",
    corner: int = 1,
    scope: Scope | Sequence[float] | None = None,
    permutations: int = 1000,
    seed: int = 0,
    labels: Labels | None = None,
) -> Difference:
    """Difference between the effect sizes of two groups, or of two measurements of the same cases.

    `paired` matches rows by index. Without a theoretical scope each group has its own. Raises
    InputError for bad data or options.
    """
    check_choice("design", design, ("independent", "paired"))
    frames = [checked_frame(frame, [condition, outcome]).dropna() for frame in (first, second)]
    if design == "paired":
        frames = _matched(*frames)
    groups = [complete_pairs(frame, condition, outcome)[:2] for frame in frames]
    rectangle = checked_scope(scope)
    found = _test(design, groups[0], groups[1], ceiling, corner, rectangle, permutations, seed)
    return replace(found, conditions=(condition,), outcome=outcome, labels=labels or {})


def compare_conditions(
    frame: pd.DataFrame,
    conditions: tuple[str, str],
    outcome: str,
    ceiling: str = "ce_fdh",
    corner: int = 1,
    permutations: int = 1000,
    seed: int = 0,
    labels: Labels | None = None,
) -> Difference:
    """Difference between the effect sizes of two conditions for one outcome, by the same cases.

    Conditions are brought to 0 to 1 first (smallest to largest), so that they can be exchanged.
    Raises InputError for bad data or options.
    """
    if len(set(conditions)) != 2:
        raise option_error("conditions", conditions, "are not two", "name two different ones")
    data = checked_frame(frame, [*conditions, outcome]).dropna()
    groups = []
    for condition in conditions:
        x, y, _ = complete_pairs(data, condition, outcome)
        groups.append(((x - x.min()) / np.ptp(x), y))
    found = _test("contrast", groups[0], groups[1], ceiling, corner, None, permutations, seed)
    return replace(found, conditions=tuple(conditions), outcome=outcome, labels=labels or {})


def _matched(first: pd.DataFrame, second: pd.DataFrame) -> list[pd.DataFrame]:
    """Rows of the cases that both frames have, in the same order."""
    common = first.index.intersection(second.index)
    return [first.loc[common], second.loc[common]]


def _test(
    design: str,
    first: Group,
    second: Group,
    ceiling: str,
    corner: int,
    scope: Scope | None,
    permutations: int,
    seed: int,
) -> Difference:
    check_choice("ceiling", ceiling, [name for name in CEILINGS if name != "custom"])
    check_choice("corner", corner, CORNERS)
    if permutations < 1:
        raise option_error("permutations", permutations, "is less than 1", "use 1000")

    def effect(group: Group) -> float:
        if np.ptp(group[0]) == 0 or np.ptp(group[1]) == 0:
            return float("nan")
        cloud = make_cloud(*group, corner, scope)
        return ceiling_zone(draw_ceiling(ceiling, cloud), cloud) / cloud.scope.area

    exchange = _exchange_groups if design == "independent" else _exchange_within
    rng = np.random.default_rng(seed)
    null = np.empty(permutations)
    for index in range(permutations):
        one, other = exchange(first, second, rng)
        null[index] = effect(one) - effect(other)
    ours, theirs = effect(first), effect(second)
    known = null[~np.isnan(null)]
    known.flags.writeable = False
    at_least = int(np.count_nonzero(np.abs(known) >= abs(ours - theirs) - TIE))
    p_value = (at_least + 1) / (known.size + 1)
    return Difference(design, ours, theirs, ours - theirs, p_value, permutations, seed, known)


def _exchange_groups(first: Group, second: Group, rng: np.random.Generator) -> tuple[Group, Group]:
    """Cases dealt anew to two groups of the same sizes."""
    order = rng.permutation(first[0].size + second[0].size)
    x, y = (np.concatenate(pair)[order] for pair in zip(first, second, strict=True))
    size = first[0].size
    return (x[:size], y[:size]), (x[size:], y[size:])


def _exchange_within(first: Group, second: Group, rng: np.random.Generator) -> tuple[Group, Group]:
    """Each case's two measurements exchanged with probability 1/2."""
    swap = rng.random(first[0].size) < 0.5
    pairs = list(zip(first, second, strict=True))
    one = tuple(np.where(swap, theirs, ours) for ours, theirs in pairs)
    other = tuple(np.where(swap, ours, theirs) for ours, theirs in pairs)
    return (one[0], one[1]), (other[0], other[1])
