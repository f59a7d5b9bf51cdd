"""Which printed numbers the kept members meet, target by target."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.forensics.rebuilt import Place
from analysis.forensics.reconstruct.residuals import Residual, printed_targets, residuals
from analysis.forensics.reconstruct.store import HIDDEN, Stored
from analysis.forensics.transcripts import load_transcripts
from analysis.qca import quantile_anchors

SECOND_PANEL = ("NH", "~")
FLOAT_NOISE = 9
STATISTICS = ("exclusion", "crossover", "inclusion", "minimum", "maximum", "mean", "sd")


@dataclass(frozen=True, slots=True)
class TargetFit:
    """One kind of printed number over all members: how many of ``numbers`` each member meets.

    ``by_member`` counts the numbers that agree, one count per member; ``in_all`` those that agree
    in every member; ``deviation`` is the largest distance from print, in the printed unit.
    """

    table: str
    target: str
    numbers: int
    by_member: tuple[int, ...]
    in_all: int
    deviation: float

    @property
    def is_met(self) -> bool:
        """Return whether every member meets every number."""
        return self.in_all == self.numbers


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
                "in_all": each.in_all,
                "least": min(each.by_member),
                "most": max(each.by_member),
                "deviation": each.deviation,
            }
            for each in self.all
        )


def target_fits(stored: Stored, root: Path | None = None) -> TargetFits:
    """Return how well the stored members meet Tables 1 to 5; p-values are left out."""
    found = [
        (*raw_residuals(stored.raw(seed), root), *residuals(stored.memberships(seed), root).all)
        for seed in stored.seeds
    ]
    first = [("table1", name, statistic) for name in HIDDEN for statistic in STATISTICS]
    return fits_of(found, [*first, *printed_targets(root)])


def fits_of(members: Sequence[Sequence[Residual]], places: Sequence[Place]) -> TargetFits:
    """Return the fits of members to the printed numbers at ``places``.

    A number that a member has no value for is not met, and its deviation is infinite. Raises
    ValueError without members.
    """
    if not members:
        raise ValueError("no members: nothing can be said of their fit")
    held = [{each.place: each for each in own} for own in members]
    targets: dict[tuple[str, str], list[Place]] = {}
    for place in places:
        targets.setdefault((place[0], target_of(place)), []).append(place)
    return TargetFits(
        len(held), tuple(_fit(key, own, held) for key, own in sorted(targets.items()))
    )


def _fit(
    key: tuple[str, str], places: Sequence[Place], held: Sequence[Mapping[Place, Residual]]
) -> TargetFit:
    met = [[place in own and own[place].agrees for place in places] for own in held]
    return TargetFit(
        *key,
        numbers=len(places),
        by_member=tuple(map(sum, met)),
        in_all=sum(map(all, zip(*met, strict=True))),
        deviation=max(_deviation(own.get(place)) for own in held for place in places),
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


def raw_residuals(raw: pd.DataFrame, root: Path | None = None) -> tuple[Residual, ...]:
    """Return the residuals of Table 1 for raw values (28, 4) of the hidden columns."""
    statistics = load_transcripts(root).statistics
    return tuple(
        Residual(("table1", name, statistic), statistics[name][statistic], value)
        for name in HIDDEN
        for statistic, value in _statistics(raw[name]).items()
    )


def _statistics(raw: pd.Series[float]) -> dict[str, float]:
    anchors = (round(anchor, FLOAT_NOISE) for anchor in quantile_anchors(raw))
    moments = (raw.min(), raw.max(), raw.mean(), raw.std(ddof=0))
    return dict(zip(STATISTICS, map(float, (*anchors, *moments)), strict=True))


def _deviation(residual: Residual | None) -> float:
    if residual is None:
        return math.inf
    if residual.printed.value is None:
        return max(residual.recomputed, 0.0)
    return abs(residual.recomputed - float(residual.printed.number))
