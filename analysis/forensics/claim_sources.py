"""What the configurational study's claims are held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.data import load_document, load_table
from analysis.forensics.public_facts import PublicFacts
from analysis.forensics.transcripts import Transcripts, load_transcripts
from analysis.forensics.typical_cases import TypicalCases, study_typical_cases
from analysis.study import Settings, load_settings, load_variables

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ClaimSources:
    """Printed tables, settings, public data, and what the prose itself says of the paths.

    ``dimensions`` maps a dimension's key to the keys of its conditions, ``dimension_names`` to its
    Chinese name. ``named``: path -> provinces the prose names. ``roles``: path -> condition ->
    role in the prose, None where it says nothing. ``claims``: every claim by its id. ``provinces``
    has one row per province.
    """

    tables: Transcripts
    settings: Settings
    public: PublicFacts
    dimensions: Mapping[str, tuple[str, ...]]
    dimension_names: Mapping[str, str]
    named: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, Mapping[str, str | None]]
    typical: TypicalCases
    equations: int
    claims: Mapping[str, Item]
    provinces: pd.DataFrame = field(repr=False, compare=False)

    @property
    def technology(self) -> frozenset[str]:
        """Return the conditions of the dimension of technology."""
        return frozenset(self.dimensions["technology"])


def load_claim_sources(root: Path | None, public: PublicFacts) -> ClaimSources:
    """Return what claims are held against. Raises InputError for a fault in the files."""
    conditions = load_variables(root).conditions
    paths = load_document("paths", root)["paths"]
    dimensions = load_document("study", root)["dimensions"]
    return ClaimSources(
        tables=load_transcripts(root),
        settings=load_settings(root),
        public=public,
        dimensions={
            item["key"]: tuple(
                each.key
                for each in conditions
                if each.dimension and each.dimension.key == item["key"]
            )
            for item in dimensions
        },
        dimension_names={item["key"]: item["zh"] for item in dimensions},
        named={path["id"]: tuple(path["cases"]) for path in paths},
        roles={path["id"]: _roles(path["roles"]) for path in paths},
        typical=study_typical_cases(root),
        equations=len(load_document("coagglomeration", root)["equations"]),
        claims={item["id"]: item for item in load_document("claims", root)["claims"]},
        provinces=load_table("provinces", root),
    )


def _roles(items: Mapping[str, Any]) -> dict[str, str | None]:
    return {key: None if item is None else item["role"] for key, item in items.items()}
