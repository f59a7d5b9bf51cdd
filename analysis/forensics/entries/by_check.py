"""Entries of the ledger from the findings of the checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.data import Words
from analysis.data.labels import NONE, NOTHING, SEMICOLON, Text, words
from analysis.forensics.checks.finding import Finding, Place, decisive
from analysis.forensics.checks.registry import check_named, run_checks
from analysis.forensics.entries.entry import Entry, shown, shown_interval
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.verdicts import Basis, Consequence, Verdict

STUDY = "configurational study"
OPEN = Words("已刊印或公布的内容都不足以判定", "nothing that was printed or published decides it")
AT_ODDS = Words("与其他数字不能同时成立：{line}", "cannot hold together with the others: {line}")
# What lies in its range, or in a panel that is impossible as a whole, is not decided by that.
RANGES = ("nca.admissible", "necessity.admissible", "configuration.admissible")
WHOLE = "configuration.jointly_possible"
# A wrong statement of the text leaves the numbers it speaks of as they are.
TEXT = (
    "nca.named_conditions",
    "necessity.named_necessary",
    "configuration.claimed_threshold",
)


def findings_by_place(tables: Iterable[object]) -> Mapping[Place, Finding]:
    """Return the finding that decides each printed number of some tables, by all their checks.

    A number that nothing proves, but that contradicts others together with which it was printed,
    is not determined: one of them is wrong, and which one the check does not say.
    """
    found = [finding for table in tables for finding in run_checks(table)]
    own = decisive(
        each for each in found if each.check not in RANGES or each.verdict is Verdict.CONTRADICTED
    )
    firm = {
        place
        for place, each in own.items()
        if each.verdict in (Verdict.EXACT, Verdict.CONTRADICTED)
    }
    together = [
        each
        for each in found
        if each.subject is None
        and each.verdict is Verdict.CONTRADICTED
        and each.check not in (WHOLE, *TEXT)
    ]
    loose = {place: _open(each) for each in reversed(together) for place in each.places}
    return {**own, **{place: each for place, each in loose.items() if place not in firm}}


def _open(finding: Finding) -> Finding:
    return replace(
        finding,
        verdict=Verdict.NOT_DETERMINED,
        consequence=Consequence.NONE,
        line=AT_ODDS.format(line=finding.line),
    )


def entry_by(
    finding: Finding | None,
    table: str,
    place: Place,
    printed: PrintedNumber,
    *,
    statistic: Text,
    locator: str,
    note: Words = NOTHING,
) -> Entry:
    """Return the entry of a printed number of the configurational study.

    ``finding`` decides it, None where no check looks at it; ``note`` is added to its line.
    """
    told = [finding.line if finding else OPEN, note]
    check = check_named(finding.check) if finding else None
    return Entry(
        document=STUDY,
        table=table,
        row=place[0],
        column=place[1],
        printed=printed.text,
        recomputed=shown(printed, finding.recomputed if finding else None),
        interval=shown_interval(printed),
        rule=finding.rule.label if finding and finding.rule else "",
        verdict=finding.verdict if finding else Verdict.NOT_DETERMINED,
        basis=finding.basis if finding else Basis.PRINTED_ONLY,
        consequence=finding.consequence if finding else Consequence.NONE,
        method=words(check.title) if check else NONE,
        note=SEMICOLON.join(each for each in told if each),
        locator=locator,
        statistic=statistic,
        check=check.name if check else "",
    )
