"""All readings of the marks of a panel: which of them let the printed numbers hold together.

Three marks per condition and path make 3^18 readings of three paths over six conditions. They are
pruned exactly, from the cheapest test to the sharpest: bounds of single paths (a path outside its
bounds rules out every reading that contains it), nesting, the three-path identity, and the linear
programme over all fuzzy data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pandas as pd

from analysis.data import load_document
from analysis.forensics.literals import Conjunction, SetLiteral, written
from analysis.forensics.readings import (
    FAILURES,
    ReadingEvidence,
    failure_within_bounds,
    nested,
    out_of_bounds,
    unreported_path,
)
from analysis.forensics.transcripts import Panel
from analysis.study import calibrations

CROSSOVER = 0.5
WANTED: Mapping[str, bool | None] = {
    "core": True,
    "peripheral": True,
    "present": True,
    "absent": False,
    "irrelevant": None,
}


@dataclass(frozen=True, slots=True)
class Prose:
    """What the text says of the paths: roles of conditions, typical cases with public columns.

    ``roles``: path -> condition -> role; ``memberships``: path -> one row per typical case, one
    column per condition whose memberships are public.
    """

    roles: Mapping[str, Mapping[str, str]]
    memberships: Mapping[str, pd.DataFrame]

    def against_roles(self, path: str, marks: Conjunction, among: Sequence[str]) -> int:
        """Return how many stated roles of some kinds the marks of a path go against."""
        signs = {literal.condition: literal.present for literal in marks}
        stated = self.roles.get(path, {}).items()
        return sum(signs.get(c) is not WANTED[role] for c, role in stated if role in among)

    def against_cases(self, path: str, marks: Conjunction) -> int:
        """Return how many typical cases of a path the public memberships put outside it."""
        held = self.memberships.get(path, pd.DataFrame())
        columns = [
            held[mark.condition] if mark.present else 1 - held[mark.condition]
            for mark in marks
            if mark.condition in held.columns
        ]
        return int((pd.concat(columns, axis=1).min(axis=1) <= CROSSOVER).sum()) if columns else 0


@dataclass(frozen=True, slots=True)
class FoundReading:
    """A reading with which the numbers can hold together, and what in the text speaks against it.

    ``changes`` counts marks that differ from the printed ones, ``against_text`` and
    ``against_core`` the stated roles (all, core ones) it goes against, ``against_cases`` the
    typical cases outside their path. ``unprinted`` is a further path it needs, empty for none.
    """

    marks: tuple[Conjunction, ...]
    changes: int
    against_core: int
    against_text: int
    against_cases: int
    unprinted: Conjunction = ()

    @property
    def rank(self) -> tuple[int, ...]:
        """Return the sort key: complete panels, cases, roles, changed marks."""
        order = (self.against_cases, self.against_core, self.against_text, self.changes)
        return (len(self.unprinted) > 0, *order)


@dataclass(frozen=True, slots=True)
class ReadingSearch:
    """Every reading of a panel counted by the first test it fails, and those that fail none.

    ``failed`` maps a test (empty, bounds, nesting, identity, joint) to a count; the counts and the
    complete ``found`` readings add to ``total``. ``within_bounds`` is the number of marks left per
    path.
    """

    paths: tuple[str, ...]
    total: int
    within_bounds: tuple[int, ...]
    failed: Mapping[str, int]
    found: tuple[FoundReading, ...]

    @property
    def possible(self) -> tuple[FoundReading, ...]:
        """Return the readings under which the panel is complete as printed."""
        return tuple(each for each in self.found if not each.unprinted)

    def stages_frame(self) -> pd.DataFrame:
        """Return one row per test: readings put to it, failed and left."""
        rows, left = [], self.total
        for test, count in self.failed.items():
            rows.append({"test": test, "tried": left, "failed": count, "left": left - count})
            left -= count
        return pd.DataFrame(rows)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per found reading, best first: changes, what speaks against it, marks."""
        return pd.DataFrame(
            {
                "changes": each.changes,
                "against_core": each.against_core,
                "against_text": each.against_text,
                "against_cases": each.against_cases,
                **{p: written(own) for p, own in zip(self.paths, each.marks, strict=True)},
                "unprinted": written(each.unprinted),
            }
            for each in self.found
        )


def search_readings(
    panel: Panel, evidence: ReadingEvidence, prose: Prose, open_changes: int = 0
) -> ReadingSearch:
    """Return all readings of a panel, put to every test.

    Readings with at most ``open_changes`` changed marks that only a complete list of paths rules
    out are also tried with one further path that was not printed.
    """
    choices = [_literals(evidence.conditions, s) for s in _signs(len(evidence.conditions))]
    kept = [
        [marks for marks in choices if marks and not out_of_bounds(path, marks, evidence)]
        for path in panel.paths
    ]
    total = len(choices) ** len(panel.paths)
    empty = total - (len(choices) - 1) ** len(panel.paths)
    failed = {"empty": empty} | dict.fromkeys((name for name in FAILURES if name), 0)
    found: list[FoundReading] = []
    for marks in product(*kept):
        test, _ = failure_within_bounds(panel, marks, evidence)
        if test:
            failed[test] += 1
        else:
            found.append(judged(panel, marks, evidence.conditions, prose))
        if test in ("identity", "joint"):
            found += _with_a_further_path(panel, marks, evidence, prose, open_changes)
    failed["bounds"] = total - empty - _product(map(len, kept))
    ranked = tuple(sorted(found, key=lambda each: (each.rank, each.marks)))
    names = tuple(path.id for path in panel.paths)
    return ReadingSearch(names, total, tuple(map(len, kept)), failed, ranked)


def judged(
    panel: Panel,
    marks: Sequence[Conjunction],
    conditions: Sequence[str],
    prose: Prose,
    unprinted: Conjunction = (),
) -> FoundReading:
    """Return a reading with its distance from the print and what the text says against it."""
    pairs = [(path.id, own) for path, own in zip(panel.paths, marks, strict=True)]
    return FoundReading(
        marks=tuple(marks),
        changes=changed_marks(panel, marks, conditions),
        against_core=sum(prose.against_roles(p, own, ("core",)) for p, own in pairs),
        against_text=sum(prose.against_roles(p, own, tuple(WANTED)) for p, own in pairs),
        against_cases=sum(prose.against_cases(p, own) for p, own in pairs),
        unprinted=unprinted,
    )


def changed_marks(panel: Panel, marks: Sequence[Conjunction], conditions: Sequence[str]) -> int:
    """Return how many marks of a reading differ from the printed ones."""
    count = 0
    for path, own in zip(panel.paths, marks, strict=True):
        before, after = ({x.condition: x.present for x in side} for side in (path.literals, own))
        count += sum(before.get(c) is not after.get(c) for c in conditions)
    return count


def load_prose(root: Path | None = None) -> Prose:
    """Return what section 5 says of the paths, with the authentic columns of their cases."""
    columns = pd.DataFrame({name: c.memberships for name, c in calibrations(root).items()})
    paths = load_document("paths", root)["paths"]
    return Prose(
        {
            path["id"]: {c: said["role"] for c, said in path["roles"].items() if said}
            for path in paths
        },
        {path["id"]: columns.loc[path["cases"]] for path in paths},
    )


def _with_a_further_path(
    panel: Panel,
    marks: Sequence[Conjunction],
    evidence: ReadingEvidence,
    prose: Prose,
    open_changes: int,
) -> Iterator[FoundReading]:
    if changed_marks(panel, marks, evidence.conditions) > open_changes or nested(panel, marks):
        return
    further = unreported_path(panel, marks, evidence)
    if further is not None:
        yield judged(panel, marks, evidence.conditions, prose, further)


def _signs(count: int) -> Iterator[tuple[bool | None, ...]]:
    yield from product((None, True, False), repeat=count)


def _literals(conditions: Sequence[str], signs: Sequence[bool | None]) -> Conjunction:
    pairs = zip(conditions, signs, strict=True)
    return tuple(SetLiteral(c, sign) for c, sign in pairs if sign is not None)


def _product(counts: Iterator[int]) -> int:
    result = 1
    for count in counts:
        result *= count
    return result
