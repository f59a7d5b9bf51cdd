"""What a check found: recomputed value as text, verdict, what it rests on, what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from analysis.forensics.verdicts import Basis, Consequence, Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: the recomputed set or number as text, verdict, basis, remark.

    ``consequence`` says what a contradiction changes, ``odd`` names what does not fit: codes,
    numbers of references, wordings, places.
    """

    recomputed: str
    verdict: Verdict
    basis: Basis
    note: str = ""
    consequence: Consequence = Consequence.NONE
    odd: tuple[str, ...] = ()


def counted(printed: str, count: int, basis: Basis) -> Finding:
    """Return the verdict on a printed whole number."""
    verdict = Verdict.EXACT if int(printed) == count else Verdict.CONTRADICTED
    return Finding(str(count), verdict, basis)


def same_set(named: Iterable[str], found: Iterable[str], note: str = "") -> Finding:
    """Return the verdict on a named set; the order of its members does not matter."""
    members = tuple(found)
    verdict = Verdict.EXACT if set(named) == set(members) else Verdict.CONTRADICTED
    return Finding(", ".join(members), verdict, Basis.PRINTED_ONLY, note)


def none_odd(
    odd: Iterable[str],
    checked: int,
    note: str = "",
    consequence: Consequence = Consequence.ARITHMETIC,
) -> Finding:
    """Return the verdict of a check that looks for odd ones: contradicted when there are some.

    ``checked`` is the number of things looked at; none at all decides nothing.
    """
    found = tuple(odd)
    if not checked:
        return Finding("nothing to check", Verdict.NOT_DETERMINED, Basis.PRINTED_ONLY, note)
    verdict = Verdict.CONTRADICTED if found else Verdict.EXACT
    changed = consequence if found else Consequence.NONE
    told = f"{len(found)} of {checked}"
    return Finding(told, verdict, Basis.PRINTED_ONLY, note, changed, found)


def remarkable(odd: Iterable[str], checked: int, note: str = "") -> Finding:
    """Return the verdict of a check whose odd ones a reader should know, but that deny no print.

    Exact without any, consistent with some.
    """
    found = tuple(odd)
    verdict = Verdict.CONSISTENT if found else Verdict.EXACT
    told = f"{len(found)} of {checked}"
    return Finding(told, verdict, Basis.PRINTED_ONLY, note, Consequence.NONE, found)


def open_to(source: str, recomputed: str = "") -> Finding:
    """Return that nothing printed or public decides; ``source`` names what outside would."""
    note = f"decided by: {source}"
    return Finding(recomputed, Verdict.NOT_DETERMINED, Basis.PRINTED_ONLY, note)


def name_of(check: Callable[..., Any]) -> str:
    """Return the dotted name of a function below ``analysis``."""
    return f"{check.__module__.removeprefix('analysis.')}.{check.__name__}"
