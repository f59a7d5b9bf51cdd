"""In what share of the members a derived statement holds: pinned down, likely or open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.forensics.reconstruct.residuals import memberships_of
from analysis.forensics.reconstruct.store import Stored
from analysis.study import Memberships, configurations, nca_necessity, qca_necessity

LIKELY = 0.5


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
    def grade(self) -> str:
        """Return ``pinned down`` (all members), ``likely`` (more than half) or ``open``."""
        if self.holds == self.members:
            return "pinned down"
        return "likely" if self.share > LIKELY else "open"


@dataclass(frozen=True, slots=True)
class StatementShares:
    """Every statement that holds in some member."""

    all: tuple[StatementShare, ...]

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


def statement_shares(stored: Stored, root: Path | None = None) -> StatementShares:
    """Return the shares of all derived statements that hold in at least one stored member."""
    counts: Counter[tuple[str, str]] = Counter()
    for seed in stored.seeds:
        held = memberships_of(stored.memberships(seed), root)
        counts.update(set(derived(held, root)))
    n = len(stored.seeds)
    return StatementShares(
        tuple(StatementShare(*key, count, n) for key, count in sorted(counts.items()))
    )


def derived(held: Memberships, root: Path | None = None) -> Iterator[tuple[str, str]]:
    """Yield (kind, statement) for everything that follows from one set of memberships."""
    yield from _necessary(held, root)
    yield from _effects(held, root)
    yield from _paths(held, root)


def _necessary(held: Memberships, root: Path | None) -> Iterator[tuple[str, str]]:
    found = qca_necessity(root, data=held)
    for table, outcome in ((found.high, held.outcome), (found.nonhigh, f"~{held.outcome}")):
        for literal in found.necessary(table):
            yield "necessary by QCA", f"{literal} for {outcome}"


def _effects(held: Memberships, root: Path | None) -> Iterator[tuple[str, str]]:
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


def _paths(held: Memberships, root: Path | None) -> Iterator[tuple[str, str]]:
    found = configurations(root, data=held)
    for panel in (found.high, found.nonhigh):
        for solution in panel.intermediate:
            for path in solution.paths:
                yield "path of some model", f"{path.term} -> {panel.outcome}"
