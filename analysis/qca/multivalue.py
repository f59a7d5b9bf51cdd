"""Multi-value conditions: each value of a condition is a crisp set, written ``X{2}``.

Cronqvist and Berg-Schlosser (2009, in Rihoux and Ragin, *Configurational Comparative Methods*,
chapter 4); Dusa (2019, chapters 4 and 8). A row holds one value of every condition; the outcome may
be fuzzy. What comes after works on the sets ``X{v}`` as columns: expressions such as
``A{1}*~B{0}``, parameters of fit, necessity.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.data.errors import InputError
from analysis.data.frames import frame_problems
from analysis.data.terminal import Labels
from analysis.qca._inputs import (
    SOURCE,
    FloatArray,
    as_memberships,
    as_numbers,
    case_names,
    fault,
    frozen,
    locked,
    require_names,
)
from analysis.qca.expressions import Expression, Literal, Term
from analysis.qca.relations import RelationFit, expression_fit
from analysis.qca.truth_table import ObservedRows, Output, Thresholds, ratios, row_outputs

IntArray = npt.NDArray[np.int64]
MAX_VALUES = 64


@dataclass(frozen=True, slots=True, eq=False)
class MultiValueTable(ObservedRows):
    """A truth table of r observed rows over k multi-value conditions and n cases.

    - ``levels`` (k,) how many values each condition has, 0 to the highest observed
    - ``values`` (r, k) of the rows; ``numbers`` (r,) 1 + the row read as a number with these bases,
      the first condition most significant; ``frequency``, ``consistency``, ``pri`` (r,)
    - ``output`` r codes: 1 sufficient, 0 not, C contradictory, ? too few cases
    - ``case_rows`` (n,) index of each case's row; ``outcome_memberships`` (n,), negated where asked
    - ``labels`` of conditions, outcome and cases, by language and key
    """

    outcome: str
    conditions: tuple[str, ...]
    levels: tuple[int, ...]
    thresholds: Thresholds
    numbers: IntArray
    values: IntArray
    frequency: IntArray
    consistency: FloatArray
    pri: FloatArray
    output: tuple[Output, ...]
    case_names: tuple[str, ...]
    case_rows: IntArray
    outcome_memberships: FloatArray
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def term(self, index: int) -> Term:
        """Return the configuration of the row at ``index`` as a term of ``X{v}``."""
        pairs = zip(self.conditions, self.values[index].tolist(), strict=True)
        return Term(tuple(Literal(value_set(name, value)) for name, value in pairs))

    @property
    def row_count(self) -> int:
        """How many rows there are, observed or not."""
        return math.prod(self.levels)

    def rows_with(self, *outputs: Output) -> IntArray:
        """Return the places of the rows that have one of the outputs."""
        return np.flatnonzero([code in outputs for code in self.output])

    def sets(self) -> pd.DataFrame:
        """Return the cases' memberships in every ``X{v}`` and in the outcome, one row per case."""
        columns = {
            value_set(name, value): (self.values[self.case_rows, j] == value).astype(np.float64)
            for j, (name, count) in enumerate(zip(self.conditions, self.levels, strict=True))
            for value in range(count)
        }
        y = self.outcome_memberships
        target = self.outcome.removeprefix("~")
        columns[target] = 1 - y if self.outcome.startswith("~") else y
        return pd.DataFrame(columns, index=list(self.case_names))

    def fit(self, expression: Expression) -> RelationFit:
        """Return the fit of an expression over the sets ``X{v}`` as sufficient for the outcome."""
        return expression_fit(self.sets(), expression, self.outcome, "sufficiency")

    def to_dict(self) -> dict[str, object]:
        """Return outcome, conditions, levels, thresholds and rows as plain data."""
        return {
            "outcome": self.outcome,
            "levels": dict(zip(self.conditions, self.levels, strict=True)),
            "thresholds": self.thresholds.to_dict(),
            "rows": self.to_frame().reset_index().to_dict("records"),
        }


def value_set(condition: str, value: int) -> str:
    """Return the name of the crisp set of cases with ``value``, such as ``X{2}``."""
    return f"{condition}{{{value}}}"


def multivalue_table(
    data: pd.DataFrame,
    outcome: str,
    conditions: Sequence[str],
    thresholds: Thresholds | None = None,
    *,
    labels: Labels | None = None,
) -> MultiValueTable:
    """Return the truth table of ``outcome`` (``~Y`` negates) over multi-value conditions.

    Conditions hold whole numbers from 0, as ``calibrate_crisp`` gives them; the outcome memberships
    in [0, 1]. A row's consistency is S min(x, y) / S x with x one for its cases and zero for all
    others: the mean outcome of its cases. Raises InputError for other values and missing columns.

    >>> data = pd.DataFrame({"A": [0, 1, 2, 2], "B": [0, 1, 0, 1], "Y": [0, 1, 1, 0]})
    >>> table = multivalue_table(data, "Y", ["A", "B"])
    >>> table.numbers.tolist(), table.output
    ([1, 4, 5, 6], ('0', '1', '1', '0'))
    """
    limits = thresholds or Thresholds()
    names = require_names(conditions)
    x, y = _checked(data, names, outcome.removeprefix("~"))
    y = 1 - y if outcome.startswith("~") else y
    levels = tuple(int(highest) + 1 for highest in x.max(axis=0))
    values, case_rows = np.unique(x, axis=0, return_inverse=True)
    case_rows = case_rows.ravel()
    frequency = np.bincount(case_rows)
    size = frequency.astype(np.float64)
    overlap, contradictory = _sums(case_rows, y), _sums(case_rows, np.minimum(y, 1 - y))
    consistency = ratios(overlap, size)
    pri = ratios(overlap - contradictory, size - contradictory)
    bases = np.concatenate([np.cumprod(levels[:0:-1])[::-1], [1]]).astype(np.int64)
    return MultiValueTable(
        outcome=outcome,
        conditions=names,
        levels=levels,
        thresholds=limits,
        numbers=locked(values @ bases + 1),
        values=locked(values),
        frequency=locked(frequency),
        consistency=frozen(consistency),
        pri=frozen(pri),
        output=row_outputs(frequency, consistency, pri, limits),
        case_names=case_names(data, len(data)),
        case_rows=locked(case_rows),
        outcome_memberships=frozen(y),
        labels=labels or {},
    )


def _sums(rows: IntArray, weights: FloatArray) -> FloatArray:
    return np.asarray(np.bincount(rows, weights=weights), dtype=np.float64)


def _checked(
    data: pd.DataFrame, names: tuple[str, ...], outcome: str
) -> tuple[IntArray, FloatArray]:
    """Return (n, k) values and (n,) memberships, or raise with every fault of the frame."""
    columns: dict[str, FloatArray] = {}
    problems = frame_problems(data, [*names, outcome], SOURCE)
    if problems:
        raise InputError(problems)
    for name in (*names, outcome):
        try:
            check = as_memberships if name == outcome else _whole_numbers
            columns[name] = check(data[name], name)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    x = np.column_stack([columns[name] for name in names]).astype(np.int64)
    return x, columns[outcome]


def _whole_numbers(x: pd.Series, column: str) -> FloatArray:
    values = as_numbers(x, column)
    bad = np.flatnonzero((values != np.round(values)) | (values < 0) | (values >= MAX_VALUES))
    if bad.size:
        cases = case_names(x, len(values))
        remedy = f"calibrate it with thresholds to whole numbers 0 to {MAX_VALUES - 1}"
        raise InputError(
            [
                fault(
                    f"case {cases[i]}: no value of a multi-value condition",
                    remedy,
                    column=column,
                    value=float(values[i]),
                )
                for i in bad
            ]
        )
    return values
