"""Table 4: each consistency and coverage from its sibling and the sums of the whole table.

A consistency and the coverage beside it share one sum of minima. That sum, read off the sibling on
the 0.001 grid and divided by the total, gives the number. Where the grid misses, the interval
without the grid decides: the grid is an inference, not a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from analysis.forensics.entries.entry import Entry, LedgerSources, entry
from analysis.forensics.hidden_sums import STEP, HiddenSum, HiddenSums
from analysis.forensics.intervals import Interval, exact
from analysis.forensics.printed import NEAREST, PrintedNumber
from analysis.forensics.transcripts import NecessityCell
from analysis.forensics.verdicts import Basis, Judgement, Verdict, judge

TABLE = "table4"
SIDES = {True: "high", False: "nonhigh"}


def table4_entries(sources: LedgerSources) -> Iterator[Entry]:
    """Yield one entry per consistency and coverage of Table 4."""
    threshold = exact(sources.settings.qca.necessity_consistency)
    for cell in sources.tables.necessity:
        for parameter in ("consistency", "coverage"):
            limits = [threshold] if parameter == "consistency" else []
            judgement, note = _judged(cell, parameter, sources.sums, limits)
            column = f"{parameter}_{SIDES[cell.outcome_present]}"
            method = "sums of Table 4" if note else "sums of Table 4 on the 0.001 grid"
            yield entry(TABLE, cell.literal.text, column, judgement, method, note)


def _judged(
    cell: NecessityCell, parameter: str, sums: HiddenSums, limits: Sequence[Fraction]
) -> tuple[Judgement, str]:
    printed: PrintedNumber = getattr(cell, parameter)
    of_outcome, of_literal = sums.of(None, cell.outcome_present), sums.of(cell.literal)
    own, sibling, shared = (
        (of_outcome, of_literal, cell.coverage)
        if parameter == "consistency"
        else (of_literal, of_outcome, cell.consistency)
    )
    if own.interval is None or sibling.interval is None:
        note = "the table contradicts itself on the sums that this number rests on"
        return judge(printed, None, Basis.PRINTED_ONLY), note
    free = shared.interval() * sibling.interval / own.interval
    judgement, note = grid_first(printed, _on_grid(shared, own, sibling), free, limits)
    if judgement.verdict is Verdict.CONTRADICTED:
        return judgement, "does not go with the number beside it: one of the two is wrong"
    return judgement, note


def grid_first(
    printed: PrintedNumber,
    of_grid: Interval | None,
    free: Interval,
    thresholds: Sequence[Fraction] = (),
) -> tuple[Judgement, str]:
    """Return the verdict by the grid value, or by the free interval where the grid misses.

    ``of_grid`` is the value of sums on the 0.001 grid (None when the grid leaves a choice),
    ``free`` the interval without the grid. The note says how far the grid value lies outside.
    Tables 4 and 5 round to the nearest, so truncation is not allowed.
    """

    def judged(values: Interval) -> Judgement:
        basis = Basis.PRINTED_ONLY
        return judge(printed, values, basis, thresholds=thresholds, rules=NEAREST)

    if of_grid is None:
        return judged(free), ""
    judgement = judged(of_grid)
    if judgement.verdict is Verdict.EXACT:
        return judgement, ""
    span = printed.interval()
    outside = float(max(span.low - of_grid.low, of_grid.low - span.high))
    note = f"sums on the 0.001 grid give {float(of_grid.low):.8f}, outside by {outside:.0e}"
    return judged(free), note


def _on_grid(shared: PrintedNumber, own: HiddenSum, sibling: HiddenSum) -> Interval | None:
    """Sum of minima read off the sibling on the grid, over the total; None without a clear one."""
    if own.value is None or sibling.value is None:
        return None
    minimum = shared.interval() * Interval.of(sibling.value)
    if len(minimum.multiples(STEP)) > 1:
        return None
    nearest = round((minimum.low + minimum.high) / 2 / STEP) * STEP
    return Interval.of(nearest / own.value)
