"""Cases left out, and cases drawn anew: how often the solution and its paths come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
import pandas as pd

from analysis.qca import Term
from analysis.study.memberships import Memberships
from analysis.study.samples import Sampling, drawn, without
from analysis.study.settings import QcaRule, RobustnessRule
from analysis.study.solver import Solver, paths_of

# Of more ways to leave cases out, as many are drawn.
MOST_DROPS = 1000


@dataclass(frozen=True, slots=True)
class Drop:
    """Cases whose absence changes the solution: the paths that go, and those that come."""

    cases: tuple[str, ...]
    lost: tuple[Term, ...]
    gained: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Drops:
    """Cases left out ``at_a_time``: of ``possible`` ways ``tried`` were, ``changing`` matter.

    Of ``undecided`` ways the solution took longer than it may.
    """

    at_a_time: int
    possible: int
    tried: int
    changing: tuple[Drop, ...]
    undecided: int = 0


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Samples of as many cases, drawn with replacement.

    ``same`` is the share of the samples with the very same models, ``without`` the share without a
    solution; ``paths`` gives for each path of the study the share of the samples in which a model
    has it, ``necessary`` for each necessary literal the share in which it stays necessary. In
    ``undecided`` samples the solution took longer than it may.
    """

    samples: int
    same: float
    without: float
    paths: tuple[tuple[Term, float], ...]
    necessary: tuple[tuple[str, float], ...]
    undecided: int = 0


def drops(solver: Solver, values: pd.DataFrame, rule: RobustnessRule) -> Drops | None:
    """Return what leaving cases out does to the solution; None where the study asks for nothing.

    Of many ways to leave cases out, some are drawn by the seed of the study.
    """
    n, size = len(values), rule.dropped
    if not size or n <= size + 1:
        return None
    initial = solver.models(values)
    before, possible = paths_of(initial), comb(n, size)
    chosen = list(_chosen(n, size, possible, rule.seed))
    changing, undecided = [], 0
    for places, models in zip(chosen, without(solver, values, chosen), strict=True):
        undecided += models is None
        if models is not None and models != initial:
            after = paths_of(models)
            names = tuple(str(values.index[place]) for place in places)
            changing.append(Drop(names, _sorted(before - after), _sorted(after - before)))
    return Drops(size, possible, len(chosen), tuple(changing), undecided)


def bootstrap(
    solver: Solver,
    sets: Memberships,
    values: pd.DataFrame,
    qca: QcaRule,
    rule: RobustnessRule,
) -> Bootstrap | None:
    """Return how often samples of cases give the solution; None where the study asks for none.

    ``sets`` hold the memberships that necessity is judged by.
    """
    if not rule.bootstraps:
        return None
    sampling = Sampling(solver, values, sets.values, tuple(sets.conditions), qca, rule.seed)
    initial = solver.models(values)
    needed = sampling.necessary(sets.values)
    same = unsolved = undecided = 0
    paths: Counter[Term] = Counter()
    literals: Counter[str] = Counter()
    for sample in drawn(sampling, rule.bootstraps):
        undecided += sample.models is None
        same += sample.models == initial
        unsolved += sample.models == frozenset()
        paths.update(paths_of(sample.models or frozenset()) & paths_of(initial))
        literals.update(set(sample.necessary) & set(needed))
    share = 1 / rule.bootstraps
    return Bootstrap(
        samples=rule.bootstraps,
        same=same * share,
        without=unsolved * share,
        paths=tuple((term, paths[term] * share) for term in _sorted(paths_of(initial))),
        necessary=tuple((literal, literals[literal] * share) for literal in needed),
        undecided=undecided,
    )


def _chosen(n: int, size: int, possible: int, seed: int) -> Iterator[tuple[int, ...]]:
    if possible <= MOST_DROPS:
        yield from combinations(range(n), size)
        return
    rng = np.random.default_rng(seed)
    drawn: dict[tuple[int, ...], None] = {}
    while len(drawn) < MOST_DROPS:
        places = sorted(rng.choice(n, size, replace=False).tolist())
        drawn.setdefault(tuple(places))
    yield from drawn


def _sorted(terms: frozenset[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=str))
