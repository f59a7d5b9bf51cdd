"""Tables of the study's variables: what they measure, their values, Table 1 recomputed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from analysis.data import Label, Words
from analysis.data.labels import words
from analysis.forensics.printed import PrintedNumber
from analysis.study import (
    Calibration,
    DescriptiveStatistics,
    Memberships,
    Variable,
    Variables,
    calibrations,
    descriptive_statistics,
    load_settings,
    load_variables,
    memberships,
)
from analysis.study.settings import CalibrationRule
from analysis.study.variables import Shown
from analysis.tables.case_links import GATHERED, leading, to_case
from analysis.tables.core import (
    Cell,
    Column,
    Group,
    Row,
    Table,
    cell,
    num,
    on_one_line,
    table,
)
from analysis.tables.judged import (
    NONE,
    PRINTED,
    RECOMPUTED,
    VERDICT,
    Findings,
    entries_note,
    load_entries,
    reconstruction_note,
    shown,
)

STATISTICS = {
    "inclusion": Label("完全隶属", "full in"),
    "crossover": Label("最大模糊点", "crossover"),
    "exclusion": Label("完全不隶属", "full out"),
    "minimum": Label("最小值", "least"),
    "maximum": Label("最大值", "greatest"),
    "mean": Label("均值", "mean"),
    "sd": Label("标准差", "s.d."),
}
ORIGINS = {
    "authentic": Label("公开数据", "authentic: public data"),
    "reconstructed": Label("重构", "reconstruction: raw data never published"),
}
VARIABLE = Label("变量", "Variable")
PROVINCE = Label("省份", "Province")
MEMBERSHIP = Label("隶属度", "membership")


def calibration(root: Path | None = None) -> Table:
    """Return Table 1, anchors and descriptive statistics, printed beside recomputed."""
    found = Findings.of(load_entries("table1", root), {})
    return calibration_table(descriptive_statistics(root), found, load_variables(root))


def calibration_table(
    statistics: DescriptiveStatistics, found: Findings, variables: Variables
) -> Table:
    """Return the printed statistics by variable, with the recomputed ones where data are public."""
    rows = [row for variable in variables.all for row in _rows(variable, statistics, found)]
    columns = [Column(VARIABLE, 2.0, row_header=True), Column(Label("数值", "Number"), 2.0)]
    columns += [Column(label, 1.2, "right") for label in STATISTICS.values()]
    anchors, spread = Label("模糊集校准", "Anchors"), Label("描述性统计", "Descriptive statistics")
    groups = [Group(None), Group(None), Group(on_one_line(anchors), 3)]
    divisor = "n" if statistics.ddof == 0 else f"n - {statistics.ddof}"
    return table(
        columns,
        rows,
        groups=[*groups, Group(on_one_line(spread), 4)],
        notes=[
            Words(
                f"锚点依次为上四分位数、中位数和下四分位数（{statistics.quantile_method} 插值）；"
                f"标准差的除数为 {divisor}。原始数据未公布的，判定依据同一行的其他数字。",
                f"Anchors: upper quartile, median and lower quartile ({statistics.quantile_method} "
                f"interpolation); s.d.: standard deviation with divisor {divisor}. Where raw data "
                "were never published, verdicts follow from the other numbers of the row.",
            ),
            entries_note(found.of_table("table1")),
        ],
    )


def _rows(variable: Variable, statistics: DescriptiveStatistics, found: Findings) -> list[Row]:
    places = [("table1", variable.key, name) for name in STATISTICS]
    numbers = [found.printed(*place) for place in places]
    verdicts = [found.verdict(*place, align="right") for place in places]
    return [
        [cell(variable.label, rowspan=3), on_one_line(PRINTED), *numbers],
        [on_one_line(RECOMPUTED), *_recomputed(variable, statistics, numbers)],
        [on_one_line(VERDICT), *verdicts],
    ]


def _recomputed(
    variable: Variable, statistics: DescriptiveStatistics, numbers: Sequence[Cell]
) -> list[Cell]:
    if variable.origin != "authentic":
        absent = Label("原始数据未公布", "raw data never published")
        return [cell(on_one_line(absent), align="left", colspan=len(STATISTICS))]
    values = (getattr(statistics[variable.key], name) for name in STATISTICS)
    pairs = zip(numbers, values, strict=True)
    return [num(shown(PrintedNumber.read(number.text), value)) for number, value in pairs]


def variables(root: Path | None = None) -> Table:
    """Return the outcome and the six conditions: dimension, measure, source, year, origin."""
    return variables_table(load_variables(root))


def variables_table(held: Variables) -> Table:
    """Return one row per variable with what the paper says of it and where its column is from."""
    rows: list[Row] = [
        [
            cell(variable.label),
            variable.dimension.label if variable.dimension else Label("结果", "outcome"),
            _measure(variable),
            words(variable.source) if variable.source else NONE,
            num(NONE if variable.year is None else variable.year),
            ORIGINS[variable.origin],
        ]
        for variable in held.all
    ]
    return table(
        [
            Column(VARIABLE, 2.3, row_header=True),
            Column(Label("维度", "Dimension"), 1.8),
            Column(Label("衡量", "Measure"), 4.4),
            Column(Label("来源", "Source stated"), 3.2),
            Column(Label("年份", "Year"), 0.8, "right"),
            Column(Label("本书数据", "Column in this book"), 2),
        ],
        rows,
        notes=[
            Words(
                "衡量方式与来源据论文第 3.2 节转述。",
                "Measures and sources are paraphrased from section 3.2 of the paper.",
            )
        ],
    )


def _measure(variable: Variable) -> Words:
    told, section = words(variable.measure or NONE), variable.section
    return Words(f"{told.zh}（第 {section} 节）", f"{told.en} § {section}")


def provinces_data(
    part: Literal["authentic", "reconstructed"] = "authentic", root: Path | None = None
) -> Table:
    """Return the 28 provinces with the authentic columns, raw and calibrated, or the others."""
    held = memberships(root)
    if part == "authentic":
        rule, variables = load_settings(root).calibration, load_variables(root)
        return authentic_provinces(held, calibrations(root), rule, variables)
    return reconstructed_provinces(held)


def authentic_provinces(
    held: Memberships,
    columns: Mapping[str, Calibration],
    rule: CalibrationRule,
    variables: Variables,
) -> Table:
    """Return the provinces with raw value and membership of every authentic variable."""
    shown_as = {key: variables[key].shown for key in columns}
    rows: list[Row] = [
        [
            leading(case, "values", to_case(case.zh, GATHERED)),
            *(found for key in columns for found in _pair(case, columns[key], shown_as[key])),
        ]
        for case in held.cases
    ]
    heads = [Column(PROVINCE, 2.2, row_header=True)]
    for key in columns:
        unit = shown_as[key].unit
        raw = Label(f"原值（{unit.zh}）", f"raw, {unit.en}") if unit else Label("原值", "raw")
        heads += [Column(raw, 1.2, "right"), Column(MEMBERSHIP, 1.2, "right")]
    groups = [Group(None), *(Group(held.labels[key], 2) for key in columns)]
    return table(heads, rows, groups=groups, notes=[_calibration_note(rule)])


def _pair(case: Label, column: Calibration, shown_as: Shown) -> tuple[Cell, Cell]:
    raw = shown_as.text(column.values[case.zh])
    return num(raw), num(membership_text(column.memberships[case.zh]))


def membership_text(value: float) -> str:
    """Return a membership as printed: with a third decimal only where it has one."""
    return f"{value:.3f}" if round(value, 2) != value else f"{value:.2f}"


def _calibration_note(rule: CalibrationRule) -> Words:
    return Words(
        "各列都是真实数据：由公开数据算出，市场化环境外推到研究的年份。隶属度舍入到 "
        f"{rule.decimals} 位小数；恰为二分之一的改为 {rule.crossover_value}。",
        "All columns are authentic: computed from public series, marketization extrapolated to the "
        f"year of the study. Memberships are rounded to {rule.decimals} decimals; one of exactly "
        f"one half is moved to {rule.crossover_value}.",
    )


def reconstructed_provinces(held: Memberships) -> Table:
    """Return the provinces with the memberships that rest on the reconstruction."""
    keys = held.reconstructed
    rows: list[Row] = [
        [
            leading(case, "reconstruction", to_case(case.zh, GATHERED)),
            *(num(membership_text(float(held.values[key][case.zh]))) for key in keys),
        ]
        for case in held.cases
    ]
    head = Label("重构隶属度", "reconstruction: memberships, not data of the study")
    return table(
        [Column(PROVINCE, 2.2, row_header=True)]
        + [Column(held.labels[key], 2, "right") for key in keys],
        rows,
        groups=[Group(None), Group(on_one_line(head), len(keys))],
        notes=[reconstruction_note(held.origins, held.labels)],
    )
