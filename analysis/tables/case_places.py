"""Where each case stands in the study: its memberships, truth-table row and printed paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from analysis.data import Label, Words
from analysis.data.anchors import anchor
from analysis.data.labels import COMMA
from analysis.qca import MultiValueTable, TruthTable
from analysis.study import Memberships, configurations, memberships
from analysis.tables.case_links import leading
from analysis.tables.charts import Chart, load_charts
from analysis.tables.core import Column, Content, Part, Row, Run, Table, num, runs, table
from analysis.tables.judged import NONE, reconstruction_note
from analysis.tables.measures import membership_text

MAP = "fig-tile-map"  # the figure whose tiles lead here
CONFIGURATIONS = "config-configurations.qmd"
CASE = Label("省份", "Province")
AUTHENTIC, REBUILT = Words("公开数据", "public"), Words("重构", "reconstruction")
NOTE = Words(
    "各列通向相应的表：隶属度、真值表中的行、论文刊印的路径（隶属度高于 0.5）。"
    "省份名称通向地图。隶属度恰为 0.5 的省份不属于任何一行。",
    "Each column leads to its table: memberships, the row of the truth table, the printed paths "
    "with a membership above 0.5. The name leads to the map. A province with a membership of "
    "exactly 0.5 belongs to no row.",
)


def case_places(root: Path | None = None) -> Table:
    """Return one row per case of the sample, which leads on to what the book says of it."""
    return case_places_table(memberships(root), configurations(root).high.table, load_charts(root))


def case_places_table(
    held: Memberships, rows: TruthTable | MultiValueTable, charts: Sequence[Chart]
) -> Table:
    """Return where the cases stand: membership in the outcome, row of ``rows``, paths."""
    numbers = {case: row.number for row in rows.rows for case in row.cases}
    paths = _paths(charts)
    lines: list[Row] = [
        [
            leading(case, "case", f"#{MAP}"),
            num(membership_text(float(held.values[held.outcome][case.zh]))),
            _columns(case),
            _row(case, numbers),
            _listed(case, paths),
        ]
        for case in held.cases
    ]
    columns = [
        Column(CASE, 2, row_header=True),
        Column(held.labels[held.outcome], 2, "right"),
        Column(Words("全部隶属度", "All memberships"), 2.4),
        Column(Words("真值表行", "Row of the truth table"), 1.6, "right"),
        Column(Words("论文刊印的路径", "Printed paths"), 2.2),
    ]
    return table(columns, lines, notes=[NOTE, reconstruction_note(held.origins, held.labels)])


def _columns(case: Label) -> Content:
    public = _linked(AUTHENTIC, f"#{anchor('values', case.zh)}")
    return [*public, COMMA, *_linked(REBUILT, f"#{anchor('reconstruction', case.zh)}")]


def _linked(words: Words, href: str) -> list[Run]:
    return [
        Run(words.zh, href=href, only="zh"),
        Run(words.en, href=href, only="en"),
    ]


def _row(case: Label, numbers: Mapping[str, int]) -> Content:
    number = numbers.get(case.zh)
    if number is None:
        return NONE
    return Run(str(number), href=f"{CONFIGURATIONS}#{anchor('row', case.zh)}")


def _paths(charts: Sequence[Chart]) -> Mapping[str, list[str]]:
    """Return the printed paths that each case is a member of, in the order of the paper."""
    found: dict[str, list[str]] = {}
    for chart in charts:
        for prose, path in zip(chart.prose, chart.held.solution.paths, strict=True):
            for case in (*path.typical, *path.deviant):
                found.setdefault(case, []).append(prose.id)
    return found


def _listed(case: Label, paths: Mapping[str, list[str]]) -> Content:
    own = paths.get(case.zh)
    return list(_path_links(own)) if own else NONE


def _path_links(ids: Sequence[str]) -> Iterator[Part]:
    for index, id in enumerate(ids):
        yield from runs(COMMA) if index else ()
        yield Run(id, href=f"{CONFIGURATIONS}#{anchor('path', id)}")
