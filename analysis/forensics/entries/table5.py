"""Table 5: coverages and consistencies against bounds, grid, identity and joint possibility."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analysis.forensics.bounds import (
    GridSum,
    PathBound,
    grid_sums,
    necessity_consistencies,
    path_bounds,
)
from analysis.forensics.entries.entry import Entry, LedgerSources, entry
from analysis.forensics.entries.table4 import grid_first
from analysis.forensics.identity import SOLUTION, SolvedCell, identity_values
from analysis.forensics.joint import JointModel
from analysis.forensics.literals import written
from analysis.forensics.printed import NEAREST, PrintedNumber
from analysis.forensics.transcripts import OUTCOME, Panel
from analysis.forensics.verdicts import Basis, Consequence, Verdict, judge

TABLE = "table5"
GRID = "granularity: sums are multiples of 0.001"
JOINT = "linear programme over all fuzzy data sets"


def table5_entries(sources: LedgerSources) -> Iterator[Entry]:
    """Yield one entry per number of Table 5 and, per panel, one for all its numbers together."""
    model = JointModel.of(sources.sums)
    for panel in sources.tables.panels:
        possible = model.is_possible(panel)
        yield from _paths(panel, sources, possible)
        yield from _solution(panel, sources, possible)
        yield _together(panel, possible)


def _paths(panel: Panel, sources: LedgerSources, possible: bool) -> Iterator[Entry]:
    total = sources.sums.total(panel.outcome_present)
    table = necessity_consistencies(sources.tables.necessity, panel.outcome_present)
    identity = identity_values(panel, total)
    grid = {each.name: each for each in grid_sums(panel, total)}
    bounds = {each.path: each for each in path_bounds(panel, table)}
    for parameter in ("consistency", "raw_coverage", "unique_coverage"):
        for path in panel.paths:
            printed: PrintedNumber = getattr(path, parameter)
            solved = identity.get((path.id, parameter))
            if parameter == "raw_coverage" and bounds[path.id].judgement.verdict is (
                Verdict.CONTRADICTED
            ):
                yield _outside(bounds[path.id])
            elif solved:
                yield _by_identity(parameter, path.id, printed, solved)
            else:
                sum_name = f"{path.id} {parameter.replace('_', ' ')}"
                together = possible or parameter != "unique_coverage"
                yield _by_grid(parameter, path.id, printed, grid[sum_name], together)


def _solution(panel: Panel, sources: LedgerSources, possible: bool) -> Iterator[Entry]:
    total = sources.sums.total(panel.outcome_present)
    identity = identity_values(panel, total)
    grid = {each.name: each for each in grid_sums(panel, total)}
    consistency = grid["solution consistency"]
    column = _outcome(panel)
    yield _by_grid("solution_consistency", column, panel.consistency, consistency, True)
    solved = identity.get((SOLUTION, "coverage"))
    if solved:
        yield _by_identity("solution_coverage", column, panel.coverage, solved)
    else:
        coverage = grid["solution coverage"]
        yield _by_grid("solution_coverage", column, panel.coverage, coverage, possible)


def _outside(bound: PathBound) -> Entry:
    note = (
        f"marks with {bound.bounds.limiting.text} allow at most "
        f"{float(bound.bounds.possible.high):.6f}; the number lies on the grid, so a mark is wrong"
    )
    judgement = replace(bound.judgement, consequence=Consequence.CONCLUSION)
    return entry(TABLE, "raw_coverage", bound.path, judgement, "bounds from Table 4", note)


def _by_identity(row: str, column: str, printed: PrintedNumber, solved: SolvedCell) -> Entry:
    judgement, note = grid_first(printed, solved.of_grid, solved.free)
    return entry(TABLE, row, column, judgement, "three-path identity and marks", note)


def _by_grid(
    row: str, column: str, printed: PrintedNumber, found: GridSum, together: bool
) -> Entry:
    if not together:
        judgement = judge(printed, None, Basis.PRINTED_ONLY)
        note = "cannot hold together with the marks and the other numbers of its panel"
        return entry(TABLE, row, column, judgement, JOINT, note)
    judgement = judge(
        printed, found.recomputed, Basis.PRINTED_ONLY, independent=False, rules=NEAREST
    )
    if judgement.reproduces:
        return entry(TABLE, row, column, judgement, GRID, f"sum {float(found.nearest):.3f}")
    judgement = judge(printed, None, Basis.PRINTED_ONLY)
    note = f"the nearest sum on the grid gives {float(found.recomputed):.8f}"
    return entry(TABLE, row, column, judgement, GRID, note)


def _together(panel: Panel, possible: bool) -> Entry:
    verdict = Verdict.CONSISTENT if possible else Verdict.CONTRADICTED
    consequence = Consequence.NONE if possible else Consequence.CONCLUSION
    marks = "; ".join(f"{path.id}: {written(path.literals)}" for path in panel.paths)
    return Entry(
        "configurational study",
        TABLE,
        "all numbers together",
        _outcome(panel),
        marks,
        "",
        "",
        "",
        verdict,
        Basis.PRINTED_ONLY,
        consequence,
        JOINT,
        "some data set gives them all" if possible else "no data set gives them all",
    )


def _outcome(panel: Panel) -> str:
    return OUTCOME if panel.outcome_present else f"~{OUTCOME}"
