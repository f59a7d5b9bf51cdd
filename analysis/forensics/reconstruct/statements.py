"""In what share of the members a derived statement holds: pinned down, likely or open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.data import Words, load_table
from analysis.data.labels import out_of
from analysis.forensics.reconstruct.minimised import paths_of, solution_of
from analysis.forensics.reconstruct.reading import declared_reading
from analysis.qca import Term
from analysis.study import Memberships, nca_necessity, printed_panels, qca_necessity, robustness

LIKELY = 0.5
IN_PATH = "member of a printed path"
AS_READ, THREE_PATHS = "panel as read", "three paths without negation"
Statement = tuple[str, str]


@dataclass(frozen=True, slots=True)
class StatementShare:
    """A statement and the share of ``members`` in which it holds."""

    kind: str
    statement: str
    holds: int
    members: int

    @property
    def share(self) -> float:
        """Return the share of members in which the statement holds."""
        return self.holds / self.members

    @property
    def said(self) -> Words:
        """Return the share in whole numbers, to stand in a sentence."""
        return out_of(self.holds, self.members)

    @property
    def grade(self) -> str:
        """Return ``pinned down`` (all members), ``likely`` (more than half) or ``open``."""
        if self.holds == self.members:
            return "pinned down"
        return "likely" if self.share > LIKELY else "open"


@dataclass(frozen=True, slots=True)
class StatementShares:
    """Every statement that holds in some member, over ``members`` members."""

    members: int
    all: tuple[StatementShare, ...]

    def of(self, *kinds: str) -> StatementShares:
        """Return the statements of some kinds, in the order of the kinds."""
        found = (each for kind in kinds for each in self.all if each.kind == kind)
        return StatementShares(self.members, tuple(found))

    def share(self, kind: str, statement: str) -> StatementShare:
        """Return the share of one statement; one that holds in no member has none."""
        for each in self.all:
            if (each.kind, each.statement) == (kind, statement):
                return each
        return StatementShare(kind, statement, 0, self.members)

    def as_read(self, outcome: str) -> StatementShare:
        """Return in how many members a panel of Table 5 is minimised to as it is read."""
        return self.share(AS_READ, outcome)

    def three_paths(self, outcome: str) -> StatementShare:
        """Return in how many members some model has three paths and no negation."""
        return self.share(THREE_PATHS, outcome)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per statement, by kind."""
        return pd.DataFrame(
            {
                "kind": each.kind,
                "statement": each.statement,
                "share": each.share,
                "members": each.members,
                "grade": each.grade,
            }
            for each in self.all
        )


def statement_shares(root: Path | None = None) -> StatementShares:
    """Return the shares of all derived statements that hold in at least one kept member."""
    table = load_table("reconstruction_statements", root)
    return shares_of(
        [
            list(zip(own["kind"], own["statement"], strict=True))
            for _, own in table.groupby("seed", sort=False)
        ]
    )


def shares_of(members: Iterable[Iterable[Statement]]) -> StatementShares:
    """Return the shares of statements, from those that hold in each member."""
    held = [set(own) for own in members]
    counts = Counter(statement for own in held for statement in own)
    n = len(held)
    return StatementShares(
        n, tuple(StatementShare(*key, count, n) for key, count in sorted(counts.items()))
    )


def derived(held: Memberships, root: Path | None = None) -> Iterator[Statement]:
    """Yield (kind, statement) for everything that follows from one set of memberships."""
    yield from _necessary(held, root)
    yield from _effects(held, root)
    yield from _paths(held, root)
    yield from _typical(held, root)
    yield from _robust(held, root)


def _necessary(held: Memberships, root: Path | None) -> Iterator[Statement]:
    found = qca_necessity(root, data=held)
    for table, outcome in ((found.high, held.outcome), (found.nonhigh, f"~{held.outcome}")):
        for literal in found.necessary(table):
            yield "necessary by QCA", f"{literal} for {outcome}"


def _effects(held: Memberships, root: Path | None) -> Iterator[Statement]:
    found = nca_necessity(root, data=held, permutations=0)
    for ceiling in found.result.ceilings:
        for condition in found.result.conditions:
            size = found.result.get(condition, ceiling).effect_size
            if size > found.rule.effect_size_threshold:
                yield "effect above threshold", f"{condition}, {ceiling}"
            if size >= found.rule.high_effect_threshold:
                yield "high effect", f"{condition}, {ceiling}"
    table = found.bottlenecks["cr_fdh"]
    for row in range(len(table.levels)):
        first = [column.condition for column in table.columns if not column.marks[row]]
        if first:
            yield "first bottleneck", ", ".join(first)
            return


def _paths(held: Memberships, root: Path | None) -> Iterator[Statement]:
    """Paths of models, and whether the panels come out as printed or as read."""
    read = declared_reading(root).paths
    for negated, expected in ((False, read[:3]), (True, read[3:])):
        outcome = f"~{held.outcome}" if negated else held.outcome
        models = solution_of(held, negated=negated, root=root)
        for path in set().union(*models):
            yield "path of some model", f"{path} -> {outcome}"
        if paths_of(expected) in models:
            yield AS_READ, outcome
        if any(len(model) == len(expected) and not _negates(model) for model in models):
            yield THREE_PATHS, outcome


def _negates(model: Iterable[Term]) -> bool:
    return any(not present for term in model for present in term.values.values())


def _typical(held: Memberships, root: Path | None) -> Iterator[Statement]:
    for panel in printed_panels(root, data=held):
        for path, found in zip(panel.paths, panel.solution.paths, strict=True):
            for case in (*found.typical, *found.deviant):
                yield IN_PATH, f"{case} in {path.id}"


def _robust(held: Memberships, root: Path | None) -> Iterator[Statement]:
    found = robustness(root, data=held)
    for test, outcome in ((found.high, held.outcome), (found.nonhigh, f"~{held.outcome}")):
        if test.comparisons and all(each.rows in ("equal", "subset") for each in test.comparisons):
            yield "stricter solution inside", outcome
