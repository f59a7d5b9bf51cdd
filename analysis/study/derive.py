"""The column of one variable: how its values follow from the rows of a table, by case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pandas as pd

from analysis.data import InputError, Problem
from analysis.qca.multivalue import MAX_VALUES
from analysis.study.tables import StudyTable
from analysis.study.variables import Growth, Variable


def _is_share(values: pd.Series[float]) -> pd.Series[bool]:
    return values.between(0, 1)


def _is_crisp(values: pd.Series[float]) -> pd.Series[bool]:
    return values.isin((0, 1))


def _is_value(values: pd.Series[float]) -> pd.Series[bool]:
    return (values == values.round()) & values.between(0, MAX_VALUES - 1)


# What values that are given as they are must be, by the kind of their variable, and the remedy.
GIVEN: Mapping[str, tuple[Callable[[pd.Series[float]], pd.Series[bool]], str, str]] = {
    "fuzzy": (
        _is_share,
        "a membership lies between 0 and 1",
        "correct it, or calibrate the column",
    ),
    "crisp": (_is_crisp, "a crisp set has the values 0 and 1", "correct it, or give a threshold"),
    "values": (_is_value, "a condition has whole values from 0", "correct it, or give thresholds"),
}


def derived(table: StudyTable, variable: Variable) -> pd.Series[float]:
    """Return the values of a variable by case, NaN where there is none.

    Raises InputError for a case with two rows, a division by zero, and given values that are no
    memberships.
    """
    data = variable.data
    if data.growth is not None:
        return grown(by_year(table, data.column), data.growth) / data.divided_by
    rows = of_year(table, variable)
    names = _single(rows, rows.frame[[rows.rule.case]])
    values = rows.numbers(data.column)
    if data.over is not None:
        values = values / _divisors(rows, data.over)
    values = values / data.divided_by
    if variable.is_given:
        _require_fit(rows, values, variable)
    return values.set_axis(names)


def of_year(table: StudyTable, variable: Variable) -> StudyTable:
    """Return the rows of a table that a variable takes: those of its year."""
    if table.rule.year is None:
        return table
    return table.rows(table.years() == variable.data.year)


def missing_problems(
    table: StudyTable, variables: Mapping[str, Variable], missing: pd.DataFrame
) -> Iterator[Problem]:
    """Yield a problem for every case (down) without a row or a value of the variables (across).

    A case without a row is told once per year.
    """
    told: set[tuple[str, str]] = set()
    for key, variable in variables.items():
        growth, year = variable.data.growth, variable.data.year
        rows = table if growth else of_year(table, variable)
        when = f" in {year}" if table.rule.year and not growth else ""
        present = set(rows.frame[table.rule.case])
        for case in map(str, missing.index[missing[key]]):
            if case in present:
                message, line = f"no value of {key} for this case{when}", rows.line_of(case)
                column = variable.data.column
            else:
                message, line, column = f"no row for this case{when}", None, table.rule.case
            if (case, message) not in told:
                told.add((case, message))
                remedy = "add it, or declare missing: listwise"
                yield Problem(table.file, line, column, case, message, remedy)


def by_year(table: StudyTable, column: str) -> pd.DataFrame:
    """Return a column with years down and cases across. InputError for a row that is repeated."""
    case = table.rule.case
    keys = pd.DataFrame({case: table.frame[case], "year": table.years()})
    _single(table, keys)
    values = keys.assign(value=table.numbers(column))
    return values.pivot(index="year", columns=case, values="value")


def grown(series: pd.DataFrame, rule: Growth) -> pd.Series[float]:
    """Return the values of a last year, compounded with the mean of the yearly growth rates.

    ``series`` has years down and cases across. NaN where a value that is needed is missing.
    """
    growth = series.pct_change(fill_method=None).loc[rule.first : rule.last]
    mean_growth = growth.mean(skipna=False)
    return series.reindex([rule.last_year]).iloc[0] * (1 + mean_growth) ** rule.years


def _single(table: StudyTable, keys: pd.DataFrame) -> pd.Index:
    repeated = np.flatnonzero(keys.duplicated())
    if repeated.size:
        remedy = "keep one row per case and year"
        message = "a second row for this case"
        raise InputError(
            [table.problem(int(row), table.rule.case, message, remedy) for row in repeated]
        )
    names: pd.Index = pd.Index(keys.iloc[:, 0])
    return names


def _divisors(rows: StudyTable, column: str) -> pd.Series[float]:
    values = rows.numbers(column)
    zero = np.flatnonzero(values == 0)
    if zero.size:
        message, remedy = "a ratio over zero", "correct it, or leave the cell empty"
        raise InputError([rows.problem(int(row), column, message, remedy) for row in zero])
    return values


def _require_fit(rows: StudyTable, values: pd.Series[float], variable: Variable) -> None:
    """Refuse given values that are no memberships, or no values of a condition."""
    fits, message, remedy = GIVEN[variable.kind]
    bad = np.flatnonzero(values.notna() & ~fits(values))
    if bad.size:
        column = variable.data.column
        raise InputError([rows.problem(int(row), column, message, remedy) for row in bad])
