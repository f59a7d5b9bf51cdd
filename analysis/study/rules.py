"""What a study's file must keep to beyond its schema: parts that have to fit one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from analysis.data import Problem
from analysis.qca.calibration import METHODS
from analysis.study.declared import Study
from analysis.study.variables import Variable

ANCHORS: dict[str, int] = {**dict.fromkeys(map(str, METHODS), 3), "bell": 6, "inverted_bell": 6}


def study_problems(study: Study) -> list[Problem]:
    """Return every fault of a study's file that its schema cannot see."""
    found = [*_roles(study), *_tables(study), *_cases(study), *_thresholds(study)]
    for variable in study.variables.all:
        found += [*_years(study, variable), *_calibration(study, variable), *_kind(study, variable)]
    return sorted(found, key=lambda problem: problem.row or 0)


def _roles(study: Study) -> Iterator[Problem]:
    outcomes = [v.key for v in study.variables.all if v.role == "outcome"]
    if len(outcomes) != 1:
        message = f"{len(outcomes)} variables have the role outcome"
        yield study.problem(("variables",), message, "give it to one variable, not more")
    if len(study.variables.all) - len(outcomes) < 2:
        yield study.problem(("variables",), "fewer than two conditions", "add conditions")
    for each in study.left_out:
        if each.key in study.variables.labels:
            place = ("left_out", [one.key for one in study.left_out].index(each.key), "key")
            remedy = "take it out of one of the two lists"
            yield study.problem(place, "a variable of the study is declared to be left out", remedy)


def _tables(study: Study) -> Iterator[Problem]:
    for place, table in enumerate(study.tables.values()):
        if (table.catalogue is None) == (table.file is None):
            remedy = "give either catalogue or file"
            yield study.problem(("tables", place), "one source is needed", remedy)
        is_book = str(table.file).endswith((".xlsx", ".xls", ".ods"))
        if table.sheet is not None and not is_book:
            remedy = "leave it out, or name a workbook"
            yield study.problem(("tables", place, "sheet"), "the table has no sheets", remedy)


def _cases(study: Study) -> Iterator[Problem]:
    if study.printed and study.settings.cases_stated is None:
        remedy = "state the number of cases that the publication states"
        yield study.problem(("cases", "size"), "a printed study needs it", remedy)


def _thresholds(study: Study) -> Iterator[Problem]:
    rule = study.settings.qca
    if rule.contradiction is not None and rule.contradiction > rule.consistency:
        remedy = "choose contradiction <= consistency"
        yield study.problem(("qca", "contradiction"), "above the consistency", remedy)
    nca = study.settings.nca
    if nca.high_effect_ceiling not in nca.ceilings:
        remedy = f"choose one of {', '.join(nca.ceilings)}, or add it to ceilings"
        place = ("nca", "high_effect_ceiling")
        yield study.problem(place, "a ceiling that is not drawn", remedy)


def _years(study: Study, variable: Variable) -> Iterator[Problem]:
    data = variable.data
    has_years = study.tables[data.table].year is not None
    if data.growth is not None and not has_years:
        remedy = f"name the column of years of the table {data.table}"
        yield _of(study, variable, "its table has no column of years", remedy, "data", "growth")
    elif data.growth is None and has_years and data.year is None:
        remedy = "state the year of the variable, or of its data"
        yield _of(study, variable, "its table has years, and none is chosen", remedy, "data")
    if data.growth is not None and data.over is not None:
        remedy = "take out one of the two"
        yield _of(study, variable, "growth of a ratio is not offered", remedy, "data", "over")


def _calibration(study: Study, variable: Variable) -> Iterator[Problem]:
    rule = variable.calibration
    wanted = ANCHORS.get(rule.method, 0)
    where = ("calibration", "anchors")
    if rule.anchors and len(rule.anchors) != wanted:
        message = f"{len(rule.anchors)} anchors where the method {rule.method} takes {wanted}"
        yield _of(study, variable, message, "give as many, or change the method", *where)
    elif wanted == 6 and not rule.anchors:
        message = f"the method {rule.method} needs anchors"
        remedy = "give six anchors, rising"
        yield _of(study, variable, message, remedy, "calibration")
    elif wanted == 3 and rule.anchors and not _monotone(rule.anchors):
        remedy = "give exclusion < crossover < inclusion, or the reverse for a decreasing set"
        yield _of(study, variable, "the anchors are out of order", remedy, *where)
    is_cut = rule.method == "crisp"
    if is_cut != bool(rule.thresholds):
        message = "thresholds and the method crisp go together"
        remedy = "give both or neither"
        yield _of(study, variable, message, remedy, "calibration")
    elif any(low >= high for low, high in pairwise(rule.thresholds)):
        remedy = "list them in order"
        yield _of(
            study, variable, "the thresholds do not rise", remedy, "calibration", "thresholds"
        )


def _kind(study: Study, variable: Variable) -> Iterator[Problem]:
    rule, kind = variable.calibration, variable.kind
    if kind == "values" and variable.role == "outcome":
        remedy = "make it fuzzy or crisp"
        yield _of(study, variable, "an outcome of several values is not offered", remedy, "kind")
    if kind == "fuzzy" and study.variables.multivalue and variable.role == "condition":
        message = "fuzzy and multi-value conditions do not go together"
        yield _of(study, variable, message, "make every condition crisp or values", "kind")
    if kind == "fuzzy" and rule.method == "crisp":
        remedy = "say kind: crisp, or kind: values for several thresholds"
        yield _of(study, variable, "the method crisp makes no fuzzy set", remedy, "kind")
    if kind != "fuzzy" and rule.method not in ("crisp", "given"):
        remedy = "use the method crisp, or given"
        yield _of(study, variable, f"the method {rule.method} makes a fuzzy set", remedy, "kind")
    if kind == "crisp" and len(rule.thresholds) > 1:
        message, remedy = "a crisp set has one threshold", "say kind: values"
        yield _of(study, variable, message, remedy, "calibration", "thresholds")
    if variable.levels and kind != "values":
        yield _of(study, variable, "only values have levels", "say kind: values", "levels")


def _monotone(anchors: tuple[float, ...]) -> bool:
    steps = [high - low for low, high in pairwise(anchors)]
    return all(step > 0 for step in steps) or all(step < 0 for step in steps)


def _of(study: Study, variable: Variable, message: str, remedy: str, *steps: str | int) -> Problem:
    return study.problem(study.variable_path(variable.key, *steps), message, remedy)
