"""Table 1: quartiles, extremes, means and standard deviations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from analysis.forensics.crossovers import implied_total
from analysis.forensics.descriptives import MomentBounds, moment_bounds
from analysis.forensics.entries.entry import Entry, LedgerSources, entry
from analysis.forensics.intervals import Interval
from analysis.forensics.printed import PrintedNumber, table_rules
from analysis.forensics.transcripts import OUTCOME
from analysis.forensics.verdicts import Basis, judge

TABLE = "table1"
PUBLIC = "computed from the public series"
EXTRAPOLATED = (
    "the published series ends earlier; the rule that extends it was recovered from this row"
)
UNPUBLISHED = "the raw values were never published"


def table1_entries(sources: LedgerSources) -> Iterator[Entry]:
    """Yield one entry per number of Table 1, variable by variable."""
    rules = table_rules(
        (printed, value)
        for variable in sources.public.statistics
        for _, printed, value in _authentic_numbers(variable, sources)
    )
    for variable, row in sources.tables.statistics.items():
        if sources.is_authentic(variable):
            note = EXTRAPOLATED if variable == "marketization" else ""
            for name, printed, value in _authentic_numbers(variable, sources):
                judgement = judge(printed, value, Basis.AUTHENTIC, rules=rules)
                yield entry(TABLE, variable, name, judgement, PUBLIC, note)
        else:
            yield from _unpublished(variable, row, sources.settings.size)


def _authentic_numbers(
    variable: str, sources: LedgerSources
) -> Iterator[tuple[str, PrintedNumber, float]]:
    found = sources.public.statistics[variable]
    for name, printed in sources.tables.statistics[variable].items():
        yield name, printed, float(getattr(found, name))


def _unpublished(variable: str, row: Mapping[str, PrintedNumber], n: int) -> Iterator[Entry]:
    bounds = moment_bounds(row, n)
    for name, printed in row.items():
        if name in ("mean", "sd"):
            yield _moment(variable, name, printed, bounds, n)
        elif variable == OUTCOME:
            yield _count(variable, name, printed)
        else:
            judgement = judge(printed, None, Basis.PRINTED_ONLY)
            yield entry(TABLE, variable, name, judgement, "none", UNPUBLISHED)


def _moment(
    variable: str, name: str, printed: PrintedNumber, bounds: MomentBounds, n: int
) -> Entry:
    possible = bounds.mean if name == "mean" else bounds.sd
    judgement = judge(printed, possible, Basis.PRINTED_ONLY)
    note = ""
    if variable == OUTCOME and name == "mean":
        totals = implied_total(printed, n)
        note = f"whole numbers of patents with this mean add to {_listed(totals)}"
        if not totals:
            judgement = judge(printed, _nearest(printed, n), Basis.PRINTED_ONLY)
    return entry(TABLE, variable, name, judgement, "bounds from quartiles and extremes", note)


def _count(variable: str, name: str, printed: PrintedNumber) -> Entry:
    """Counts are whole; with n = 28 their quartiles are multiples of a quarter."""
    parts = 1 if name in ("minimum", "maximum") else 4
    nearest = Fraction(round(printed.number * parts), parts)
    judgement = judge(printed, nearest, Basis.PRINTED_ONLY, independent=False)
    return entry(TABLE, variable, name, judgement, "granularity of counts", UNPUBLISHED)


def _nearest(printed: PrintedNumber, n: int) -> Interval:
    return Interval.of(Fraction(round(printed.number * n), n))


def _listed(totals: tuple[int, ...]) -> str:
    return " or ".join(map(str, totals)) or "no whole total"
