"""Permutation test of an effect size: how often chance alone gives one as large.

Dul, van der Laan & Kuik (2020), "A Statistical Significance Test for Necessary Condition
Analysis", Organizational Research Methods 23(2): 385-395. Under the null hypothesis condition and
outcome are unrelated, so that every pairing of their observed values is equally likely.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import permutations as all_orders

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from analysis.data.terminal import Result
from analysis.nca.peers import Indices
from analysis.nca.scope import Floats

# Two effect sizes closer than this are equal; both come from sums of at most a few thousand terms.
TIE = 1e-10
# Elements of permuted outcomes held at once (8 bytes each).
CHUNK = 1 << 18
# Up to this many permutations all drawn orders differ.
DISTINCT = 720


def p_as_share(at_least: int, drawn: int, asked: int) -> float:
    """Share of permutations with an effect at least as large, Dul et al. (2020)."""
    return at_least / drawn


def p_with_observed(at_least: int, drawn: int, asked: int) -> float:
    """Share counting the observed order as one more permutation, never below 1 / permutations.

    Phipson & Smyth (2010): a permutation p-value of zero is an understatement.
    """
    return max((at_least + 1) / (drawn + 1), 1 / asked)


P_RULES: dict[str, Callable[[int, int, int], float]] = {
    "nca_before_4_0_4": p_as_share,
    "nca_since_4_0_4": p_with_observed,
}


@dataclass(frozen=True, slots=True)
class PermutationTest(Result):
    """Result of a permutation test.

    `p_accuracy` is half the width of the confidence interval of `p_value` that is due to drawing
    r = `permutations` orders: z sqrt(p (1 - p) / r), 0 when every order is used; `threshold` is the
    effect size at the significance level, the 95 % quantile of `effects` (type 7 of Hyndman and Fan
    1996): a larger one has p below 5 %. `effects` has shape (permutations,) and misses the orders
    whose effect is undefined.
    """

    p_value: float
    p_accuracy: float
    threshold: float
    permutations: int
    rule: str
    effects: Floats = field(repr=False, compare=False)

    def p_by(self, rule: str, observed: float) -> float:
        """P-value of the observed effect under another rule of `P_RULES`."""
        return _p_value(self.effects, observed, self.permutations, rule)


def permutation_test(
    observed: float,
    effects: Floats,
    n: int,
    rule: str = "nca_since_4_0_4",
    confidence: float = 0.95,
) -> PermutationTest:
    """Test of an observed effect size against the effects of permuted data with n cases."""
    drawn = effects.size
    known = effects[~np.isnan(effects)]
    known.flags.writeable = False
    p_value = _p_value(known, observed, drawn, rule)
    is_exhaustive = n <= 12 and drawn == math.factorial(n)
    z = float(ndtri(0.5 + confidence / 2))
    spread = 0.0 if is_exhaustive else z * math.sqrt(p_value * (1 - p_value) / drawn)
    threshold = float(np.quantile(known, confidence)) if known.size else float("nan")
    return PermutationTest(p_value, spread, threshold, drawn, rule, known)


def permutation_orders(n: int, permutations: int, seed: int) -> Iterator[Indices]:
    """Orders of n cases in chunks of shape (rows, n); all n! orders when no more are asked for."""
    if n <= 12 and math.factorial(n) <= permutations:
        yield np.array(list(all_orders(range(n))), dtype=np.intp)
        return
    rng = np.random.default_rng(seed)
    if permutations <= DISTINCT:
        yield _distinct_orders(n, permutations, rng)
        return
    rows = max(1, CHUNK // n)
    for start in range(0, permutations, rows):
        yield _orders(n, min(rows, permutations - start), rng)


def _orders(n: int, rows: int, rng: np.random.Generator) -> Indices:
    identity: NDArray[np.intp] = np.broadcast_to(np.arange(n, dtype=np.intp), (rows, n))
    return rng.permuted(identity, axis=1)


def _distinct_orders(n: int, permutations: int, rng: np.random.Generator) -> Indices:
    seen: dict[bytes, Indices] = {}
    while len(seen) < permutations:
        for order in _orders(n, permutations - len(seen), rng):
            seen.setdefault(order.tobytes(), order)
    return np.array(list(seen.values()))


def _p_value(effects: Floats, observed: float, drawn: int, rule: str) -> float:
    if math.isnan(observed) or effects.size == 0:
        return float("nan")
    at_least = int(np.count_nonzero(effects >= observed - TIE))
    return P_RULES[rule](at_least, effects.size, drawn)
