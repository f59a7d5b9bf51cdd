"""What a check found: recomputed value as text, verdict, what it rests on, what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from analysis.data import Words
from analysis.data.labels import COMMA, NOTHING, Text, out_of
from analysis.forensics.verdicts import Basis, Consequence, Verdict

NOTHING_TO_CHECK = Words("无可核查", "nothing to check")
DECIDED_BY = Words("须由外部资料判定：{source}", "decided by: {source}")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: the recomputed set or number as text, verdict, basis, remark.

    ``consequence`` says what a contradiction changes, ``odd`` names what does not fit: codes,
    numbers of references, wordings, places.
    """

    recomputed: Text
    verdict: Verdict
    basis: Basis
    note: Words = NOTHING
    consequence: Consequence = Consequence.NONE
    odd: tuple[Text, ...] = ()


def counted(printed: str, count: int, basis: Basis) -> Finding:
    """Return the verdict on a printed whole number."""
    verdict = Verdict.EXACT if int(printed) == count else Verdict.CONTRADICTED
    return Finding(str(count), verdict, basis)


def same_set(named: Iterable[str], found: Iterable[str], note: Words = NOTHING) -> Finding:
    """Return the verdict on a named set; the order of its members does not matter."""
    members = tuple(found)
    verdict = Verdict.EXACT if set(named) == set(members) else Verdict.CONTRADICTED
    return Finding(COMMA.join(members), verdict, Basis.PRINTED_ONLY, note)


def none_odd(
    odd: Iterable[Text],
    checked: int,
    note: Words = NOTHING,
    consequence: Consequence = Consequence.ARITHMETIC,
) -> Finding:
    """Return the verdict of a check that looks for odd ones: contradicted when there are some.

    ``checked`` is the number of things looked at; none at all decides nothing.
    """
    found = tuple(odd)
    if not checked:
        return Finding(NOTHING_TO_CHECK, Verdict.NOT_DETERMINED, Basis.PRINTED_ONLY, note)
    verdict = Verdict.CONTRADICTED if found else Verdict.EXACT
    changed = consequence if found else Consequence.NONE
    told = out_of(len(found), checked)
    return Finding(told, verdict, Basis.PRINTED_ONLY, note, changed, found)


def remarkable(odd: Iterable[Text], checked: int, note: Words = NOTHING) -> Finding:
    """Return the verdict of a check whose odd ones a reader should know, but that deny no print.

    Exact without any, consistent with some.
    """
    found = tuple(odd)
    verdict = Verdict.CONSISTENT if found else Verdict.EXACT
    told = out_of(len(found), checked)
    return Finding(told, verdict, Basis.PRINTED_ONLY, note, Consequence.NONE, found)


def open_to(source: Text, recomputed: Text = "") -> Finding:
    """Return that nothing printed or public decides; ``source`` names what outside would."""
    note = DECIDED_BY.format(source=source)
    return Finding(recomputed, Verdict.NOT_DETERMINED, Basis.PRINTED_ONLY, note)


def name_of(check: Callable[..., Any]) -> str:
    """Return the dotted name of a function below ``analysis``."""
    return f"{check.__module__.removeprefix('analysis.')}.{check.__name__}"
