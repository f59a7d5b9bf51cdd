"""Other readings of the marks: which changes would make the printed coverages possible.

Each reading is put to four tests, from weak to strong: the bounds of single paths (min and
Bonferroni), nesting (a path inside another covers nothing of its own, whatever paths there are
besides), the three-path identity, and the linear programme over all fuzzy data sets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import pandas as pd

from analysis.forensics.bounds import Consistencies, coverage_bounds
from analysis.forensics.intersections import intersections
from analysis.forensics.intervals import Interval
from analysis.forensics.joint import JointModel
from analysis.forensics.literals import Conjunction, SetLiteral, written
from analysis.forensics.transcripts import Panel, PathRow

FAILURES = ("bounds", "nesting", "identity", "joint", "")
FURTHER = "a set of any kind"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the marks of a panel.

    ``changes`` counts the marks that differ from the printed ones; ``failure`` names the first test
    the reading fails (bounds, nesting, identity, joint), empty when it passes all;
    ``reason`` says where.
    """

    marks: tuple[Conjunction, ...]
    changes: int
    failure: str
    reason: str

    @property
    def survives_other_paths(self) -> bool:
        """Return whether bounds and nesting, which need no list of all paths, are passed."""
        return self.failure not in ("bounds", "nesting")


@dataclass(frozen=True, slots=True)
class Readings:
    """Readings of a panel, sorted by changes; ``paths`` names its paths.

    ``varied`` is the path whose marks were changed, None when those of all paths were.
    """

    paths: tuple[str, ...]
    varied: str | None
    all: tuple[Reading, ...]

    @property
    def possible(self) -> tuple[Reading, ...]:
        """Return the readings that pass every test."""
        return tuple(each for each in self.all if not each.failure)

    @property
    def open_to_other_paths(self) -> tuple[Reading, ...]:
        """Return the readings that only a complete list of paths could rule out."""
        return tuple(each for each in self.all if each.survives_other_paths)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per reading: changes, the marks that were varied, failed test, reason."""
        names = self.paths if self.varied is None else (self.varied,)
        return pd.DataFrame(
            {
                "changes": each.changes,
                **{name: written(each.marks[self.paths.index(name)]) for name in names},
                "fails": each.failure,
                "reason": each.reason,
            }
            for each in self.all
        )


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


def readings_of_path(
    panel: Panel, path: str, evidence: ReadingEvidence, max_changes: int = 2
) -> Readings:
    """Return every reading of one path within a number of changed marks, with the test it fails.

    The other paths keep their printed marks.
    """
    place = [each.id for each in panel.paths].index(path)
    printed = [each.literals for each in panel.paths]
    found = []
    for changes, marks in _alternatives(printed[place], evidence.conditions, max_changes):
        reading = (*printed[:place], marks, *printed[place + 1 :])
        found.append(Reading(reading, changes, *_first_failure(panel, reading, evidence)))
    return Readings(tuple(each.id for each in panel.paths), path, tuple(found))


def readings_of_panel(panel: Panel, evidence: ReadingEvidence, max_changes: int) -> Readings:
    """Return the readings of a whole panel within a number of changed marks, over all its paths.

    Readings in which a single path breaks its own bounds are left out. Sorted by changes.
    """
    levels = _panel_readings(panel, evidence, max_changes)
    found = tuple(each for level in levels for each in level)
    return Readings(tuple(path.id for path in panel.paths), None, found)


def least_changes(panel: Panel, evidence: ReadingEvidence, max_changes: int) -> Readings:
    """Return the readings up to the least number of changed marks that makes one possible.

    All readings up to ``max_changes`` when none is possible.
    """
    found: list[Reading] = []
    for level in _panel_readings(panel, evidence, max_changes):
        found += level
        if any(not each.failure for each in level):
            break
    return Readings(tuple(path.id for path in panel.paths), None, tuple(found))


def _panel_readings(
    panel: Panel, evidence: ReadingEvidence, max_changes: int
) -> Iterator[list[Reading]]:
    """Yield the readings with 0, 1, ... changed marks."""
    options: list[list[list[Conjunction]]] = [[] for _ in panel.paths]
    for changes in range(max_changes + 1):
        for place, path in enumerate(panel.paths):
            exactly = _alternatives(path.literals, evidence.conditions, changes, changes)
            options[place].append(
                [marks for _, marks in exactly if not out_of_bounds(path, marks, evidence)]
            )
        level = [
            marks
            for shares in product(range(changes + 1), repeat=len(panel.paths))
            if sum(shares) == changes
            for marks in product(*(options[place][k] for place, k in enumerate(shares)))
        ]
        yield [
            Reading(marks, changes, *failure_within_bounds(panel, marks, evidence))
            for marks in level
        ]


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


def _alternatives(
    printed: Conjunction, conditions: Sequence[str], max_changes: int, min_changes: int = 0
) -> Iterator[tuple[int, Conjunction]]:
    marks = {literal.condition: literal.present for literal in printed}
    for changes in range(min_changes, max_changes + 1):
        for changed in combinations(conditions, changes):
            options = [[m for m in (True, False, None) if m != marks.get(c)] for c in changed]
            for choice in product(*options):
                new = {**marks, **dict(zip(changed, choice, strict=True))}
                signs = ((c, new.get(c)) for c in conditions)
                literals = tuple(SetLiteral(c, s) for c, s in signs if s is not None)
                if literals:
                    yield changes, literals


def _first_failure(
    panel: Panel, reading: Sequence[Conjunction], evidence: ReadingEvidence
) -> tuple[str, str]:
    for path, literals in zip(panel.paths, reading, strict=True):
        if reason := out_of_bounds(path, literals, evidence):
            return "bounds", reason
    return failure_within_bounds(panel, reading, evidence)


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
