"""The analysis of a frame: every condition under every ceiling, with its test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.nca.ceilings import CEILINGS, Ceiling, CeilingOptions, draw_ceiling
from analysis.nca.cloud import Cloud, make_cloud
from analysis.nca.corners import CORNERS
from analysis.nca.effects import measure
from analysis.nca.null_effects import null_effects
from analysis.nca.paths import ceiling_path
from analysis.nca.permutation import (
    P_RULES,
    PermutationTest,
    permutation_orders,
    permutation_test,
)
from analysis.nca.results import CeilingResult, NcaResult, Peer
from analysis.nca.scope import Scope
from analysis.nca.validation import check_choice, check_choices, checked_frame, option_error

ScopeChoice = Scope | Sequence[float] | Mapping[str, Scope | Sequence[float]]


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
) -> NcaResult:
    """Necessary condition analysis of each condition for the outcome, Dul (2016).

    `frame` has one row per case, its index names the cases; pairs with a missing value are left
    out. `scope` is a theoretical scope (xmin, xmax, ymin, ymax) for all conditions, or one per
    condition, widened where the data exceed it. `permutations` > 0 adds the test of Dul et al.
    (2020); without a seed one is drawn and reported. `tau` is the quantile of `qr`, `custom` the
    (intercept, slope) of `custom`. Raises InputError listing every problem of data and options.

    >>> cases = pd.DataFrame({"x": [0, 1, 2, 4], "y": [1, 3, 2, 5]}, index=list("pqrs"))
    >>> result = analyse(cases, ["x"], "y").get("x", "ce_fdh")
    >>> [peer.case for peer in result.peers], result.ceiling_zone, result.effect_size
    (['p', 'q', 's'], 10.0, 0.625)
    """
    _check_options(conditions, outcome, ceilings, corner, permutations, p_rule, tau, custom)
    data = checked_frame(frame, [*conditions, outcome])
    scopes = {name: _scope_of(name, scope) for name in conditions}
    if permutations and seed is None:
        seed = int(np.random.SeedSequence().generate_state(1)[0])
    study = NcaResult(
        outcome, tuple(conditions), tuple(ceilings), corner, permutations,
        seed if permutations else None, (), data,
    )  # fmt: skip
    options = CeilingOptions(tau, custom)
    results = [
        result
        for name in conditions
        for result in _condition_results(study, name, scopes[name], options, p_rule)
    ]
    return NcaResult(
        outcome, study.conditions, study.ceilings, corner, permutations,
        study.seed, tuple(results), data,
    )  # fmt: skip


def _condition_results(
    study: NcaResult, name: str, scope: Scope | None, options: CeilingOptions, p_rule: str
) -> list[CeilingResult]:
    x, y, cases = study.pairs(name)
    if np.unique(x).size < 2 or np.unique(y).size < 2:
        raise option_error("conditions", name, "has no range over its complete cases", "drop it")
    cloud = make_cloud(x, y, study.corner, scope)
    return [
        _ceiling_result(study, name, draw_ceiling(ceiling, cloud, options), cloud, cases,
                        options, p_rule)
        for ceiling in study.ceilings
    ]  # fmt: skip


def _ceiling_result(
    study: NcaResult,
    name: str,
    ceiling: Ceiling,
    cloud: Cloud,
    cases: tuple[str, ...],
    options: CeilingOptions,
    p_rule: str,
) -> CeilingResult:
    effect = measure(ceiling, cloud)
    signs = cloud.mirror.x_sign, cloud.mirror.y_sign
    return CeilingResult(
        condition=name,
        outcome=study.outcome,
        ceiling=ceiling.name,
        corner=study.corner,
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
        peers=tuple(_peer(i, cloud, cases) for i in ceiling.peers),
        path=ceiling_path(ceiling, cloud),
        test=_test(study, ceiling.name, cloud, effect.effect_size, options, p_rule),
    )


def _peer(position: int, cloud: Cloud, cases: tuple[str, ...]) -> Peer:
    """Peer in own units; adding zero turns a mirrored -0.0 into 0.0."""
    x = cloud.mirror.x_sign * cloud.x[position] + 0.0
    y = cloud.mirror.y_sign * cloud.y[position] + 0.0
    return Peer(cases[position], float(x), float(y))


def _test(
    study: NcaResult,
    ceiling: str,
    cloud: Cloud,
    observed: float,
    options: CeilingOptions,
    p_rule: str,
) -> PermutationTest | None:
    if not study.permutations or study.seed is None:
        return None
    n = cloud.x.size
    orders = permutation_orders(n, study.permutations, study.seed)
    return permutation_test(observed, null_effects(ceiling, cloud, orders, options), n, p_rule)


def _scope_of(name: str, scope: ScopeChoice | None) -> Scope | None:
    chosen = scope.get(name) if isinstance(scope, Mapping) else scope
    if chosen is None or isinstance(chosen, Scope):
        return chosen
    ends = [float(end) for end in chosen]
    if len(ends) != 4 or not (ends[0] < ends[1] and ends[2] < ends[3]):
        raise option_error("scope", ends, "is not a rectangle", "give xmin < xmax, ymin < ymax")
    return Scope(*ends)


def _check_options(
    conditions: Sequence[str],
    outcome: str,
    ceilings: Sequence[str],
    corner: int,
    permutations: int,
    p_rule: str,
    tau: float,
    custom: tuple[float, float] | None,
) -> None:
    check_choices("ceilings", list(ceilings), CEILINGS)
    check_choice("corner", corner, CORNERS)
    check_choice("p_rule", p_rule, P_RULES)
    if isinstance(conditions, str) or not conditions:
        raise option_error("conditions", conditions, "is not a list of names", "give a list")
    if outcome in conditions:
        raise option_error("outcome", outcome, "is also a condition", "name it once")
    if permutations < 0:
        raise option_error("permutations", permutations, "is negative", "use 0 for no test")
    if not 0 < tau < 1:
        raise option_error("tau", tau, "is not between 0 and 1", "use for instance 0.95")
    if "custom" in ceilings and custom is None:
        raise option_error("custom", custom, "is missing", "give (intercept, slope)")
