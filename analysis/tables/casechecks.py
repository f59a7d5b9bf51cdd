"""Tables that check the case study against itself: counts, double statements, findings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from analysis.casestudy import load_findings
from analysis.data import Label, Words
from analysis.data.labels import SEMICOLON, Text, bracketed, english, words
from analysis.data.locators import located
from analysis.forensics.casechecks.claims import check_case_claims
from analysis.forensics.casechecks.double import Statement
from analysis.forensics.casechecks.double import double_statements as found_twice
from analysis.forensics.casechecks.report import CheckReport
from analysis.forensics.casechecks.report import paper_checks as all_checks
from analysis.forensics.entries.entry import place_id
from analysis.tables.badges import BADGE_NOTE
from analysis.tables.casestudy import SELECTION
from analysis.tables.core import (
    BREAK,
    Cell,
    Column,
    Part,
    Row,
    Run,
    Table,
    body,
    cell,
    either,
    num,
    on_one_line,
    runs,
    table,
    zh,
)
from analysis.tables.judged import NONE, VERDICT, judged_at, verdict, verdict_note

COUNTS = ("count", "listed", "people")
DOCUMENTS = ("case study", "configurational study")
MATTER = Words("事项", "Matter")
EFFECTS = {
    "wording": Words("措辞", "wording"),
    "source": Words("来源", "source"),
    "date": Words("日期", "date"),
}
COUNTED = re.compile(r"\d+ of \d+")
NO_ODD = Words("无：{note}", "none: {note}")
CHINESE = re.compile(r"([\u3000-\u303f\u4e00-\u9fff]+)")


def coding_claims(root: Path | None = None) -> Table:
    """Return every count the paper states beside the recomputed one, with a verdict."""
    rows: list[Row] = []
    for claim in check_case_claims(root):
        if claim.kind in COUNTS:
            id = place_id("case study", claim.table, claim.row, claim.column)
            rows.append(
                [
                    claim.label,
                    num(claim.printed),
                    num(claim.finding.recomputed),
                    judged_at(id, claim.finding.verdict),
                    _short_place(claim.locator),
                ]
            )
    columns = [
        Column(Words("计数", "Count"), 3, row_header=True),
        Column(Words("刊印", "Printed"), 1, "right"),
        Column(Words("重算", "Recomputed"), 1.3, "right"),
        Column(Words("判定", "Verdict"), 1.6),
        Column(Words("位置", "Place"), 2),
    ]
    return table(columns, rows, notes=[BADGE_NOTE])


def double_statements(root: Path | None = None) -> Table:
    """Return what the paper states in two ways: the first place, then all others."""
    rows: list[Row] = []
    for item in found_twice(root):
        here, *others = item.statements
        there = [run for each in others for run in (BREAK, *_statement(each))]
        rows.append([item.label, _statement(here), there[1:], EFFECTS[item.effect]])
    columns = [
        Column(MATTER, 2.6, row_header=True),
        Column(Words("此处", "Here"), 2.6),
        Column(Words("他处", "There"), 2.6),
        Column(Words("涉及", "Touches"), 1.1),
    ]
    return table(columns, rows)


def findings(root: Path | None = None) -> Table:
    """Return what the printed tables show and the text does not say."""
    rows: list[Row] = [[item.topic, num(item.value), item.reading] for item in load_findings(root)]
    columns = [
        Column(MATTER, 3, row_header=True),
        Column(Words("数值", "Value"), 1.4, "right"),
        Column(Words("含义", "Reading"), 4),
    ]
    return table(columns, rows, notes=[SELECTION])


def paper_checks(document: str, root: Path | None = None) -> Table:
    """Return the checks of one paper that look at many things at once: odd ones and verdict.

    ``document`` is ``case study`` or ``configurational study``. Raises ValueError for another.
    """
    if document not in DOCUMENTS:
        raise ValueError(f"document must be one of {', '.join(DOCUMENTS)}, not {document!r}")
    reports = [each for each in all_checks(root) if each.document == document]
    columns = [
        Column(Words("要求", "Asked for"), 3, row_header=True),
        Column(Words("不符者", "Odd ones"), 1.2, "right"),
        Column(VERDICT, 1.9),
        Column(Words("是哪些", "Which"), 4.4),
    ]
    rows = [_check_row(each) for each in reports]
    notes = [verdict_note(each.verdict for each in reports)]
    return table(columns, bodies=[body(rows)], notes=notes)


def _check_row(report: CheckReport) -> Row:
    finding = report.finding
    is_counted = COUNTED.fullmatch(english(finding.recomputed))
    value = finding.recomputed if is_counted else NONE
    which = _which(finding.odd) if finding.odd else None
    told = NO_ODD.format(note=finding.note) if is_counted else finding.note
    return [report.label, num(value), verdict(finding.verdict), which or _mixed(told)]


def _which(odd: Sequence[Text]) -> Cell:
    """Return the odd ones, a term with the Chinese beside the English."""
    parts: list[Part] = []
    for each in odd:
        own = on_one_line(each) if isinstance(each, Label) else ()
        is_term = isinstance(each, Label) and not isinstance(each, Words)
        parts += [*runs(SEMICOLON), *(own if is_term else _mixed(each).content)]
    return cell(parts[len(runs(SEMICOLON)) :])


def _mixed(text: Text) -> Cell:
    """Return a text with its Chinese parts, in English, marked as Chinese."""
    both = words(text)
    parts = [part for part in CHINESE.split(both.en) if part]
    marked = [zh(part) if CHINESE.fullmatch(part) else Run(part) for part in parts]
    return cell(either(both.zh, marked))


def _statement(statement: Statement) -> list[Part]:
    is_chinese = CHINESE.search(statement.printed)
    shown = zh(statement.printed) if is_chinese else Run(statement.printed)
    printed = [shown, BREAK] if statement.printed else []
    place = _short_place(statement.locator)
    return [*printed, *runs(bracketed(place, statement.note))]


def _short_place(locator: str) -> Words:
    """Return a place in few words: in English §3.1 for a section."""
    return Words(located(locator).zh, locator.replace("Section ", "§"))
