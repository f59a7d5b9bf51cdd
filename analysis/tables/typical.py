"""Typical cases: those the paper names for each path beside the members of the path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from analysis.data import Label, Words
from analysis.data.anchors import anchor
from analysis.forensics.typical_cases import TypicalCase, study_typical_cases
from analysis.forensics.verdicts import Verdict
from analysis.qca.solutions import Path as SolutionPath
from analysis.study import load_variables, sample
from analysis.tables.charts import Chart, PathProse, load_charts
from analysis.tables.core import (
    BREAK,
    Column,
    Part,
    Row,
    Run,
    Table,
    body,
    either,
    on_one_line,
    table,
)
from analysis.tables.judged import NONE, Labels, reconstruction_note, verdict, verdict_note
from analysis.tables.sufficiency import literal_name

TYPICAL_NOTE = Words(
    "成员指在刊印路径的每个条件中隶属度都高于二分之一的省份。公开数据核查：所列案例在有公开数据的"
    "条件中最差的判定。",
    "A member has a membership above one half in every condition of the printed path. On public "
    "columns: the worst verdict of the named cases in the conditions with public data.",
)


def typical_cases(root: Path | None = None) -> Table:
    """Return the cases the paper names for each path, beside the members of the path."""
    return typical_cases_table(
        load_charts(root), study_typical_cases(root).all, sample(root), load_variables(root).labels
    )


def typical_cases_table(
    charts: Sequence[Chart],
    checked: Sequence[TypicalCase],
    cases: Sequence[Label],
    labels: Labels,
) -> Table:
    """Return one row per path: named cases, their check on public columns, members found."""
    names = {case.zh: case for case in cases}
    columns = [
        Column(Label("路径", "Path"), 3.2, row_header=True),
        Column(Label("典型案例", "Named as typical"), 2.6),
        Column(Label("公开数据核查", "On public columns"), 2),
        Column(Label("重构中的成员", "Members in the reconstruction"), 2.6),
        Column(Label("缺", "Named, no member"), 2),
    ]
    bodies = [
        body(
            (_typical_row(*pair, checked, names) for pair in _pairs(chart)),
            literal_name(chart.held.outcome, labels),
        )
        for chart in charts
    ]
    origins = charts[0].held.origins
    found = [each.verdict for each in checked]
    return table(
        columns,
        bodies=bodies,
        notes=[TYPICAL_NOTE, verdict_note(found), reconstruction_note(origins, labels)],
    )


def _pairs(chart: Chart) -> Iterator[tuple[PathProse, SolutionPath]]:
    return zip(chart.prose, chart.held.solution.paths, strict=True)


def _typical_row(
    prose: PathProse,
    path: SolutionPath,
    checked: Sequence[TypicalCase],
    names: Mapping[str, Label],
) -> Row:
    own = [each for each in checked if each.path == prose.id]
    worst = max((each.verdict for each in own), key=list(Verdict).index)
    members = (*path.typical, *path.deviant)
    missing = [case for case in prose.cases if case not in members]
    place = anchor("path", prose.id)
    return [
        [
            *either(
                Run(f"{prose.id}（第 {prose.section} 节）", strong=True, id=place),
                Run(f"{prose.id} (§ {prose.section})", strong=True, id=place),
            ),
            BREAK,
            prose.name,
        ],
        listed(prose.cases, names),
        verdict(worst),
        listed(members, names),
        listed(missing, names),
    ]


def listed(cases: Sequence[str], names: Mapping[str, Label]) -> tuple[Part, ...]:
    """Return cases by both names, one per line; a dash for none."""
    parts = [run for case in cases for run in (BREAK, *on_one_line(names[case]))]
    return tuple(parts[1:]) or (Run(NONE),)
