"""The truth table of a study, whatever the number of its rows and conditions."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.data import Words
from analysis.data.labels import SEMICOLON
from analysis.qca.truth_table import Row as TableRow
from analysis.study import Configurations, Panel, Study, configurations, study_at
from analysis.study.loading import At
from analysis.tables.core import Column, Content, Group, Row, Table, cell, num, table
from analysis.tables.study_tables.common import (
    CONSISTENCY,
    FREQUENCY,
    Labels,
    literal,
    named_cases,
    rebuilt_notes,
    three,
)

LISTED = 40
# Of more conditions the columns bear numbers, which a note explains.
MOST_NAMED = 4
OUTPUT = Words("结果", "output")
CASES = Words("案例", "cases")
OUTPUTS = {
    "1": Words("1 充分", "1 sufficient"),
    "0": Words("0 不充分", "0 not sufficient"),
    "C": Words("C 矛盾", "C contradictory"),
    "?": Words("? 案例不足", "? too few cases"),
}
ASKED = Words(
    "{values}结果：{meanings}；充分行要求一致性 {consistency}、PRI {pri}、案例数 {frequency}。",
    "{values}Output: {meanings}; a sufficient row has a consistency of {consistency}, a PRI of "
    "{pri} and {frequency} case(s).",
)
ZERO_ONE = Words("1 存在，0 缺失。", "1 present, 0 absent. ")
LEVELS = Words("数字为条件的取值。", "Figures are values of the conditions. ")
REST = Words(
    "共 {all} 行，其中 {observed} 行有案例。",
    "{observed} of {all} rows have cases.",
)
FIRST = Words(
    "仅列出 {listed} 行，充分行与案例多者在前。", "{listed} rows are listed, sufficient ones first."
)


def truth_table(outcome: str | None = None, at: At = None) -> Table:
    """Return the truth table of the outcome or, with ``~``, its negation: sufficient rows first.

    ``outcome`` None is the study's. Of many rows those that are sufficient, or have most cases, are
    listed. Raises ValueError for another outcome.
    """
    study = study_at(at)
    return rows_table(study, configurations(study), outcome)


def rows_table(study: Study, found: Configurations, outcome: str | None = None) -> Table:
    """Return the truth table of one outcome of solved configurations."""
    panel = panel_of(found, outcome)
    held = panel.table
    ranked = sorted(held.rows, key=lambda row: (row.output != "1", -row.frequency, row.number))
    labels, names = found.labels, {case.zh: case for case in found.cases}
    rows: list[Row] = [
        [
            num(row.number),
            *(num(value) for value in row.values),
            num(f"{row.frequency:,}"),
            three(row.consistency),
            three(row.pri),
            cell(row.output, align="center"),
            named_cases(row.cases, names, study),
        ]
        for row in ranked[:LISTED]
    ]
    return table(
        [
            Column(Words("行", "row"), 0.9, "right", row_header=True),
            *(Column(head, 1.0, "right") for head in _heads(held.conditions, labels)),
            Column(FREQUENCY, 0.9, "right"),
            Column(CONSISTENCY, 1.3, "right"),
            Column("PRI", 1.0, "right"),
            Column(OUTPUT, 1.0, "center"),
            Column(CASES, 4.0),
        ],
        rows,
        groups=[Group(literal(panel.outcome, labels), len(held.conditions) + 6)],
        notes=[*_notes(panel, labels, ranked), *rebuilt_notes(found.origins, labels)],
    )


def panel_of(found: Configurations, outcome: str | None) -> Panel:
    """Return the panel of an outcome, the first when None. ValueError for an unknown one."""
    panels = {panel.outcome: panel for panel in found.panels}
    wanted = found.high.outcome if outcome is None else outcome
    if wanted == "~":
        wanted = found.nonhigh.outcome
    if wanted not in panels:
        raise ValueError(f"outcome must be one of {', '.join(panels)}, not {outcome!r}")
    return panels[wanted]


def _heads(conditions: Sequence[str], labels: Labels) -> list[Content]:
    if len(conditions) > MOST_NAMED:
        return [str(number) for number in range(1, len(conditions) + 1)]
    return [labels[name] for name in conditions]


def _notes(panel: Panel, labels: Labels, ranked: Sequence[TableRow]) -> list[Content]:
    held = panel.table
    limits = held.thresholds
    meanings = SEMICOLON.join(words for code, words in OUTPUTS.items() if code in held.output)
    notes: list[Content] = [
        ASKED.format(
            values=LEVELS if panel.is_multivalue else ZERO_ONE,
            meanings=meanings,
            consistency=f"{limits.consistency:g}",
            pri=f"{limits.pri:g}",
            frequency=limits.frequency,
        ),
        REST.format(all=f"{held.row_count:,}", observed=f"{len(held):,}"),
    ]
    if len(ranked) > LISTED:
        notes.append(FIRST.format(listed=LISTED))
    if len(held.conditions) > MOST_NAMED:
        named = (
            Words(f"{number} {labels[key].zh}", f"{number} {labels[key].en}")
            for number, key in enumerate(held.conditions, start=1)
        )
        notes.append(SEMICOLON.join(named))
    return notes
