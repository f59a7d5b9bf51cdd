"""The checks by name: what each is called, what it computes, after whom, and from what table."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from analysis.data import Label, Words
from analysis.data.yaml_text import parse_yaml
from analysis.forensics.checks import calibration, configuration, descriptive, nca, necessity
from analysis.forensics.checks.calibration import CalibrationRow, PublicColumn
from analysis.forensics.checks.configuration import ConfigurationTable
from analysis.forensics.checks.descriptive import DescriptiveRow
from analysis.forensics.checks.finding import Finding
from analysis.forensics.checks.nca import NcaTable
from analysis.forensics.checks.necessity import NecessityTable

CHINESE = Path(__file__).with_name("chinese.yaml")
KINDS: dict[type, Label] = {
    DescriptiveRow: Label("描述性统计", "descriptive statistics"),
    CalibrationRow: Label("校准", "calibration"),
    PublicColumn: Label("公开数据列", "public column"),
    NcaTable: Label("NCA 必要条件", "NCA tables"),
    NecessityTable: Label("QCA 必要条件", "necessity table"),
    ConfigurationTable: Label("条件组态", "configuration table"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """A named check of one kind of table.

    ``takes`` is the class of the table, ``run`` the function from a table to findings; its
    docstring states the formula and the source.
    """

    title: Label
    takes: type
    run: Callable[[Any], Iterator[Finding]]

    @property
    def key(self) -> str:
        """Return a name that no other check has: kind of table and function."""
        return f"{self.run.__module__.rpartition('.')[2]}.{self.run.__name__}"

    @property
    def name(self) -> str:
        """Return the dotted name of the function below ``analysis``."""
        return f"{self.run.__module__.removeprefix('analysis.')}.{self.run.__name__}"

    @property
    def kind(self) -> Label:
        """Return the kind of table it takes."""
        return KINDS[self.takes]

    @property
    def says(self) -> str:
        """Return the first line of the docstring."""
        return _parts(self.run)[0]

    @property
    def formula(self) -> Words:
        """Return the formula as text."""
        en = _parts(self.run)[1]
        return Words(_chinese().get(self.key, {}).get("formula", en), en)

    @property
    def source(self) -> Words:
        """Return the source of the check."""
        en = _parts(self.run)[2]
        return Words(_chinese().get(self.key, {}).get("source", en), en)


def _parts(run: Callable[[Any], Iterator[Finding]]) -> tuple[str, str, str]:
    text = " ".join((inspect.getdoc(run) or "").split())
    says, _, rest = text.partition(" Formula: ")
    formula, _, source = rest.partition(" Source: ")
    return says, formula, source


@cache
def _chinese() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = parse_yaml(
        CHINESE.read_text("utf-8"), CHINESE.name
    ).value
    return found


def _check(takes: type, run: Callable[[Any], Iterator[Finding]], zh: str, en: str) -> Check:
    return Check(Label(zh, en), takes, run)


CHECKS: tuple[Check, ...] = (
    _check(
        DescriptiveRow, descriptive.public_values, "公开数据重算", "recomputed from public data"
    ),
    _check(DescriptiveRow, descriptive.grim, "GRIM 均值粒度", "granularity of a mean (GRIM)"),
    _check(DescriptiveRow, descriptive.grimmer, "GRIMMER 标准差粒度", "granularity of a spread"),
    _check(DescriptiveRow, descriptive.order, "次序", "order of extremes, quartiles, mean"),
    _check(DescriptiveRow, descriptive.mean_bounds, "均值界限", "bounds on the mean"),
    _check(DescriptiveRow, descriptive.sd_bounds, "标准差界限", "bounds on the spread"),
    _check(DescriptiveRow, descriptive.quartile_grid, "分位数粒度", "granularity of quartiles"),
    _check(DescriptiveRow, descriptive.quartile_methods, "分位数定义", "quantile definitions"),
    _check(DescriptiveRow, descriptive.implied_bounds, "其余数字所容许", "left by the row"),
    _check(CalibrationRow, calibration.anchor_order, "锚点次序", "order of anchors"),
    _check(CalibrationRow, calibration.end_memberships, "端点隶属度", "memberships at the ends"),
    _check(CalibrationRow, calibration.ends_of_scope, "范围所容许的端点", "ends by the scope"),
    _check(CalibrationRow, calibration.middle_values, "中位两值", "middle values"),
    _check(PublicColumn, calibration.authenticity, "公开列真实性", "authenticity of a column"),
    _check(NcaTable, nca.admissible, "取值范围", "admissible ranges"),
    _check(NcaTable, nca.scope_of_extremes, "校准所得范围", "scope by calibration"),
    _check(NcaTable, nca.one_scope, "范围一致", "one scope for all ceilings"),
    _check(NcaTable, nca.effect_of_zone, "上限区域除以范围", "effect size by zone and scope"),
    _check(NcaTable, nca.zone_of_bottleneck, "瓶颈表所得区域", "ceiling zone by bottleneck table"),
    _check(NcaTable, nca.zone_of_effect, "效应量所得区域", "ceiling zone by effect size"),
    _check(NcaTable, nca.effect_of_bottleneck, "瓶颈表所得效应量", "effect size by bottlenecks"),
    _check(NcaTable, nca.bottleneck_line, "瓶颈直线", "bottlenecks on a line"),
    _check(NcaTable, nca.bottleneck_steps, "瓶颈单调", "bottlenecks in rising steps"),
    _check(NcaTable, nca.accuracy_grid, "精确度网格", "accuracy on the grid of cases"),
    _check(NcaTable, nca.p_value_grid, "P 值网格", "p-values on the permutation grid"),
    _check(NcaTable, nca.named_conditions, "条件归类", "classification of conditions"),
    _check(
        NecessityTable, necessity.sibling_numbers, "同行互推", "consistency by coverage and back"
    ),
    _check(NecessityTable, necessity.sums_agree, "隐含总和一致", "agreement of hidden sums"),
    _check(NecessityTable, necessity.two_decimals, "总和粒度", "granularity of hidden sums"),
    _check(NecessityTable, necessity.crossover_cases, "交叉点案例", "cases at the crossover"),
    _check(NecessityTable, necessity.complements, "互补恒等式", "identities of complements"),
    _check(NecessityTable, necessity.admissible, "取值范围", "admissible ranges"),
    _check(NecessityTable, necessity.named_necessary, "必要条件归类", "classification of literals"),
    _check(ConfigurationTable, configuration.literal_bounds, "条件界限", "bounds by the literals"),
    _check(
        ConfigurationTable, configuration.remaining_coverage, "覆盖度互推", "coverage by all others"
    ),
    _check(ConfigurationTable, configuration.two_decimals, "总和粒度", "granularity of sums"),
    _check(
        ConfigurationTable, configuration.inclusion_exclusion, "容斥", "inclusion and exclusion"
    ),
    _check(ConfigurationTable, configuration.coverage_order, "参数次序", "order of parameters"),
    _check(ConfigurationTable, configuration.path_sizes, "路径规模", "size of paths"),
    _check(
        ConfigurationTable,
        configuration.solution_consistency,
        "解的一致性",
        "solution by its paths",
    ),
    _check(ConfigurationTable, configuration.minimal_marks, "最小性", "minimality of the marks"),
    _check(ConfigurationTable, configuration.core_marks, "核心条件", "core conditions"),
    _check(ConfigurationTable, configuration.claimed_threshold, "阈值声明", "claimed thresholds"),
    _check(ConfigurationTable, configuration.jointly_possible, "联合可能性", "joint possibility"),
    _check(ConfigurationTable, configuration.admissible, "取值范围", "admissible ranges"),
)


def checks_of(table: object) -> tuple[Check, ...]:
    """Return the checks that take a table of this kind."""
    return tuple(check for check in CHECKS if isinstance(table, check.takes))


def run_checks(table: object, checks: tuple[Check, ...] | None = None) -> tuple[Finding, ...]:
    """Return the findings of all checks of a table, or of some, in the order of `CHECKS`."""
    chosen = checks_of(table) if checks is None else checks
    return tuple(finding for check in chosen for finding in check.run(table))


def check_named(key: str) -> Check:
    """Return a check by its key. Raises KeyError listing the keys when there is none."""
    held = {check.key: check for check in CHECKS}
    if key not in held:
        raise KeyError(f"{key} is none of {', '.join(held)}")
    return held[key]
