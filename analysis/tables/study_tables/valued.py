"""Values of the variables, case by case, and how they were calibrated."""

from __future__ import annotations

from analysis.data import Words
from analysis.data.labels import SEMICOLON
from analysis.study import (
    Calibration,
    Study,
    Variable,
    calibrations,
    cases,
    memberships,
    on_a_map,
    read_values,
    study_at,
)
from analysis.study.loading import At
from analysis.study.statistics import variable_statistics
from analysis.tables.case_links import leading
from analysis.tables.core import (
    Cell,
    Column,
    Content,
    Group,
    Row,
    Table,
    cell,
    num,
    on_one_line,
    table,
)
from analysis.tables.study_tables.common import (
    LISTED,
    NONE,
    rebuilt_notes,
)

RAW = Words("原值", "raw")
MEMBERSHIP = Words("隶属度", "membership")
VALUE = Words("取值", "value")
MAP = "#fig-study-outcome"
WIDEST = 12
MOST_NAMED = 9
FIRST = Words(
    "共 {count} 个{noun}，仅列出前 {listed} 个；全部数值见研究的数据表。",
    "The first {listed} of {count} {noun}; all values stand in the tables of the study.",
)
METHODS = {
    "fsqca": Words("直接法", "direct"),
    "logistic": Words("直接法（逻辑）", "direct, logistic"),
    "linear": Words("直接法（线性）", "direct, linear"),
    "ecdf": Words("直接法（经验分布）", "direct, by standing"),
    "bell": Words("钟形", "bell"),
    "inverted_bell": Words("倒钟形", "inverted bell"),
    "crisp": Words("按界值切分", "cut at thresholds"),
    "given": Words("直接给出", "given as they are"),
}


def values(at: At = None) -> Table:
    """Return the cases with raw value and membership of every variable; of many the first ones.

    Of more variables than fit beside one another only the memberships are listed. Where the
    outcome is shown on a tile map, a name is the place that its tile leads to, and leads back.
    """
    study = study_at(at)
    held, found, columns = read_values(study), memberships(study), calibrations(study)
    both = len(columns) > 0 and len(study.variables.all) + len(columns) <= WIDEST
    shown = held.cases[:LISTED]
    mapped = on_a_map(cases(study))
    rows: list[Row] = []
    for case in shown:
        name = leading(case.label, "case", MAP) if mapped else on_one_line(case.label)
        cells: list[Content | Cell] = [name]
        for variable in study.variables.all:
            if both and variable.key in columns:
                raw = columns[variable.key].values[case.label.zh]
                cells.append(num(variable.shown.text(float(raw))))
            cells.append(num(_membership(float(found.values[variable.key][case.label.zh]))))
        rows.append(cells)
    count = len(held.cases)
    noun = study.cases.noun
    notes: list[Content] = []
    if count > LISTED:
        named = Words(noun.zh, noun.many)
        notes.append(FIRST.format(count=f"{count:,}", listed=LISTED, noun=named))
    return table(
        [Column(Words(noun.zh, noun.one.capitalize()), 2.2, row_header=True), *_heads(study, both)],
        rows,
        groups=[Group(None), *_groups(study)] if both else (),
        notes=[*notes, *_numbers(study), *rebuilt_notes(found.origins, found.labels)],
    )


def _heads(study: Study, both: bool) -> list[Column]:
    """Return the heads: what stands in the columns, or the variables where all are memberships."""
    if not both:
        names = (_name(study, place) for place in range(len(study.variables.all)))
        return [Column(name, 1.3, "right") for name in names]
    heads = []
    for variable in study.variables.all:
        if not variable.is_given:
            heads.append(Column(_raw(variable), 1.3, "right"))
        heads.append(Column(VALUE if variable.kind == "values" else MEMBERSHIP, 1.3, "right"))
    return heads


def _groups(study: Study) -> list[Group]:
    return [
        Group(_name(study, place), 1 if variable.is_given else 2)
        for place, variable in enumerate(study.variables.all)
    ]


def _name(study: Study, place: int) -> Content:
    """Return what stands over the columns of a variable: its name, its number where many are."""
    if len(study.variables.all) > MOST_NAMED:
        return str(place + 1)
    return study.variables.all[place].label


def _numbers(study: Study) -> list[Content]:
    """Return the note that says which number is which variable; none where names stand above."""
    if len(study.variables.all) <= MOST_NAMED:
        return []
    named = (
        Words(f"{number} {each.label.zh}", f"{number} {each.label.en}")
        for number, each in enumerate(study.variables.all, start=1)
    )
    return [SEMICOLON.join(named)]


def _raw(variable: Variable) -> Words:
    unit = variable.shown.unit
    return RAW if unit is None else Words(f"{RAW.zh}（{unit.zh}）", f"{RAW.en}, {unit.en}")


def _membership(value: float) -> str:
    return f"{value:.3f}" if round(value, 2) != value else f"{value:.2f}"


def calibration(at: At = None) -> Table:
    """Return, for every variable, method and anchors, and the statistics of its raw values."""
    study = study_at(at)
    columns = calibrations(study)
    rule = study.settings
    rows = [_row(each, columns.get(each.key), rule.ddof) for each in study.variables.all]
    divisor = "n" if rule.ddof == 0 else f"n - {rule.ddof}"
    note = Words(
        "校准点依次为完全不隶属、交叉点、完全隶属（钟形为六点，切分为界值）；"
        f"标准差的除数为 {divisor}。",
        "Anchors: full non-membership, crossover, full membership (six for a bell, the thresholds "
        f"of a cut); s.d. with divisor {divisor}.",
    )
    return table(
        [
            Column(Words("变量", "Variable"), 2.4, row_header=True),
            Column(Words("校准", "Calibration"), 2.2),
            Column(Words("校准点", "Anchors"), 2.6, "right"),
            Column(Words("最小值", "least"), 1.2, "right"),
            Column(Words("最大值", "greatest"), 1.2, "right"),
            Column(Words("均值", "mean"), 1.2, "right"),
            Column(Words("标准差", "s.d."), 1.2, "right"),
        ],
        rows,
        notes=[note],
    )


def _row(variable: Variable, column: Calibration | None, ddof: int) -> Row:
    method = METHODS[variable.calibration.method]
    if column is None:
        return [cell(variable.label), method, *(num(NONE) for _ in range(5))]
    show = variable.shown.text
    found = variable_statistics(column.values, ddof)
    spread = (found.minimum, found.maximum, found.mean, found.sd)
    anchors = " / ".join(show(anchor) for anchor in column.anchors)
    return [
        cell(variable.label),
        _method(variable, method),
        num(anchors),
        *(num(show(value)) for value in spread),
    ]


def _method(variable: Variable, method: Words) -> Words:
    rule = variable.calibration
    if rule.anchors or rule.thresholds:
        return method
    shares = ", ".join(f"{share:g}" for share in rule.quantiles.shares)
    return Words(f"{method.zh}，分位数 {shares}", f"{method.en}, at quantiles {shares}")
