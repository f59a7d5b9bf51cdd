"""Statements of the study's prose against its own tables and against public data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.data import load_document
from analysis.forensics import table_claims as by_table
from analysis.forensics.intervals import exact
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.public_facts import PublicFacts, load_public_facts
from analysis.forensics.scopes import ANCHORS
from analysis.forensics.table_claims import Finding
from analysis.forensics.transcripts import Transcripts, load_transcripts
from analysis.forensics.verdicts import Basis, Verdict, judge
from analysis.study import Settings, load_settings, load_variables


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """A statement of the paper beside what the tables or public data say.

    ``printed`` and ``recomputed`` are text: a number, a set of keys, or a comparison.
    """

    id: str
    section: str
    statement: str
    printed: str
    recomputed: str
    verdict: Verdict
    basis: Basis
    note: str


@dataclass(frozen=True, slots=True)
class ClaimReport:
    """Every statement that was checked, in the order of the text."""

    checks: tuple[ClaimCheck, ...]

    def __getitem__(self, id: str) -> ClaimCheck:
        """Return the check of one claim."""
        return {check.id: check for check in self.checks}[id]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per claim: statement, printed, recomputed, verdict, basis, note."""
        return pd.DataFrame(
            {
                "id": check.id,
                "section": check.section,
                "statement": check.statement,
                "printed": check.printed,
                "recomputed": check.recomputed,
                "verdict": check.verdict.value,
                "basis": check.basis.value,
                "note": check.note,
            }
            for check in self.checks
        )


@dataclass(frozen=True, slots=True)
class Sources:
    """What claims are held against: printed tables, settings, public data, typical cases."""

    tables: Transcripts
    settings: Settings
    public: PublicFacts
    technology: frozenset[str]
    typical: Mapping[str, tuple[str, ...]]


def check_claims(root: Path | None = None, *, public: PublicFacts | None = None) -> ClaimReport:
    """Return every claim of the study's prose with its verdict.

    ``public`` are public numbers already loaded. Raises InputError for a fault in the files,
    ValueError for a claim of an unknown kind.
    """
    sources = _load_sources(root, public or load_public_facts(root))
    items = load_document("claims", root)["claims"]
    return ClaimReport(tuple(_check(item, sources) for item in items))


def _load_sources(root: Path | None, public: PublicFacts) -> Sources:
    variables = load_variables(root)
    return Sources(
        tables=load_transcripts(root),
        settings=load_settings(root),
        public=public,
        technology=frozenset(
            variable.key
            for variable in variables.conditions
            if variable.dimension is not None and variable.dimension.key == "technology"
        ),
        typical={
            path["id"]: tuple(path["cases"]) for path in load_document("paths", root)["paths"]
        },
    )


def _check(item: Mapping[str, Any], sources: Sources) -> ClaimCheck:
    method = METHODS.get((item["kind"], item["of"]))
    if method is None:
        raise ValueError(f"claim {item['id']}: no check for kind {item['kind']} of {item['of']}")
    finding = method(item, sources)
    return ClaimCheck(
        item["id"],
        item["section"],
        item["statement"],
        _printed(item),
        finding.recomputed,
        finding.verdict,
        finding.basis,
        finding.note,
    )


def _printed(item: Mapping[str, Any]) -> str:
    if "values" in item:
        return ", ".join(f"{key} {text}" for key, text in item["values"].items())
    members = ", ".join(item.get("members", ()))
    return members or str(item.get("printed", ""))


def _sample(item: Mapping[str, Any], sources: Sources) -> Finding:
    return by_table.counted(item["printed"], sources.public.sample_size, Basis.PRINTED_ONLY)


def _anchors(item: Mapping[str, Any], sources: Sources) -> Finding:
    misses = [
        f"{variable} {name}"
        for variable, found in sources.public.statistics.items()
        for name in ANCHORS
        if not sources.tables.statistics[variable][name].agrees(float(getattr(found, name)))
    ]
    agree = "quartiles of the public columns" if not misses else f"not: {', '.join(misses)}"
    note = (
        f"checked on {len(sources.public.statistics)} of {len(sources.tables.statistics)} columns"
    )
    verdict = Verdict.CONTRADICTED if misses else Verdict.EXACT
    return Finding(agree, verdict, Basis.AUTHENTIC, note)


def _cases(item: Mapping[str, Any], sources: Sources) -> Finding:
    return by_table.counted(item["printed"], len(sources.typical[item["path"]]), Basis.PRINTED_ONLY)


def _value(item: Mapping[str, Any], sources: Sources) -> Finding:
    printed = PrintedNumber.read(item["printed"])
    value = exact(sources.public.of(item["of"], item["province"])) * (100 if printed.percent else 1)
    judgement = judge(printed, value, Basis.AUTHENTIC)
    return Finding(f"{float(value):.3f}%", judgement.verdict, Basis.AUTHENTIC, "")


def _rising(item: Mapping[str, Any], sources: Sources) -> Finding:
    series = sources.public.expenditure(item["province"], item["year"], item["years"])
    rises = bool((series.diff().dropna() > 0).all())
    shown = ", ".join(f"{year}: {value:g}" for year, value in series.items())
    verdict = Verdict.EXACT if rises else Verdict.CONTRADICTED
    return Finding(shown, verdict, Basis.AUTHENTIC, "R&D expenditure, 100 million yuan")


def _rank(item: Mapping[str, Any], sources: Sources) -> Finding:
    rank, size, all_rank, all_size = sources.public.rank(item["of"], item["province"])
    note = f"{all_rank} of {all_size} provinces with data; 'rear' names no limit"
    recomputed = f"{rank} of {size} provinces of the sample"
    return Finding(recomputed, Verdict.NOT_DETERMINED, Basis.AUTHENTIC, note)


def _less(item: Mapping[str, Any], sources: Sources) -> Finding:
    left = sources.public.of(item["of"], item["province"])
    right = sources.public.of(item["of"], item["than"])
    verdict = Verdict.CONSISTENT if left < right else Verdict.CONTRADICTED
    note = f"ratio {left / right:.2f}; how far is far is not said"
    return Finding(f"{100 * left:.3f}% and {100 * right:.3f}%", verdict, Basis.AUTHENTIC, note)


def _robust(item: Mapping[str, Any], sources: Sources) -> Finding:
    threshold = Fraction(str(sources.settings.robustness_consistency))
    paths = [path for panel in sources.tables.panels for path in panel.paths]
    passing = sum(path.consistency.interval().low >= threshold for path in paths)
    note = (
        "the consistencies of the truth table rows are not printed; the printed paths show only "
        "that no path falls below the threshold itself"
    )
    recomputed = f"{passing} of {len(paths)} printed paths at or above {item['printed']}"
    return Finding(recomputed, Verdict.NOT_DETERMINED, Basis.PRINTED_ONLY, note)


Method = Callable[[Mapping[str, Any], Sources], Finding]

METHODS: dict[tuple[str, str], Method] = {
    ("count", "provinces"): _sample,
    ("count", "cases"): _cases,
    ("count", "paths"): lambda item, s: by_table.paths(item, s.tables),
    ("rule", "calibration"): _anchors,
    ("set", "nca_necessary"): lambda item, s: by_table.nca_necessary(item, s.tables, s.settings),
    ("set", "nca_high_effect"): lambda item, s: by_table.high_effect(item, s.tables),
    ("row", "bottleneck"): lambda item, s: by_table.bottleneck_row(item, s.tables),
    ("set", "first_bottleneck"): lambda item, s: by_table.first_bottleneck(item, s.tables),
    ("set", "qca_necessary"): lambda item, s: by_table.qca_necessary(item, s.tables, s.settings),
    ("subset", "qca_necessary_in_nca_necessary"): (
        lambda item, s: by_table.qca_within_nca(item, s.tables, s.settings)
    ),
    ("subset", "solution_at_stricter_consistency"): _robust,
    ("set", "paths_with_a_technology_condition"): (
        lambda item, s: by_table.paths_with(item, s.tables, s.technology, present=True)
    ),
    ("set", "paths_with_government_support"): (
        lambda item, s: by_table.paths_with(item, s.tables, frozenset({"government_support"}))
    ),
    ("value", "rd_intensity"): _value,
    ("value", "government_support"): _value,
    ("rising", "rd_expenditure"): _rising,
    ("rank", "rd_intensity"): _rank,
    ("less", "government_support"): _less,
}
