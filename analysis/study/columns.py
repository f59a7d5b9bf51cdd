"""Values of the variables: read from the tables of a study, for the cases of its sample."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import pandas as pd

from analysis.data import InputError, Label, Problem
from analysis.data.files import read_bytes
from analysis.study.cases import Case, cases
from analysis.study.declared import Study
from analysis.study.derive import derived, missing_problems
from analysis.study.loading import At, study_at
from analysis.study.tables import StudyTable, in_place, study_table, table_file

INDEX = "case"


@dataclass(frozen=True, slots=True)
class LeftOutCase:
    """A case that is left out for want of values, and the keys of the variables without one."""

    case: Label
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Values:
    """Values of the variables for the cases of the analysis, before calibration.

    ``values`` (n, k) has a row per case (its Chinese name) and a column per variable, in raw units
    or, where a column is given, as memberships. ``left_out`` are cases of the sample without a
    value in some variable.
    """

    study: Study
    cases: tuple[Case, ...]
    left_out: tuple[LeftOutCase, ...]
    values: pd.DataFrame = field(repr=False, compare=False)

    @property
    def raw(self) -> pd.DataFrame:
        """The columns in raw units, those that calibration turns into memberships."""
        return self.values[[variable.key for variable in self.study.variables.calibrated]]


def read_values(at: At = None) -> Values:
    """Return the values of all variables for the cases of the sample.

    A case without a value is an error, or left out where the study declares it so. Raises
    InputError naming every such case, and every fault of the tables. The result is shared: do not
    change its frame.
    """
    study = study_at(at)
    return _read(_Request(study, _digest(study)))


@dataclass(frozen=True, slots=True)
class _Request:
    """A study with the digest of its file and its tables: equal ones have the same values."""

    study: Study = field(compare=False)
    digest: str


def _digest(study: Study) -> str:
    found = blake2b(json.dumps(study.text.value, sort_keys=True, default=str).encode())
    found.update(f"{study.root}\0{study.name}".encode())
    for id in study.tables:
        found.update(read_bytes(study.root, table_file(study, id), in_place(study)))
    return found.hexdigest()


@lru_cache(maxsize=2)
def _read(request: _Request) -> Values:
    study = request.study
    inside = tuple(case for case in cases(study) if case.in_sample)
    tables = _tables(study)
    found = _values(study, tables, inside)
    missing = found.isna()
    if study.cases.missing == "refuse" and missing.to_numpy().any():
        raise InputError(list(_missing(study, tables, missing)))
    complete = ~missing.any(axis=1).to_numpy()
    kept = tuple(case for case, here in zip(inside, complete, strict=True) if here)
    if not kept:
        remedy = "fill in values, or take out a variable without any"
        raise InputError([Problem(study.file, None, None, None, "no case is complete", remedy)])
    values = found[complete].set_axis(pd.Index([case.label.zh for case in kept], name=INDEX))
    return Values(study, kept, tuple(_left_out(inside, missing)), values)


def _tables(study: Study) -> dict[str, StudyTable]:
    """Return the tables that variables name, each read once."""
    wanted: dict[str, list[str]] = {}
    for variable in study.variables.all:
        columns = (variable.data.column, variable.data.over)
        wanted.setdefault(variable.data.table, []).extend(name for name in columns if name)
    return {id: study_table(study, id, columns) for id, columns in wanted.items()}


def _values(
    study: Study, tables: Mapping[str, StudyTable], inside: tuple[Case, ...]
) -> pd.DataFrame:
    keys = pd.Index([case.key for case in inside])
    columns: dict[str, pd.Series[float]] = {}
    problems: list[Problem] = []
    for variable in study.variables.all:
        try:
            columns[variable.key] = derived(tables[variable.data.table], variable).reindex(keys)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(list(dict.fromkeys(problems)))
    return pd.DataFrame(columns)


def _missing(
    study: Study, tables: Mapping[str, StudyTable], missing: pd.DataFrame
) -> Iterator[Problem]:
    for id, table in tables.items():
        own = {v.key: v for v in study.variables.all if v.data.table == id}
        yield from missing_problems(table, own, missing)


def _left_out(inside: tuple[Case, ...], missing: pd.DataFrame) -> Iterator[LeftOutCase]:
    for place in np.flatnonzero(missing.any(axis=1)):
        row = missing.iloc[place]
        yield LeftOutCase(inside[place].label, tuple(row.index[row]))
