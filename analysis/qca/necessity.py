"""Necessity of single conditions and of their negations (Ragin 2008; Oana et al. 2021, ch. 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from analysis.data.terminal import Labels, Result
from analysis.qca._inputs import membership_frame, require_names
from analysis.qca.fit import NecessityFit, necessity_of


@dataclass(frozen=True, slots=True)
class ConditionNecessity(Result):
    """Fit of one literal, a condition or its negation (``~``), as necessary for the outcome."""

    literal: str
    fit: NecessityFit

    def is_necessary(self, threshold: float = 0.9) -> bool:
        """Return whether the consistency reaches ``threshold`` (0.9: Schneider and Wagemann)."""
        return self.fit.consistency >= threshold


@dataclass(frozen=True, slots=True)
class NecessityTable(Result):
    """Fit of necessity of 2k literals of k conditions: each condition, then its negation."""

    outcome: str
    rows: tuple[ConditionNecessity, ...]
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, literal: str) -> NecessityFit:
        """Return the fit of ``literal``, written like ``A`` or ``~A``."""
        return {row.literal: row.fit for row in self.rows}[literal]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per literal: consistency, ron, coverage."""
        return pd.DataFrame(
            [row.fit.to_dict() for row in self.rows],
            index=pd.Index([row.literal for row in self.rows], name="condition"),
        )

    def to_dict(self) -> dict[str, object]:
        """Return outcome and rows as plain data."""
        return {
            "outcome": self.outcome,
            "rows": [{"condition": row.literal, **row.fit.to_dict()} for row in self.rows],
        }


def analyze_necessity(
    data: pd.DataFrame,
    outcome: str,
    conditions: Sequence[str],
    *,
    labels: Labels | None = None,
) -> NecessityTable:
    """Return the necessity of every condition and negation for ``outcome`` (``~Y`` negates).

    ``data`` holds memberships, one row per case. Raises InputError for missing columns, repeated
    cases and values that are no membership.
    """
    require_names(conditions)
    name = outcome.removeprefix("~")
    frame = membership_frame(data, [*conditions, name])
    y = frame[name].to_numpy()
    y = 1 - y if outcome.startswith("~") else y
    rows = []
    for condition in conditions:
        x = frame[condition].to_numpy()
        rows.append(ConditionNecessity(condition, necessity_of(x, y)))
        rows.append(ConditionNecessity(f"~{condition}", necessity_of(1 - x, y)))
    return NecessityTable(outcome, tuple(rows), labels or {})
