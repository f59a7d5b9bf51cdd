"""What a check of a printed table finds, and how findings are made and weighed.

A finding either judges one printed number by others (its first place is that number) or says
whether several can hold together (then no single one of them is at fault).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from analysis.data import Words
from analysis.forensics.checks import lines
from analysis.forensics.intervals import Interval
from analysis.forensics.printed import PrintedNumber, Rounding
from analysis.forensics.verdicts import Basis, Consequence, Judgement, Verdict

Place = tuple[str, str]
STRENGTH = (Verdict.CONTRADICTED, Verdict.EXACT, Verdict.CONSISTENT, Verdict.NOT_DETERMINED)
UNIT_INTERVAL = Interval.of(0, 1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of one check.

    ``places`` are the (row, column) involved. ``recomputed`` and ``printed`` are the intervals
    that were compared, in the printed unit, None where there is none; ``line`` says the same in
    words. ``judges_one``: the finding is on the first place alone, the others are its evidence.
    """

    check: str
    places: tuple[Place, ...]
    verdict: Verdict
    recomputed: Interval | None
    printed: Interval | None
    line: Words
    consequence: Consequence = Consequence.NONE
    basis: Basis = Basis.PRINTED_ONLY
    rule: Rounding | None = None
    judges_one: bool = False

    @property
    def subject(self) -> Place | None:
        """Return the place of the number that is judged, None when several are judged together."""
        return self.places[0] if self.judges_one else None


def on_number(
    check: str, place: Place, judgement: Judgement, line: Words, evidence: Iterable[Place] = ()
) -> Finding:
    """Return the finding on one printed number, judged by the numbers at other places."""
    return Finding(
        check,
        (place, *evidence),
        judgement.verdict,
        judgement.recomputed,
        judgement.interval,
        line,
        judgement.consequence,
        judgement.basis,
        judgement.rule,
        judges_one=True,
    )


def on_relation(
    check: str,
    places: Iterable[Place],
    holds: bool | None,
    line: Words,
    *,
    left: Interval | None = None,
    right: Interval | None = None,
    consequence: Consequence = Consequence.ARITHMETIC,
) -> Finding:
    """Return the finding on several numbers together: ``holds`` is None where undecided.

    ``left`` is the recomputed side, ``right`` the side as printed; ``consequence`` is that of a
    contradiction.
    """
    verdicts = {
        True: Verdict.CONSISTENT,
        False: Verdict.CONTRADICTED,
        None: Verdict.NOT_DETERMINED,
    }
    changed = consequence if holds is False else Consequence.NONE
    return Finding(check, tuple(places), verdicts[holds], left, right, line, changed)


def inside(
    check: str, place: Place, printed: PrintedNumber, allowed: Interval, line: Words
) -> Finding:
    """Return whether a printed number can lie in an interval that any such number must lie in."""
    found = on_relation(
        check,
        [place],
        printed.interval().meets(allowed),
        line,
        left=allowed,
        right=printed.interval(),
    )
    return replace(found, judges_one=True)


def compared(judgement: Judgement, how: Words, decimals: int | None = None) -> Words:
    """Return one line: how the number was recomputed, what came out, what was printed."""
    places = judgement.printed.decimals + 2 if decimals is None else decimals
    values = judgement.recomputed
    got = lines.NOTHING_LEFT if values is None else values.words(places)
    return lines.COMPARED.format(how=how, got=got, printed=judgement.printed)


def decisive(findings: Iterable[Finding]) -> Mapping[Place, Finding]:
    """Return the finding that decides each number: the strongest, of equals the sharpest.

    Contradicted is stronger than exact, than consistent, than not determined; sharper is the
    narrower recomputed interval. Findings on several numbers together decide no single one.
    """
    found: dict[Place, Finding] = {}
    for each in findings:
        place = each.subject
        if place is not None and (place not in found or _rank(each) < _rank(found[place])):
            found[place] = each
    return found


def _rank(finding: Finding) -> tuple[int, bool, Fraction]:
    span = finding.recomputed
    width = Fraction(0) if span is None else span.width
    return STRENGTH.index(finding.verdict), span is None, width
