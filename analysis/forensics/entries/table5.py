"""Table 5: coverages and consistencies against bounds, grid, overlap and joint possibility."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from analysis.data import Words
from analysis.data.labels import NOTHING, words
from analysis.forensics.checks import configuration
from analysis.forensics.checks.configuration import ConfigurationTable
from analysis.forensics.checks.finding import Finding, Place
from analysis.forensics.checks.registry import check_named
from analysis.forensics.checks.study import configuration_tables
from analysis.forensics.entries.by_check import STUDY, entry_by, findings_by_place
from analysis.forensics.entries.entry import Entry, LedgerSources
from analysis.forensics.literals import written
from analysis.forensics.verdicts import Basis, Consequence, Verdict

TABLE, LOCATOR = "table5", "section 4.2"
TOGETHER = "all numbers together"
GRID, LITERALS = "configuration.two_decimals", "configuration.literal_bounds"
JOINT = check_named("configuration.jointly_possible")
WRONG_MARK = Words(
    "该数字落在 0.001 网格上，可见是标记有误",
    "the number lies on the 0.001 grid, which points to a wrong mark",
)
FALLS = Words(
    "与该组的标记和其他数字不能同时成立",
    "cannot hold together with the marks and the other numbers of its panel",
)
AT_ODDS = Words("表 4 自相矛盾", "Table 4 contradicts itself")
PANEL = Words("一组的全部数字与标记", "all numbers and marks of a panel")
STATISTICS = {
    "consistency": Words("一致性", "consistency"),
    "raw_coverage": Words("原始覆盖度", "raw coverage"),
    "unique_coverage": Words("唯一覆盖度", "unique coverage"),
    "solution_consistency": Words("总一致性", "solution consistency"),
    "solution_coverage": Words("总覆盖度", "solution coverage"),
}
# Numbers that depend on several paths: they fall with their panel.
SHARED = ("unique_coverage", "solution_coverage")


def table5_entries(sources: LedgerSources) -> Iterator[Entry]:
    """Yield one entry per number of Table 5 and, per panel, one for all its numbers together."""
    for table in configuration_tables(sources):
        found = findings_by_place([table])
        whole = next(configuration.jointly_possible(table), None)
        for name, printed in table.numbers():
            place = table.place(name)
            yield entry_by(
                _with_panel(place, found, whole),
                TABLE,
                place,
                printed,
                statistic=STATISTICS[place[0]],
                locator=LOCATOR,
                note=_wrong_mark(place, found, table),
            )
        yield _together(table, whole)


def _with_panel(
    place: Place, found: Mapping[Place, Finding], whole: Finding | None
) -> Finding | None:
    """The finding on a number; a shared number of an impossible panel is not determined."""
    own = found.get(place)
    proven = own is not None and own.verdict in (Verdict.EXACT, Verdict.CONTRADICTED)
    falls = place[0] in SHARED and whole is not None and whole.verdict is Verdict.CONTRADICTED
    if proven or not falls or whole is None:
        return own
    return replace(
        whole,
        verdict=Verdict.NOT_DETERMINED,
        consequence=Consequence.NONE,
        line=FALLS,
    )


def _wrong_mark(place: Place, found: Mapping[Place, Finding], table: ConfigurationTable) -> Words:
    own = found.get(place)
    if own is None or own.check != LITERALS or own.verdict is not Verdict.CONTRADICTED:
        return NOTHING
    grid = [each for each in configuration.two_decimals(table) if each.subject == place]
    return WRONG_MARK if grid and grid[0].verdict is not Verdict.CONTRADICTED else NOTHING


def _together(table: ConfigurationTable, whole: Finding | None) -> Entry:
    marks = "; ".join(f"{path.id}: {written(path.literals)}" for path in table.panel.paths)
    return Entry(
        document=STUDY,
        table=TABLE,
        row=TOGETHER,
        column=table.outcome,
        printed=marks,
        recomputed="",
        interval="",
        rule="",
        verdict=whole.verdict if whole else Verdict.NOT_DETERMINED,
        basis=Basis.PRINTED_ONLY,
        consequence=whole.consequence if whole else Consequence.NONE,
        method=words(JOINT.title),
        note=whole.line if whole else AT_ODDS,
        locator=LOCATOR,
        statistic=PANEL,
        check=JOINT.name,
    )
