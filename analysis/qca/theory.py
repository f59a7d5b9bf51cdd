"""Theory evaluation: a hypothesis against the solution found.

Ragin (1987, chapter 7); Schneider and Wagemann (2012, chapter 11): theory T and solution S divide
the property space into four areas, and every case is covered or not, expected or not.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.data.terminal import Labels, Result
from analysis.qca._inputs import case_names
from analysis.qca.expressions import Expression
from analysis.qca.fit import SufficiencyFit, sufficiency_of

AREAS = {
    "T*S": ("covered most likely", "inconsistent most likely"),
    "~T*S": ("covered least likely", "inconsistent least likely"),
    "T*~S": ("uncovered most likely", "consistent most likely"),
    "~T*~S": ("uncovered least likely", "consistent least likely"),
}


@dataclass(frozen=True, slots=True)
class Area(Result):
    """One intersection of theory and solution, with its fit and its cases.

    ``with_outcome`` and ``without_outcome`` hold member cases (above 0.5), each with the name the
    literature gives them in ``kinds``.
    """

    name: str
    expression: Expression
    fit: SufficiencyFit
    kinds: tuple[str, str]
    with_outcome: tuple[str, ...]
    without_outcome: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TheoryEvaluation(Result):
    """The four areas: expected and found, only found, only expected, neither."""

    theory: Expression
    solution: Expression
    areas: tuple[Area, ...]
    labels: Labels = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, name: str) -> Area:
        """Return the area called ``T*S``, ``~T*S``, ``T*~S`` or ``~T*~S``."""
        return {area.name: area for area in self.areas}[name]

    def to_frame(self) -> pd.DataFrame:
        """Return one line per area: expression, fit and cases."""
        lines = [
            {
                "area": area.name,
                "expression": str(area.expression),
                "consistency": area.fit.consistency,
                "coverage": area.fit.coverage,
                "with_outcome": "; ".join(area.with_outcome),
                "without_outcome": "; ".join(area.without_outcome),
            }
            for area in self.areas
        ]
        return pd.DataFrame(lines).set_index("area")

    def to_dict(self) -> dict[str, object]:
        """Return theory, solution and areas as plain data."""
        areas = self.to_frame().reset_index().to_dict("records")
        return {"theory": str(self.theory), "solution": str(self.solution), "areas": areas}


def evaluate_theory(
    data: pd.DataFrame,
    outcome: str,
    theory: Expression | str,
    solution: Expression | str,
    *,
    labels: Labels | None = None,
) -> TheoryEvaluation:
    """Return the four areas of ``theory`` and ``solution`` on memberships, one row per case.

    An area's fit is that of the minimum of its two sets. Its expression is the Boolean form: it
    drops terms with a condition and its negation, in which no case is above 0.5, so its own
    memberships may be lower.
    """
    t = Expression.parse(theory) if isinstance(theory, str) else theory
    s = Expression.parse(solution) if isinstance(solution, str) else solution
    y = Expression.parse(outcome).membership(data)
    cases = np.array(case_names(data, len(data)))
    sides = {"T": t, "~T": ~t, "S": s, "~S": ~s}
    values = {"T": t.membership(data), "S": s.membership(data)}
    values |= {"~T": 1 - values["T"], "~S": 1 - values["S"]}
    areas = []
    for name, kinds in AREAS.items():
        left, right = name.split("*")
        x = np.minimum(values[left], values[right])
        inside = (x > 0.5) & (y > 0.5)
        outside = (x > 0.5) & (y < 0.5)
        areas.append(
            Area(
                name=name,
                expression=sides[left] & sides[right],
                fit=sufficiency_of(x, y),
                kinds=kinds,
                with_outcome=tuple(cases[inside].tolist()),
                without_outcome=tuple(cases[outside].tolist()),
            )
        )
    return TheoryEvaluation(t, s, tuple(areas), labels or {})
