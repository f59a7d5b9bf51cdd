"""Grids on which shares of cases and permutation p-values must lie."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from analysis.forensics.printed import PrintedNumber

PValueRule = Literal["nca_before_4_0_4", "nca_since_4_0_4"]
P_VALUE_RULES: tuple[PValueRule, ...] = ("nca_before_4_0_4", "nca_since_4_0_4")


@dataclass(frozen=True, slots=True)
class ShareOfCases:
    """A printed percentage of n cases: the whole numbers k for which 100 k / n prints so.

    ``cases`` holds them at the printed decimals, ``cases_unpadded`` once trailing zeros are left
    out; ``nearest`` is the share closest to the printed one, in percent.
    """

    printed: PrintedNumber
    n: int
    cases: tuple[int, ...]
    cases_unpadded: tuple[int, ...]
    nearest: Fraction


def share_of_cases(printed: PrintedNumber, n: int) -> ShareOfCases:
    """Return which counts of n cases a printed percentage (such as a ceiling accuracy) can mean."""
    shares = [Fraction(100 * k, n) for k in range(n + 1)]
    shorter = printed.without_padding()
    return ShareOfCases(
        printed,
        n,
        tuple(k for k, share in enumerate(shares) if printed.agrees(share)),
        tuple(k for k, share in enumerate(shares) if shorter.agrees(share)),
        min(shares, key=lambda share: abs(share - printed.number)),
    )


def p_value(extreme: int, permutations: int, rule: PValueRule) -> Fraction:
    """Return the p-value when ``extreme`` of r permutations reach the observed effect size.

    Dul, van der Laan and Kuik (2020): k / r. Since NCA 4.0.4: (k + 1) / (r + 1), at least 1 / r.
    """
    if rule == "nca_before_4_0_4":
        return Fraction(extreme, permutations)
    return max(Fraction(extreme + 1, permutations + 1), Fraction(1, permutations))


def p_value_counts(printed: PrintedNumber, permutations: int, rule: PValueRule) -> range:
    """Return the counts of extreme permutations with which a p-value prints as given.

    Empty: with this number of permutations and this rule the printed p-value cannot occur.
    """
    if printed.value is None:
        return range(0)
    hull = printed.hull
    least = max(0, int(hull.low * permutations) - 2)
    most = min(permutations, int(hull.high * (permutations + 1)) + 2)

    def fits(k: int) -> bool:
        return bool(printed.agrees(p_value(k, permutations, rule)))

    first = next((k for k in range(least, most + 1) if fits(k)), None)
    if first is None:
        return range(0)
    return range(first, next(k for k in range(most, first - 1, -1) if fits(k)) + 1)
