"""Checks of the frame and the options of an analysis; all problems are raised together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from analysis.data.errors import InputError, Problem
from analysis.data.frames import frame_problems

SOURCE = "data of the necessary condition analysis"


def checked_frame(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Copy of the named columns as floats, or one error with every problem in them.

    Missing values are allowed: a case enters the analysis of the conditions it has values for.
    """
    problems = frame_problems(frame, columns, SOURCE)
    if not isinstance(frame, pd.DataFrame) or not len(frame):
        raise InputError(problems)
    amiss = {problem.column for problem in problems}
    for column in columns:
        problems += [] if column in amiss else _column_problems(frame, column)
    if problems:
        raise InputError(problems)
    numbers = {name: pd.to_numeric(frame[name]).astype(np.float64) for name in columns}
    return pd.DataFrame(numbers, index=frame.index)


def check_choice(name: str, value: object, allowed: Collection[object]) -> None:
    """Raise an error unless the option has one of the allowed values."""
    problems = choice_problems(name, value, allowed)
    if problems:
        raise InputError(problems)


def choice_problems(name: str, value: object, allowed: Collection[object]) -> list[Problem]:
    """One problem if the option has none of the allowed values, else none."""
    if value in allowed:
        return []
    choices = ", ".join(str(choice) for choice in allowed)
    return [option_problem(name, value, f"is not one of {choices}", "choose one of these")]


def option_problem(name: str, value: object, message: str, remedy: str) -> Problem:
    """Problem with one option of a call."""
    return Problem("options", None, name, str(value), message, remedy)


def option_error(name: str, value: object, message: str, remedy: str) -> InputError:
    """Error about one option of a call."""
    return InputError([option_problem(name, value, message, remedy)])


def _column_problems(frame: pd.DataFrame, column: str) -> list[Problem]:
    numbers = pd.to_numeric(frame[column], errors="coerce")
    bad = (numbers.isna() & frame[column].notna()) | np.isinf(numbers)
    problems = [
        _problem(
            int(position) + 1,
            column,
            str(frame[column].iloc[position]),
            f"case {frame.index[int(position)]}: not a finite number",
            "give a number, or leave the cell empty",
        )
        for position in np.flatnonzero(bad)
    ]
    if not problems and numbers.nunique() < 2:
        value = str(numbers.max())
        problems.append(
            _problem(None, column, value, "fewer than two different values", "drop this column")
        )
    return problems


def _problem(row: int | None, column: str, value: str | None, message: str, remedy: str) -> Problem:
    return Problem(SOURCE, row, column, value, message, remedy)
