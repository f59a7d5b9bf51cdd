"""Table 5: the printed configurations, their fit on the reconstruction, the recomputed paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from analysis.data import Label, Words
from analysis.forensics.printed import PrintedNumber
from analysis.qca import Solution
from analysis.qca.solutions import Path as SolutionPath
from analysis.study import configurations as study_configurations
from analysis.study import load_variables
from analysis.tables.badges import BADGE_NOTE
from analysis.tables.charts import (
    MARKS_NOTE,
    PARAMETERS,
    RANKS,
    SOLUTION,
    Chart,
    fitted,
    load_charts,
    mark,
)
from analysis.tables.core import (
    Align,
    Body,
    Cell,
    Column,
    Group,
    Row,
    Table,
    body,
    cell,
    num,
    on_one_line,
    table,
)
from analysis.tables.judged import (
    PRINTED,
    REBUILT,
    TOGETHER,
    VERDICT,
    Findings,
    Labels,
    entries_note,
    load_entries,
    load_findings,
    reconstruction_note,
    shown,
)
from analysis.tables.sufficiency import ABSENT, CONDITION, distinct, literal_name, panel_of

MODEL_NOTE = Words(
    "重构：中间解模型 {model}{choice}；核心条件按简约解模型 {core} 确定，按其他简约解模型则会是别"
    "的条件。{absent} 核心与 {absent} 边缘：条件缺乏，并处于该等级。",
    "Reconstruction: intermediate model {model}{choice}; core conditions by parsimonious model "
    "{core}, other parsimonious models make other conditions core. {absent} core and {absent} "
    "peripheral: absent, with this rank.",
)


def configurations(root: Path | None = None) -> Table:
    """Return Table 5 as a chart of marks, and its parameters of fit beside the reconstruction's."""
    labels = load_variables(root).labels
    return configurations_table(load_charts(root), labels, load_findings("table5", root))


def printed_configurations(root: Path | None = None) -> Table:
    """Return Table 5 as printed: marks, with core and peripheral after the text, and fit."""
    labels = load_variables(root).labels
    return configurations_table(
        load_charts(root), labels, load_findings("table5", root), refit=False
    )


def configurations_table(
    charts: Sequence[Chart], labels: Labels, found: Findings, refit: bool = True
) -> Table:
    """Return both panels side by side; with ``refit`` the same paths on the reconstruction."""
    conditions = charts[0].held.solution.conditions
    columns = [Column(CONDITION, 2.0, row_header=True), Column("", 1.8)]
    columns += [Column(path.id, 1.55, "right") for chart in charts for path in chart.prose]
    groups = [Group(None), Group(None)]
    groups += [
        Group(literal_name(chart.held.outcome, labels), len(chart.prose)) for chart in charts
    ]
    verdicts = entries_note(found.of_table("table5"))
    rebuilt = reconstruction_note(charts[0].held.origins, labels)
    return table(
        columns,
        bodies=[
            body(_mark_row(name, charts, labels) for name in conditions),
            *_fit_bodies(charts, found, refit),
        ],
        groups=groups,
        notes=[MARKS_NOTE, verdicts, rebuilt] if refit else [MARKS_NOTE, BADGE_NOTE],
    )


def _mark_row(name: str, charts: Sequence[Chart], labels: Labels) -> Row:
    marks = [
        mark(path.term.values.get(name), prose.roles[name])
        for chart in charts
        for path, prose in zip(chart.held.paths, chart.prose, strict=True)
    ]
    return [cell(on_one_line(labels[name]), colspan=2), *marks]


def _fit_bodies(charts: Sequence[Chart], found: Findings, refit: bool) -> list[Body]:
    columns = [(path.id, 1) for chart in charts for path in chart.prose]
    spans = [(chart.held.outcome, len(chart.prose)) for chart in charts]
    rows = [(name, label, columns) for name, label in PARAMETERS.items()]
    rows += [(f"solution_{name}", label, spans) for name, label in SOLUTION.items()]
    bodies = [body(_number_rows(*row, found, refit)) for row in rows]
    return [*bodies, body([_together_row(spans, found)])] if refit else bodies


def _number_rows(
    name: str, label: Label, columns: Sequence[tuple[str, int]], found: Findings, refit: bool
) -> list[Row]:
    def spread(show: Callable[..., Cell], **options: Align) -> list[Cell]:
        return [
            replace(show("table5", name, key, **options), colspan=span) for key, span in columns
        ]

    if not refit:
        return [[cell(on_one_line(label), colspan=2), *spread(found.badged)]]
    return [
        [cell(label, rowspan=3), on_one_line(PRINTED), *spread(found.printed)],
        [on_one_line(REBUILT), *spread(found.reconstruction)],
        [on_one_line(VERDICT), *spread(found.verdict, align="right")],
    ]


def _together_row(spans: Sequence[tuple[str, int]], found: Findings) -> Row:
    label = Label("全部数字", "all numbers and marks together")
    verdicts = [
        replace(found.verdict("table5", TOGETHER, key, align="right"), colspan=span)
        for key, span in spans
    ]
    return [cell(on_one_line(label), colspan=2), *verdicts]


def solution_chart(outcome: str = "breakthrough", root: Path | None = None) -> Table:
    """Return the printed paths of one outcome beside the recomputed intermediate model.

    Of several models that fit equally well, the one with most printed paths; its core and
    peripheral conditions follow the parsimonious model it is paired with. Raises ValueError for an
    unknown outcome.
    """
    panel = panel_of(study_configurations(root), outcome)
    chart = next(chart for chart in load_charts(root) if chart.held.outcome == outcome)
    found = Findings.of(load_entries("table5", root), {})
    return solution_chart_table(chart, panel.intermediate, load_variables(root).labels, found)


def solution_chart_table(
    chart: Chart, models: Sequence[Solution], labels: Labels, found: Findings
) -> Table:
    """Return printed and recomputed paths as columns of one chart, with fit and typical cases."""
    model = closest(models, chart)
    columns = [Column(CONDITION, 3.2, row_header=True)]
    columns += [Column(path.id, 1.7, "center") for path in chart.held.paths]
    columns += [Column(str(i), 1.7, "center") for i in range(1, len(model.paths) + 1)]
    groups = [Group(None), Group(on_one_line(PRINTED), len(chart.prose))]
    groups += [Group(REBUILT, len(model.paths))]
    return table(
        columns,
        bodies=[
            body(_chart_row(name, chart, model, labels) for name in model.conditions),
            body(_chart_fits(chart, model, found)),
        ],
        groups=groups,
        notes=[
            MARKS_NOTE,
            _model_note(model, models),
            BADGE_NOTE,
            reconstruction_note(chart.held.origins, labels),
        ],
    )


def closest(models: Sequence[Solution], chart: Chart) -> Solution:
    """Return the model that has most of the printed paths; of several the first."""
    wanted = {path.term for path in chart.held.paths}
    return max(models, key=lambda model: len(wanted.intersection(model.terms)))


def _chart_row(name: str, chart: Chart, model: Solution, labels: Labels) -> Row:
    marks = [
        mark(path.term.values.get(name), prose.roles[name])
        for path, prose in zip(chart.held.paths, chart.prose, strict=True)
    ]
    return [labels[name], *marks, *(_ranked(path, name) for path in model.paths)]


def _ranked(path: SolutionPath, name: str) -> Cell:
    role = path.role(name)
    if role is None:
        return cell("")
    kind, present = role
    return mark(True, kind) if present else cell([f"{ABSENT} ", RANKS[kind]], align="center")


def _chart_fits(chart: Chart, model: Solution, found: Findings) -> list[Row]:
    rows: list[Row] = []
    for name, label in PARAMETERS.items():
        numbers = [found.badged("table5", name, path.id) for path in chart.prose]
        like: PrintedNumber = getattr(chart.numbers.paths[0], name)
        values = [num(shown(like, fitted(path.fit, name))) for path in model.paths]
        rows.append([on_one_line(label), *numbers, *values])
    for name, label in SOLUTION.items():
        number: PrintedNumber = getattr(chart.numbers, name)
        value = num(shown(number, fitted(model.fit, name)))
        spans = (len(chart.prose), len(model.paths))
        pair = (found.badged("table5", f"solution_{name}", chart.held.outcome), value)
        rows.append(
            [on_one_line(label), *(replace(c, colspan=s) for c, s in zip(pair, spans, strict=True))]
        )
    return rows


def _model_note(model: Solution, models: Sequence[Solution]) -> Words:
    tied = len(distinct(models))
    choice = Words(
        f"（{tied} 个拟合相同的模型中含刊印路径最多的一个）",
        f", of {tied} that fit equally well the one with most printed paths",
    )
    return MODEL_NOTE.format(
        model=model.name, choice=choice if tied > 1 else "", core=model.parsimonious or "",
        absent=ABSENT,
    )  # fmt: skip
