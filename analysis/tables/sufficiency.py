"""Tables of the recomputed analysis of sufficiency: truth table, solutions, robustness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeAlias

from analysis.data import Label, Words
from analysis.data.anchors import anchor
from analysis.data.labels import COMMA
from analysis.qca import ModelComparison, MultiValueTable, Solution, Term, ThresholdTest, TruthTable
from analysis.qca.solutions import Path as SolutionPath
from analysis.study import (
    Case,
    Configurations,
    Robustness,
    cases,
    configurations,
    load_variables,
)
from analysis.study import robustness as study_robustness
from analysis.study.configurations import Panel
from analysis.tables.case_links import to_case
from analysis.tables.core import (
    BREAK,
    Body,
    Cell,
    Column,
    Group,
    Part,
    Row,
    Run,
    Table,
    body,
    cell,
    either,
    num,
    on_one_line,
    table,
    zh,
)
from analysis.tables.judged import Labels, Origins, reconstruction_note

Kind: TypeAlias = Literal["complex", "parsimonious", "intermediate"]

PRESENT, ABSENT = "●", "⊗"
CONDITION = Label("条件", "Condition")
CONSISTENCY = Label("一致性", "consistency")
COVERAGE = Label("覆盖度", "coverage")
RAW_COVERAGE = Label("原始覆盖度", "raw coverage")
UNIQUE_COVERAGE = Label("唯一覆盖度", "unique coverage")
FREQUENCY = Label("案例数", "frequency")
OUTPUT = Label("结果", "output")
CASES = Label("案例", "cases")
KINDS: Mapping[Kind, Label] = {
    "complex": Label("复杂解", "complex solution"),
    "parsimonious": Label("简约解", "parsimonious solution"),
    "intermediate": Label("中间解", "intermediate solution"),
}
OUTPUTS = {
    "1": Label("充分", "sufficient"),
    "0": Label("不充分", "not sufficient"),
    "C": Label("矛盾", "contradictory"),
    "?": Label("案例不足", "too few cases"),
}
MODELS = Label("模型", "Models and their paths")
CLOSENESS = ("equal", "subset", "superset", "overlapping", "disjoint")
RELATIONS = {
    "equal": Words("相同", "equal"),
    "subset": Words("子集", "subset"),
    "superset": Words("超集", "superset"),
    "overlapping": Words("部分重合", "overlapping"),
    "disjoint": Words("无重合", "disjoint"),
}


def truth_table(outcome: str = "breakthrough", root: Path | None = None) -> Table:
    """Return the truth table of the outcome or its negation (``~``): conditions down, rows across.

    Raises ValueError for another outcome.
    """
    found = configurations(root)
    labels = load_variables(root).labels
    return truth_table_of(panel_of(found, outcome).table, cases(root), labels, found.origins)


def truth_table_of(
    held: TruthTable | MultiValueTable,
    all_cases: Sequence[Case],
    labels: Labels,
    origins: Origins,
) -> Table:
    """Return a truth table, its sufficient rows first; cases by name and by letter code."""
    codes = {case.label.zh: case.code for case in all_cases}
    found = sorted(held.rows, key=lambda row: (row.output != "1", -row.frequency, row.number))
    lines: list[Row] = [
        [labels[name], *(num(row.values[place]) for row in found)]
        for place, name in enumerate(held.conditions)
    ]
    lines += [
        [on_one_line(FREQUENCY), *(num(row.frequency) for row in found)],
        [on_one_line(CONSISTENCY), *(num(f"{row.consistency:.3f}") for row in found)],
        ["PRI", *(num(f"{row.pri:.3f}") for row in found)],
        [on_one_line(OUTPUT), *(num(row.output) for row in found)],
        [on_one_line(CASES), *(_members(row.cases, held.outcome) for row in found)],
        [
            Words("省份代码", "province codes"),
            *(_stacked(Run(codes[c]) for c in row.cases) for row in found),
        ],
    ]
    columns = [Column(CONDITION, 3.6, row_header=True)]
    columns += [Column(str(row.number), 1.2, "right") for row in found]
    outcome = literal_name(held.outcome, labels)
    head = either([*outcome, "的真值表各行"], ["Rows of the truth table for ", *outcome])
    return table(
        columns,
        lines,
        groups=[Group(None), Group(head, len(found))],
        notes=[_truth_table_note(held), reconstruction_note(origins, labels)],
    )


def _members(found: Sequence[str], outcome: str) -> Cell:
    """Return cases as links to all that is said of them, in the outcome's table as places too."""
    kind = "row-not" if outcome.startswith("~") else "row"
    return _stacked(replace(zh(case), id=anchor(kind, case), href=to_case(case)) for case in found)


def _stacked(parts: Iterable[Run]) -> Cell:
    lines = [run for part in parts for run in (BREAK, part)]
    return cell(lines[1:], align="right")


def _truth_table_note(held: TruthTable | MultiValueTable) -> Words:
    limits, rows = held.thresholds, held.row_count
    outputs = [code for code in OUTPUTS if code in held.output]
    meaning = COMMA.join(
        Words(f"{code} {OUTPUTS[code].zh}", f"{code} {OUTPUTS[code].en}") for code in outputs
    )
    return Words(
        f"1 存在，0 缺乏。结果：{meaning.zh}；充分要求一致性不低于 {limits.consistency}、PRI 不低于"
        " "
        f"{limits.pri}、案例不少于 {limits.frequency} 个。{rows} 行中有 {held.remainder_count} 行"
        "没有案例。",
        f"1 present, 0 absent. Output: {meaning.en}; sufficient asks for consistency "
        f"{limits.consistency}, PRI {limits.pri} and {limits.frequency} case(s). "
        f"{held.remainder_count} of {rows} rows have no case.",
    )


def solutions(
    kind: Kind = "intermediate", outcome: str = "breakthrough", root: Path | None = None
) -> Table:
    """Return the models of one kind of solution: conditions down, every path of any model across.

    Raises ValueError for another kind or outcome.
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, not {kind!r}")
    found = configurations(root)
    panel = panel_of(found, outcome)
    labels = load_variables(root).labels
    return solutions_table(kind, distinct(getattr(panel, kind)), labels, found.origins)


def distinct(models: Sequence[Solution]) -> tuple[Solution, ...]:
    """Return the models without those that have the same paths as an earlier one."""
    seen: dict[frozenset[Term], Solution] = {}
    for model in models:
        seen.setdefault(frozenset(model.terms), model)
    return tuple(seen.values())


def solutions_table(
    kind: Kind, models: Sequence[Solution], labels: Labels, origins: Origins
) -> Table:
    """Return paths by their marks and fit, and below which model has which path."""
    paths = {path.term: path for model in models for path in model.paths}
    columns = [Column(CONDITION, 4.6, row_header=True)]
    columns += [Column(str(number), 1.15, "center") for number in range(1, len(paths) + 1)]
    outcome = literal_name(models[0].outcome, labels)
    head = either(
        [f"{KINDS[kind].zh}：通向", *outcome, "的路径"],
        [*on_one_line(KINDS[kind]), ": paths to ", *outcome],
    )
    bodies = [
        body(_marks(models[0].conditions, list(paths.values()), labels)),
        body(_fits(list(paths.values()), alone=len(models) == 1)),
        body(_models(models, list(paths)), on_one_line(MODELS)),
    ]
    return table(
        columns,
        bodies=bodies,
        groups=[Group(None), Group(head, len(paths))],
        notes=[_solutions_note(models), reconstruction_note(origins, labels)],
    )


def _marks(conditions: Sequence[str], paths: Sequence[SolutionPath], labels: Labels) -> list[Row]:
    signs = {True: PRESENT, False: ABSENT, None: ""}
    return [
        [on_one_line(labels[name]), *(signs[path.term.values.get(name)] for path in paths)]
        for name in conditions
    ]


def _fits(paths: Sequence[SolutionPath], alone: bool) -> list[Row]:
    rows: list[Row] = [
        [on_one_line(CONSISTENCY), *(_three(path.fit.consistency) for path in paths)],
        ["PRI", *(_three(path.fit.pri) for path in paths)],
        [on_one_line(RAW_COVERAGE), *(_three(path.fit.coverage) for path in paths)],
    ]
    if alone:
        unique = [_three(path.fit.unique_coverage) for path in paths]
        rows.append([on_one_line(UNIQUE_COVERAGE), *unique])
    return rows


def _three(value: float) -> Cell:
    return cell(f"{value:.3f}", align="center", classes=("num",))


def _models(models: Sequence[Solution], terms: Sequence[Term]) -> list[Row]:
    return [
        [
            f"{model.name}: {model.fit.consistency:.3f}, {model.fit.coverage:.3f}",
            *("+" if term in model.terms else "" for term in terms),
        ]
        for model in models
    ]


def _solutions_note(models: Sequence[Solution]) -> Words:
    count = len(models)
    tied = Words(
        f"{count} 个模型拟合相同，不分优劣",
        f"{count} models fit equally well, none is preferred",
    )
    told = tied if count > 1 else Words("只有一个模型", "There is one model")
    return Words(
        f"{PRESENT} 存在，{ABSENT} 缺乏，空白：不属于该路径。{told.zh}；+ 标出模型所含的路径，"
        "模型名后的数字是总一致性与总覆盖度。",
        f"{PRESENT} present, {ABSENT} absent, blank: not part of the path. {told.en}; + marks the "
        "paths of a model, the numbers after its name are solution consistency and solution "
        "coverage.",
    )


def robustness(root: Path | None = None) -> Table:
    """Return how the intermediate models change at the stricter consistency threshold."""
    return robustness_table(study_robustness(root), load_variables(root).labels)


def robustness_table(found: Robustness, labels: Labels) -> Table:
    """Return every model at the stricter threshold beside the nearest one at the study's own."""
    bodies = [_tested(test, labels) for test in (found.high, found.nonhigh)]
    columns = [
        Column(Label("模型", "Model"), 1.8, row_header=True),
        Column(Label("最接近的原模型", "nearest original model"), 1.8),
        Column(Label("路径", "its paths against the original"), 2),
        Column(Label("真值表行", "the rows it covers"), 2),
        Column(Label("一致性差", "consistency, difference"), 1.5, "right"),
        Column(Label("覆盖度差", "coverage, difference"), 1.5, "right"),
    ]
    notes = [_robustness_note(found), reconstruction_note(found.origins, labels)]
    return table(columns, bodies=bodies, notes=notes)


def _robustness_note(found: Robustness) -> Words:
    near = [*nearest(found.high), *nearest(found.nonhigh)]
    kept = sum(each.paths in ("equal", "subset") for each in near)
    tested, initial = found.high.tested.consistency, found.high.initial.consistency
    return Words(
        f"一致性阈值由 {initial} 提高到 {tested}，其余设定不变。较严阈值下的 {len(near)} 个模型中，"
        f"有 {kept} 个的全部路径都包含在某个原模型的路径之中。",
        f"Consistency threshold {tested} in place of {initial}, other settings kept. Of the "
        f"{len(near)} models at the stricter threshold {kept} have all their paths among those of "
        "an original model.",
    )


def _tested(test: ThresholdTest, labels: Labels) -> Body:
    outcomes = [each.initial.outcome for each in test.comparisons]
    name = literal_name(outcomes[0], labels) if outcomes else None
    if test.no_solution:
        told = Words("较严阈值下没有充分的行", "no row is sufficient at the stricter threshold")
        none = cell(told, colspan=6)
        return body([[none]], name)
    return body([_nearest(each) for each in nearest(test)], name)


def nearest(test: ThresholdTest) -> tuple[ModelComparison, ...]:
    """Return, for every tested model, its comparison with the initial model it is closest to."""
    best: dict[str, ModelComparison] = {}
    for each in test.comparisons:
        held = best.setdefault(each.tested.name, each)
        if _distance(each) < _distance(held):
            best[each.tested.name] = each
    return tuple(best.values())


def _distance(each: ModelComparison) -> tuple[int, int]:
    return CLOSENESS.index(each.paths), CLOSENESS.index(each.rows)


def _nearest(each: ModelComparison) -> Row:
    return [
        each.tested.name,
        each.initial.name,
        RELATIONS[each.paths],
        RELATIONS[each.rows],
        num(f"{each.consistency_difference:+.3f}"),
        num(f"{each.coverage_difference:+.3f}"),
    ]


def panel_of(found: Configurations, outcome: str) -> Panel:
    """Return the panel of an outcome. Raises ValueError for an unknown one."""
    panels = {panel.outcome: panel for panel in (found.high, found.nonhigh)}
    if outcome not in panels:
        raise ValueError(f"outcome must be one of {', '.join(panels)}, not {outcome!r}")
    return panels[outcome]


def literal_label(literal: str, labels: Labels) -> Label:
    """Return the name of a condition or outcome, after ``~`` where it is negated."""
    label = labels[literal.removeprefix("~")]
    sign = "~" if literal.startswith("~") else ""
    return Label(f"{sign}{label.zh}", f"{sign}{label.en}")


def literal_name(literal: str, labels: Labels) -> tuple[Part, ...]:
    """Return the name of a condition or outcome on one line, after ``~`` where it is negated."""
    return on_one_line(literal_label(literal, labels))
