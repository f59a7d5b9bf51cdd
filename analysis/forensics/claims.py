"""Statements of the study's prose against its own tables and against public data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.data import Words, load_document
from analysis.data.labels import SEMICOLON, Text, english
from analysis.forensics import design_claims as by_design
from analysis.forensics import public_claims as by_public
from analysis.forensics import table_claims as by_table
from analysis.forensics import threshold_claims as by_threshold
from analysis.forensics.claim_sources import ClaimSources, Item, load_claim_sources
from analysis.forensics.findings import Finding, name_of
from analysis.forensics.public_facts import PublicFacts, load_public_facts
from analysis.forensics.stated import Restatement, restated
from analysis.forensics.verdicts import Basis, Consequence, Verdict


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """A statement of the paper beside what the tables or public data say.

    ``printed`` and ``recomputed`` are text: a number, a set of keys, or a comparison.
    ``kind`` is the sort of statement, ``statistic`` says what is stated, ``check`` names the
    function that decided, below ``analysis``.
    """

    id: str
    section: str
    statement: Words
    printed: str
    recomputed: Text
    verdict: Verdict
    basis: Basis
    note: Words
    consequence: Consequence = Consequence.NONE
    kind: str = ""
    statistic: str = ""
    check: str = ""


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
                "statement": check.statement.en,
                "printed": check.printed,
                "recomputed": english(check.recomputed),
                "verdict": check.verdict.value,
                "basis": check.basis.value,
                "note": check.note.en,
            }
            for check in self.checks
        )


@dataclass(frozen=True, slots=True)
class Method:
    """A check, and what it takes beside the claim."""

    check: Callable[..., Finding]
    given: Callable[[ClaimSources], tuple[Any, ...]] = lambda sources: (sources,)

    def find(self, item: Item, sources: ClaimSources) -> Finding:
        """Return the finding on a claim."""
        return self.check(item, *self.given(sources))


def check_claims(root: Path | None = None, *, public: PublicFacts | None = None) -> ClaimReport:
    """Return every claim of the study's prose with its verdict.

    ``public`` are public numbers already loaded. Raises InputError for a fault in the files,
    ValueError for a claim of an unknown kind.
    """
    sources = load_claim_sources(root, public or load_public_facts(root))
    items = load_document("claims", root)["claims"]
    return ClaimReport(tuple(_check(item, sources) for item in items))


def _check(item: Item, sources: ClaimSources) -> ClaimCheck:
    method = METHODS.get((item["kind"], item["of"]))
    if method is None:
        raise ValueError(f"claim {item['id']}: no check for kind {item['kind']} of {item['of']}")
    found = method.find(item, sources)
    revised = _changed(_restated(found, item))
    decided = method.check if revised.verdict is found.verdict else restated
    remarks = [Words.of(item["note"])] if "note" in item else []
    note = SEMICOLON.join([part for part in (revised.note, *remarks) if part])
    return ClaimCheck(
        item["id"],
        item["section"],
        Words.of(item["statement"]),
        printed(item, sources),
        revised.recomputed,
        revised.verdict,
        revised.basis,
        note,
        revised.consequence,
        item["kind"],
        statistic(item),
        name_of(decided),
    )


def _restated(finding: Finding, item: Item) -> Finding:
    again = map(Restatement.of, item.get("again", ()))
    return restated(finding, str(item.get("printed", "")), again)


def _changed(finding: Finding) -> Finding:
    """Return the finding with a consequence: a claim that fails changes what the text concludes."""
    if finding.verdict is Verdict.CONTRADICTED and finding.consequence is Consequence.NONE:
        return replace(finding, consequence=Consequence.CONCLUSION)
    return finding


def printed(item: Item, sources: ClaimSources) -> str:
    """Return what a claim prints: its number and the values, regions or set that it names."""
    if "values" in item:
        return ", ".join(f"{key} {text}" for key, text in item["values"].items())
    named = item.get("members", ())
    if item["of"] == "typical_cases":
        named = sources.named[item["path"]]
    if item["of"] == "roles":
        named = by_design.said(sources.roles[item["path"]])
    parts = (str(item.get("printed", "")), ", ".join(named))
    return ": ".join(part for part in parts if part)


def statistic(item: Item) -> str:
    """Return what the number or set of a claim is said to be, in words."""
    of = str(item["of"]).replace("_", " ")
    narrowed = [str(item[key]) for key in ("path", "province", "outcome", "level") if key in item]
    return " ".join([item["kind"], "of", of, *narrowed])


Given = tuple[Any, ...]


def _tables(sources: ClaimSources) -> Given:
    return (sources.tables,)


def _with_settings(sources: ClaimSources) -> Given:
    return sources.tables, sources.settings


def _technology(sources: ClaimSources) -> Given:
    return sources.tables, sources.technology, True


def _government(sources: ClaimSources) -> Given:
    return sources.tables, frozenset({"government_support"})


METHODS: Mapping[tuple[str, str], Method] = {
    ("listed", "members"): Method(by_design.members),
    ("outside", "number"): Method(by_design.left_open),
    ("count", "provinces"): Method(by_design.sample),
    ("count", "cases"): Method(by_design.cases),
    ("count", "dimensions"): Method(by_design.dimension_count),
    ("count", "conditions_of_dimensions"): Method(by_design.conditions_of_dimensions),
    ("count", "equations"): Method(by_design.equations),
    ("count", "paths"): Method(by_table.paths, _tables),
    ("rule", "calibration"): Method(by_public.anchors),
    ("rule", "missing_data"): Method(by_public.missing_data),
    ("rule", "data_type"): Method(by_public.data_type),
    ("set", "dimensions"): Method(by_design.dimension_names),
    ("set", "excluded_provinces"): Method(by_design.excluded),
    ("set", "roles"): Method(by_design.roles),
    ("set", "typical_cases"): Method(by_public.typical),
    ("set", "nca_necessary"): Method(by_table.nca_necessary, _with_settings),
    ("set", "nca_high_effect"): Method(by_table.high_effect, _tables),
    ("set", "key_bottlenecks"): Method(by_table.key_bottlenecks, _tables),
    ("set", "first_bottleneck"): Method(by_table.first_bottleneck, _tables),
    ("set", "qca_necessary"): Method(by_table.qca_necessary, _with_settings),
    ("set", "necessary_by_both"): Method(by_table.necessary_by_both, _with_settings),
    ("set", "paths_with_a_technology_condition"): Method(by_table.paths_with, _technology),
    ("set", "paths_with_government_support"): Method(by_table.paths_with, _government),
    ("row", "bottleneck"): Method(by_table.bottleneck_row, _tables),
    ("subset", "qca_necessary_in_nca_necessary"): Method(by_table.qca_within_nca, _with_settings),
    ("subset", "solution_at_stricter_consistency"): Method(by_threshold.robust),
    ("threshold", "effect_size"): Method(by_threshold.effect_size),
    ("threshold", "necessity_consistency"): Method(by_threshold.necessity_consistency),
    ("threshold", "frequency"): Method(by_threshold.frequency),
    ("threshold", "consistency"): Method(by_threshold.path_consistency),
    ("threshold", "pri"): Method(by_threshold.path_pri),
    ("levels", "ce_fdh"): Method(by_threshold.levels),
    ("levels", "cr_fdh"): Method(by_threshold.levels),
    ("year", "conditions"): Method(by_public.year_of_conditions),
    ("year", "bulletin"): Method(by_design.bulletin),
    ("year", "yearbook"): Method(by_design.yearbook),
    ("bound", "parks"): Method(by_public.parks),
    ("share", "regions"): Method(by_design.regions),
    ("share", "technology_lacking"): Method(by_design.technology_lacking),
    ("value", "rd_intensity"): Method(by_public.value),
    ("value", "government_support"): Method(by_public.value),
    ("rising", "rd_expenditure"): Method(by_public.rising),
    ("rank", "rd_intensity"): Method(by_public.rank),
    ("less", "government_support"): Method(by_public.less),
}
