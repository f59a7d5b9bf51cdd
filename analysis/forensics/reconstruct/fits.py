"""Which printed numbers the kept members meet, target by target."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.data import load_table
from analysis.forensics.rebuilt import Place
from analysis.forensics.reconstruct.residuals import Residual, printed_targets, residuals
from analysis.forensics.reconstruct.store import HIDDEN
from analysis.forensics.transcripts import load_transcripts
from analysis.qca import quantile_anchors

SECOND_PANEL = ("NH", "~")
FLOAT_NOISE = 9
STATISTICS = ("exclusion", "crossover", "inclusion", "minimum", "maximum", "mean", "sd")


@dataclass(frozen=True, slots=True)
class MemberFit:
    """How many of a target's ``numbers`` one member meets, and how far it is from the farthest.

    ``deviation`` is in the printed unit; NaN where the member has no value.
    """

    table: str
    target: str
    numbers: int
    met: int
    deviation: float


@dataclass(frozen=True, slots=True)
class TargetFit:
    """One kind of printed number over all members: how many of ``numbers`` each member meets.

    ``by_member`` has one count per member; ``deviation`` is the largest distance from print, in
    the printed unit, NaN where some member has no value.
    """

    table: str
    target: str
    numbers: int
    by_member: tuple[int, ...]
    deviation: float

    @property
    def is_met(self) -> bool:
        """Return whether every member meets every number."""
        return min(self.by_member) == self.numbers


@dataclass(frozen=True, slots=True)
class TargetFits:
    """The fits of all targets."""

    members: int
    all: tuple[TargetFit, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per target."""
        return pd.DataFrame(
            {
                "table": each.table,
                "target": each.target,
                "numbers": each.numbers,
                "least": min(each.by_member),
                "most": max(each.by_member),
                "deviation": each.deviation,
            }
            for each in self.all
        )


def target_fits(root: Path | None = None) -> TargetFits:
    """Return how well the kept members meet Tables 1 to 5; p-values are left out."""
    table = load_table("reconstruction_fits", root)
    return fits_over_members(
        [
            [MemberFit(*row) for row in own.itertuples(index=False, name=None)]
            for _, own in table.set_index("seed").groupby(level="seed")
        ]
    )


def fits_over_members(members: Sequence[Sequence[MemberFit]]) -> TargetFits:
    """Return the fits of all members, target by target. Raises ValueError without members."""
    if not members:
        raise ValueError("no members: nothing can be said of their fit")
    targets: dict[tuple[str, str], list[MemberFit]] = {}
    for each in (fit for own in members for fit in own):
        targets.setdefault((each.table, each.target), []).append(each)
    return TargetFits(len(members), tuple(_over(key, own) for key, own in sorted(targets.items())))


def _over(key: tuple[str, str], own: Sequence[MemberFit]) -> TargetFit:
    met = tuple(each.met for each in own)
    return TargetFit(*key, own[0].numbers, met, _largest(each.deviation for each in own))


def member_fits(
    memberships: pd.DataFrame, raw: pd.DataFrame, root: Path | None = None
) -> tuple[MemberFit, ...]:
    """Return how a member meets Tables 1 to 5, from its memberships and raw values (28, 4)."""
    found = [*raw_residuals(raw, root), *residuals(memberships, root).all]
    first = [("table1", name, statistic) for name in HIDDEN for statistic in STATISTICS]
    return fits_of(found, [*first, *printed_targets(root)])


def fits_of(found: Iterable[Residual], places: Iterable[Place]) -> tuple[MemberFit, ...]:
    """Return the fits to the printed numbers at ``places``, by target.

    A number without a residual is not met, and the deviation is NaN.
    """
    held = {each.place: each for each in found}
    targets: dict[tuple[str, str], list[Place]] = {}
    for place in places:
        targets.setdefault((place[0], target_of(place)), []).append(place)
    return tuple(
        MemberFit(
            *key,
            numbers=len(own),
            met=sum(place in held and held[place].agrees for place in own),
            deviation=_largest(_deviation(held.get(place)) for place in own),
        )
        for key, own in targets.items()
    )


def target_of(place: Place) -> str:
    """Return the key of the target that a printed number belongs to, within its table."""
    table, row, column = place
    if table == "table2":
        return row
    if table != "table5":
        return "all"
    side = "nonhigh" if column.startswith(SECOND_PANEL) else "high"
    return f"{row} {side}"


def raw_residuals(raw: pd.DataFrame, root: Path | None = None) -> Iterator[Residual]:
    """Yield the residuals of Table 1 for raw values (28, 4) of the hidden columns."""
    statistics = load_transcripts(root).statistics
    for name in HIDDEN:
        for statistic, value in _statistics(raw[name]).items():
            yield Residual(("table1", name, statistic), statistics[name][statistic], value)


def _statistics(raw: pd.Series[float]) -> dict[str, float]:
    anchors = (round(anchor, FLOAT_NOISE) for anchor in quantile_anchors(raw))
    moments = (raw.min(), raw.max(), raw.mean(), raw.std(ddof=0))
    return dict(zip(STATISTICS, map(float, (*anchors, *moments)), strict=True))


def _largest(deviations: Iterable[float]) -> float:
    """NaN as soon as one is."""
    return float(np.max(np.fromiter(deviations, dtype=np.float64)))


def _deviation(residual: Residual | None) -> float:
    if residual is None:
        return math.nan
    if residual.printed.value is None:
        return max(residual.recomputed, 0.0)
    return abs(residual.recomputed - float(residual.printed.number))
