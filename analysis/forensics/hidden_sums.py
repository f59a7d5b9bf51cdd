"""Sums of memberships hidden in a table of necessity consistencies and coverages.

With memberships X of a condition and Y of the outcome over n cases, consistency is
S min(X, Y) / S Y and coverage S min(X, Y) / S X (Ragin 2008, chapter 3). The quotient of the two
is S X / S Y, and as S X + S ~X = n, a condition and its negation give

    n / S Y = consistency(X) / coverage(X) + consistency(~X) / coverage(~X).

Every sum comes as the interval that the printed digits allow. fsQCA writes memberships with two
decimals and users move 0.5 to 0.501, so true sums are multiples of 0.001: the granularity test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from analysis.forensics.intervals import Interval
from analysis.forensics.literals import SetLiteral
from analysis.forensics.transcripts import NecessityCell

STEP = Fraction(1, 1000)
Key = tuple[SetLiteral | None, bool | None]


@dataclass(frozen=True, slots=True)
class HiddenSum:
    """One sum over the cases: of a literal, of the outcome, or of the minimum of the two.

    ``literal`` is None for a sum of the outcome alone, ``outcome_present`` None for a sum of the
    literal alone. ``interval`` holds every value that the printed digits allow. Several printed
    numbers give the same sum: ``agreed`` says whether all of them do. If not, ``interval`` is what
    most of them allow, None when there is no majority. ``steps`` lists the multiples of 0.001
    inside.
    """

    literal: SetLiteral | None
    outcome_present: bool | None
    interval: Interval | None
    agreed: bool

    @property
    def steps(self) -> range:
        """Return the multiples of 0.001 inside the interval, as whole thousandths."""
        return self.interval.multiples(STEP) if self.interval else range(0)

    @property
    def value(self) -> Fraction | None:
        """Return the only multiple of 0.001 inside the interval; None if none or several."""
        return self.steps[0] * STEP if len(self.steps) == 1 else None

    @property
    def chance(self) -> float | None:
        """Return the chance that an interval of this width holds a multiple of 0.001 by luck."""
        return None if self.interval is None else min(1.0, float(self.interval.width / STEP))


@dataclass(frozen=True, slots=True)
class HiddenSums:
    """All sums behind one necessity table of ``n`` cases, by (literal, outcome)."""

    n: int
    sums: Mapping[Key, HiddenSum]

    def of(self, literal: SetLiteral | None, outcome_present: bool | None = None) -> HiddenSum:
        """Return one sum: of the literal, of the outcome (literal None), or of their minimum."""
        return self.sums[literal, outcome_present]

    @property
    def conditions(self) -> tuple[str, ...]:
        """Return the keys of the conditions, in the order of the table."""
        return tuple(dict.fromkeys(key[0].condition for key in self.sums if key[0] is not None))

    @property
    def on_grid(self) -> bool:
        """Return whether all printed numbers agree and each sum is one multiple of 0.001."""
        return all(each.agreed and each.value is not None for each in self.sums.values())

    def total(self, outcome_present: bool) -> Interval | None:
        """Return the sum of the outcome or its negation: exact if on the grid, else an interval.

        None when the printed numbers contradict one another.
        """
        return known(self.of(None, outcome_present))

    def to_frame(self) -> pd.DataFrame:
        """Return one row per sum: literal, outcome, interval, value on the grid, chance."""
        return pd.DataFrame(
            {
                "literal": "" if each.literal is None else each.literal.text,
                "outcome": _outcome_text(each.outcome_present),
                "low": float(each.interval.low) if each.interval else float("nan"),
                "high": float(each.interval.high) if each.interval else float("nan"),
                "value": float("nan") if each.value is None else float(each.value),
                "chance": each.chance,
            }
            for each in self.sums.values()
        )


def known(hidden: HiddenSum) -> Interval | None:
    """Return the grid value of a sum as a point, or its interval when the grid leaves a choice.

    None when the printed numbers leave no value.
    """
    value = hidden.value
    return hidden.interval if value is None else Interval(value, value)


def hidden_sums(cells: Sequence[NecessityCell], n: int) -> HiddenSums:
    """Return the sums that the consistencies and coverages of a necessity table imply.

    ``cells`` holds four cells per condition: condition and negation, against the outcome and
    against its negation; ``n`` is the number of cases.
    """
    table = {(cell.literal, cell.outcome_present): cell for cell in cells}
    literals = list(dict.fromkeys(cell.literal for cell in cells))
    spans: dict[Key, list[Interval | None]] = {}
    for side in (True, False):
        own = _outcome_spans(table, literals, n, side)
        other = _outcome_spans(table, literals, n, not side)
        spans[None, side] = [*own, *(_rest(n, span) for span in other)]
    totals = {side: majority(spans[None, side]) for side in (True, False)}
    for literal in literals:
        spans[literal, None] = _literal_spans(table, literal, n, totals)
    for literal in literals:
        of_literal = majority(spans[literal, None])
        for side in (True, False):
            spans[literal, side] = _minimum_spans(table[literal, side], totals[side], of_literal)
    return HiddenSums(n, {key: _hidden(key, found) for key, found in spans.items()})


def majority(spans: Sequence[Interval | None]) -> Interval | None:
    """Return the numbers that more than half of the intervals share; None if there are none.

    An interval that is None stands for a number that could not be computed and agrees with none.
    """
    present = [span for span in spans if span is not None]
    best: list[Interval] = []
    for start in present:
        around = [span for span in present if span.holds(start.low)]
        if len(around) > len(best):
            best = around
    return best[0].common(*best) if 2 * len(best) > len(spans) else None


def _hidden(key: Key, spans: Sequence[Interval | None]) -> HiddenSum:
    shared = majority(spans)
    agreed = shared is not None and all(span is not None and span.meets(shared) for span in spans)
    return HiddenSum(*key, shared, agreed)


def _ratio(cell: NecessityCell) -> Interval:
    return cell.consistency.interval() / cell.coverage.interval()


def _outcome_spans(
    table: Mapping[tuple[SetLiteral, bool], NecessityCell],
    literals: Sequence[SetLiteral],
    n: int,
    side: bool,
) -> list[Interval]:
    return [
        Interval.of(n) / (_ratio(table[literal, side]) + _ratio(table[literal.negated, side]))
        for literal in literals
        if literal.present
    ]


def _literal_spans(
    table: Mapping[tuple[SetLiteral, bool], NecessityCell],
    literal: SetLiteral,
    n: int,
    totals: Mapping[bool, Interval | None],
) -> list[Interval | None]:
    spans: list[Interval | None] = []
    for side, total in totals.items():
        spans.append(total and total * _ratio(table[literal, side]))
        spans.append(_rest(n, total and total * _ratio(table[literal.negated, side])))
    return spans


def _minimum_spans(
    cell: NecessityCell, total: Interval | None, of_literal: Interval | None
) -> list[Interval | None]:
    by_consistency = total and total * cell.consistency.interval()
    by_coverage = of_literal and of_literal * cell.coverage.interval()
    return [by_consistency, by_coverage]


def _rest(n: int, part: Interval | None) -> Interval | None:
    return part and Interval.of(n) - part


def _outcome_text(outcome_present: bool | None) -> str:
    return "" if outcome_present is None else "Y" if outcome_present else "~Y"


def sibling_value(
    cell: NecessityCell, parameter: str, sums: HiddenSums
) -> tuple[Interval | None, Interval | None]:
    """Return a consistency or coverage from the number beside it: on the grid, and without it.

    Both share one sum of minima: that sum, read off the other number and divided by the total,
    gives this one. On the grid the value is a point, None when the grid leaves a choice; without
    it an interval, None when the table contradicts itself on the sums.
    """
    of_outcome, of_literal = sums.of(None, cell.outcome_present), sums.of(cell.literal)
    own, sibling, shared = (
        (of_outcome, of_literal, cell.coverage)
        if parameter == "consistency"
        else (of_literal, of_outcome, cell.consistency)
    )
    if own.interval is None or sibling.interval is None:
        return None, None
    free = shared.interval() * sibling.interval / own.interval
    if own.value is None or sibling.value is None:
        return None, free
    minimum = shared.interval() * Interval.of(sibling.value)
    if len(minimum.multiples(STEP)) > 1:
        return None, free
    nearest = round((minimum.low + minimum.high) / 2 / STEP) * STEP
    return Interval.of(nearest / own.value), free


def relevance(sums: HiddenSums) -> pd.DataFrame:
    """Return the relevance of necessity of every literal, which the study does not print.

    RoN = S (1 - X) / S (1 - min(X, Y)) (Schneider and Wagemann 2012, p. 236); one row per literal
    and outcome, with ends ``low`` and ``high``.
    """
    cases = Interval.of(sums.n)
    rows = []
    for (literal, side), hidden in sums.sums.items():
        if literal is None or side is None:
            continue
        whole, shared = known(sums.of(literal)), known(hidden)
        value = whole and shared and (cases - whole) / (cases - shared)
        rows.append(
            {
                "literal": literal.text,
                "outcome": _outcome_text(side),
                "low": float(value.low) if value else float("nan"),
                "high": float(value.high) if value else float("nan"),
            }
        )
    return pd.DataFrame(rows)
