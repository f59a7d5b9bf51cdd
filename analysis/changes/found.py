"""What flipped between two results, kind by kind."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from analysis.changes.results import Results


@dataclass(frozen=True, slots=True)
class Crossing:
    """A case whose membership lies on the other side of one half, or whose value is another."""

    variable: str
    case: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of the truth table with another output; None where no case is in it."""

    outcome: str
    row: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class PathChange:
    """A path that models reported have lost or gained, or one with other core conditions.

    ``from_path`` is the lost path that a gained one differs from in one literal, empty where there
    is none. ``core_before`` and ``core_after`` are those of a path that stays (re-marked).
    """

    outcome: str
    kind: Literal["lost", "gained", "changed", "re-marked"]
    path: str
    from_path: str = ""
    core_before: tuple[str, ...] = ()
    core_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NecessityChange:
    """A single condition or absence that became necessary, or ceased to be."""

    outcome: str
    literal: str
    before: float | None
    after: float | None
    necessary: bool


@dataclass(frozen=True, slots=True)
class EffectChange:
    """An effect size in another class, or a condition that NCA judges otherwise."""

    condition: str
    ceiling: str
    before: float
    after: float
    class_before: str
    class_after: str
    necessary_before: bool
    necessary_after: bool


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A level of the outcome that needs a condition now, and did not, or the other way round."""

    ceiling: str
    condition: str
    level: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LevelShift:
    """The greatest difference of a bottleneck that both results have, in percent of the range."""

    ceiling: str
    condition: str
    level: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A printed number with another verdict; None where the ledger lacks it."""

    id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What flipped from ``old`` to ``new``.

    ``memberships_compared`` counts the memberships that both have; ``rows_compared`` says whether
    both have the same conditions, without which their truth tables have no row in common.
    """

    old: Results
    new: Results
    variables_gained: tuple[str, ...]
    variables_lost: tuple[str, ...]
    cases_gained: tuple[str, ...]
    cases_lost: tuple[str, ...]
    crossings: tuple[Crossing, ...]
    rows: tuple[RowChange, ...]
    paths: tuple[PathChange, ...]
    necessity: tuple[NecessityChange, ...]
    effects: tuple[EffectChange, ...]
    levels: tuple[LevelChange, ...]
    shifts: tuple[LevelShift, ...]
    verdicts: tuple[VerdictChange, ...]
    memberships_compared: int
    rows_compared: bool

    @property
    def count(self) -> int:
        """How many things flipped; shifts of a bottleneck are no flips."""
        return sum(
            map(
                len,
                (
                    self.variables_gained,
                    self.variables_lost,
                    self.cases_gained,
                    self.cases_lost,
                    self.crossings,
                    self.rows,
                    self.paths,
                    self.necessity,
                    self.effects,
                    self.levels,
                    self.verdicts,
                ),
            )
        )

    @property
    def not_compared(self) -> tuple[str, ...]:
        """The kinds of which there was nothing to compare."""
        nothing = {
            "crossings": not self.memberships_compared,
            "rows": not self.rows_compared,
            "verdicts": not (self.old.verdicts and self.new.verdicts),
        }
        return tuple(kind for kind, is_so in nothing.items() if is_so)

    def to_dict(self) -> dict[str, Any]:
        """Return what flipped in JSON's own types, with the names of both results."""
        whole = asdict(self)
        for side in ("old", "new"):
            held: Results = getattr(self, side)
            whole[side] = {"study": held.study, "title": dict(held.title)}
        return {**whole, "count": self.count, "not_compared": list(self.not_compared)}
