"""What an analysis is asked to do: its options, checked together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.data.errors import InputError, Problem
from analysis.nca.ceilings import CEILINGS, CeilingOptions
from analysis.nca.corners import CORNERS
from analysis.nca.permutation import P_RULES
from analysis.nca.scope import Scope
from analysis.nca.validation import choice_problems, option_error, option_problem

ScopeChoice = Scope | Sequence[float] | Mapping[str, Scope | Sequence[float]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Options of an analysis; `scopes` are theoretical, by condition, `seed` is None untested."""

    conditions: tuple[str, ...]
    outcome: str
    ceilings: tuple[str, ...]
    corner: int
    scopes: Mapping[str, Scope]
    permutations: int
    seed: int | None
    p_rule: str
    options: CeilingOptions


def make_plan(
    conditions: Sequence[str],
    outcome: str,
    ceilings: Sequence[str],
    corner: int,
    scope: ScopeChoice | None,
    permutations: int,
    seed: int | None,
    p_rule: str,
    tau: float,
    custom: tuple[float, float] | None,
) -> Plan:
    """Plan of the given options; raises InputError with every problem in them."""
    names = [conditions] if isinstance(conditions, str) else list(conditions)
    chosen = {name: _scope_of(name, scope) for name in names}
    problems = [
        *_name_problems(names, outcome),
        *_ceiling_problems(ceilings, tau, custom),
        *choice_problems("corner", corner, CORNERS),
        *choice_problems("p_rule", p_rule, P_RULES),
        *_permutation_problems(permutations),
        *_scope_problems(names, scope, chosen),
    ]
    if problems:
        raise InputError(problems)
    scopes = {name: ends for name, ends in chosen.items() if isinstance(ends, Scope)}
    seed = _seed(permutations, seed)
    options = CeilingOptions(tau, custom)
    given = (tuple(names), outcome, tuple(ceilings), corner)
    return Plan(*given, scopes, permutations, seed, p_rule, options)


def _seed(permutations: int, seed: int | None) -> int | None:
    """Seed to report: the given one, or one drawn from the system."""
    if not permutations:
        return None
    return int(np.random.SeedSequence().generate_state(1)[0]) if seed is None else seed


def _name_problems(names: list[str], outcome: str) -> list[Problem]:
    problems = []
    if not names:
        problems.append(option_problem("conditions", "", "is empty", "name at least one"))
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            problems.append(option_problem("conditions", name, "is named twice", "name it once"))
    if outcome in names:
        problems.append(option_problem("outcome", outcome, "is also a condition", "name it once"))
    return problems


def _ceiling_problems(
    ceilings: Sequence[str], tau: float, custom: tuple[float, float] | None
) -> list[Problem]:
    problems = [found for name in ceilings for found in choice_problems("ceilings", name, CEILINGS)]
    if not ceilings:
        problems.append(option_problem("ceilings", "", "is empty", "name at least one"))
    if not 0 < tau < 1:
        remedy = "use for instance 0.95"
        problems.append(option_problem("tau", tau, "is not between 0 and 1", remedy))
    is_line = custom is not None and len(custom) == 2 and bool(np.all(np.isfinite(custom)))
    if "custom" in ceilings and not is_line:
        remedy = "give two finite numbers, (intercept, slope)"
        problems.append(option_problem("custom", custom, "is not a line", remedy))
    return problems


def _permutation_problems(permutations: int) -> list[Problem]:
    if permutations >= 0:
        return []
    return [option_problem("permutations", permutations, "is negative", "use 0 for no test")]


def _scope_problems(
    names: list[str],
    scope: ScopeChoice | None,
    chosen: Mapping[str, Scope | list[float] | None],
) -> list[Problem]:
    given = list(scope) if isinstance(scope, Mapping) else []
    unknown = [name for name in given if name not in names]
    remedy = f"use {', '.join(names)}"
    problems = [option_problem("scope", name, "is not a condition", remedy) for name in unknown]
    remedy = "give xmin < xmax, ymin < ymax"
    return problems + [
        option_problem("scope", ends, "is not a rectangle", remedy)
        for ends in chosen.values()
        if isinstance(ends, list)
    ]


def checked_scope(scope: Scope | Sequence[float] | None) -> Scope | None:
    """Theoretical scope given as such or as four ends; raises InputError for no rectangle."""
    found = _scope_of("", scope)
    if isinstance(found, list):
        raise option_error("scope", found, "is not a rectangle", "give xmin < xmax, ymin < ymax")
    return found


def _scope_of(name: str, scope: ScopeChoice | None) -> Scope | list[float] | None:
    """Scope of a condition, or the list of ends that make none."""
    chosen = scope.get(name) if isinstance(scope, Mapping) else scope
    if chosen is None:
        return None
    if isinstance(chosen, Scope):
        ends = [chosen.xmin, chosen.xmax, chosen.ymin, chosen.ymax]
    else:
        ends = [float(end) for end in chosen]
    if len(ends) != 4 or not (ends[0] < ends[1] and ends[2] < ends[3]):
        return ends
    return Scope(*ends)
