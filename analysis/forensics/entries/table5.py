"""Table 5: coverages and consistencies against bounds, grid, identity and joint possibility."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class _Panel:
    """A panel with what its numbers are held against; ``possible`` is None where undecidable."""

    panel: Panel
    bounds: Mapping[str, PathBound]
    identity: Mapping[tuple[str, str], SolvedCell]
    grid: Mapping[str, GridSum]
    possible: bool | None

    @property
    def outcome(self) -> str:
        """Return the key of the outcome, with ~ for its negation."""
        return OUTCOME if self.panel.outcome_present else f"~{OUTCOME}"


def table5_entries(sources: LedgerSources) -> Iterator[Entry]:
    """Yield one entry per number of Table 5 and, per panel, one for all its numbers together."""
    model = JointModel.of(sources.sums)
    for panel in sources.tables.panels:
        held = _held(panel, sources, model)
        yield from _paths(held)
        yield _solution(held, "consistency", panel.consistency)
        yield _solution(held, "coverage", panel.coverage)
        yield _together(held)


def _held(panel: Panel, sources: LedgerSources, model: JointModel) -> _Panel:
    table = necessity_consistencies(sources.tables.necessity, panel.outcome_present)
    bounds = {each.path: each for each in path_bounds(panel, table)}
    total = sources.sums.total(panel.outcome_present)
    if total is None:
        return _Panel(panel, bounds, {}, {}, None)
    grid = {each.name: each for each in grid_sums(panel, total)}
    return _Panel(panel, bounds, identity_values(panel, total), grid, model.is_possible(panel))


def _paths(held: _Panel) -> Iterator[Entry]:
    for parameter in ("consistency", "raw_coverage", "unique_coverage"):
        for path in held.panel.paths:
            bound = held.bounds[path.id]
            outside = bound.judgement.verdict is Verdict.CONTRADICTED
            if parameter == "raw_coverage" and outside:
                yield _outside(held, bound)
            else:
                printed: PrintedNumber = getattr(path, parameter)
                name = f"{path.id} {parameter.replace('_', ' ')}"
                solved = held.identity.get((path.id, parameter))
                is_shared = parameter == "unique_coverage"
                yield _cell(held, parameter, path.id, printed, solved, name, is_shared)


def _solution(held: _Panel, parameter: str, printed: PrintedNumber) -> Entry:
    solved = held.identity.get((SOLUTION, parameter))
    name, row = f"solution {parameter}", f"solution_{parameter}"
    return _cell(held, row, held.outcome, printed, solved, name, parameter == "coverage")


def _cell(
    held: _Panel,
    row: str,
    column: str,
    printed: PrintedNumber,
    solved: SolvedCell | None,
    name: str,
    is_shared: bool,
) -> Entry:
    """``is_shared``: the number depends on several paths, so it falls with its panel."""
    if solved:
        return _by_identity(row, column, printed, solved)
    if is_shared and held.possible is False:
        judgement = judge(printed, None, Basis.PRINTED_ONLY)
        note = "cannot hold together with the marks and the other numbers of its panel"
        return entry(TABLE, row, column, judgement, JOINT, note)
    if name not in held.grid:
        judgement = judge(printed, None, Basis.PRINTED_ONLY)
        return entry(TABLE, row, column, judgement, GRID, "Table 4 contradicts itself")
    return _by_grid(row, column, printed, held.grid[name])


def _outside(held: _Panel, bound: PathBound) -> Entry:
    possible, printed = bound.bounds.possible, bound.judgement.printed
    if printed.number > possible.high:
        note = f"{bound.bounds.limiting.text} allows at most {float(possible.high):.6f}"
    else:
        note = f"the marks demand at least {float(possible.low):.6f}"
    found = held.grid.get(f"{bound.path} raw coverage")
    if found and found.on_grid:
        note += "; the number lies on the 0.001 grid, which points to a wrong mark"
    judgement = replace(bound.judgement, consequence=Consequence.CONCLUSION)
    return entry(TABLE, "raw_coverage", bound.path, judgement, "bounds from Table 4", note)


def _by_identity(row: str, column: str, printed: PrintedNumber, solved: SolvedCell) -> Entry:
    judgement, note = grid_first(printed, solved.of_grid, solved.free)
    return entry(TABLE, row, column, judgement, "three-path identity and marks", note)


def _by_grid(row: str, column: str, printed: PrintedNumber, found: GridSum) -> Entry:
    judgement = judge(
        printed, found.recomputed, Basis.PRINTED_ONLY, independent=False, rules=NEAREST
    )
    if judgement.reproduces:
        return entry(TABLE, row, column, judgement, GRID, f"sum {float(found.nearest):.3f}")
    judgement = judge(printed, None, Basis.PRINTED_ONLY)
    note = f"the nearest sum on the grid gives {float(found.recomputed):.8f}"
    return entry(TABLE, row, column, judgement, GRID, note)


NOTES = {
    True: "some data set gives them all",
    False: "no data set gives them all",
    None: "Table 4 contradicts itself",
}
VERDICTS = {
    True: Verdict.CONSISTENT,
    False: Verdict.CONTRADICTED,
    None: Verdict.NOT_DETERMINED,
}


def _together(held: _Panel) -> Entry:
    wrong = held.possible is False
    marks = "; ".join(f"{path.id}: {written(path.literals)}" for path in held.panel.paths)
    return Entry(
        document="configurational study",
        table=TABLE,
        row="all numbers together",
        column=held.outcome,
        printed=marks,
        recomputed="",
        interval="",
        rule="",
        verdict=VERDICTS[held.possible],
        basis=Basis.PRINTED_ONLY,
        consequence=Consequence.CONCLUSION if wrong else Consequence.NONE,
        method=JOINT,
        note=NOTES[held.possible],
    )
