"""Typical cases named in the text against the memberships that public data give.

A typical case of a path is a member of it: its membership exceeds 0.5 in every literal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.data import load_document
from analysis.forensics.literals import Conjunction, SetLiteral
from analysis.forensics.transcripts import load_transcripts
from analysis.forensics.verdicts import Basis, Verdict
from analysis.study import calibrations

CROSSOVER = 0.5


@dataclass(frozen=True, slots=True)
class TypicalCase:
    """A case named for a path, with its membership in each literal whose column is public.

    ``contradicted`` as soon as one of them is at most 0.5; else ``consistent``, for the other
    literals cannot be checked.
    """

    path: str
    case: str
    memberships: tuple[tuple[SetLiteral, float], ...]
    unchecked: tuple[SetLiteral, ...]

    @property
    def verdict(self) -> Verdict:
        """Return whether the public memberships let the case be a member of the path."""
        if not self.memberships:
            return Verdict.NOT_DETERMINED
        outside = any(value <= CROSSOVER for _, value in self.memberships)
        return Verdict.CONTRADICTED if outside else Verdict.CONSISTENT

    @property
    def basis(self) -> Basis:
        """Return what the check rests on."""
        return Basis.AUTHENTIC


@dataclass(frozen=True, slots=True)
class TypicalCases:
    """Every case named for a path."""

    all: tuple[TypicalCase, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per case: path, case, least public membership, literals, verdict."""
        return pd.DataFrame(
            {
                "path": each.path,
                "case": each.case,
                "least_membership": min((v for _, v in each.memberships), default=float("nan")),
                "checked": ", ".join(literal.text for literal, _ in each.memberships),
                "unchecked": ", ".join(literal.text for literal in each.unchecked),
                "verdict": each.verdict.value,
            }
            for each in self.all
        )


def typical_cases(
    paths: Mapping[str, Conjunction], cases: Mapping[str, Sequence[str]], memberships: pd.DataFrame
) -> TypicalCases:
    """Return every named case of every path with its public memberships.

    ``paths``: id -> literals; ``cases``: id -> names; ``memberships`` has one row per case and one
    column per condition with public data.
    """
    found = [
        _typical(path, case, literals, memberships)
        for path, literals in paths.items()
        for case in cases.get(path, ())
    ]
    return TypicalCases(tuple(found))


def study_typical_cases(root: Path | None = None) -> TypicalCases:
    """Return the cases that the study's section 5 names, checked on its authentic columns."""
    paths = {p.id: p.literals for panel in load_transcripts(root).panels for p in panel.paths}
    named = {path["id"]: path["cases"] for path in load_document("paths", root)["paths"]}
    columns = {name: each.memberships for name, each in calibrations(root).items()}
    return typical_cases(paths, named, pd.DataFrame(columns))


def _typical(path: str, case: str, literals: Conjunction, memberships: pd.DataFrame) -> TypicalCase:
    known = [literal for literal in literals if literal.condition in memberships.columns]
    found = []
    for literal in known:
        value = float(memberships[literal.condition][case])
        found.append((literal, value if literal.present else 1 - value))
    rest = tuple(literal for literal in literals if literal not in known)
    return TypicalCase(path, case, tuple(found), rest)
