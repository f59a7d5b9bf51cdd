"""The results of a study beside what follows from them, reckoned another way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.study import (
    Configurations,
    Memberships,
    NcaNecessity,
    Panel,
    QcaNecessity,
    Sensitivity,
    Study,
    configurations,
    load_study,
    memberships,
    nca_necessity,
    qca_necessity,
    sensitivity,
)


@dataclass(frozen=True)
class Facts:
    study: Study
    held: Memberships
    found: Configurations
    nca: NcaNecessity
    alone: QcaNecessity
    moved: Sensitivity

    @cached_property
    def sets(self) -> pd.DataFrame:
        """Return the memberships, with a column ``x{v}`` per value of a multi-value condition."""
        values = self.held.values
        more = {
            f"{key}{{{v}}}": (values[key] == v).astype(float)
            for key in self.held.conditions
            for v in range(int(values[key].max()) + 1)
        } if self.study.variables.multivalue else {}  # fmt: skip
        return values.assign(**more)

    @property
    def labels(self) -> dict[str, dict[str, str]]:
        """Return, by language, the key of every name."""
        held = {**self.held.labels, **self.found.labels}
        return {language: {label.text(language): key for key, label in held.items()}
                for language in ("zh", "en")}  # fmt: skip

    def y(self, outcome: str) -> np.ndarray:
        return self.column(outcome)

    def column(self, literal: str) -> np.ndarray:
        x = self.sets[literal.removeprefix("~")].to_numpy(float)
        return 1 - x if literal.startswith("~") else x

    def term(self, text: str) -> np.ndarray:
        if text == "1":
            return np.ones(len(self.sets))
        return np.min([self.column(literal) for literal in text.split("*")], axis=0)

    def panel(self, outcome: str) -> Panel:
        return {panel.outcome: panel for panel in self.found.panels}[outcome]

    def paths(self, outcome: str) -> list[str]:
        """Return the paths of the first model reported."""
        reported = self.panel(outcome).reported
        return [str(term) for term in reported[0].terms] if reported else []

    def union(self, outcome: str) -> np.ndarray:
        return np.max([self.term(path) for path in self.paths(outcome)], axis=0)


def facts_of(name: str, root: Path) -> Facts:
    study = load_study(name, root)
    held = memberships(study)
    return Facts(
        study, held, configurations(study, data=held), nca_necessity(study, data=held),
        qca_necessity(study, data=held), sensitivity(study),
    )  # fmt: skip
