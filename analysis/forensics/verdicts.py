"""Verdicts on printed numbers: what a recomputation proves, and what it would change.

- exact: the recomputed value, rounded the same way, is the printed string, and it rests on
  authentic data or on other printed numbers alone
- consistent: the printed number is possible, but the evidence is a reconstruction fitted to it, or
  leaves room for other values, or is not independent of it
- contradicted: no data set, or not the authentic one, gives the printed number
- not determined: nothing that was printed or published decides it

A reconstruction can never contradict a printed number: where it misses, it is the reconstruction
that is at fault, and the number stays not determined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Self

from analysis.data import Label
from analysis.forensics.intervals import Interval, Number, exact
from analysis.forensics.printed import PrintedNumber, Rounding


class _Named(Enum):
    """An answer with a key (``value``), a bilingual label and, where it has one, a mark."""

    label: Label
    mark: str

    def __new__(cls, key: str, zh: str, en: str, mark: str = "") -> Self:
        """Make the key the member's value."""
        member = object.__new__(cls)
        member._value_ = key
        member.label = Label(zh, en)
        member.mark = mark
        return member

    @classmethod
    def of(cls, key: str) -> Self:
        """Return the member of a key. Raises KeyError listing the keys when there is none."""
        members = {member.value: member for member in cls}
        if key not in members:
            raise KeyError(f"{key} is none of {', '.join(members)}")
        return members[key]

    @property
    def word(self) -> str:
        """Return the English word."""
        return self.label.en


class Verdict(_Named):
    """What the recomputation says of a printed number; ``mark`` goes with the word."""

    EXACT = ("exact", "完全复现", "exact", "✓")
    CONSISTENT = ("consistent", "相容", "consistent", "≈")
    CONTRADICTED = ("contradicted", "矛盾", "contradicted", "✗")
    NOT_DETERMINED = ("not_determined", "无法判定", "not determined", "?")


class Basis(_Named):
    """What a recomputation rests on."""

    AUTHENTIC = ("authentic", "公开数据", "authentic public data")
    PRINTED_ONLY = ("printed-only", "仅据刊印数字", "printed numbers only")
    RECONSTRUCTED = ("reconstructed", "重构数据", "reconstructed memberships")


class Consequence(_Named):
    """What a contradiction changes."""

    NONE = ("none", "无", "none")
    PRECISION = ("precision", "末位零为补位", "padded zeros")
    ARITHMETIC = ("arithmetic", "计算或誊写偏差", "arithmetic slip")
    CONCLUSION = ("conclusion", "影响结论", "changes a conclusion")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on one printed number.

    ``recomputed`` is the interval of recomputed values (a point when the value is known), in the
    printed unit, or None; ``interval`` the values that print the same string; ``rule`` the first
    rounding rule under which the recomputation prints it, None when it does not (for certain).
    """

    printed: PrintedNumber
    recomputed: Interval | None
    interval: Interval
    rule: Rounding | None
    verdict: Verdict
    basis: Basis
    consequence: Consequence = Consequence.NONE

    @property
    def reproduces(self) -> bool | None:
        """Return whether the recomputation prints the string; None when it may or may not."""
        if self.rule is not None:
            return True
        if self.recomputed is None:
            return None
        apart = self.recomputed.is_point or not self.recomputed.meets(self.printed.hull)
        return False if apart else None


def judge(
    printed: PrintedNumber,
    recomputed: Interval | Number | None,
    basis: Basis,
    *,
    independent: bool = True,
    thresholds: Iterable[Number] = (),
    rules: Sequence[Rounding] = tuple(Rounding),
) -> Judgement:
    """Return the verdict on a printed number, given what was recomputed and from what.

    ``recomputed`` is a value or the interval of possible values, in the printed unit (percent for
    a number with a percent sign); None when nothing can be recomputed. ``independent`` is False
    when the recomputation uses the number itself. ``thresholds`` are the decision thresholds a
    contradiction may cross (0.9 for a necessity consistency, 0.1 for an effect size). ``rules``
    are the rounding rules to allow: fewer where the rest of a table shows which one it follows.
    """
    values = recomputed if isinstance(recomputed, Interval | None) else Interval.of(recomputed)
    met = printed.agrees_throughout(values) if values is not None else ()
    agreeing = tuple(rule for rule in met if rule in rules)
    hull = printed.hull_under(rules)
    verdict = _verdict(hull, values, bool(agreeing), basis, independent)
    rule = agreeing[0] if agreeing else None
    judgement = Judgement(printed, values, printed.interval(), rule, verdict, basis)
    if verdict is not Verdict.CONTRADICTED or values is None:
        return judgement
    return replace(judgement, consequence=_consequence(printed, values, thresholds))


def _verdict(
    hull: Interval, values: Interval | None, agrees: bool, basis: Basis, independent: bool
) -> Verdict:
    if values is None:
        return Verdict.NOT_DETERMINED
    proves = basis is not Basis.RECONSTRUCTED
    if agrees:
        return Verdict.EXACT if proves and independent else Verdict.CONSISTENT
    if not values.is_point and values.meets(hull):
        return Verdict.CONSISTENT
    return Verdict.CONTRADICTED if proves else Verdict.NOT_DETERMINED


def _consequence(
    printed: PrintedNumber, values: Interval, thresholds: Iterable[Number]
) -> Consequence:
    if printed.value is not None:
        for threshold in map(exact, thresholds):
            below = values.high < threshold <= printed.number
            if below or printed.number < threshold <= values.low:
                return Consequence.CONCLUSION
    shorter = printed.without_padding()
    if shorter != printed and shorter.hull.meets(values):
        return Consequence.PRECISION
    return Consequence.ARITHMETIC
