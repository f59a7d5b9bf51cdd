"""The members that are kept as data: reconstructions, labelled so, and what they agree on."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.data import load_table

HIDDEN = (
    "breakthrough",
    "digital_technology",
    "organisation_agglomeration",
    "industrial_synergy",
)


@dataclass(frozen=True, slots=True)
class Stored:
    """The kept members: ``values`` has one row per (seed, province), columns as in the file."""

    values: pd.DataFrame = field(repr=False, compare=False)

    @property
    def seeds(self) -> tuple[int, ...]:
        """Return the seeds that have a member, rising."""
        return tuple(int(seed) for seed in self.values.index.get_level_values("seed").unique())

    def memberships(self, seed: int) -> pd.DataFrame:
        """Return the hidden memberships (28, 4) of one member. Raises KeyError for no member."""
        return self._of(seed)[list(HIDDEN)]

    def raw(self, seed: int) -> pd.DataFrame:
        """Return the raw values (28, 4) of one member, in the units of the variables."""
        raw = self._of(seed)[[f"{name}_raw" for name in HIDDEN]]
        return raw.set_axis(list(HIDDEN), axis=1)

    def _of(self, seed: int) -> pd.DataFrame:
        return pd.DataFrame(self.values.xs(seed, level="seed"))

    def to_frame(self) -> pd.DataFrame:
        """Return one row per member and province."""
        return self.values.reset_index()


def stored_members(root: Path | None = None) -> Stored:
    """Return the members kept in ``data/configurational/reconstruction``."""
    return members_of(load_table("reconstruction_members", root))


def members_of(table: pd.DataFrame) -> Stored:
    """Return members from a table with one row per seed and province."""
    return Stored(
        table.set_index(["seed", "province_zh"]).sort_index(level=0, sort_remaining=False)
    )
