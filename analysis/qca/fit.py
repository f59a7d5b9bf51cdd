"""Parameters of fit of set relations: sufficiency, necessity, unique coverage.

With memberships x of a condition and y of the outcome (Ragin 2008, chapter 3; Schneider and
Wagemann 2012, chapters 5 and 9; Haesebrouck 2015; Oana, Schneider and Thomann 2021, chapter 4):

- consistency of sufficiency: S min(x, y) / S x; coverage: S min(x, y) / S y
- PRI: (S min(x, y) - S min(x, y, 1 - y)) / (S x - S min(x, y, 1 - y))
- consistency of necessity: S min(x, y) / S y; coverage of necessity: S min(x, y) / S x
- relevance of necessity: S (1 - x) / S (1 - min(x, y))

A parameter whose denominator is zero is not defined and comes as NaN.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.data.terminal import Result
from analysis.qca._inputs import FloatArray, as_memberships, fail

Memberships = npt.ArrayLike | pd.Series


@dataclass(frozen=True, slots=True)
class SufficiencyFit(Result):
    """Fit of "x is sufficient for y"; every parameter lies in [0, 1] or is NaN."""

    consistency: float
    pri: float
    product: float
    haesebrouck: float
    coverage: float
    unique_coverage: float = float("nan")

    def to_dict(self) -> dict[str, float]:
        """Return the parameters by name."""
        return asdict(self)

    def to_frame(self) -> pd.DataFrame:
        """Return one row with a column per parameter."""
        return pd.DataFrame([self.to_dict()])


@dataclass(frozen=True, slots=True)
class NecessityFit(Result):
    """Fit of "x is necessary for y"; every parameter lies in [0, 1] or is NaN."""

    consistency: float
    ron: float
    coverage: float

    def to_dict(self) -> dict[str, float]:
        """Return the parameters by name."""
        return asdict(self)

    def to_frame(self) -> pd.DataFrame:
        """Return one row with a column per parameter."""
        return pd.DataFrame([self.to_dict()])


def sufficiency_fit(x: Memberships, y: Memberships) -> SufficiencyFit:
    """Return the fit of x as sufficient for y, two vectors of n memberships.

    >>> round(sufficiency_fit([0.2, 0.9, 0.6], [0.4, 0.7, 0.8]).consistency, 3)
    0.882
    """
    xs, ys = _pair(x, y)
    return sufficiency_of(xs, ys)


def necessity_fit(x: Memberships, y: Memberships) -> NecessityFit:
    """Return the fit of x as necessary for y, two vectors of n memberships."""
    xs, ys = _pair(x, y)
    return necessity_of(xs, ys)


def sufficiency_of(x: FloatArray, y: FloatArray, unique: float = float("nan")) -> SufficiencyFit:
    """Return the fit of sufficiency of checked vectors."""
    both = np.minimum(x, y)
    overlap, size = both.sum(), x.sum()
    contradictory = np.minimum(both, 1 - y).sum()
    consistency = _ratio(overlap, size)
    pri = _ratio(overlap - contradictory, size - contradictory)
    return SufficiencyFit(
        consistency=consistency,
        pri=pri,
        product=consistency * pri,
        haesebrouck=_ratio(overlap, (both + np.sqrt(np.maximum(x - y, 0) * x)).sum()),
        coverage=_ratio(overlap, y.sum()),
        unique_coverage=unique,
    )


def necessity_of(x: FloatArray, y: FloatArray) -> NecessityFit:
    """Return the fit of necessity of checked vectors."""
    both = np.minimum(x, y)
    return NecessityFit(
        consistency=_ratio(both.sum(), y.sum()),
        ron=_ratio((1 - x).sum(), (1 - both).sum()),
        coverage=_ratio(both.sum(), x.sum()),
    )


def unique_coverages(terms: npt.ArrayLike, y: Memberships) -> FloatArray:
    """Return the unique coverage of each of k terms, a (k, n) array of memberships.

    The part of the outcome that a term covers and no other listed term does: its raw coverage
    less S min(x_j, y, max of the others) / S y (Ragin 2008, pp. 63-68). Raises InputError for
    values that are no memberships and for another number of cases.
    """
    ys = as_memberships(y, "outcome")
    rows = [as_memberships(term, f"term {j + 1}") for j, term in enumerate(_listed(terms))]
    for row in rows:
        _require_same_cases(row, ys)
    covered = np.minimum(np.array(rows), ys)
    return np.asarray(
        [
            _ratio((covered[j] - np.minimum(covered[j], _others(covered, j))).sum(), ys.sum())
            for j in range(len(covered))
        ]
    )


def _others(covered: FloatArray, j: int) -> FloatArray:
    rest = np.delete(covered, j, axis=0)
    return rest.max(axis=0) if len(rest) else np.zeros(covered.shape[1])


def _pair(x: Memberships, y: Memberships) -> tuple[FloatArray, FloatArray]:
    xs, ys = as_memberships(x, "condition"), as_memberships(y, "outcome")
    _require_same_cases(xs, ys)
    return xs, ys


def _listed(terms: npt.ArrayLike) -> list[npt.ArrayLike]:
    rows = np.asarray(terms)
    return [rows] if rows.ndim < 2 else list(rows)


def _require_same_cases(x: FloatArray, y: FloatArray) -> None:
    if x.shape != y.shape:
        message = f"{len(x)} memberships in the condition, {len(y)} in the outcome"
        fail(message, "give both for the same cases")


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else float("nan")
