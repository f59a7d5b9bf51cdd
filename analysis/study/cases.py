"""The cases of a study: names, codes, who is in the sample, places on a tile map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from analysis.data import InputError, Label, Problem
from analysis.data.errors import MOST_PROBLEMS
from analysis.study.declared import Study
from analysis.study.loading import At, study_at
from analysis.study.tables import StudyTable, study_table

# More are no longer compared as cases: a sample of them says the same.
MOST_CASES = 100_000
# More do not fit beside one another on a page.
MOST_TILES = 60


@dataclass(frozen=True, slots=True)
class Case:
    """A case: its key in the tables, its names, its code, whether it is in the sample.

    ``code`` is the name where the study gives none; ``tile`` is (row, column) on a tile map.
    """

    key: str
    label: Label
    code: str
    in_sample: bool
    tile: tuple[int, int] | None


def on_a_map(found: Sequence[Case]) -> bool:
    """Return whether all cases have a place on a tile map, one that a page can hold."""
    return len(found) <= MOST_TILES and all(case.tile for case in found)


def cases(at: At = None) -> tuple[Case, ...]:
    """Return the cases of the study in the order of their table, also those not in the sample.

    Of a table with years, the first row of every case counts. Raises InputError for a case or a
    name that occurs twice, and where the sample has another size than the study states.
    """
    study = study_at(at)
    rule = study.cases
    columns = [rule.zh, rule.en, rule.code, rule.include, *(rule.tile or ())]
    table = study_table(study, rule.table, [name for name in columns if name])
    if table.rule.year is not None:
        table = table.rows(~table.frame[table.rule.case].duplicated())
    if len(table.frame) > MOST_CASES:
        message = f"{len(table.frame):,} cases, at most {MOST_CASES:,} are compared"
        remedy = "keep those that the study is about, or draw a sample of them"
        raise InputError([Problem(table.file, None, table.rule.case, None, message, remedy)])
    problems = list(islice(_repeated(table, rule.zh), MOST_PROBLEMS))
    if problems:
        raise InputError(problems)
    found = tuple(_cases(study, table))
    problems = list(_size(study, found, table.file))
    if problems:
        raise InputError(problems)
    return found


def sample(at: At = None) -> tuple[Label, ...]:
    """Return the names of the cases in the sample, in order."""
    return tuple(case.label for case in cases(at) if case.in_sample)


def _cases(study: Study, table: StudyTable) -> Iterator[Case]:
    rule = study.cases
    keys = table.texts(table.rule.case)
    chinese = table.texts(rule.zh) if rule.zh else keys
    english = table.texts(rule.en) if rule.en else chinese
    codes = table.texts(rule.code) if rule.code else chinese
    included = table.truths(rule.include) if rule.include else [True] * len(keys)
    tiles = _tiles(table, rule.tile) if rule.tile else [None] * len(keys)
    for key, zh, en, code, inside, tile in zip(
        keys, chinese, english, codes, included, tiles, strict=True
    ):
        yield Case(key, Label(zh, en), code, inside, tile)


def _tiles(table: StudyTable, columns: tuple[str, str]) -> list[tuple[int, int] | None]:
    rows, across = (table.numbers(name) for name in columns)
    return [(int(row), int(column)) for row, column in zip(rows, across, strict=True)]


def _repeated(table: StudyTable, names: str | None) -> Iterator[Problem]:
    for column in dict.fromkeys(filter(None, (table.rule.case, names))):
        first: dict[str, int] = {}
        for row, value in enumerate(table.texts(column)):
            if first.setdefault(value, row) != row:
                message = f"this case occurs twice, already on row {table.lines[first[value]]}"
                yield table.problem(row, column, message, "keep one row per case")


def _size(study: Study, found: Sequence[Case], file: str) -> Iterator[Problem]:
    stated = study.settings.cases_stated
    inside = sum(case.in_sample for case in found)
    noun = study.cases.noun.many
    if stated is not None and inside != stated:
        message = f"{inside} {noun} in the sample, the study states {stated}"
        remedy = f"mark {stated} {noun} as in the sample, or correct cases/size in {study.file}"
        yield Problem(file, None, study.cases.include, None, message, remedy)
    elif not inside:
        yield Problem(file, None, study.cases.include, None, "no case is in the sample", "add one")
