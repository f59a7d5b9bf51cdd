"""Checks of arrays and frames, each failing with one error that lists every fault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NoReturn, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.data.errors import InputError, Problem
from analysis.data.frames import frame_problems

Kind = TypeVar("Kind", bound=np.generic)
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

SOURCE = "data"
CROSSOVER_REMEDY = (
    "choose a rule for memberships of exactly 0.5: a number beside 0.5 such as 0.501, or 'keep'"
)


def fault(
    message: str,
    remedy: str,
    *,
    column: str | None = None,
    value: object = None,
) -> Problem:
    """Return a problem of in-memory data, which has no file and no line numbers."""
    return Problem(
        file=SOURCE,
        row=None,
        column=column,
        value=None if value is None else str(value),
        message=message,
        remedy=remedy,
    )


def fail(message: str, remedy: str, *, column: str | None = None, value: object = None) -> NoReturn:
    """Raise the error of a single fault."""
    raise InputError([fault(message, remedy, column=column, value=value)])


def require_choice(name: str, value: object, allowed: Iterable[object]) -> None:
    """Raise unless ``value`` is one of ``allowed``."""
    options = list(allowed)
    if value not in options:
        listed = ", ".join(repr(option) for option in options)
        fail(f"{name} is not known", f"use one of {listed}", column=name, value=repr(value))


def require_share(name: str, value: float) -> None:
    """Raise unless a threshold lies between 0 and 1."""
    if not 0 <= value <= 1:
        fail("a threshold lies between 0 and 1", "change it", column=name, value=value)


def finite_numbers(
    values: npt.ArrayLike, count: int | None, what: str, remedy: str, column: str | None
) -> FloatArray:
    """Return ``count`` finite numbers, any count with None, or raise that they are no ``what``."""
    try:
        numbers = np.atleast_1d(np.asarray(values, dtype=np.float64))
    except (TypeError, ValueError):
        numbers = np.array([np.nan])
    is_wrong = numbers.ndim != 1 or (len(numbers) != count if count else not len(numbers))
    if is_wrong or not np.isfinite(numbers).all():
        fail(what, remedy, column=column, value=str(values))
    return numbers


def require_names(names: Sequence[str], column: str = "conditions") -> tuple[str, ...]:
    """Return the names as a tuple; none at all, or one named twice, is an error."""
    listed = tuple(names)
    twice = sorted({name for name in listed if listed.count(name) > 1})
    if not listed or twice:
        message = f"named twice: {', '.join(twice)}" if twice else "nothing is named"
        fail(message, "name different columns, at least one", column=column)
    return listed


def as_numbers(x: npt.ArrayLike | pd.Series, column: str | None = None) -> FloatArray:
    """Return ``x`` as a float vector; a value that is no finite number is an error."""
    name = column_name(x, column)
    raw = x.to_numpy() if isinstance(x, pd.Series) else np.asarray(x)
    if raw.ndim != 1:
        fail(f"expected one dimension, got {raw.ndim}", "pass one column", column=name)
    if not raw.size:
        fail("there is no case", "give at least one", column=name)
    numbers = np.asarray(pd.to_numeric(pd.Series(raw), errors="coerce"), dtype=np.float64)
    bad = np.flatnonzero(~np.isfinite(numbers))
    if bad.size:
        cases = case_names(x, len(numbers))
        raise InputError(
            [
                fault(
                    f"case {cases[i]}: not a finite number",
                    "supply the value or drop the case before the analysis",
                    column=name,
                    value=str(raw[i]),
                )
                for i in bad
            ]
        )
    return numbers


def as_memberships(x: npt.ArrayLike | pd.Series, column: str | None = None) -> FloatArray:
    """Return ``x`` as a vector of memberships; a value outside [0, 1] is an error."""
    values = as_numbers(x, column)
    bad = np.flatnonzero((values < 0) | (values > 1))
    if bad.size:
        cases = case_names(x, len(values))
        raise InputError(
            [
                fault(
                    f"case {cases[i]}: a membership lies between 0 and 1",
                    _remedy_for(values),
                    column=column_name(x, column),
                    value=float(values[i]),
                )
                for i in bad
            ]
        )
    return values


def _remedy_for(values: FloatArray) -> str:
    """Return how to make memberships of what looks like raw values, or like several values."""
    if ((values >= 0) & (values == np.round(values))).all():
        return "calibrate the column first; a multi-value condition goes into multivalue_table"
    return "calibrate the column first"


def membership_frame(data: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the named columns as memberships, with every fault of the frame in one error."""
    problems = frame_problems(data, columns, SOURCE)
    if not isinstance(data, pd.DataFrame):
        raise InputError(problems)
    amiss = {problem.column for problem in problems}
    checked: dict[str, FloatArray] = {}
    for name in columns:
        if name in amiss or not len(data):
            continue
        try:
            checked[name] = as_memberships(data[name], name)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return pd.DataFrame(checked, index=data.index, columns=list(columns))


def column_name(x: object, column: str | None) -> str | None:
    """Return the given column name, else the name a Series carries."""
    if column is not None or not isinstance(x, pd.Series) or x.name is None:
        return column
    return str(x.name)


def case_names(x: object, count: int) -> tuple[str, ...]:
    """Return the case names a Series or frame carries, else 1, 2, …"""
    if isinstance(x, (pd.Series, pd.DataFrame)) and not isinstance(x.index, pd.RangeIndex):
        return tuple(str(case) for case in x.index)
    return tuple(str(i + 1) for i in range(count))


def locked(array: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
    """Return the same array, read-only from now on."""
    array.flags.writeable = False
    return array


def frozen(array: npt.ArrayLike) -> FloatArray:
    """Return a read-only float copy, fit for a frozen result."""
    copy = np.array(array, dtype=np.float64)
    copy.flags.writeable = False
    return copy
