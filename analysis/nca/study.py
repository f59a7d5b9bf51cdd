"""The analysis of a frame: every condition under every ceiling, with its test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.data.terminal import Labels
from analysis.nca.ceilings import draw_ceiling
from analysis.nca.cloud import Cloud, make_cloud
from analysis.nca.effects import measure
from analysis.nca.null_effects import null_effects
from analysis.nca.paths import ceiling_path
from analysis.nca.permutation import permutation_orders, permutation_test
from analysis.nca.plan import Plan, ScopeChoice, make_plan
from analysis.nca.results import CeilingResult, NcaResult, Peer, complete_pairs
from analysis.nca.scope import Floats
from analysis.nca.validation import checked_frame


def analyse(
    frame: pd.DataFrame,
    conditions: Sequence[str],
    outcome: str,
    ceilings: Sequence[str] = ("ce_fdh", "cr_fdh"),
    corner: int = 1,
    scope: ScopeChoice | None = None,
    permutations: int = 0,
    seed: int | None = None,
    p_rule: str = "nca_since_4_0_4",
    tau: float = 0.95,
    custom: tuple[float, float] | None = None,
    labels: Labels | None = None,
) -> NcaResult:
    """Necessary condition analysis of each condition for the outcome, Dul (2016).

    `frame` has one row per case, its index names the cases; pairs with a missing value are left
    out. `scope` is a theoretical scope (xmin, xmax, ymin, ymax) for all conditions, or one per
    condition, widened where the data exceed it. `permutations` > 0 adds the test of Dul et al.
    (2020); without a seed one is drawn and reported. `tau` is the quantile of `qr`, `custom` the
    (intercept, slope) of `custom`; `labels` (language, key, label) travel with the result. Raises
    InputError listing every problem of data and options.

    >>> cases = pd.DataFrame({"x": [0, 1, 2, 4], "y": [1, 3, 2, 5]}, index=list("pqrs"))
    >>> result = analyse(cases, ["x"], "y").get("x", "ce_fdh")
    >>> [peer.case for peer in result.peers], result.ceiling_zone, result.effect_size
    (['p', 'q', 's'], 10.0, 0.625)
    """
    plan = make_plan(
        conditions, outcome, ceilings, corner, scope, permutations, seed, p_rule, tau, custom
    )
    data = checked_frame(frame, [*plan.conditions, outcome])
    results = [
        replace(result, labels=labels or {})
        for name in plan.conditions
        for result in _of_condition(plan, name, data)
    ]
    return NcaResult(
        outcome=outcome,
        conditions=plan.conditions,
        ceilings=plan.ceilings,
        corner=corner,
        permutations=permutations,
        seed=plan.seed,
        results=tuple(results),
        data=data,
        labels=labels or {},
    )


def _of_condition(plan: Plan, condition: str, data: pd.DataFrame) -> list[CeilingResult]:
    x, y, cases = complete_pairs(data, condition, plan.outcome)
    cloud = make_cloud(x, y, plan.corner, plan.scopes.get(condition))
    nulls = _null_effects(plan, cloud)
    return [
        _of_ceiling(plan, condition, ceiling, cloud, cases, nulls.get(ceiling))
        for ceiling in plan.ceilings
    ]


def _of_ceiling(
    plan: Plan,
    condition: str,
    name: str,
    cloud: Cloud,
    cases: pd.Index,
    null: Floats | None,
) -> CeilingResult:
    ceiling = draw_ceiling(name, cloud, plan.options)
    effect = measure(ceiling, cloud)
    signs = cloud.mirror.x_sign, cloud.mirror.y_sign
    return CeilingResult(
        condition=condition,
        outcome=plan.outcome,
        ceiling=name,
        corner=plan.corner,
        observations=cloud.x.size,
        observed=cloud.observed.mirrored(*signs),
        scope=cloud.scope.mirrored(*signs),
        ceiling_zone=effect.ceiling_zone,
        effect_size=effect.effect_size,
        above=effect.above,
        accuracy=effect.accuracy,
        fit=effect.fit,
        complexity=effect.complexity,
        intercept=signs[1] * ceiling.intercept,
        slope=signs[0] * signs[1] * ceiling.slope,
        inefficiency=effect.inefficiency,
        peers=tuple(_peer(position, cloud, cases) for position in ceiling.peers),
        path=ceiling_path(ceiling, cloud),
        test=None
        if null is None
        else permutation_test(effect.effect_size, null, cloud.x.size, plan.p_rule),
    )


def _peer(position: int, cloud: Cloud, cases: pd.Index) -> Peer:
    """Peer in own units; adding zero turns a mirrored -0.0 into 0.0."""
    x = cloud.mirror.x_sign * cloud.x[position] + 0.0
    y = cloud.mirror.y_sign * cloud.y[position] + 0.0
    return Peer(str(cases[position]), float(x), float(y))


def _null_effects(plan: Plan, cloud: Cloud) -> dict[str, Floats]:
    """Effect sizes of permuted outcomes by ceiling; none without a test."""
    if plan.seed is None:
        return {}
    orders = permutation_orders(cloud.x.size, plan.permutations, plan.seed)
    return null_effects(plan.ceilings, cloud, orders, plan.options)
