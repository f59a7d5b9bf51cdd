"""The stored answers of the search for an outcome column, from tools/search_outcome.py."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import pandas as pd

from analysis.data import load_table

Status: TypeAlias = Literal["impossible", "possible", "open"]
OUTCOME_FILE = "data/forensics/outcome_search.csv"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and its answer.

    ``conditions`` have known columns, number ``variant`` of the choices between those that meet
    Table 4; the case ``at_crossover`` has the outcome 0.501; ``left_out`` is the part of the
    question not asked for, empty for none; ``effort`` is in units of the solver's own clock.
    """

    conditions: tuple[str, ...]
    left_out: str
    at_crossover: str
    variant: int
    status: Status
    effort: float


@dataclass(frozen=True, slots=True)
class OutcomeSearch:
    """All questions that were asked, in their order."""

    all: tuple[Asked, ...]

    def about(self, conditions: int, left_out: str | None = "") -> tuple[Asked, ...]:
        """Return the questions about so many conditions that leave out this part, None: any."""
        return tuple(
            each
            for each in self.all
            if len(each.conditions) == conditions
            and (bool(each.left_out) if left_out is None else each.left_out == left_out)
        )

    @property
    def widest(self) -> tuple[Asked, ...]:
        """Return the whole questions about all conditions."""
        return self.about(max(len(each.conditions) for each in self.all))

    @property
    def is_impossible(self) -> bool:
        """Return whether every whole question about all conditions is proven impossible."""
        return all(each.status == "impossible" for each in self.widest)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per question, as in the file."""
        return pd.DataFrame(
            {
                "conditions": "*".join(each.conditions),
                "left_out": each.left_out,
                "at_crossover": each.at_crossover,
                "variant": each.variant,
                "status": each.status,
                "effort": each.effort,
            }
            for each in self.all
        )


def stored_outcome_search(root: Path | None = None) -> OutcomeSearch:
    """Return the stored answers. Raises InputError as the data layer does."""
    rows = load_table("forensics_outcome_search", root).to_dict("records")
    return OutcomeSearch(
        tuple(
            Asked(
                tuple(str(row["conditions"]).split("*")),
                str(row["left_out"]) if isinstance(row["left_out"], str) else "",
                str(row["at_crossover"]),
                int(row["variant"]),
                row["status"],
                float(row["effort"]),
            )
            for row in rows
        )
    )
