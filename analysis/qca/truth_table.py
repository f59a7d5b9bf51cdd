"""The truth table: which configurations exist, and which lead to the outcome.

Every case belongs to the one row in which its membership exceeds 0.5; a row's consistency and PRI
use all cases (Ragin 2008, chapter 7; Schneider and Wagemann 2012, chapter 7). Only observed rows
are stored, so twenty conditions need no million rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.data.errors import InputError
from analysis.data.terminal import Labels, Result
from analysis.qca._inputs import (
    CROSSOVER_REMEDY,
    FloatArray,
    case_names,
    fail,
    fault,
    frozen,
    locked,
    membership_frame,
    require_names,
    require_share,
)
from analysis.qca.calibration import CrossoverRule, settle_crossover
from analysis.qca.expressions import Expression, Term
from analysis.qca.row_fit import row_sums

Output = Literal["1", "0", "C", "?"]
IntArray = npt.NDArray[np.int64]
TOLERANCE = 1.5e-8
MAX_CONDITIONS = 62
NOTHING = Expression(())


@dataclass(frozen=True, slots=True)
class Thresholds(Result):
    """When a row counts as sufficient.

    ``consistency`` and ``pri`` are least values for output 1; with ``contradiction`` given, rows
    between it and ``consistency`` are contradictory (output C); rows with fewer cases than
    ``frequency`` are remainders.
    """

    consistency: float = 0.8
    pri: float = 0.0
    frequency: int = 1
    contradiction: float | None = None

    def __post_init__(self) -> None:
        lower = self.contradiction
        for name, value in (("consistency", self.consistency), ("pri", self.pri)):
            require_share(name, value)
        if lower is not None and not 0 <= lower <= self.consistency:
            remedy = "choose 0 <= contradiction <= consistency"
            fail("the lower threshold is out of order", remedy, column="contradiction", value=lower)
        if self.frequency < 1:
            remedy = "ask for at least one case"
            fail("a frequency below 1", remedy, column="frequency", value=self.frequency)


@dataclass(frozen=True, slots=True)
class Row(Result):
    """One observed row: its number from 1, its values in order of the conditions, fit and cases."""

    number: int
    term: Term
    values: tuple[int, ...]
    frequency: int
    consistency: float
    pri: float
    output: Output
    cases: tuple[str, ...]
    deviant_cases: tuple[str, ...]


class ObservedRows(Result):
    """What truth tables of r observed rows and n cases share, whatever their values.

    ``numbers``, ``frequency``, ``consistency``, ``pri`` (r,), ``values`` (r, k).
    """

    __slots__ = ()
    conditions: tuple[str, ...]
    numbers: IntArray
    values: npt.NDArray[Any]
    frequency: IntArray
    consistency: FloatArray
    pri: FloatArray
    output: tuple[Output, ...]
    case_names: tuple[str, ...]
    case_rows: IntArray
    outcome_memberships: FloatArray

    def __len__(self) -> int:
        return len(self.numbers)

    def term(self, index: int) -> Term:
        """Return the configuration of the row at ``index`` as a term."""
        raise NotImplementedError

    @property
    def row_count(self) -> int:
        """How many rows there are, observed or not."""
        raise NotImplementedError

    @property
    def remainder_count(self) -> int:
        """How many of all rows have no empirical verdict."""
        return self.row_count - sum(code != "?" for code in self.output)

    def deviant_cases(self, index: int) -> tuple[str, ...]:
        """Return the cases of the row that are not in the outcome (membership below 0.5)."""
        held = np.flatnonzero((self.case_rows == index) & (self.outcome_memberships < 0.5))
        return tuple(self.case_names[i] for i in held)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The observed rows in the order of their numbers."""
        return tuple(self._row(index) for index in range(len(self)))

    def _row(self, index: int) -> Row:
        return Row(
            number=int(self.numbers[index]),
            term=self.term(index),
            values=tuple(map(int, self.values[index])),
            frequency=int(self.frequency[index]),
            consistency=float(self.consistency[index]),
            pri=float(self.pri[index]),
            output=self.output[index],
            cases=self.cases(index),
            deviant_cases=self.deviant_cases(index),
        )

    def cases(self, index: int) -> tuple[str, ...]:
        """Return the names of the cases of the row at ``index``."""
        return tuple(self.case_names[i] for i in np.flatnonzero(self.case_rows == index))

    def to_frame(self) -> pd.DataFrame:
        """Return one line per observed row: values, output, frequency, consistency, pri, cases."""
        frame = pd.DataFrame(self.values, columns=list(self.conditions))
        frame.index = pd.Index(self.numbers, name="row")
        frame["output"] = list(self.output)
        frame["frequency"] = self.frequency
        frame["consistency"] = self.consistency
        frame["pri"] = self.pri
        frame["cases"] = ["; ".join(self.cases(i)) for i in range(len(self))]
        return frame


@dataclass(frozen=True, slots=True, eq=False)
class TruthTable(ObservedRows):
    """A truth table of r observed rows over k conditions and n cases.

    - ``values`` (r, k) zeros and ones; ``numbers`` (r,) 1 + the row read as a binary number, the
      first condition most significant; ``frequency``, ``consistency``, ``pri`` (r,)
    - ``output`` r codes: 1 sufficient, 0 not, C contradictory, ? too few cases
    - ``case_rows`` (n,) index of each case's row, -1 for a case at a crossover
    - ``memberships`` (n, k) and ``outcome_memberships`` (n,), the outcome negated where asked
    - ``excluded`` rows declared impossible or untenable, as an expression
    - ``labels`` of conditions, outcome and cases, by language and key
    """

    outcome: str
    conditions: tuple[str, ...]
    thresholds: Thresholds
    numbers: IntArray
    values: npt.NDArray[np.uint8]
    frequency: IntArray
    consistency: FloatArray
    pri: FloatArray
    output: tuple[Output, ...]
    case_names: tuple[str, ...]
    case_rows: IntArray
    memberships: FloatArray
    outcome_memberships: FloatArray
    excluded: Expression = NOTHING
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def term(self, index: int) -> Term:
        """Return the configuration of the row at ``index`` as a term."""
        pairs = zip(self.conditions, self.values[index], strict=True)
        return Term.of({name: bool(value) for name, value in pairs})

    @property
    def row_count(self) -> int:
        """How many rows there are, observed or not."""
        return int(2 ** len(self.conditions))

    def with_output(self, output: Output) -> IntArray:
        """Return the numbers of the observed rows that have ``output``."""
        chosen = np.array([code == output for code in self.output], dtype=bool)
        return np.asarray(self.numbers[chosen], dtype=np.int64)

    def with_thresholds(self, thresholds: Thresholds) -> TruthTable:
        """Return the table with its rows judged by other thresholds."""
        output = row_outputs(self.frequency, self.consistency, self.pri, thresholds)
        table = replace(self, thresholds=thresholds, output=output)
        return table.excluding(self.excluded) if self.excluded.terms else table

    def excluding(self, *expressions: Expression | str | int) -> TruthTable:
        """Return the table with the rows of these expressions, or row numbers, declared out.

        An excluded row explains nothing: observed, its output is 0; unobserved, it is no
        simplifying assumption (enhanced standard analysis, Schneider and Wagemann 2012, ch. 8).
        """
        added = [self._as_expression(item) for item in expressions]
        excluded = reduce(Expression.__or__, added, self.excluded)
        kept: list[Output] = [
            "0"
            if code != "0" and any(self.term(i).is_subset_of(out) for out in excluded.terms)
            else code
            for i, code in enumerate(self.output)
        ]
        return replace(self, output=tuple(kept), excluded=excluded)

    def _as_expression(self, item: Expression | str | int) -> Expression:
        if isinstance(item, str):
            return Expression.parse(item, self.conditions)
        if isinstance(item, Expression):
            return item
        return Expression((row_term(item, self.conditions),))

    def to_dict(self) -> dict[str, object]:
        """Return outcome, conditions, thresholds and rows as plain data."""
        rows = [
            {
                "row": row.number,
                "values": {name: int(value) for name, value in row.term.values.items()},
                "output": row.output,
                "frequency": row.frequency,
                "consistency": row.consistency,
                "pri": row.pri,
                "cases": list(row.cases),
                "deviant_cases": list(row.deviant_cases),
            }
            for row in self.rows
        ]
        limits = self.thresholds
        return {
            "outcome": self.outcome,
            "conditions": list(self.conditions),
            "thresholds": limits.to_dict(),
            "excluded": str(self.excluded),
            "rows": rows,
        }


def truth_table(
    data: pd.DataFrame,
    outcome: str,
    conditions: Sequence[str],
    thresholds: Thresholds | None = None,
    *,
    crossover_rule: CrossoverRule = None,
    labels: Labels | None = None,
) -> TruthTable:
    """Return the truth table of ``outcome`` (``~Y`` negates) over ``conditions``.

    ``data`` holds one row of memberships per case. A condition's membership of exactly 0.5 is an
    error unless ``crossover_rule`` gives the value in its place; with ``"keep"`` the case belongs
    to no row, though it counts in every consistency. ``labels`` (language, key, label) travel with
    the table and all that is made from it. Raises InputError as ``calibrate_direct``.
    """
    limits = thresholds or Thresholds()
    names = require_names(conditions)
    if len(names) > MAX_CONDITIONS:
        remedy = f"name between 1 and {MAX_CONDITIONS} different conditions"
        fail("the conditions cannot span a table", remedy, value=", ".join(names))
    target = outcome.removeprefix("~")
    frame = membership_frame(data, [*names, target])
    y = frame[target].to_numpy(copy=True)
    y = 1 - y if outcome.startswith("~") else y
    x = _settled(frame, names, crossover_rule)
    del frame  # with many cases a second copy of the memberships counts
    cases = case_names(data, len(data))
    numbers, case_rows = _rows_of(x)
    values = row_values(numbers, len(names))
    size, overlap, contradictory = row_sums(x, y, values)
    consistency = ratios(overlap, size)
    pri = ratios(overlap - contradictory, size - contradictory)
    frequency = np.bincount(case_rows[case_rows >= 0], minlength=len(numbers))
    return TruthTable(
        outcome=outcome,
        conditions=names,
        thresholds=limits,
        numbers=locked(numbers),
        values=locked(values),
        frequency=locked(frequency),
        consistency=frozen(consistency),
        pri=frozen(pri),
        output=row_outputs(frequency, consistency, pri, limits),
        case_names=cases,
        case_rows=locked(case_rows),
        memberships=locked(x),
        outcome_memberships=frozen(y),
        labels=labels or {},
    )


def row_values(numbers: IntArray, k: int) -> npt.NDArray[np.uint8]:
    """Return the (r, k) zeros and ones of row numbers counted from 1."""
    shifts = np.arange(k - 1, -1, -1)
    return ((numbers[:, None] - 1) >> shifts & 1).astype(np.uint8)


def row_term(number: int, conditions: Sequence[str]) -> Term:
    """Return the configuration of row ``number`` as a term."""
    if not 1 <= number <= 2 ** len(conditions):
        remedy = f"count from 1 to {2 ** len(conditions)}"
        fail("there is no such row", remedy, column="row", value=number)
    values = row_values(np.array([number]), len(conditions))[0]
    return Term.of({name: bool(v) for name, v in zip(conditions, values, strict=True)})


def _settled(frame: pd.DataFrame, names: tuple[str, ...], rule: CrossoverRule) -> FloatArray:
    x = frame[list(names)].to_numpy(copy=True)
    if rule is not None:
        for j, name in enumerate(names):
            x[:, j] = settle_crossover(x[:, j], rule, column=name)
        return x
    at_crossover = np.argwhere(x == 0.5)
    if len(at_crossover):
        cases = case_names(frame, len(frame))
        raise InputError(
            [
                fault(
                    f"case {cases[i]}: a membership of exactly 0.5 fits no row",
                    CROSSOVER_REMEDY,
                    column=names[j],
                    value=0.5,
                )
                for i, j in at_crossover
            ]
        )
    return x


def _rows_of(x: FloatArray) -> tuple[IntArray, IntArray]:
    weights = 1 << np.arange(x.shape[1] - 1, -1, -1, dtype=np.int64)
    placed = np.flatnonzero((x != 0.5).all(axis=1))
    numbers, index = np.unique((x[placed] > 0.5) @ weights + 1, return_inverse=True)
    case_rows = np.full(len(x), -1, dtype=np.int64)
    case_rows[placed] = index
    return numbers, case_rows


def ratios(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Return part / whole, NaN where the whole is zero."""
    undefined = np.full(len(part), np.nan)
    return np.asarray(np.divide(part, whole, out=undefined, where=whole > 0), dtype=np.float64)


def row_outputs(
    frequency: IntArray, consistency: FloatArray, pri: FloatArray, limits: Thresholds
) -> tuple[Output, ...]:
    """Return the output codes that thresholds give rows of these frequencies and fits."""
    reaches = consistency >= limits.consistency - TOLERANCE
    # A row without partial members has no PRI; a threshold of zero asks nothing of it.
    sufficient = reaches & ((pri >= limits.pri - TOLERANCE) | (limits.pri <= 0))
    lower = np.inf if limits.contradiction is None else limits.contradiction
    between = ~reaches & (consistency >= lower - TOLERANCE)
    codes = np.select([frequency < limits.frequency, sufficient, between], ["?", "1", "C"], "0")
    return tuple(codes.tolist())
