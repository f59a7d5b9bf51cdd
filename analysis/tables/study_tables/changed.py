"""What flipped against the study that this one is compared with."""

from __future__ import annotations

from analysis.changes import Changes, compare, results_of, sections
from analysis.data import Words
from analysis.study import load_study, study_at
from analysis.study.loading import At
from analysis.tables.core import Column, Row, Table, body, num, table
from analysis.tables.study_tables.common import LISTED, statement
from analysis.tables.study_tables.necessary import CEILINGS

SUBJECT = Words("对象", "What")
BEFORE, AFTER = Words("此前", "before"), Words("现在", "now")
NOTHING = Words("没有变化。", "Nothing changed.")
MORE = Words("另有 {count} 项未列出。", "{count} more are not listed.")


def changes_of(at: At = None, *, to: str | None = None) -> Changes:
    """Return what flipped from the base of a study to the study itself.

    With ``to``, from the study itself to the one of this name.
    """
    study = study_at(at)
    if to is not None:
        return compare(results_of(study), results_of(load_study(to, study.root)))
    return compare(results_of(load_study(study.base, study.root)), results_of(study))


def changes(found: Changes) -> Table:
    """Return everything that flipped, kind by kind; kinds without a change are named in a note."""
    parts = [part for part in sections(found) if part.lines]
    rest = [part for part in sections(found) if not part.lines]
    still = [part.head for part in rest if not part.not_compared]
    skipped = [
        Words("{head}{reason}。", "{head}: {reason}.").format(
            head=part.head, reason=Words(f"：{part.not_compared.zh}", part.not_compared.en)
        )
        for part in rest
        if part.not_compared
    ]
    if not parts:
        return statement(SUBJECT, NOTHING)
    bodies = []
    for part in parts:
        rows: list[Row] = [[one.subject, one.before, one.after] for one in part.lines[:LISTED]]
        more = len(part.lines) - LISTED
        if more > 0:
            rows.append([MORE.format(count=more), "", ""])
        bodies.append(body(rows, part.head))
    kept = Words("、", "; ").join(still)
    note = Words(f"没有变化的有：{kept.zh}。", f"No change in: {kept.en}.")
    return table(
        [Column(SUBJECT, 4, row_header=True), Column(BEFORE, 2.6), Column(AFTER, 2.6)],
        bodies=bodies,
        notes=[*([note] if still else []), *skipped],
    )


def shifts(found: Changes) -> Table:
    """Return, by ceiling and condition, the level that moved most in the bottleneck table."""
    labels = {**found.old.labels, **found.new.labels}
    rows: list[Row] = [
        [
            Words(labels[each.condition]["zh"], labels[each.condition]["en"]),
            CEILINGS[each.ceiling],
            num(f"{each.level}%"),
            num(f"{each.before:.1f}"),
            num(f"{each.after:.1f}"),
            num(f"{each.after - each.before:+.1f}"),
        ]
        for each in found.shifts
    ]
    if not rows:
        return statement(SUBJECT, NOTHING)
    return table(
        [
            Column(Words("条件", "Condition"), 3, row_header=True),
            Column(Words("上限", "ceiling"), 1.6),
            Column(Words("结果水平", "outcome at"), 1.4, "right"),
            Column(BEFORE, 1.2, "right"),
            Column(AFTER, 1.2, "right"),
            Column(Words("差", "difference"), 1.2, "right"),
        ],
        rows,
        notes=[
            Words(
                "所需条件水平，以观测范围的百分比计；每行为两者都有数值的水平中变动最大的一个。",
                "Level needed, in percent of the observed range; of the levels that both have, "
                "the one that moved most.",
            )
        ],
    )
