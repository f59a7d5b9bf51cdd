"""Other readings of the marks: which changes would make the printed coverages possible.

Each reading is put to four tests, from weak to strong: the bounds of single paths (min and
Bonferroni), nesting (a path inside another covers nothing of its own, whatever paths there are
besides), the three-path identity, and the linear programme over all fuzzy data sets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from analysis.forensics.bounds import Consistencies, coverage_bounds
from analysis.forensics.intersections import intersections
from analysis.forensics.intervals import Interval
from analysis.forensics.joint import JointModel
from analysis.forensics.literals import Conjunction, SetLiteral
from analysis.forensics.transcripts import Panel, PathRow

FAILURES = ("bounds", "nesting", "identity", "joint", "")
FURTHER = "a set of any kind"


@dataclass(frozen=True, slots=True)
class ReadingEvidence:
    """What a reading of a panel is held against: the necessity table, in three forms.

    ``table`` gives the necessity consistencies for the panel's outcome, ``total`` the sum of that
    outcome, ``model`` all hidden sums as constraints on fuzzy data.
    """

    conditions: tuple[str, ...]
    table: Consistencies
    total: Interval
    model: JointModel


def unreported_path(
    panel: Panel, reading: Sequence[Conjunction], evidence: ReadingEvidence
) -> Conjunction | None:
    """Return a further path with which a reading becomes possible, the first found; else None.

    That one exists shows that an omitted path can explain the numbers, not that it does.
    """
    free = JointModel.of(evidence.model.sums, free=[FURTHER])
    if not free.is_possible(panel, reading, [(SetLiteral(FURTHER),)]):
        return None
    choices = product((None, True, False), repeat=len(evidence.conditions))
    for signs in choices:
        literals = tuple(
            SetLiteral(condition, sign)
            for condition, sign in zip(evidence.conditions, signs, strict=True)
            if sign is not None
        )
        if literals and evidence.model.is_possible(panel, reading, [literals]):
            return literals
    return None


def failure_within_bounds(
    panel: Panel, reading: Sequence[Conjunction], evidence: ReadingEvidence
) -> tuple[str, str]:
    """Return the first test that a reading fails whose paths are within bounds, and where.

    Tests: nesting, identity, joint; both texts are empty when the reading passes all.
    """
    if reason := nested(panel, reading):
        return "nesting", reason
    broken = intersections(panel, evidence.total, reading).broken
    if broken:
        worst = max(broken, key=lambda check: check.gap)
        sides = f"{worst.first.name} {worst.relation} {worst.second.name}"
        return "identity", f"{sides} misses by {float(worst.gap):.6f}"
    if not _jointly_possible(panel, reading, evidence.model):
        return "joint", "no fuzzy data set gives all printed numbers"
    return "", ""


def out_of_bounds(path: PathRow, literals: Conjunction, evidence: ReadingEvidence) -> str:
    """Return which bound a path with these marks breaks, empty when it breaks none."""
    possible = coverage_bounds(literals, evidence.table).possible
    if possible.meets(path.raw_coverage.hull):
        return ""
    if possible.high < path.raw_coverage.number:
        return f"{path.id} can cover at most {float(possible.high):.6f}"
    return f"{path.id} must cover at least {float(possible.low):.6f}"


def _jointly_possible(panel: Panel, reading: Sequence[Conjunction], model: JointModel) -> bool:
    plain = all(literal.present for marks in reading for literal in marks)
    if plain and not model.fits_inside_outcome(panel, reading):
        return False
    return model.is_possible(panel, reading)


def nested(panel: Panel, reading: Sequence[Conjunction]) -> str:
    """Return which path lies inside another though it covers cases of its own, empty for none."""
    for inner, outer in product(range(len(reading)), repeat=2):
        inside = inner != outer and set(reading[outer]) <= set(reading[inner])
        if inside and panel.paths[inner].unique_coverage.interval().low > 0:
            return f"{panel.paths[inner].id} lies inside {panel.paths[outer].id}"
    return ""
